"""What the board may decide of a family, as it stands: the verdict on an agenda."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from casework.decide_meeting import BoardOutcome
from casework.reading.desk import Desk
from casework.reading.words import state_title
from engine.advance.possible import possibilities
from engine.facts import CRITERIA
from engine.workflow.workflow import Workflow
from storage.cases import stored_case
from storage.rows import Row

OUTCOMES: tuple[BoardOutcome, ...] = get_args(BoardOutcome)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a board may decide of a family, and what.

    `outcomes` are the decisions that are open now; empty where the family does not
    stand before the board. `against_approval` are the sentences of what is missing.
    """

    number: int
    reference: str
    place: str
    since: date
    criteria_met: int
    local_reason: bool
    outcomes: tuple[BoardOutcome, ...]
    against_approval: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether the board can decide anything of it."""
        return bool(self.outcomes)

    @property
    def can_be_approved(self) -> bool:
        """Whether nothing stands against an approval but the board itself."""
        return "approve" in self.outcomes


def verdict_of(desk: Desk, row: Row) -> Verdict:
    """Work out what a board may decide of a case, whoever records it."""
    setting, case = desk.setting(row), stored_case(row)
    facts = case.view.facts
    outcomes: set[str] = set()
    against: list[str] = []
    for each in possibilities(setting, case.view, None):
        outcome = setting.workflow.events[each.event][1].decision
        if outcome is not None and each.open:
            outcomes.add(outcome)
        elif outcome == "approve":
            against.extend(reason.sentence for reason in each.reasons)
    return Verdict(
        number=case.number,
        reference=case.view.reference,
        place=state_title(setting.workflow, "programme", row["programme"]),
        since=row["programme_since"],
        criteria_met=sum(bool(facts.get(f"{name}_met")) for name in CRITERIA),
        local_reason=bool(facts.get("local_reason_recorded")),
        outcomes=tuple(outcome for outcome in OUTCOMES if outcome in outcomes),
        against_approval=tuple(against),
    )


def board_states(workflow: Workflow) -> tuple[str, ...]:
    """Give the states of the programme in which families wait for the board."""
    found = (
        state
        for event, (_, transition) in workflow.events.items()
        if transition.decision is not None
        for state in sorted(workflow.sources(event))
    )
    return tuple(dict.fromkeys(found))
