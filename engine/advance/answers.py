"""Typed answers: what a transition asks for, read and checked."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from engine.advance.refusal import Reason, Why
from engine.facts import FactValue
from engine.local_time import EARLIEST, day_in_words
from engine.text import UNSTORABLE, is_storable
from engine.workflow.definition import Ask, Transition

_EMPTY: Mapping[str, FactValue] = {
    "text": "",
    "choice": "",
    "date": "",
    "worker": "",
    "agency": "",
    "case": "",
    "whole_number": 0,
    "decimal": 0.0,
    "yes_no": False,
}
_SEVERAL = (list, dict)
_REFERENCE = re.compile(r"[A-Z]{2,5}-[0-9]{4,9}")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class _WrongAnswerError(ValueError):
    """An answer that can not be read; the message says what is expected."""


class Answers(NamedTuple):
    """Answers as typed values, the names not given, and what is wrong with them."""

    values: dict[str, FactValue]
    unread: frozenset[str]
    reasons: tuple[Reason, ...]


def read_answers(
    transition: Transition,
    given: Mapping[str, object],
    *,
    today: date,
    agencies: Collection[str],
) -> Answers:
    """Read the answers given to a transition.

    Args:
        transition: what is asked.
        given: answers as text (command line, forms) or already typed (JSON).
        today: the day in London; a date answer may not lie after it, nor before
            `EARLIEST`.
        agencies: the ids of the agencies.
    """
    values: dict[str, FactValue] = {}
    reasons = [
        _unasked(name, transition) for name in given if name not in transition.asks
    ]
    unread: set[str] = set()
    for name, ask in transition.asks.items():
        values[name] = _EMPTY[ask.type]
        try:
            values[name] = _read(name, ask, given.get(name), today, agencies)
        except _WrongAnswerError as wrong:
            unread.add(name)
            reasons.append(Reason(why=Why.ANSWER, about=name, sentence=str(wrong)))
    return Answers(values=values, unread=frozenset(unread), reasons=tuple(reasons))


def reference_in(given: object) -> str:
    """Read a case's reference, however it is typed; nothing where it is none."""
    reference = str(given).strip().upper()
    return reference if _REFERENCE.fullmatch(reference) else ""


def _unasked(name: str, transition: Transition) -> Reason:
    asked = ", ".join(transition.asks) or "nothing"
    sentence = f"'{name}' is not asked for here. Asked for: {asked}."
    return Reason(why=Why.ANSWER, about=name, sentence=sentence)


def _read(
    name: str, ask: Ask, raw: object, today: date, agencies: Collection[str]
) -> FactValue:
    text = _text_of(name, ask, raw)
    if not text:
        if ask.required:
            message = (
                f"{ask.label} ({name}) is missing: give {_expected(ask, agencies)}."
            )
            raise _WrongAnswerError(message)
        return _EMPTY[ask.type]
    try:
        return _READERS[ask.type](text, ask, today, agencies)
    except ValueError as error:
        found = f"{ask.label} ({name}): found '{text}'"
        detail = f", {error}" if isinstance(error, _WrongAnswerError) else ""
        message = f"{found}{detail}; give {_expected(ask, agencies)}."
        raise _WrongAnswerError(message) from None


def _text_of(name: str, ask: Ask, raw: object) -> str:
    """Give an answer as text, however it came, if it is one that can be kept."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, _SEVERAL):
        message = f"{ask.label} ({name}) is a list or more: give one answer."
        raise _WrongAnswerError(message)
    text = "" if raw is None else str(raw).strip()
    if text and not is_storable(text):
        message = f"{ask.label} ({name}) holds {UNSTORABLE}; write it anew."
        raise _WrongAnswerError(message)
    return text


def _expected(ask: Ask, agencies: Collection[str]) -> str:
    return {
        "text": "a few words",
        "choice": "one of " + ", ".join(ask.options),
        "date": "a day as 2013-02-05, not later than today",
        "worker": "the user name of a worker",
        "agency": "one of " + ", ".join(agencies),
        "case": "the reference of another case, such as MAI-0002",
        "whole_number": "a whole number, 0 or more",
        "decimal": "a number, 0 or more",
        "yes_no": "yes or no",
    }[ask.type]


def _text(text: str, _ask: Ask, _today: date, _agencies: Collection[str]) -> str:
    return text


def _choice(text: str, ask: Ask, _today: date, _agencies: Collection[str]) -> str:
    if text not in ask.options:
        raise ValueError(text)
    return text


def _date(text: str, _ask: Ask, today: date, _agencies: Collection[str]) -> str:
    day = date.fromisoformat(text)
    if day > today:
        message = f"which is after today, {day_in_words(today)}"
        raise _WrongAnswerError(message)
    if day < EARLIEST:
        message = f"which is before {EARLIEST.year}"
        raise _WrongAnswerError(message)
    return day.isoformat()


def _case(text: str, _ask: Ask, _today: date, _agencies: Collection[str]) -> str:
    """Read a reference, however it is typed; whether it exists is not known here."""
    reference = reference_in(text)
    if not reference:
        raise ValueError(text)
    return reference


def _agency(text: str, _ask: Ask, _today: date, agencies: Collection[str]) -> str:
    if text not in agencies:
        raise ValueError(text)
    return text


def _whole(text: str, _ask: Ask, _today: date, _agencies: Collection[str]) -> int:
    number = int(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError(text)
    return number


def _decimal(text: str, _ask: Ask, _today: date, _agencies: Collection[str]) -> float:
    number = float(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError(text)
    return number


def _yes_no(text: str, _ask: Ask, _today: date, _agencies: Collection[str]) -> bool:
    if text.lower() not in _YES_NO:
        raise ValueError(text)
    return _YES_NO[text.lower()]


_LARGEST = 1_000_000_000
_Reader = Callable[[str, Ask, date, Collection[str]], FactValue]
_READERS: Mapping[str, _Reader] = {
    "text": _text,
    "choice": _choice,
    "date": _date,
    "worker": _text,
    "agency": _agency,
    "case": _case,
    "whole_number": _whole,
    "decimal": _decimal,
    "yes_no": _yes_no,
}
