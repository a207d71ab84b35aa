"""What a district's file changes when it is read anew: said, or refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import Connection

from casework.errors import StaffMissingError
from engine.workflow.district import District, StaffMember
from engine.workflow.workflow import Workflow
from storage.allocations import caseloads
from storage.districts import StoredDistrict


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictChange:
    """What was changed in a district, a sentence each."""

    district: str
    title: str
    sentences: tuple[str, ...]


def changes_by(
    workflow: Workflow, before: StoredDistrict | None
) -> DistrictChange | None:
    """Say what a district's file changes; nothing where all stays as it is.

    Args:
        workflow: what the file says now.
        before: the district as it was last read, if it was.
    """
    sentences = tuple(_changes(workflow, before))
    if not sentences:
        return None
    district = workflow.district
    return DistrictChange(
        district=district.id, title=district.title, sentences=sentences
    )


def _changes(workflow: Workflow, before: StoredDistrict | None) -> Iterator[str]:
    if before is None:
        count = len(workflow.district.staff)
        yield f"It is new, with a staff of {count}."
        return
    if before.workflow_hash != workflow.content_hash:
        yield "New cases follow a new definition; open cases keep theirs."
    staff, was = workflow.district.staff, before.district.staff
    yield from (f"{_named(u, m)} was added." for u, m in staff.items() if u not in was)
    for user, member in staff.items():
        fields = _fields_changed(was[user], member) if user in was else ""
        if fields:
            yield f"{_named(user, member)} was changed: {fields}."
    yield from (
        f"{_named(u, m)} was taken off the staff."
        for u, m in was.items()
        if u not in staff
    )


def _named(user: str, member: StaffMember) -> str:
    return f"{member.title} ({user})"


def _fields_changed(was: StaffMember, now: StaffMember) -> str:
    names = [field.name for field in fields(StaffMember)]
    return ", ".join(n for n in names if getattr(was, n) != getattr(now, n))


def see_that_nobody_is_lost(
    connection: Connection, district: District, before: StoredDistrict | None
) -> None:
    """Refuse a file that drops a worker who has families.

    Raises:
        StaffMissingError: it does; it names each, with the number of families.
    """
    was: Mapping[str, StaffMember] = before.district.staff if before else {}
    families = caseloads(connection, [district.id])[district.id]
    lost = [u for u in was if u not in district.staff and u in families]
    if lost:
        who = ", ".join(f"{_named(u, was[u])}: {families[u]}" for u in lost)
        raise StaffMissingError(
            f"The file of {district.title} leaves out workers who have families ({who})"
            ". Nothing was changed. Give whoever leaves an `until:` in the file, and "
            "hand the families over (`handover`)."
        )
