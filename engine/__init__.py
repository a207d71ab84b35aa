"""The case engine: pure rules, values in and values out."""
