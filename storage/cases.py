"""Reading a case and writing an advance: one read, a handful of statements."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Update,
    and_,
    bindparam,
    func,
    select,
    update,
)

from engine.advance.case import CaseView
from engine.advance.consequences import Advance
from engine.facts import FactValue
from engine.text import is_storable
from storage.among import among, parts_of
from storage.consequences import Cause, Occasion, add_consequences
from storage.held import Held, ask_one, ask_together
from storage.history import HistoryLine, append_history
from storage.rows import Row, as_json, as_json_object, looked_at_last, table_of
from storage.tables import FamilyCase
from storage.writes import Sheet, Step, Writes

_JSON = json.JSONDecoder()
_case = table_of(FamilyCase)
_THIS = select(_case).where(
    and_(
        _case.c.district_id == bindparam("district"),
        _case.c.reference == bindparam("reference"),
    )
)
_BY_REFERENCE = Held(_THIS)
# Compiles to nothing on SQLite. On PostgreSQL it lets others refer to the case
# meanwhile (KEY SHARE): a tick that writes a task, and holds the clock that we are
# about to end, would otherwise wait for us while we wait for it.
_LOCKED = Held(_THIS.with_for_update(key_share=True))
_AMONG = Held(
    select(_case)
    .where(
        looked_at_last(_case.c.district_id) == bindparam("district"),
        among(_case.c.reference),
    )
    .order_by(_case.c.number)
    .with_for_update(key_share=True)
)
_ALIKE = ("programme", "service", "changed_at", "changed_by", "changed_event")
"""What cases that come to stand in the same place are given alike."""
_OWN = (
    "version",
    "programme_since",
    "service_since",
    "worker",
    "facts",
    "history_hash",
)
_GUARDS = {"of_number": _case.c.number, "seen": _case.c.version}
"""Which case, and at which version it was read."""


def _advances(given: Mapping[str, ColumnElement[Any]]) -> Update:
    """Give the statement that advances the cases that these values are of."""
    guards = (column == given[name] for name, column in _GUARDS.items())
    here = _case.c.district_id == bindparam("district")
    alike = {name: bindparam(name, type_=_case.c[name].type) for name in _ALIKE}
    values = {**alike, **{name: given[name] for name in _OWN}}
    return update(_case).where(here, *guards).values(values)


def _of_lists() -> Mapping[str, ColumnElement[Any]]:
    """Give the rows that lists make, side by side: PostgreSQL alone has it."""
    kinds = {**_GUARDS, **{name: _case.c[name] for name in _OWN}}
    lists = {n: bindparam(n, type_=ARRAY(kind.type)) for n, kind in kinds.items()}
    rows = select(*(func.unnest(each).label(n) for n, each in lists.items()))
    return dict(rows.subquery("new").c.items())


_ADVANCE = Held(
    _advances({name: bindparam(name) for name in (*_GUARDS, *_OWN)}),
    by_column=Held(_advances(_of_lists())),
)


class StoredCase(NamedTuple):
    """A case's row: what the rules see, and what storage needs beside it."""

    row: Row
    view: CaseView

    @property
    def district_id(self) -> str:
        """Its district."""
        return str(self.row["district_id"])

    @property
    def number(self) -> int:
        """Its number in its district."""
        return int(self.row["number"])

    @property
    def family_number(self) -> int:
        """The number of its family."""
        return int(self.row["family_number"])

    @property
    def workflow_hash(self) -> str:
        """The definition that it is pinned to."""
        return str(self.row["workflow_hash"])

    @property
    def history_hash(self) -> str:
        """The head of its history."""
        return str(self.row["history_hash"])

    @property
    def opened_at(self) -> datetime:
        """When it was opened."""
        at: datetime = self.row["opened_at"]
        return at


def find_case(
    connection: Connection, district: str, reference: str, *, lock: bool = False
) -> StoredCase | None:
    """Read a case by its reference.

    Args:
        connection: the transaction.
        district: its district.
        reference: such as `MAI-0001`.
        lock: hold its row until the transaction ends, so that nobody else advances
            it meanwhile.
    """
    if not is_storable(reference):
        return None
    held = _LOCKED if lock else _BY_REFERENCE
    row = ask_one(connection, held, {"district": district, "reference": reference})
    return None if row is None else stored_case(row)


