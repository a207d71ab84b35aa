"""Who is written to and when, and what a letter says: pure rules."""
