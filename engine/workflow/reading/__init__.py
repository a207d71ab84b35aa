"""The reading side of workflows: a definition in, words and pictures out."""
