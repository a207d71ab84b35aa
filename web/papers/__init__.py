"""Papers for meetings: tagged PDF that a screen reader can read."""
