"""The command line: one small file a noun. It words and lists; it holds no rules.

A command imports what it needs when it runs, so that `--help` stays quick.
"""
