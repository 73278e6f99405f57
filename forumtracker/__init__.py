"""The frame: settings, addresses, the background worker, and the services of a machine that has none."""
