"""What the engine costs, measured beside hand-written SQL that does the same.

`make bench` runs it; docs/performance.md has the figures, docs/decisions/0029 how we
measure. Nothing here is asserted in a test: a figure of one machine says nothing of
another, only ratios of one run do.
"""
