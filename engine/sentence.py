"""Filling a sentence with facts, the way people say them."""

import re
from datetime import date

from engine.facts import Facts
from engine.local_time import day_in_words

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[a-z]+(_[a-z]+)+")


def fill(sentence: str, facts: Facts) -> str:
    """Put facts into the placeholders of a sentence; yes, no and days in words."""
    return sentence.format_map({name: said(value) for name, value in facts.items()})


def said(value: object) -> str:
    """Say a value as people do: yes, no, 7 March 2013, not asked."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    text = str(value)
    if _NAME.fullmatch(text):
        return text.replace("_", " ")
    return _day_said(text) if _DAY.fullmatch(text) else text


def _day_said(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text
