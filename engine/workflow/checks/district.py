"""A district's people hold the roles that its pathway needs."""

from collections.abc import Iterator

from engine.workflow.checks.parts import asks
from engine.workflow.checks.roles import roles_that_act
from engine.workflow.definition import AGENCY, SYSTEM, WORKER, Pathway
from engine.workflow.district import District
from engine.workflow.faults import KeyPath, Problem, allowed_names


def unknown_roles(pathway: Pathway, district: District) -> Iterator[Problem]:
    """Find people with a role that the pathway does not have."""
    for user, member in district.staff.items():
        for position, role in enumerate(member.roles):
            if role not in pathway.roles:
                fault = f"there is no role '{role}' for {user}"
                allowed = allowed_names(pathway.roles, role)
                yield _problem(("staff", user, "roles", position), fault, allowed)


def terms_of_office(_: Pathway, district: District) -> Iterator[Problem]:
    """Find people who leave before they come."""
    for user, member in district.staff.items():
        if member.until is not None and member.until < member.since:
            fault = f"{user} leaves on {member.until}, before {member.since}"
            allowed = f"{member.since} or later"
            yield _problem(("staff", user, "until"), fault, allowed)


def targets(_: Pathway, district: District) -> Iterator[Problem]:
    """Find a district without targets, and years that are no financial years."""
    if not district.targets:
        fault = f"{district.title} has no targets"
        yield _problem(("targets",), fault, "families a year, such as 2012/13: 80")
    for year in district.targets:
        following = f"{(int(year[2:4]) + 1) % 100:02}"
        if year[-2:] != following:
            fault = f"'{year}' is no financial year"
            yield _problem(("targets", year), fault, f"{year[:4]}/{following}")


def roles_that_nobody_holds(pathway: Pathway, district: District) -> Iterator[Problem]:
    """Find roles that have to act, or are written to, and that no person holds."""
    held = {role for member in district.staff.values() for role in member.roles}
    told = set[str]()
    for path, role in roles_that_act(pathway):
        if role in pathway.roles and role not in held | told | {WORKER, AGENCY, SYSTEM}:
            told.add(role)
            yield Problem(
                path=path,
                fault=f"nobody in {district.title} holds the role '{role}'",
                allowed="a person with that role in the district's staff, "
                "or a role that somebody holds",
            )


def workers_that_nobody_is(pathway: Pathway, district: District) -> Iterator[Problem]:
    """Find answers that name a worker where no person holds any of the roles."""
    held = {role for member in district.staff.values() for role in member.roles}
    for path, name, ask in asks(pathway):
        if ask.roles and not held.intersection(ask.roles):
            yield Problem(
                path=(*path, "roles"),
                fault=f"nobody in {district.title} can be chosen as '{name}'",
                allowed=f"a person with the role {' or '.join(ask.roles)}",
            )


def _problem(path: KeyPath, fault: str, allowed: str) -> Problem:
    return Problem(
        path=("district", *path), fault=fault, allowed=allowed, within="district"
    )
