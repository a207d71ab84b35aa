"""What `handover` prints: who takes which family, and the caseloads then."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commandline.output import note, say, table

if TYPE_CHECKING:
    from casework.handover.hand_over import HandedOver
    from casework.handover.preview import TakerLoad
    from casework.handover.request import PlannedCase
    from casework.handover.undo import HandoverUndone


def say_plan(cases: "Sequence[PlannedCase]", loads: "Sequence[TakerLoad]") -> None:
    """Print for each family who takes it or why not, and the caseloads."""
    table(
        "Families",
        ("case", "stands at", "goes to", "families then", "take care, or why not"),
        (
            (
                case.reference,
                case.place,
                case.taker_title or case.taker,
                "" if case.refused else _of(case.load_after, case.usual, case.most),
                "\n".join((*case.warnings, *(f"Not: {s}" for s in case.sentences()))),
            )
            for case in cases
        ),
    )
    table(
        "Caseloads",
        ("worker", "who", "before", "then"),
        (
            (load.user, load.title, load.before, _of(load.after, load.usual, load.most))
            for load in loads
        ),
    )


def say_done(done: "HandedOver") -> None:
    """Print what was handed over, and what stays and why."""
    if done.repeated:
        say(f"This was done before, as handover {done.id}; nothing was changed.")
        return
    say_plan((*done.moved, *done.refused), done.loads)
    say(f"Families handed over: {len(done.moved)} ({done.id}).")
    if done.refused:
        note(f"Families that stay with {done.worker}: {len(done.refused)}, see above.")


def say_undone(undone: "HandoverUndone") -> None:
    """Print which families went back, and which stay and why."""
    back = ", ".join(undone.returned)
    say(f"Back with {undone.worker}: {back}.")
    for family in undone.kept:
        for reason in family.reasons:
            say(f"{family.reference} stays with {family.taker}: {reason.sentence}")


def _of(families: int, usual: int | None, most: int | None) -> str:
    if usual is None or most is None:
        return str(families)
    return f"{families} ({usual} usual, {most} full)"
