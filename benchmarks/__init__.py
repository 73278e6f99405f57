"""Figures of speed and size, for people to read: `make bench`."""
