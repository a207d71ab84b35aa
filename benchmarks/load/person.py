"""A person at work: picks a case, looks at it, does something, writes down the answer.

Whoever finds the database gone sends the same command again, with the same id, until
there is an answer: as a page does whose reader presses the button once more.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks.load.book import (
    CONFLICT,
    DONE,
    REFUSED,
    REPEATED,
    UNANSWERED,
    Act,
    Book,
)
from benchmarks.load.choosing import Chooser, Step
from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.context import Context
from casework.decide_meeting import (
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.reading.case_file import CaseFile
from casework.reading.look_at_case import look_at_case
from engine.advance.refusal import Refusal, Why
from storage.errors import DatabaseBusyError, DatabaseGoneError

Answer = TypeVar("Answer")
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 60


class UnansweredError(Exception):
    """The database stayed away for too long."""


@dataclass(kw_only=True)
class Person:
    """Somebody at work, with a name of their own."""

    name: str
    context: Context
    chooser: Chooser
    book: Book
    asked: int = 0

    def do_something(self) -> None:
        """Look at a case and do one thing with it.

        Raises:
            UnansweredError: the database stayed away; the book says what for.
        """
        file = self._look(self.chooser.pick())
        step = self.chooser.choose(file, self.context.today())
        if step is None:
            return
        decision = self.chooser.workflow.events[step.event][1].decision
        if decision is None:
            self._advance(file, step)
        else:
            reason = "" if decision == "approve" else "As minuted"
            self._decide(
                FamilyDecision(
                    reference=file.reference,
                    outcome=decision,
                    minute="33",
                    reason=reason,
                )
            )

    def _look(self, reference: str) -> CaseFile:
        asked = Asked(what="look")
        file = self._answered(asked, lambda: look_at_case(self.context, reference))
        if isinstance(file, Refusal):
            raise TypeError("\n".join(file.sentences()))
        self.book.write(asked.act(DONE, reference=reference))
        return file

    def _advance(self, file: CaseFile, step: Step) -> None:
        request = AdvanceRequest(
            reference=file.reference,
            event=step.event,
            user=step.user,
            answers=step.answers,
            command_id=self._new_command(),
            seen_version=file.version,
        )
        asked = Asked(what="advance", command=request.command_id)
        told = self._answered(asked, lambda: advance_case(self.context, request))
        outcome, version = _of_advance(told)
        self.book.write(asked.act(outcome, reference=file.reference, version=version))

    def _decide(self, decision: FamilyDecision) -> None:
        workflow = self.chooser.workflow
        today = self.context.today()
        request = MeetingRequest(
            district_id=workflow.district.id,
            meeting=self._new_command(),
            held_on=today,
            user=self.chooser.in_post(workflow.events["approve"][1].by, today)[0],
            decisions=(decision,),
        )
        reference = decision.reference
        command = f"meeting:{request.meeting}:{reference}"
        asked = Asked(what="meeting", command=command)
        told = self._answered(asked, lambda: decide_meeting(self.context, request))
        outcome, version = _of_meeting(told)
        self.book.write(asked.act(outcome, reference=reference, version=version))

    def _new_command(self) -> str:
        self.asked += 1
        return f"{self.name}-{self.asked}"

    def _answered(self, asked: "Asked", ask: Callable[[], Answer]) -> Answer:
        """Ask until there is an answer, and count how often."""
        while time.monotonic() < asked.began + PATIENCE_SECONDS:
            asked.tries += 1
            try:
                return ask()
            except (DatabaseGoneError, DatabaseBusyError):
                time.sleep(PAUSE_SECONDS)
        self.book.write(asked.act(UNANSWERED))
        raise UnansweredError(f"{self.name}: {asked.what} was not answered in time.")


@dataclass(kw_only=True, slots=True)
class Asked:
    """Something that was asked for: since when, and how often."""

    what: str
    command: str = ""
    began: float = field(default_factory=time.monotonic)
    tries: int = 0

    def act(
        self, outcome: str, *, reference: str = "", version: int = 0, said: str = ""
    ) -> Act:
        """Give the act that it became, just now."""
        at = time.monotonic()
        return Act(
            what=self.what,
            outcome=outcome,
            at=at,
            took=at - self.began,
            tries=self.tries,
            reference=reference,
            command=self.command,
            version=version,
            said=said,
        )


def _of_advance(told: Advanced | Refusal) -> tuple[str, int]:
    if isinstance(told, Advanced):
        return (REPEATED if told.repeated else DONE), told.version
    stale = any(reason.why is Why.STALE for reason in told.reasons)
    return (CONFLICT if stale else REFUSED), 0


def _of_meeting(told: MeetingRecorded | Refusal) -> tuple[str, int]:
    if isinstance(told, Refusal):
        return REFUSED, 0
    if told.repeated:
        return (REFUSED if told.undecided else REPEATED), 0
    ((_, outcome),) = told.outcomes
    return (DONE, outcome.version) if isinstance(outcome, Advanced) else (REFUSED, 0)
