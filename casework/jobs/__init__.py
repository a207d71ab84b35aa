"""What the clock does to cases: the scheduled jobs."""
