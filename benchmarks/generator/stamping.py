"""Stamping out copies of a template case, each with its own number and hash chain.

What differs between copies is marked once a template: `%(n)s` stands for the number,
`%(r)s` for the reference, `%(d)s` for the district, and `%(worker1)s` for who does what
that user of the templates' district did.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.generator.districts import TEMPLATE
from benchmarks.generator.playing import ENDS
from benchmarks.generator.templates import Raw, Template
from demo.names import ADULT_FORENAMES, SURNAMES
from engine.ledger import GENESIS
from engine.text import folded
from storage.tables import metadata

_IDS = {"id", "clock_id", "person_id", "message_id"}
_NUMBERS = {"case_number", "number", "family_number"}
_USER = re.compile(rf"\b{TEMPLATE}\.(\w+)")
_LIST_KEY = re.compile(r'(\{"list_key":")[^"]*("\})')
_OWN_NUMBER = 987_654_321
"""Stands for the number of a copy in the text of an entry until it is marked."""

Values = Mapping[str, str]
"""What stands for the marks of a copy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row with the places of its numbers, and of its marks."""

    base: Sequence[object]
    numbers: Sequence[int]
    marked: Sequence[tuple[int, str]]

    def make(self, number: int, values: Values) -> list[object]:
        row = list(self.base)
        row[0] = values["d"]  # each table begins with its district
        for at in self.numbers:
            row[at] = number
        for at, text in self.marked:
            row[at] = text % values
        return row


class Stamp:
    """A template case, marked: it stamps out any number of copies."""

    def __init__(self, template: Template) -> None:
        """Mark it."""
        self._rows = {
            name: [_mark(name, row, template) for row in rows]
            for name, rows in template.rows.items()
        }
        self._history = self._rows.pop("history")
        self._texts = [_mark_text(entry, template) for entry in template.entries]
        self.users = sorted(set(_USER.findall(str(template.rows))))

    def copy(
        self, number: int, values: Values
    ) -> Iterator[tuple[str, list[list[object]]]]:
        """Give the rows of one copy, table by table.

        Args:
            number: its number in its district.
            values: `n`, `r`, `d`, and a user for each of `users`.
        """
        history, head = self._chained(number, values)
        yield "history", history
        for name, rows in self._rows.items():
            made = [row.make(number, values) for row in rows]
            if name == "family_case":
                made[0][_HEAD] = head
            elif name == "person":
                _name(made, number)
            yield name, made

    def _chained(self, number: int, values: Values) -> tuple[list[list[object]], str]:
        previous, made = GENESIS, []
        for row, text in zip(self._history, self._texts, strict=True):
            new = row.make(number, values)
            new[_PREVIOUS] = previous
            covered = f"{previous}\n{text % values}"
            previous = hashlib.sha256(covered.encode()).hexdigest()
            new[_HASH] = previous
            made.append(new)
        return made, previous


def mark_users(text: str) -> str:
    """Mark the users of the templates' district in a text."""
    return _USER.sub(r"%(\1)s", text.replace("%", "%%"))


def _mark(table: str, row: Raw, template: Template) -> _Row:
    names = metadata.tables[table].columns.keys()
    base = list(row)
    if table == "outbox":
        _send(base, names)
    marked = [
        (at, text)
        for at, (name, value) in enumerate(zip(names, base, strict=True))
        if at and isinstance(value, str)
        if (text := _marked(name, value, template)) % _NOBODY != value
    ]
    numbers = [
        at for at, n in enumerate(names) if n in _NUMBERS and row[at] is not None
    ]
    return _Row(base=base, numbers=numbers, marked=marked)


class _Nobody(dict[str, str]):
    """Takes any mark for nothing: a text that it leaves as it is has none."""

    def __missing__(self, key: str) -> str:
        return ""


_NOBODY = _Nobody()


def _marked(name: str, value: str, template: Template) -> str:
    """Give a value with marks where a copy's differs."""
    own = f"{template.number}-"
    if name in _IDS and value.startswith(own):
        return f"%(n)s-{mark_users(value.removeprefix(own))}"
    if name == "command_id":  # commands run once a district: each copy has its own
        return f"%(n)s:{hashlib.sha256(value.encode()).hexdigest()[:12]}"
    if name == "list_key":
        return "F%(n)s"
    marked = mark_users(value).replace(template.reference, "%(r)s")
    return _LIST_KEY.sub(r"\1F%(n)s\2", marked) if name == "answers" else marked


def _mark_text(entry: Mapping[str, object], template: Template) -> str:
    """Give the text that an entry's hash covers, with marks."""
    marked = {
        name: _marked(name, value, template) if isinstance(value, str) else value
        for name, value in entry.items()
    }
    marked |= {"case_number": _OWN_NUMBER, "district_id": "%(d)s"}
    text = json.dumps(
        marked, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return text.replace(str(_OWN_NUMBER), "%(n)s")


def _send(row: list[object], names: Sequence[str]) -> None:
    """Send what was raised before the last morning: in real life little waits."""
    created = str(row[names.index("created_at")])
    if created < ENDS.isoformat():
        row[names.index("state")] = "sent"
        row[names.index("addressed_at")] = row[names.index("created_at")]


def _name(people: Sequence[list[object]], number: int) -> None:
    """Give a copy's people other names: one surname, a forename each."""
    for place, person in enumerate(people):
        surname = SURNAMES[number * 31 % len(SURNAMES)]
        person[_SURNAME], person[_SURNAME_KEY] = surname, folded(surname)
        person[_FORENAME] = ADULT_FORENAMES[
            (number * 7 + place * 13) % len(ADULT_FORENAMES)
        ]


def _place(table: str, column: str) -> int:
    return metadata.tables[table].columns.keys().index(column)


_HEAD = _place("family_case", "history_hash")
_PREVIOUS, _HASH = _place("history", "previous_hash"), _place("history", "hash")
_SURNAME, _SURNAME_KEY = _place("person", "surname"), _place("person", "surname_key")
_FORENAME = _place("person", "forename")
