"""Texts that can be kept: in a database, in a file, on a screen."""

import re

UNSTORABLE = "a character that can not be kept"
_UNKEPT = re.compile("[\\0\\ud800-\\udfff]")


def is_storable(text: str) -> bool:
    """Say whether a text is free of what no database keeps: NUL, half characters."""
    return _UNKEPT.search(text) is None
