"""How often the proofs that kill, race and try at random are repeated.

Once unless said, as often as one likes in `make faults`.
"""

import os

KILLS = int(os.environ.get("FCE_KILLS", "1"))
"""How often the program itself is killed while it works, on each database."""
HALF_WAYS = int(os.environ.get("FCE_HALF_WAYS", "3"))
"""Before how many of its statements a process is killed."""
RACES = int(os.environ.get("FCE_RACES", "1"))
"""How often processes race for the same rungs."""
TIMES = int(os.environ.get("FCE_TIMES", "1"))
"""How many times as many random days, commands and questions are tried."""
