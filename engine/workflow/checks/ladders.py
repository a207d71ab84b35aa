"""Ladders that are named exist; their rungs can be read and fire while a clock runs."""

from collections.abc import Iterator
from itertools import combinations

from engine.clocks.budget import Budget, Unit, parse_budget
from engine.clocks.ladder import Offset, parse_offset
from engine.workflow.definition import Ladder, Pathway
from engine.workflow.faults import KeyPath, Problem, allowed_names

# The fewest calendar days that a unit is sure to last, five working days a week; a
# short spring term, with an early Easter, has eleven weeks.
_DAYS = {
    Unit.DAYS: 1.0,
    Unit.WORKING_DAYS: 1.4,
    Unit.WEEKS: 7.0,
    Unit.MONTHS: 28.0,
    Unit.TERMS: 70.0,
}


def unknown_ladders(pathway: Pathway) -> Iterator[Problem]:
    """Find clocks whose ladder nobody declared."""
    for name, clock in pathway.clocks.items():
        if clock.ladder not in pathway.ladders:
            yield Problem(
                path=("clocks", name, "ladder"),
                fault=f"there is no ladder '{clock.ladder}'",
                allowed=allowed_names(pathway.ladders, clock.ladder),
            )


def idle_ladders(pathway: Pathway) -> Iterator[Problem]:
    """Find ladders that no clock goes by."""
    used = {clock.ladder for clock in pathway.clocks.values()}
    for ladder in pathway.ladders:
        if ladder not in used:
            yield Problem(
                path=("ladders", ladder),
                fault=f"no clock goes by the ladder '{ladder}'",
                allowed="name it in a clock, or remove it",
            )


def rungs(pathway: Pathway) -> Iterator[Problem]:
    """Find rungs whose moment can not be read, and two rungs of one day."""
    for name, ladder in pathway.ladders.items():
        for rung, body in ladder.rungs.items():
            try:
                parse_offset(body.at)
            except ValueError as error:
                fault, _, allowed = str(error).partition(": ")
                path: KeyPath = ("ladders", name, "rungs", rung, "at")
                yield Problem(path=path, fault=fault, allowed=allowed)
        for (first, one), (second, other) in combinations(_readable(ladder).items(), 2):
            if one == other:
                yield Problem(
                    path=("ladders", name, "rungs", second, "at"),
                    fault=f"the rungs '{first}' and '{second}' are of the same day",
                    allowed="one rung a day: join them, or move one",
                )


def rungs_before_the_start(pathway: Pathway) -> Iterator[Problem]:
    """Find clocks so short that a rung of theirs would fire before they start."""
    for name, clock in pathway.clocks.items():
        ladder = pathway.ladders.get(clock.ladder)
        budget = _budget(clock.budget)
        if ladder is None or budget is None:
            continue
        for rung, offset in _readable(ladder).items():
            if _days(-offset.amount, offset.unit) > _days(budget.amount, budget.unit):
                yield Problem(
                    path=("clocks", name, "ladder"),
                    fault=f"the rung '{rung}' of '{clock.ladder}', "
                    f"{offset.in_words()}, comes before the clock '{name}' starts",
                    allowed=f"rungs at most {budget.in_words()} before",
                )


def _readable(ladder: Ladder) -> dict[str, Offset]:
    offsets: dict[str, Offset] = {}
    for rung, body in ladder.rungs.items():
        try:
            offsets[rung] = parse_offset(body.at)
        except ValueError:
            continue  # found by `rungs`
    return offsets


def _budget(text: str) -> Budget | None:
    try:
        return parse_budget(text)
    except ValueError:
        return None  # found by `clocks.unreadable_budgets`


def _days(amount: int, unit: Unit) -> float:
    return amount * _DAYS[unit]
