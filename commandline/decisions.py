"""Decisions that are given on the command line itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from commandline.options import a_reference

if TYPE_CHECKING:
    from casework.decide_meeting import BoardOutcome, FamilyDecision


def approvals(given: list[str], minute: str) -> Iterator["FamilyDecision"]:
    """Read approvals: `MAI-0001`, or with a minute of its own `MAI-0001=34`.

    Raises:
        BadParameter: a family has no minute.
    """
    from casework.decide_meeting import FamilyDecision

    for each in given:
        reference, _, own = each.partition("=")
        yield FamilyDecision(
            reference=a_reference(reference),
            outcome="approve",
            minute=_minute(reference, own or minute),
        )


def refused_ones(
    outcome: "BoardOutcome", given: list[str], minute: str
) -> Iterator["FamilyDecision"]:
    """Read families deferred or declined: `MAI-0002: ask the school`.

    Raises:
        BadParameter: a family has no reason, or there is no minute.
    """
    from casework.decide_meeting import FamilyDecision

    for each in given:
        reference, _, reason = each.partition(":")
        if not reason.strip():
            raise typer.BadParameter(
                f"'{each}' gives no reason. Write the case, a colon and the reason: "
                f'--{outcome} "MAI-0002: ask the school".',
                param_hint=f"--{outcome}",
            )
        yield FamilyDecision(
            reference=a_reference(reference),
            outcome=outcome,
            minute=_minute(reference, minute),
            reason=reason.strip(),
        )


def _minute(reference: str, minute: str) -> str:
    if not minute.strip():
        raise typer.BadParameter(
            f"{reference.strip()} has no minute. Add --minute for all families, or "
            "--approve REF=MINUTE for one.",
            param_hint="--minute",
        )
    return minute.strip()
