"""Texts that can be kept and searched: in a database, in a file, on a screen."""

import re
from unicodedata import combining, normalize

UNSTORABLE = "a character that can not be kept"
_UNKEPT = re.compile("[\\0\\ud800-\\udfff]")


def is_storable(text: str) -> bool:
    """Say whether a text is free of what no database keeps: NUL, half characters."""
    return text.isprintable() or _UNKEPT.search(text) is None


def folded(name: str) -> str:
    """Give a name as it is searched for: O'Brien and obrien, Jürgen and jurgen."""
    parts = normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum() and not combining(c))
