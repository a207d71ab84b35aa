"""Wording a message: a case reference, an action and a date, and nothing else."""

from datetime import date
from typing import NamedTuple

from engine.local_time import day_in_words
from engine.workflow.definition import Message

PLACEHOLDERS = ("reference", "action", "date")
ANY_CASE = "{reference}"
"""What stands for a case in a message that is worded once for many of them."""


class Worded(NamedTuple):
    """A message ready to go out: at once when it is urgent, else with the digest."""

    subject: str
    body: str
    urgent: bool = False


def word(message: Message, *, reference: str, action: str, day: date) -> Worded:
    """Fill a message's three placeholders."""
    values = {"reference": reference, "action": action, "date": day_in_words(day)}
    return Worded(
        subject=message.subject.format_map(values),
        body=message.body.format_map(values),
        urgent=message.urgent,
    )


def named(text: str, reference: str) -> str:
    """Put a case into a text that was worded for any."""
    return text.replace(ANY_CASE, reference)
