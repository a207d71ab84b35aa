"""How often the proofs that kill and race are repeated: seldom, or as `make faults`."""

import os

KILLS = int(os.environ.get("FCE_KILLS", "2"))
"""How often the program itself is killed while it works, on each database."""
HALF_WAYS = int(os.environ.get("FCE_HALF_WAYS", "3"))
"""Before how many of its statements a process is killed."""
RACES = int(os.environ.get("FCE_RACES", "1"))
"""How often processes race for the same rungs."""
DAYS = int(os.environ.get("FCE_DAYS", "10"))
"""How many series of random days an office has on SQLite; half as many on the other."""
