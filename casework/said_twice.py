"""Answers of a command that comes a second time: are they those of the first?"""

import json
from collections.abc import Mapping


def says_the_same(given: Mapping[str, object], before: str) -> bool:
    """Say whether answers repeat those of the first time, one by one.

    Args:
        given: answers as text or typed; what is left out is not asked again.
        before: the answers as the history holds them, in JSON.
    """
    known = {name: _said(value) for name, value in json.loads(before).items()}
    return all(known.get(name) == _said(value) for name, value in given.items())


def _said(value: object) -> str:
    """Write an answer in one spelling, typed or as text."""
    text = str(value).strip()
    if text.lower() in {"true", "false"}:
        return "yes" if text.lower() == "true" else "no"
    try:
        return f"{float(text):g}"
    except ValueError:
        return text
