"""The few words about a case that stand on top of each of its pages."""

from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import Desk, open_desk
from casework.reading.words import owner_words, state_title
from engine.access.sight import Sight
from storage.cases import StoredCase
from storage.clocks import CaseKey


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseHeader:
    """Which case it is, and where it stands. `key` is what a read is recorded under."""

    key: CaseKey
    reference: str
    district_title: str
    programme: str
    programme_title: str
    service_title: str
    owner: str
    version: int


def case_header(context: Context, sight: Sight, reference: str) -> CaseHeader | None:
    """Read what is on top of a case's pages; None where it is not in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        return None if case is None else header_of(desk, case)


def header_of(desk: Desk, case: StoredCase) -> CaseHeader:
    """Give what is on top of a case's pages."""
    workflow, row = desk.workflow(case.row), case.row
    return CaseHeader(
        key=(case.district_id, case.number),
        reference=case.view.reference,
        district_title=desk.district(row).title,
        programme=row["programme"],
        programme_title=state_title(workflow, "programme", row["programme"]),
        service_title=state_title(workflow, "service", row["service"]),
        owner=owner_words(workflow, row),
        version=case.view.version,
    )
