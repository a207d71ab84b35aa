"""Visits to the pages: who comes, what they ask for, and the application they ask."""
