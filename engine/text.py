"""Texts that can be kept and searched: in a database, in a file, on a screen."""

from unicodedata import combining, normalize

UNSTORABLE = "a character that can not be kept"


def is_storable(text: str) -> bool:
    """Say whether a text is free of what no database keeps: NUL, half characters."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def folded(name: str) -> str:
    """Give a name as it is searched for: O'Brien and obrien, Jürgen and jurgen."""
    parts = normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum() and not combining(c))
