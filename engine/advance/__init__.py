"""Advancing a case: who may do what now, what is missing, and what follows."""