def hold_cases(
    connection: Connection, district: str, references: Collection[str]
) -> dict[str, Row]:
    """Hold cases' rows until the transaction ends, always in one order.

    Each is made a case by `stored_case` when it has its turn: the facts of a hundred
    families at once take room that those of one do not.

    Args:
        connection: the transaction.
        district: their district.
        references: which; one that is not there is left out.
    """
    known = sorted(reference for reference in references if is_storable(reference))
    questions = [(_AMONG, {"district": district, **part}) for part in parts_of(known)]
    rows = chain.from_iterable(ask_together(connection, *questions))
    return {row["reference"]: row for row in rows}


def stored_case(row: Row) -> StoredCase:
    """Make a case of its row."""
    facts: dict[str, FactValue]
    facts, _ = _JSON.raw_decode(row["facts"])
    view = CaseView(
        row["reference"],
        row["version"],
        row["programme"],
        row["service"],
        facts,
        row["changed_at"],
        row["changed_by"],
        row["changed_event"],
    )
    return StoredCase(row, view)


def write_advance(connection: Connection, case: StoredCase, advance: Advance) -> None:
    """Write an advance: the case guarded by its version, its history, all the rest.

    Raises:
        LostRaceError: the case is no longer at the version that was read.
    """
    writes = Writes()
    add_advance(writes, case, advance)
    writes.send(connection)


def add_advance(writes: Writes, case: StoredCase, advance: Advance) -> None:
    """Add everything that an advance writes; those of many families go together."""
    entry = case.view.version + 1
    head = append_history(writes, _history_line(case, advance, entry))
    lost = (
        f"{case.view.reference} was changed by somebody else meanwhile. Nothing was "
        "changed by you: look at it again."
    )
    cause = Cause(
        occasion=Occasion(
            case.district_id, advance.actor.user, advance.at, advance.today
        ),
        case_number=case.number,
        entry=entry,
    )
    sheet = _new_state(
        cause.occasion, advance.event, advance.programme, advance.service
    )
    writes.put(sheet, _new_values(case, advance, entry, head), lost=lost)
    add_consequences(writes, cause, advance.consequences)


def _history_line(case: StoredCase, advance: Advance, entry: int) -> HistoryLine:
    row, view = case
    return {
        "district_id": row["district_id"],
        "case_number": row["number"],
        "entry": entry,
        "at": advance.at,
        "actor": advance.actor.user,
        "on_behalf_of": advance.on_behalf_of,
        "event": advance.event,
        "programme_from": view.programme,
        "programme_to": advance.programme,
        "service_from": view.service,
        "service_to": advance.service,
        "answers": as_json_object(advance.answers),
        "workflow_hash": row["workflow_hash"],
        "command_id": advance.command_id,
        "previous_hash": row["history_hash"],
    }


@lru_cache(maxsize=512)
def _new_state(occasion: Occasion, event: str, programme: str, service: str) -> Sheet:
    """Give the sheet of cases that come to stand in the same place."""
    shared = {
        "district": occasion.district_id,
        "programme": programme,
        "service": service,
        "changed_at": occasion.at,
        "changed_by": occasion.by,
        "changed_event": event,
    }
    return Sheet(Step.CASE, _ADVANCE, shared)


def _new_values(
    case: StoredCase, advance: Advance, entry: int, head: str
) -> dict[str, Any]:
    moved = {move.machine for move in advance.moves}
    today = advance.today
    row = case.row
    return {
        "of_number": row["number"],
        "seen": row["version"],
        "version": entry,
        "programme_since": today if "programme" in moved else row["programme_since"],
        "service_since": today if "service" in moved else row["service_since"],
        "worker": advance.consequences.facts["worker"],
        "facts": _facts(case, advance),
        "history_hash": head,
    }


def _facts(case: StoredCase, advance: Advance) -> str:
    """Give the facts as text; that of those that stay as they are is there already."""
    facts = advance.consequences.facts
    text: str = case.row["facts"]
    return text if facts == case.view.facts else as_json(facts)
