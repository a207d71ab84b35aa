"""Canonical JSON: one text for one value, whoever writes it and whenever."""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
)


def canonical(value: object) -> str:
    """Write a value as canonical JSON; a number is written as it is said."""
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _ENCODER.encode(value)


class CanonicalForm:
    """The canonical JSON of objects that are alike in most: what differs is filled in.

    It gives the same text as `canonical`, and spells what they share once.
    """

    __slots__ = ("_differ", "_text")

    def __init__(self, shared: Mapping[str, object], differ: Iterable[str]) -> None:
        """Spell what objects share.

        Args:
            shared: what all of them say.
            differ: the names of what each says for itself.
        """
        self._differ = tuple(sorted(differ))
        spelled = {
            n: canonical(value).replace("%", "%%") for n, value in shared.items()
        }
        spelled |= dict.fromkeys(self._differ, "%s")
        pieces = (
            f"{_kept(canonical(n))}:{text}" for n, text in sorted(spelled.items())
        )
        self._text = f"{{{','.join(pieces)}}}"

    def of(self, values: Mapping[str, object]) -> str:
        """Give the text of one, of which only what differs is looked at."""
        return self._text % tuple([canonical(values[name]) for name in self._differ])


def _kept(text: str) -> str:
    """Keep a text from being taken for a place to fill in."""
    return text.replace("%", "%%")
