"""The pieces of work that are measured: a file each, engine and floor in turn."""
