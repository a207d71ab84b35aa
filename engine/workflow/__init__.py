"""Workflow definitions: what a programme manager writes, and its checks."""
