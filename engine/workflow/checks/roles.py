"""Every role that is named exists, and every role that exists has something to do."""

from collections.abc import Iterator

from engine.workflow.checks.parts import Named, asks, events, listed, states
from engine.workflow.definition import AGENCY, SYSTEM, WORKER, Pathway
from engine.workflow.faults import KeyPath, Problem, allowed_names


def roles_that_act(pathway: Pathway) -> Iterator[Named]:
    """Give every naming of a role that is expected to act or to be reached."""
    for event in events(pathway):
        yield from listed((*event.path, "by"), event.transition.by)
    for path, state in states(pathway):
        yield Named((*path, "owner"), state.owner)
    yield from _recipients(pathway)
    if pathway.pauses is not None:
        yield from listed(("pauses", "by"), pathway.pauses.by)
    if pathway.closing is not None:
        yield from listed(("closing", "by"), pathway.closing.by)


def _recipients(pathway: Pathway) -> Iterator[Named]:
    for name, ladder in pathway.ladders.items():
        for rung, body in ladder.rungs.items():
            yield from listed(("ladders", name, "rungs", rung, "to"), body.to)
    for event in events(pathway):
        for position, tells in enumerate(event.transition.tells):
            yield from listed((*event.path, "tells", position, "to"), tells.to)


def unknown_roles(pathway: Pathway) -> Iterator[Problem]:
    """Find roles that are named but not declared, and declared under taken names."""
    for path, name in _every_naming(pathway):
        special = _special(pathway, path)
        if name not in {*pathway.roles, *special}:
            yield Problem(
                path=path,
                fault=f"there is no role '{name}' here",
                allowed=allowed_names([*pathway.roles, *special], name),
            )
    for name in {WORKER, AGENCY, SYSTEM} & set(pathway.roles):
        yield Problem(
            path=("roles", name),
            fault=f"'{name}' can not be declared as a role",
            allowed="another word, for this one has a meaning of its own",
        )


def _special(pathway: Pathway, path: KeyPath) -> list[str]:
    """Give the words that stand for a role in one place of the file."""
    if "roles" in path or "agencies" in path:
        return []
    if "by" in path:
        return [WORKER, SYSTEM]
    if path[0] == "ladders" and path[1] in _agency_ladders(pathway):
        return [WORKER, AGENCY]
    return [WORKER]


def _agency_ladders(pathway: Pathway) -> set[str]:
    """Give the ladders by which nothing but the agencies' own tasks go."""
    asking = {state.asks_agencies for _, state in states(pathway)}
    theirs = {c.ladder for name, c in pathway.clocks.items() if name in asking}
    others = {c.ladder for name, c in pathway.clocks.items() if name not in asking}
    return theirs - others


def idle_roles(pathway: Pathway) -> Iterator[Problem]:
    """Find roles that are named nowhere, and so can never act."""
    named = {name for _, name in _every_naming(pathway)}
    for role in pathway.roles:
        if role not in named:
            yield Problem(
                path=("roles", role),
                fault=f"the role '{role}' can never act",
                allowed="a `by`, owner, rung or answer that names it, or no such role",
            )


def agencies_and_their_roles(pathway: Pathway) -> Iterator[Problem]:
    """Find roles that speak for an unknown agency, or for another one."""
    for name, role in pathway.roles.items():
        if role.agency is not None and role.agency not in pathway.agencies:
            yield Problem(
                path=("roles", name, "agency"),
                fault=f"there is no agency '{role.agency}'",
                allowed=allowed_names(pathway.agencies, role.agency),
            )
    for name, agency in pathway.agencies.items():
        speaks = pathway.roles.get(agency.role)
        if speaks is not None and speaks.agency not in {None, name}:
            yield Problem(
                path=("agencies", name, "role"),
                fault=f"the role '{agency.role}' speaks for {speaks.agency}",
                allowed=f"a role with `agency: {name}`",
            )


def _every_naming(pathway: Pathway) -> Iterator[Named]:
    yield from roles_that_act(pathway)
    for name, agency in pathway.agencies.items():
        yield Named(("agencies", name, "role"), agency.role)
    for path, _, ask in asks(pathway):
        yield from listed((*path, "roles"), ask.roles)
