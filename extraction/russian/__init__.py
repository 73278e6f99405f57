"""The reader of Russian reports."""
