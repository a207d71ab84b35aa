"""Backups: a whole database into one file, and back into an empty database."""
