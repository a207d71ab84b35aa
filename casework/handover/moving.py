"""Deciding that one case goes from one worker to another; nothing is written here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from casework.allocate_worker import fitting_event
from casework.context import Context
from casework.people import find_actor
from engine.advance.case import AdvanceCommand, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.refusal import Reason
from engine.allocation import capacity_of
from engine.workflow.definition import Capacity, Transition
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.allocations import families_of
from storage.cases import StoredCase
from storage.districts import StoredDistrict, find_staff, in_post
from storage.history import history_of

REASON = "reason"
"""The answer that says why a worker changes, where an event asks for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A case that is to go to a worker: by whose word, why, and under which id.

    `over_capacity` is the reason for going over a full caseload, or empty; `answers`
    are answers to what else the fitting events may ask.
    """

    case: StoredCase
    taker: str
    user: str
    reason: str
    over_capacity: str
    command_id: str
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What was decided: the advance, or the reasons; and the taker as they stood.

    `taker` counts the families before this one; `capacity` is of the taker's tier.
    """

    outcome: Advance | tuple[Reason, ...]
    taker: ChosenWorker | None
    capacity: Capacity | None


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Decides case by case, and counts what each worker would have by then."""

    context: Context
    connection: Connection
    stored: StoredDistrict
    _more: dict[str, int] = field(default_factory=dict)

    @property
    def district(self) -> District:
        """The district whose families they are."""
        return self.stored.district

    @property
    def workflow(self) -> Workflow:
        """The definition of the district's new cases."""
        hash_ = self.stored.workflow_hash
        return self.context.workflow(self.connection, hash_, self.district)

    def place(self, case: StoredCase) -> str:
        """Say where a case stands in the programme, in its own definition's words."""
        hash_ = case.workflow_hash
        workflow = self.context.workflow(self.connection, hash_, self.district)
        known = workflow.pathway.programme.states.get(case.view.programme)
        return known.title if known else case.view.programme

    def worker(self, user: str) -> ChosenWorker | None:
        """Give a worker with the families they have, and those decided on so far.

        Nobody's row is held here, so that a preview only reads.
        """
        member = find_staff(self.connection, self.district.id, user)
        if member is None:
            return None
        families = families_of(self.connection, self.district.id, user)
        return ChosenWorker(
            user=user,
            title=member.title,
            roles=frozenset(member.roles),
            families=families + self._more.get(user, 0),
            in_post=in_post(member, self.context.today()),
        )

    def judge(self, move: Move) -> Judged:
        """Decide whether a case may go to a worker, after all those before it."""
        setting = self.context.setting(
            self.connection, move.case.workflow_hash, self.district
        )
        workflow, today = setting.workflow, setting.today
        taker = self.worker(move.taker)
        capacity = capacity_of(workflow.pathway, taker.roles) if taker else None
        actor = find_actor(self.connection, workflow, move.user, today)
        found = fitting_event(self.connection, workflow, move.case, move.taker)
        against = tuple(r for r in (actor, found) if isinstance(r, Reason))
        if isinstance(actor, Reason) or isinstance(found, Reason):
            return Judged(outcome=against, taker=taker, capacity=capacity)
        event, transition = found
        command = AdvanceCommand(
            reference=move.case.view.reference,
            event=event,
            actor=actor,
            answers=self._answers(
                move, event, transition, full=_is_full(taker, capacity)
            ),
            command_id=move.command_id,
        )
        decision = decide(setting, move.case.view, command, taker)
        if not isinstance(decision, Advance):
            return Judged(outcome=decision.reasons, taker=taker, capacity=capacity)
        self._more[move.taker] = self._more.get(move.taker, 0) + 1
        return Judged(outcome=decision, taker=taker, capacity=capacity)

    def _answers(
        self, move: Move, event: str, transition: Transition, *, full: bool
    ) -> dict[str, object]:
        """Answer what is asked: as given, or as when the family was given out last."""
        allocates = transition.does.allocates
        assert allocates is not None  # noqa: S101 - fitting events allocate
        before = self._answered_before(move.case, event)
        known = before | {REASON: move.reason} | dict(move.answers)
        answers = {name: known[name] for name in transition.asks if name in known}
        return answers | {
            allocates.worker: move.taker,
            allocates.reason: move.over_capacity if full else "",
        }

    def _answered_before(self, case: StoredCase, event: str) -> dict[str, object]:
        """Give the answers to the same event in the case's history, if it was there.

        Why a family needs the most intensive support does not change with the worker.
        """
        entries = history_of(self.connection, case.district_id, case.number)
        same = [entry for entry in entries if entry["event"] == event]
        answers: dict[str, object] = json.loads(same[-1]["answers"]) if same else {}
        return answers


def _is_full(taker: ChosenWorker | None, capacity: Capacity | None) -> bool:
    return bool(taker and capacity and taker.families >= capacity.most)


def tier_of(case: StoredCase) -> str:
    """Give the tier of a case's worker, or ''."""
    return str(case.view.facts.get("worker_role", ""))
