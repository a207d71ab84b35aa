"""The families of a worker that may be handed over by who looks, and the takers."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import no_district, open_desk
from casework.reading.staff_list import StaffLine, staff_of
from casework.reading.words import person_title, state_title
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.database import reading
from storage.seen_references import families_seen_of, references_seen


@dataclass(frozen=True, kw_only=True, slots=True)
class TheirFamily:
    """A family of a worker: where it stands, and by which tier it is looked after."""

    reference: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Caseload:
    """The families of a worker that are in sight, and who could take them.

    `unseen` are restricted ones: somebody who is named for them hands them over.
    """

    district: str
    worker: str
    title: str
    families: tuple[TheirFamily, ...]
    unseen: int
    takers: tuple[StaffLine, ...]


def only_seen(
    context: Context, sight: Sight, references: Sequence[str]
) -> tuple[str, ...]:
    """Give those of these references whose cases are in sight, in their order.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        seen = references_seen(connection, sight, references)
    return tuple(reference for reference in references if reference in seen)


def caseload_of(
    context: Context, sight: Sight, district: str, worker: str
) -> Caseload | Refusal:
    """Give what of a worker's caseload could be handed over, and to whom.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district, sight)
        if missing is not None:
            return missing
        stored = desk.districts[district]
        staff = [line for line in staff_of(desk, stored) if line.most is not None]
        rows = families_seen_of(desk.connection, sight, district, worker)
        families = tuple(
            TheirFamily(
                reference=row["reference"],
                place=state_title(desk.workflow(row), "programme", row["programme"]),
            )
            for row in rows
        )
        whole = sum(line.families for line in staff if line.user == worker)
        return Caseload(
            district=district,
            worker=worker,
            title=person_title(stored.district, worker),
            families=families,
            unseen=max(whole - len(families), 0),
            takers=tuple(
                line for line in staff if line.in_post and line.user != worker
            ),
        )
