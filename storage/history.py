"""Writing and reading the append-only, hash-chained history."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TypedDict

from sqlalchemy import Connection, and_, bindparam, select

from engine.canonical import CanonicalForm
from engine.ledger import Link, text_hash
from engine.text import is_storable
from storage.among import among, parts_of
from storage.clocks import CaseKey
from storage.held import Held, ask_together
from storage.rows import Row, table_of
from storage.tables import FamilyCase, HistoryEntry
from storage.writes import Sheet, Step, Writes, new_rows

_history = table_of(HistoryEntry)
_case = table_of(FamilyCase)
_OF_CASE = (
    select(_history)
    .where(
        and_(
            _history.c.district_id == bindparam("district"),
            _history.c.case_number == bindparam("number"),
        )
    )
    .order_by(_history.c.entry)
)

_COMMANDS = Held(
    select(_history).where(
        _history.c.district_id == bindparam("district"), among(_history.c.command_id)
    )
)


class HistoryLine(TypedDict):
    """An entry about to be written: everything that its hash covers."""

    district_id: str
    case_number: int
    entry: int
    at: datetime
    actor: str
    on_behalf_of: str
    event: str
    programme_from: str
    programme_to: str
    service_from: str
    service_to: str
    answers: str
    workflow_hash: str
    command_id: str
    previous_hash: str


_DIFFER = ("case_number", "entry", "at", "answers", "command_id")
"""In what entries differ though the same happened: to many at once, or day by day."""
_SHARED = tuple(
    name
    for name in HistoryLine.__annotations__
    if name not in {*_DIFFER, "previous_hash"}
)
_shared_of = itemgetter(*_SHARED)


def append_history(writes: Writes, line: HistoryLine) -> str:
    """Append an entry; give its hash, the new head of the case's chain."""
    form, sheet = _alike(_shared_of(line))
    covered = form.of({**line, "at": _spelled(line["at"])})
    head = text_hash(line["previous_hash"], covered)
    writes.put(sheet, {**line, "hash": head})
    return head


@lru_cache(maxsize=512)
def _alike(shared: tuple[object, ...]) -> tuple[CanonicalForm, Sheet]:
    """Spell and bind what entries share, once for all to whom the same happens."""
    said = dict(zip(_SHARED, shared, strict=True))
    differ = (*_DIFFER, "previous_hash", "hash")
    form = CanonicalForm(_covered(said), _DIFFER)
    return form, new_rows(Step.HISTORY, HistoryEntry, said, differ)


def find_commands(
    connection: Connection, district: str, commands: Collection[str]
) -> dict[str, Row]:
    """Give the entries that command ids wrote, by id; none for those yet to run."""
    known = [command for command in commands if is_storable(command)]
    questions = [
        (_COMMANDS, {"district": district, **part}) for part in parts_of(known)
    ]
    rows = chain.from_iterable(ask_together(connection, *questions))
    return {row["command_id"]: row for row in rows}


def history_of(connection: Connection, district: str, number: int) -> list[Row]:
    """Give a case's entries in order."""
    found = connection.execute(_OF_CASE, {"district": district, "number": number})
    return list(found.mappings())


def programme_states_of(connection: Connection, case: CaseKey) -> frozenset[str]:
    """Give every state that a case's programme has stood at."""
    district, number = case
    statement = (
        select(_history.c.programme_to)
        .where(_history.c.district_id == district, _history.c.case_number == number)
        .distinct()
    )
    return frozenset(connection.execute(statement).scalars())


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredChain:
    """A case's chain as stored, with what its case row says of it."""

    reference: str
    head: str
    length: int
    links: tuple[Link, ...]


def chains(connection: Connection, district: str) -> Iterator[StoredChain]:
    """Give every case's chain, one case at a time, in the order of the cases."""
    cases = connection.execute(
        select(_case.c.number, _case.c.reference, _case.c.history_hash, _case.c.version)
        .where(_case.c.district_id == district)
        .order_by(_case.c.number)
    ).mappings()
    for case in cases.all():
        rows = history_of(connection, district, case["number"])
        yield StoredChain(
            reference=case["reference"],
            head=case["history_hash"],
            length=case["version"],
            links=tuple(links_of(case["reference"], rows)),
        )


def links_of(reference: str, rows: Iterable[Row]) -> Iterator[Link]:
    """Make links of history rows, as the verification reads them."""
    for row in rows:
        yield Link(
            reference=reference,
            number=row["entry"],
            entry=_covered(dict(row)),
            previous=row["previous_hash"],
            hash=row["hash"],
        )


def _covered(values: dict[str, object]) -> dict[str, object]:
    """Everything but the hashes, with the moment in one spelling.

    Who was acted for is covered where there is somebody: entries that are older than
    the column keep their hashes, and a name that is added or taken away still shows.
    """
    covered = values.copy()
    covered.pop("hash", None)
    covered.pop("previous_hash", None)
    if not covered["on_behalf_of"]:
        del covered["on_behalf_of"]
    at = covered.get("at")
    if isinstance(at, datetime):
        covered["at"] = _spelled(at)
    return covered


@lru_cache(maxsize=1024)
def _spelled(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
