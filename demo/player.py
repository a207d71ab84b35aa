"""Plays the families of a district, day by day, through the real use cases."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import count

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.allocate_worker import AllocateRequest, allocate_worker
from casework.context import Context, calendar_of
from casework.decide_meeting import MeetingRecorded
from casework.jobs.run_due import run_due
from demo.answers import AnswerMaker
from demo.boardroom import Boardroom
from demo.cast import Cast
from demo.chance import Chance
from demo.clock import PlayClock
from demo.play_file import Choice, Meeting, Play, Step
from engine.advance.refusal import Refusal
from engine.workflow.definition import MachineName
from engine.workflow.workflow import Workflow

Progress = Callable[[date], None]
"""Is told each day that has been played."""

MORNING, MIDDAY, EVENING = 8, 9, 17


@dataclass(kw_only=True, slots=True)
class Standing:
    """Where a family stands in the play; `entered` counts the states it came to."""

    states: dict[MachineName, str]
    entered: Counter[MachineName] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Steps to be done for a family, as long as it has not moved on meanwhile."""

    reference: str
    machine: MachineName
    entered: int
    steps: tuple[Step, ...]


@dataclass(kw_only=True, slots=True)
class Played:
    """What a play did."""

    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)


class Player:
    """Plays one district from the day its list is open."""

    def __init__(
        self, context: Context, clock: PlayClock, play: Play, workflow: Workflow
    ) -> None:
        """Take the real use cases' context, its clock, the play and its workflow."""
        self._context = context
        self._clock = clock
        self._play = play
        self._workflow = workflow
        self._chance = Chance(play.seed)
        self._cast = Cast(workflow.district)
        self._answers = AnswerMaker(self._cast, self._chance)
        self._boardroom = Boardroom(play, workflow, self._cast, self._chance)
        self._calendar = calendar_of(workflow.district)
        self._agenda: list[tuple[date, int, Act]] = []
        self._order = count()
        self._families: dict[str, Standing] = {}
        self._commands = count(1)
        self.played = Played()

    def take_in(self, references: Sequence[str], today: date) -> None:
        """Start the play of families that were opened today."""
        pathway = self._workflow.pathway
        for reference in references:
            states: dict[MachineName, str] = {
                "programme": pathway.programme.initial,
                "service": pathway.service.initial,
            }
            self._families[reference] = Standing(states=states)
            self._ask_agencies(reference, today)
            self._plan(reference, "programme", today)

    def play_day(self, today: date) -> None:
        """Play one day: the jobs in the morning, then meetings, people and leavers."""
        if not self._calendar.is_working_day(today):
            return
        self._clock.go_to(today, MORNING)
        run_due(self._context)
        self._clock.go_to(today, MIDDAY)
        for meeting in self._play.meetings:
            if meeting.day == today:
                self._meet(meeting, today)
        while self._agenda and self._agenda[0][0] <= today:
            self._do(heappop(self._agenda)[2], today)
        for leaver in self._cast.leaving(today):
            self._hand_over(leaver, today)

    def _later(self, today: date, days: tuple[int, int], act: Act) -> None:
        day = self._calendar.add(today, self._chance.between(*days))
        heappush(self._agenda, (day, next(self._order), act))

    def _act(self, reference: str, machine: MachineName, *steps: Step) -> Act:
        entered = self._families[reference].entered[machine]
        return Act(reference=reference, machine=machine, entered=entered, steps=steps)

    def _ask_agencies(self, reference: str, today: date) -> None:
        ways = self._play.agencies
        for agency, body in self._workflow.pathway.agencies.items():
            days, event, by, answers = ways.after, ways.event, body.role, ways.answers
            draw = self._chance.between(1, 100)
            if draw <= ways.silent.chance:
                days, event = ways.silent.after, ways.silent.event
                by, answers = ways.silent.by, ways.silent.answers
            elif draw <= ways.silent.chance + ways.late.chance:
                days = ways.late.after
            step = Step(
                event=event, by=by, after=days, answers=answers | {"agency": agency}
            )
            self._later(today, days, self._act(reference, "programme", step))

    def _plan(self, reference: str, machine: MachineName, today: date) -> None:
        """Draw the way a family goes from the state that it has come to."""
        state = self._families[reference].states[machine]
        ways = self._play.programme if machine == "programme" else self._play.service
        choices: Sequence[Choice] = ways.get(state, ())
        if choices:
            picked = self._chance.weighted([choice.weight for choice in choices])
            self._next(reference, machine, choices[picked].steps, today)

    def _next(
        self,
        reference: str,
        machine: MachineName,
        steps: tuple[Step, ...],
        today: date,
    ) -> None:
        if steps:
            act = self._act(reference, machine, *steps)
            self._later(today, steps[0].after, act)

    def _do(self, act: Act, today: date) -> None:
        standing = self._families[act.reference]
        if standing.entered[act.machine] != act.entered:
            return
        step, *rest = act.steps
        outcome = self._try(act.reference, step, today)
        if isinstance(outcome, Refusal):
            instead = (step.if_refused,) if step.if_refused else ()
            self._next(act.reference, act.machine, instead, today)
            return
        left = standing.entered[act.machine] != act.entered
        if not left:
            again = (step,) if step.repeat else ()
            self._next(act.reference, act.machine, again or tuple(rest), today)

    def _try(self, reference: str, step: Step, today: date) -> Advanced | Refusal:
        asks = self._workflow.events[step.event][1].asks
        answers = self._answers.make(step.answers, asks, today)
        outcome = advance_case(
            self._context,
            AdvanceRequest(
                reference=reference,
                event=step.event,
                user=self._cast.user(step.by, reference, today),
                answers=answers,
                command_id=self._command(),
            ),
        )
        self._note(reference, outcome, today)
        if isinstance(outcome, Advanced):
            self._remember_worker(reference, step.event, answers)
        return outcome

    def _command(self) -> str:
        return f"play:{next(self._commands)}"

    def _note(self, reference: str, outcome: Advanced | Refusal, today: date) -> None:
        """Take in what became of an act, and plan on from a state that is new."""
        if isinstance(outcome, Refusal):
            self.played.refused[outcome.event] += 1
            return
        self.played.acts += 1
        standing = self._families[reference]
        now: dict[MachineName, str] = {
            "programme": outcome.programme,
            "service": outcome.service,
        }
        for machine, state in now.items():
            if standing.states[machine] != state:
                standing.states[machine] = state
                standing.entered[machine] += 1
                self._plan(reference, machine, today)

    def _remember_worker(
        self, reference: str, event: str, answers: dict[str, object]
    ) -> None:
        does = self._workflow.events[event][1].does
        if does.allocates is not None:
            self._cast.workers[reference] = str(answers[does.allocates.worker])
        elif self._families[reference].states["service"] in self._ended():
            self._cast.workers.pop(reference, None)

    def _ended(self) -> set[str]:
        states = self._workflow.pathway.service.states
        return {state for state, body in states.items() if body.final}

    def _meet(self, meeting: Meeting, today: date) -> None:
        places = {
            reference: standing.states["programme"]
            for reference, standing in self._families.items()
        }
        recorded = self._boardroom.hold(self._context, meeting, places, today)
        if isinstance(recorded, MeetingRecorded):
            for decision, outcome in recorded.outcomes:
                self.played.decided[decision.outcome] += isinstance(outcome, Advanced)
                self._note(decision.reference, outcome, today)

    def _hand_over(self, leaver: str, today: date) -> None:
        """Give a leaver's families to the colleagues with the fewest."""
        theirs = [r for r, user in self._cast.workers.items() if user == leaver]
        for reference in theirs:
            tier = self._cast.tier(leaver)
            worker = self._cast.least_loaded(tier, today, but=leaver)
            outcome = allocate_worker(
                self._context,
                AllocateRequest(
                    reference=reference,
                    worker=worker,
                    user=self._cast.user(self._play.handover.by, reference, today),
                    answers=self._play.handover.answers,
                    command_id=self._command(),
                ),
            )
            self._note(reference, outcome, today)
            if isinstance(outcome, Advanced):
                self._cast.workers[reference] = worker

    def close(self, day: date) -> None:
        """End the play in the evening of its last day, with a last run of the jobs."""
        self._clock.go_to(day, EVENING)
        run_due(self._context)


def days(first: date, last: date) -> list[date]:
    """Give every day from one to another, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
