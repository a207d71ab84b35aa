"""Turns of phrase that every description of a workflow uses."""

from collections.abc import Iterable, Iterator
from datetime import date

from engine.workflow.definition import Ask, Pathway
from engine.workflow.titles import role_title

MACHINE_TITLES = {
    "programme": "The programme: where the family stands",
    "service": "The service: what the family receives",
}
_ANSWERS = {
    "text": "text",
    "whole_number": "a whole number",
    "decimal": "a number",
    "yes_no": "yes or no",
    "date": "a date",
    "worker": "one of the workers",
    "agency": "one of the agencies",
    "case": "the reference of another case",
}


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as a person does: a, b and c. Names with commas get semicolons."""
    *early, final = list(names) or ["nobody"]
    if not early:
        return final
    if any("," in name for name in (*early, final)):
        return f"{'; '.join(early)}; {last} {final}"
    return f"{', '.join(early)} {last} {final}"


def role_titles(pathway: Pathway, roles: Iterable[str], last: str = "and") -> str:
    """Name several roles in one phrase."""
    return listed((role_title(pathway, role) for role in roles), last)


def answer_words(ask: Ask) -> str:
    """Say what kind of answer is asked for, and whether it may be left out."""
    kind = _ANSWERS.get(ask.type) or listed(
        (option.replace("_", " ") for option in ask.options), "or"
    )
    return kind if ask.required else f"{kind}; may be left out"


def day(value: date) -> str:
    """Write a date as a letter does: 1 February 2013."""
    return f"{value.day} {value:%B %Y}"


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop."""
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "!", "?", ":")) else f"{start}."


def points(lines: Iterable[str], depth: int = 0) -> Iterator[str]:
    """Give each line as a point of a list, indented by its depth."""
    for line in lines:
        yield f"{'  ' * depth}- {line}"
