"""A primary is killed under load and its standby promoted: is anything lost?

`make failover` runs it, in a minute and on one machine. How to do in earnest what it
does, docs/how-to/run-on-several-machines.md says.
"""
