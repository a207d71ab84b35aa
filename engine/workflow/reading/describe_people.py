"""Who takes part: roles with their capacity, agencies, the district's people."""

from collections.abc import Iterator

from engine.workflow.definition import Pathway, Role
from engine.workflow.district import District, StaffMember
from engine.workflow.reading.words import day, points, role_titles, sentence
from engine.workflow.school_calendar import SchoolCalendar
from engine.workflow.titles import role_title


def people_lines(pathway: Pathway) -> Iterator[str]:
    """Describe the roles and the agencies of a pathway."""
    yield from ("", "## Who takes part", "")
    for identifier, role in pathway.roles.items():
        yield from points([_role(pathway, identifier, role)])
    if pathway.agencies:
        yield from ("", "### Agencies asked for their part of each profile", "")
    for identifier, agency in pathway.agencies.items():
        speaks = role_title(pathway, agency.role)
        yield from points([f"{agency.title} ({identifier}), through: {speaks}"])


def district_lines(pathway: Pathway, district: District) -> Iterator[str]:
    """Describe a district: its body and board, its targets, its people."""
    board = district.board
    yield from ("", f"## {district.title}", "")
    yield sentence(f"Responsible body: {district.responsible_body}")
    yield sentence(
        f"Families are approved by the {board.title}: {board.first_batch} at its first "
        f"meeting, then up to {board.later_batches} at a meeting"
    )
    yield f"Case references begin with {district.prefix}."
    yield (
        f"The text of letters is removed {district.letters_kept_days} days after they "
        "were delivered."
    )
    yield from ("", "### Targets", "")
    for year, families in sorted(district.targets.items()):
        yield from points([f"{year}: {families} families"])
    yield from ("", "### People", "")
    for user, member in district.staff.items():
        yield from points([_member(pathway, user, member)])
    if district.closures:
        yield from ("", "### Days on which offices are closed", "")
        closed = sorted(district.closures.items())
        yield from points(f"{day(when)}: {why}" for when, why in closed)
    if district.school_calendar:
        yield from _term_lines(district.school_calendar)


def pause_lines(pathway: Pathway) -> Iterator[str]:
    """Say who may pause a clock, and for which reasons."""
    if pathway.pauses is None:
        return
    yield from ("", "## Pausing a clock", "")
    who = role_titles(pathway, pathway.pauses.by, "or")
    yield f"Who may: {who}. Exactly as long is left when it is resumed. Reasons:"
    yield ""
    for identifier, reason in pathway.pauses.reasons.items():
        yield from points([f"{reason} ({identifier})"])


def _term_lines(calendar: SchoolCalendar) -> Iterator[str]:
    yield from ("", f"### {calendar.title}", "")
    for year, body in calendar.years.items():
        ends = ", ".join(
            f"{day(term.first)} to {day(term.last)}"
            for term in (body.autumn, body.spring, body.summer)
        )
        yield from points([f"{year}: {ends} (grade {body.grade})"])


def _role(pathway: Pathway, identifier: str, role: Role) -> str:
    parts = [f"{role.title} ({identifier})"]
    if role.capacity:
        usual, most = role.capacity.usual, role.capacity.most
        source = f" (from: {role.capacity.source})" if role.capacity.source else ""
        parts.append(f"carries {usual} to {most} families{source}")
    if role.agency:
        agency = pathway.agencies.get(role.agency)
        parts.append(f"speaks for {agency.title if agency else role.agency}")
    return ", ".join(parts)


def _member(pathway: Pathway, user: str, member: StaffMember) -> str:
    until = f" until {day(member.until)}" if member.until else ""
    roles = role_titles(pathway, member.roles)
    return f"{member.title} ({user}): {roles}, from {day(member.since)}{until}"
