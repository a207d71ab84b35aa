"""Filling a sentence with facts, the way people say them."""

from engine.facts import Facts


def fill(sentence: str, facts: Facts) -> str:
    """Put facts into the placeholders of a sentence; yes and no in words."""
    return sentence.format_map({name: _said(value) for name, value in facts.items()})


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value)
