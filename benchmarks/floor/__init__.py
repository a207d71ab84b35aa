"""The floor: hand-written SQL, one plain statement a table, prepared, no rules to run.

It knows beforehand what the rules would decide. It reads and writes the same rows:
tests/benchmarks compares every table, column by column, after both have run.
"""
