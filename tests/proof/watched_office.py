"""An office whose every command is watched: the model says what should come of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.allocate_worker import AllocateRequest, allocate_worker
from casework.decide_meeting import (
    BoardOutcome,
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.jobs.run_due import ClockSetBack, run_due
from engine.advance.consequences import Advance
from engine.advance.refusal import Refusal
from engine.advance.setting import Setting
from tests.builders.office import Office, an_office
from tests.builders.simulation import in_post
from tests.proof.agreement import Rows, all_rows, disagreements
from tests.proof.model import REPEATED, Model, same_meeting


@dataclass
class WatchedOffice(Office):
    """An office with a model beside it, and what the database held when last seen."""

    model: Model
    seen: Rows = field(default_factory=dict)
    minutes: list[MeetingRequest] = field(default_factory=list)
    sent: list[AdvanceRequest] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.hands[0]

    @property
    def today(self) -> date:
        return self.setting.today

    @property
    def setting(self) -> Setting:
        return self.model.setting(self.now)

    def open_families(self, most: int = 1) -> tuple[str, ...]:
        """Open families at the office and on paper."""
        opened = super().open_families(most)
        self.model.open_families(most, self.now)
        return opened

    def advance(
        self, reference: str, event: str, user: str, **answers: object
    ) -> Advanced | Refusal:
        """Ask for an event with these answers and no others."""
        request = AdvanceRequest(
            reference=reference, event=event, user=user, answers=answers
        )
        return self._watched(request)

    def decide(
        self,
        outcome: BoardOutcome,
        *references: str,
        meeting: str = "",
        minute: str = "33",
    ) -> MeetingRecorded | Refusal:
        """Record a meeting, here and on paper."""
        reason = "" if outcome == "approve" else "As minuted"
        request = MeetingRequest(
            district_id=self.district,
            meeting=meeting or f"{len(self.minutes)} about {references[0]}",
            held_on=self.today,
            user=self.user("board_secretary"),
            decisions=tuple(
                FamilyDecision(
                    reference=each, outcome=outcome, minute=minute, reason=reason
                )
                for each in references
            ),
        )
        return self._meeting(request)

    def ask(self, request: AdvanceRequest) -> None:
        """Ask for an event, and look at what came of it."""
        outcome = self._watched(request)
        self.look(changed=isinstance(outcome, Advanced) and not outcome.repeated)

    def _watched(self, request: AdvanceRequest) -> Advanced | Refusal:
        expected = self.model.expect(request, self.now)
        outcome = advance_case(self.context, request)
        self.sent.append(request)
        self._compare(expected, outcome)
        return outcome

    def _compare(self, expected: Advance | str, outcome: Advanced | Refusal) -> None:
        if isinstance(expected, Advance):
            assert isinstance(outcome, Advanced), outcome
            assert not outcome.repeated
            self.model.write(expected)
        elif expected == REPEATED:
            assert isinstance(outcome, Advanced), outcome
            assert outcome.repeated
        else:
            assert isinstance(outcome, Refusal), outcome
            assert all(s.endswith(".") for s in outcome.sentences()), outcome

    def allocate(self, request: AllocateRequest) -> None:
        """Allocate a worker by whatever event fits, and look at what came of it."""
        outcome = allocate_worker(self.context, request)
        if isinstance(outcome, Advanced):
            _, transition = self.workflow.events[outcome.event]
            assert transition.does.allocates is not None
            named = {transition.does.allocates.worker: request.worker}
            if request.reason:
                named[transition.does.allocates.reason] = request.reason
            asked = AdvanceRequest(
                reference=request.reference,
                event=outcome.event,
                user=request.user,
                answers={**request.answers, **named},
                command_id=request.command_id,
            )
            self._compare(self.model.expect(asked, self.now), outcome)
        self.look(changed=isinstance(outcome, Advanced))

    def meet(self, request: MeetingRequest) -> None:
        """Record a meeting, and look at what came of it."""
        outcome = self._meeting(request)
        decided = isinstance(outcome, MeetingRecorded) and any(
            isinstance(each, Advanced) for _, each in outcome.outcomes
        )
        self.look(changed=decided)

    def meet_again(self) -> None:
        """Record the last meeting that was recorded once more."""
        if self.minutes:
            outcome = decide_meeting(self.context, self.minutes[-1])
            assert isinstance(outcome, MeetingRecorded), outcome
            assert outcome.repeated
            self.look(changed=False)

    def _meeting(self, request: MeetingRequest) -> MeetingRecorded | Refusal:
        before = self.model.meetings.get(request.meeting)
        allowed = self._may_meet(request)
        outcome = decide_meeting(self.context, request)
        if before is not None and before[0] == same_meeting(request):
            assert isinstance(outcome, MeetingRecorded), outcome
            assert outcome.repeated
        elif not allowed:
            assert isinstance(outcome, Refusal), outcome
        else:
            assert isinstance(outcome, MeetingRecorded), outcome
            self._decided(request, outcome)
        return outcome

    def _may_meet(self, request: MeetingRequest) -> bool:
        times = Counter(decision.reference for decision in request.decisions)
        staff = self.workflow.district.staff
        roles = staff[request.user].roles
        return (
            request.meeting not in self.model.meetings
            and request.held_on <= self.today
            and set(times.values()) == {1}
            and request.user in in_post(self.workflow, self.today, roles)
        )

    def _decided(self, request: MeetingRequest, outcome: MeetingRecorded) -> None:
        self.model.meetings[request.meeting] = (same_meeting(request), set())
        for decision, came_of_it in outcome.outcomes:
            answers: dict[str, object] = {
                "meeting": request.meeting,
                "minute": decision.minute,
            }
            if decision.reason:
                answers["reason"] = decision.reason
            asked = AdvanceRequest(
                reference=decision.reference,
                event=decision.outcome,
                user=request.user,
                answers=answers,
                command_id=f"meeting:{request.meeting}:{decision.reference}",
            )
            self._compare(self.model.expect(asked, self.now), came_of_it)
        if self.model.meetings[request.meeting][1]:
            self.minutes.append(request)
        else:
            del self.model.meetings[request.meeting]

    def tick(self) -> None:
        """Run the jobs, and look at what came of it."""
        runs = run_due(self.context)
        allowed = self.model.tick(self.now)
        assert isinstance(runs, ClockSetBack) != allowed
        assert isinstance(runs, ClockSetBack) or not any(run.failed for run in runs)
        self.look(changed=allowed)

    def look(self, *, changed: bool = True) -> None:
        """Compare the database with the model, or with itself if nothing may change."""
        rows = all_rows(self.context.database)
        if not changed:
            assert rows == self.seen, "a refused command changed something"
        self.seen = rows
        sentences = [*disagreements(self.model, rows)]
        assert not sentences, "\n".join(sentences)


@contextmanager
def a_watched_office(url: str) -> Iterator[WatchedOffice]:
    """Open Maidstone's office on a database with its tables, with a model beside it."""
    with an_office(url) as office:
        yield WatchedOffice(
            url=office.url,
            workflow=office.workflow,
            context=office.context,
            hands=office.hands,
            model=Model(workflow=office.workflow),
        )
