"""Handing over a whole caseload: seen first, done at once, undone."""
