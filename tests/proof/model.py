"""A simple model of an office: what its database should hold after each command."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.advance_case import AdvanceRequest
from casework.context import calendar_of
from casework.decide_meeting import FamilyDecision, MeetingRequest
from casework.jobs.run_due import SKEW
from demo.sample_districts import sample_district
from demo.sample_families import sample_families
from engine.advance.case import AdvanceCommand
from engine.advance.consequences import Advance, EvidenceAdded
from engine.advance.decide import decide
from engine.advance.derived import facts_of
from engine.advance.opening import Household
from engine.advance.setting import Setting
from engine.payment import Payable, judge
from engine.workflow.workflow import Workflow
from tests.builders.simulation import (
    PaperCase,
    PaperPayment,
    actor,
    advanced,
    chosen_worker,
    in_post,
    ladder,
    opened,
    ticked,
    told,
)

REFUSED, REPEATED = "refused", "repeated"
Fired = tuple[str, str, str, date, str]
"""A rung that fired: case, clock, what it is about, when it started, the rung."""


@dataclass(kw_only=True)
class Model:
    """Cases on paper, and what is remembered beside them."""

    workflow: Workflow
    cases: dict[str, PaperCase] = field(default_factory=dict)
    commands: dict[str, Advance] = field(default_factory=dict)
    meetings: dict[str, tuple[object, set[str]]] = field(default_factory=dict)
    fired: Counter[Fired] = field(default_factory=Counter)
    chased: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    last_tick: datetime | None = None

    def setting(self, now: datetime) -> Setting:
        """Give what is decided in at a moment."""
        calendar = calendar_of(self.workflow.district)
        return Setting(workflow=self.workflow, now=now, calendar=calendar)

    def open_families(self, most: int, now: datetime) -> None:
        """Open the sample list's families up to this many."""
        for household in households(self.workflow, most)[len(self.cases) :]:
            prefix = self.workflow.district.prefix
            reference = f"{prefix}-{len(self.cases) + 1:04d}"
            case = opened(self.setting(now), household, reference)
            view = case.view._replace(changed_by=self._coordinator(now))
            self.cases[reference] = replace(case, view=view)

    def _coordinator(self, now: datetime) -> str:
        today = self.setting(now).today
        return next(in_post(self.workflow, today, ["coordinator"]))

    def expect(self, request: AdvanceRequest, now: datetime) -> Advance | str:
        """Say what should come of a request; nothing is changed."""
        if "\x00" in request.command_id:
            return REFUSED
        case = self.cases.get(request.reference)
        known = self.commands.get(request.command_id)
        if case is not None and known is not None:
            return REPEATED if is_the_same(request, known) else REFUSED
        setting = self.setting(now)
        staff = self.workflow.district.staff
        roles = staff[request.user].roles if request.user in staff else ()
        if case is None or request.user not in in_post(
            self.workflow, setting.today, roles
        ):
            return REFUSED
        return self._decide(setting, case, request)

    def _decide(
        self, setting: Setting, case: PaperCase, request: AdvanceRequest
    ) -> Advance | str:
        command = AdvanceCommand(
            reference=request.reference,
            event=request.event,
            actor=actor(self.workflow, request.user),
            answers=request.answers,
            command_id=request.command_id,
            seen_version=request.seen_version,
        )
        loads = Counter(each.worker for each in self.cases.values())
        loads[case.worker] -= 1
        user = self._chosen(request)
        chosen = chosen_worker(self.workflow, user, setting.today, loads)
        outcome = decide(setting, case.view, command, chosen if user else None)
        if not isinstance(outcome, Advance) or self._out_of_order(outcome):
            return REFUSED
        return outcome if self._names_other_cases(outcome) else REFUSED

    def _names_other_cases(self, advance: Advance) -> bool:
        """Say whether the cases that answers name are on record, and other ones."""
        own = advance.case.reference
        asks = self.workflow.events[advance.event][1].asks
        named = (advance.answers[name] for name in asks if asks[name].type == "case")
        return all(name in self.cases and name != own for name in named)

    def _chosen(self, request: AdvanceRequest) -> str:
        known = self.workflow.events.get(request.event)
        allocates = known[1].does.allocates if known else None
        return str(request.answers.get(allocates.worker, "")) if allocates else ""

    def _out_of_order(self, advance: Advance) -> bool:
        """Say whether a board decides without a meeting, or twice at one."""
        if self.workflow.events[advance.event][1].decision is None:
            return False
        meeting = self.meetings.get(str(advance.answers["meeting"]))
        return meeting is None or advance.case.reference in meeting[1]

    def write(self, advance: Advance) -> None:
        """Write an advance down."""
        reference = advance.case.reference
        self.cases[reference] = advanced(self.cases[reference], advance)
        self.commands[advance.command_id] = advance
        self.told[reference] += len(advance.consequences.messages)
        if self.workflow.events[advance.event][1].decision is not None:
            self.meetings[str(advance.answers["meeting"])][1].add(reference)

    def tick(self, now: datetime) -> bool:
        """Run the jobs; say whether the clock allows it."""
        if self.last_tick is not None and now < self.last_tick - SKEW:
            return False
        self.last_tick = max(now, self.last_tick or now)
        setting = self.setting(now)
        for reference, case in self.cases.items():
            after, fired = ticked(setting, case)
            readers: set[tuple[str, str, str]] = set()
            for clock, rung in fired:
                key = (reference, clock.clock, clock.subject, clock.started_on, rung)
                self.fired[key] += 1
                body = ladder(self.workflow, clock.clock).rungs[rung]
                self.chased[reference] += body.raises_task
                roles = told(self.workflow, case, clock, rung)
                readers |= {(clock.clock, clock.subject, role) for role in roles}
            self.told[reference] += len(readers)  # of what is caught up with, the last
            self.cases[reference] = self._judged(setting, after)
        return True

    def _judged(self, setting: Setting, case: PaperCase) -> PaperCase:
        facts = facts_of(case.view, today=setting.today)
        paid = {payment.group for payment in case.payments if payment.pence}
        judged: list[PaperPayment] = []
        for payment in sorted(case.payments, key=lambda each: each.payment):
            pence = payment.pence
            if payment.examined < case.view.version and payment.group not in paid:
                verdict = judge(self.workflow.framework, payment.payment, facts)
                pence = verdict.pence if isinstance(verdict, Payable) else 0
                paid |= {payment.group} if pence else set()
            version = case.view.version
            judged.append(replace(payment, pence=pence, examined=version))
        return replace(case, payments=tuple(judged))


def is_the_same(request: AdvanceRequest, done: Advance) -> bool:
    """Say whether a request is one that was done, sent once more."""
    asked = (request.event, request.reference, request.user)
    return asked == (done.event, done.case.reference, done.actor.user) and all(
        name in done.answers and value == done.answers[name]
        for name, value in request.answers.items()
    )


def same_meeting(request: MeetingRequest) -> object:
    """Give what two records of one meeting have to agree on."""
    return (request.held_on, sorted(map(_decision_key, request.decisions)))


def _decision_key(decision: FamilyDecision) -> tuple[str, str, str, str]:
    return (
        *(decision.reference, decision.outcome),
        *(decision.minute, decision.reason),
    )


def households(workflow: Workflow, most: int) -> list[Household]:
    """Give the first families of the office's sample list, as the rules see them."""
    where = sample_district(workflow.district.id)
    return [
        Household(
            adults=sum(not person.is_child for person in family.people),
            children=sum(person.is_child for person in family.people),
            evidence=tuple(
                EvidenceAdded(criterion=e.criterion, source=e.source, dated=e.dated)
                for person in family.people
                for e in person.evidence
            ),
        )
        for family in sample_families(most, seed=33, district=where)
    ]
