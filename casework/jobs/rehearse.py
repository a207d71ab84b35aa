"""What would fire on a day to come: the run, planned by the same rules, not written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from casework.context import Context
from casework.delivery.readers import Readers, open_readers
from casework.jobs.planning import POISON, plan_of, why
from casework.jobs.raise_payments import SUPERSEDED, judgement_of
from casework.reading.desk import Desk, open_desk, refuse
from casework.reading.words import clock_title, role_words
from engine.access.sight import Sight
from engine.advance.refusal import Refusal, Why
from engine.local_time import day_in_words
from engine.payment import Payable, Withheld
from engine.reminders import FiringRung, Told
from storage.payments import payments_that_wait
from storage.rows import Row
from storage.sweep import clocks_that_fire, fired_rungs


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedTold:
    """Whom a rung tells: the role, and the users who would read it on that day.

    `written` is false where a later rung of the same clock, caught up with in the
    same run, tells the same people: they get one message.
    """

    role: str
    role_title: str
    users: tuple[str, ...]
    subject: str
    written: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedRung:
    """A rung that would fire: its day, the case and clock, who is told, the task.

    `task` is the title of the task that is raised, or empty.
    """

    on: date
    district: str
    reference: str
    clock: str
    title: str
    subject: str
    due_on: date
    rung: str
    told: tuple[RehearsedTold, ...]
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedPayment:
    """A payment that would be raised, in pence."""

    district: str
    reference: str
    payment: str
    pence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What one run on a day would do, if nothing else happened until then.

    The rungs are in the order of their days. `failures` are sentences about what
    would be set aside.
    """

    as_at: date
    rungs: tuple[RehearsedRung, ...]
    payments: tuple[RehearsedPayment, ...]
    messages: int
    tasks: int
    failures: tuple[str, ...]


def rehearse(
    context: Context, as_at: date, sight: Sight | None = None
) -> Rehearsal | Refusal:
    """Tell what a run on a day would do; it reads, and changes nothing.

    The day's digests are left out: they are made of what they find that morning.

    Args:
        context: the database and the clock.
        as_at: today or a day to come.
        sight: who looks; only families in sight are in it. None sees all.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        if as_at < desk.today:
            sentence = (
                f"{day_in_words(as_at)} is past. A rehearsal is for today, "
                f"{day_in_words(desk.today)}, or a day to come."
            )
            return refuse("tick", "rehearse", sentence, Why.CLOCK)
        return _Stage(desk=desk, as_at=as_at, sight=sight).play()


@dataclass(kw_only=True)
class _Stage:
    """The rehearsal as it goes."""

    desk: Desk
    as_at: date
    sight: Sight | None
    failures: list[str] = field(default_factory=list)
    readers: dict[str, Readers] = field(default_factory=dict)

    def play(self) -> Rehearsal:
        rungs = sorted(self._clocks(), key=_order)
        payments = tuple(self._payments())
        told = [one for rung in rungs for one in rung.told]
        return Rehearsal(
            as_at=self.as_at,
            rungs=tuple(rungs),
            payments=payments,
            messages=sum(one.written for one in told),
            tasks=sum(bool(rung.task) for rung in rungs),
            failures=tuple(self.failures),
        )

    @property
    def connection(self) -> Connection:
        return self.desk.connection

    def _clocks(self) -> Iterator[RehearsedRung]:
        for page in clocks_that_fire(self.connection, self.as_at, self.sight):
            fired = fired_rungs(self.connection, page)
            for row in page:
                key = f"{row['district_id']}/{row['id']}"
                yield from self._clock(row, fired.get(key, set()))

    def _clock(self, row: Row, fired: set[str]) -> Iterator[RehearsedRung]:
        context, as_at = self.desk.context, self.as_at
        try:
            firing = plan_of(context, self.connection, row, fired, as_at)
        except POISON as error:
            what = f"{row['reference']}, clock {row['clock']}"
            self.failures.append(f"{what}: {why(error)}")
            return
        for rung in firing.rungs:
            yield self._rung(row, rung)

    def _rung(self, row: Row, rung: FiringRung) -> RehearsedRung:
        workflow = self.desk.workflow(row)
        return RehearsedRung(
            on=rung.on,
            district=row["district_id"],
            reference=row["reference"],
            clock=row["clock"],
            title=clock_title(workflow, row),
            subject=row["subject"],
            due_on=row["due_on"],
            rung=rung.rung,
            told=tuple(self._told(row, one) for one in rung.told),
            task=rung.task,
        )

    def _told(self, row: Row, told: Told) -> RehearsedTold:
        readers = self._readers(row["district_id"])
        user = told.user
        people = readers.of_user(user) if user else readers.of_role(told.role)
        return RehearsedTold(
            role=told.role,
            role_title=role_words(self.desk.workflow(row), told.role),
            users=tuple(person.user for person in people),
            subject=told.worded.subject,
            written=told.written,
        )

    def _readers(self, district: str) -> Readers:
        if district not in self.readers:
            opened = open_readers(self.connection, district, self.as_at)
            self.readers[district] = opened
        return self.readers[district]

    def _payments(self) -> Iterator[RehearsedPayment]:
        raised: set[tuple[str, int, str]] = set()
        for row in payments_that_wait(self.connection, self.sight):
            group = (row["district_id"], row["number"], row["once"])
            found = SUPERSEDED if group in raised else self._judged(row)
            if isinstance(found, Payable):
                raised.add(group)
                yield RehearsedPayment(
                    district=row["district_id"],
                    reference=row["reference"],
                    payment=row["payment"],
                    pence=found.pence,
                )

    def _judged(self, row: Row) -> Payable | Withheld:
        context, as_at = self.desk.context, self.as_at
        try:
            return judgement_of(context, self.connection, row, as_at)
        except POISON as error:
            what = f"{row['reference']}, payment {row['payment']}"
            self.failures.append(f"{what}: {why(error)}")
            return Withheld(reasons=())


def _order(rung: RehearsedRung) -> tuple[date, str, str, str]:
    return rung.on, rung.reference, rung.clock, rung.subject
