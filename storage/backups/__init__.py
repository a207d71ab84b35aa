"""Copies of a whole database: made while it is used, and put back into an empty one."""
