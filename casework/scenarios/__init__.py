"""Scenarios of `workflows/scenarios/`, played through the real use cases."""
