"""People and ticking processes at work on one database at once: is anything lost?

`make load` runs it; docs/decisions/0033 says what it proves and how.
"""
