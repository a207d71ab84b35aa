"""What people and the clock do to cases: one use case, one file."""
