"""The scheduled jobs: what a run does, rehearses, sets aside and survives."""
