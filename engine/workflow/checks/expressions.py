"""Expressions compile, use known names, and give yes or no, sometimes each."""

import re
from collections.abc import Iterator

from engine.workflow.checks.comparing import mismatches
from engine.workflow.checks.parts import events
from engine.workflow.checks.probing import probe
from engine.workflow.checks.vocabulary import Kind, Kinds, kinds_for, users_of
from engine.workflow.definition import Pathway
from engine.workflow.expression import compiled
from engine.workflow.faults import KeyPath, Problem, Within, allowed_names

_LONGEST = 1000
_EXAMPLE = "CEL, for example criteria_met >= 2 && service_consent == 'given'"
# `list.exists(each, ...)` names its own variable: it is no fact.
_OWN_NAME = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*(\w+)\s*,")
_CALL = re.compile(r"\b(?!in\b|size\b)[A-Za-z_]\w*\s*\(")


def conditions(pathway: Pathway) -> Iterator[Problem]:
    """Find conditions that can not be judged, or that never change their answer."""
    for name, condition in pathway.conditions.items():
        users = users_of(pathway, name)
        kinds = kinds_for(
            pathway, users or [event.transition for event in events(pathway)]
        )
        yield from judged(("conditions", name, "holds"), condition.holds, kinds)


def routes(pathway: Pathway) -> Iterator[Problem]:
    """Find routes that can not be judged, or that are always or never taken."""
    for event in events(pathway):
        kinds = kinds_for(pathway, [event.transition])
        for position, route in enumerate(event.transition.routes):
            path = (*event.path, "routes", position, "when")
            yield from judged(path, route.when, kinds)


def names_used(expression: str) -> tuple[str, ...]:
    """Give the facts and answers of an expression; none where it does not compile."""
    if len(expression) > _LONGEST:
        return ()
    try:
        names = compiled(expression).variables()
    except ValueError:
        return ()
    own = set(_OWN_NAME.findall(expression))
    return tuple(sorted(set(names) - own))


def judged(
    path: KeyPath, expression: str, kinds: Kinds, within: Within = "pathway"
) -> Iterator[Problem]:
    """Find what is wrong with one expression.

    Args:
        path: where it stands.
        expression: the text.
        kinds: the names that it may use.
        within: the file that the path is of.
    """
    for fault, allowed in _faults(expression, kinds):
        yield Problem(path=path, fault=fault, allowed=allowed, within=within)


def _faults(expression: str, kinds: Kinds) -> Iterator[tuple[str, str]]:
    unreadable = _unreadable(expression)
    if unreadable:
        yield unreadable, _EXAMPLE
        return
    used = names_used(expression)
    unknown = [name for name in used if name not in kinds]
    for name in unknown:
        yield f"there is no fact or answer '{name}' here", allowed_names(kinds, name)
    if unknown:
        return
    wrong = list(mismatches(expression, kinds))
    yield from wrong or _tried(expression, [(name, kinds[name]) for name in used])


def _unreadable(expression: str) -> str:
    if len(expression) > _LONGEST:
        return f"the expression is over {_LONGEST} characters long"
    try:
        compiled(expression)
    except ValueError as error:
        place = re.search(r"<input>:(\d+):(\d+)", str(error))
        where = f", at character {place[2]}" if place else ""
        return f"'{expression.strip()[:60]}' is no expression{where}"
    return ""


def _tried(expression: str, kinds: list[tuple[str, Kind]]) -> Iterator[tuple[str, str]]:
    verdict = probe(expression, tuple(kinds))
    short = expression.strip()[:60]
    if verdict.wrong:
        known = ", ".join(f"{name} is {kind.in_words()}" for name, kind in kinds)
        yield f"'{short}' can not be judged: {verdict.wrong}", known or _EXAMPLE
    elif (
        verdict.all_tried and len(verdict.answers) == 1 and not _CALL.search(expression)
    ):
        never = "fail" if True in verdict.answers else "hold"
        yield f"'{short}' can never {never}", "an expression that depends on the case"
