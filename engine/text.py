"""Texts that can be kept: in a database, in a file, on a screen."""

UNSTORABLE = "a character that can not be kept"


def is_storable(text: str) -> bool:
    """Say whether a text is free of what no database keeps: NUL, half characters."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)
