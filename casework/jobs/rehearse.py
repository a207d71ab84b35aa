"""What would fire on a day to come: the run, planned by the same rules, not written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import Connection

from casework.access.seen import sentences_seen
from casework.context import Context
from casework.cover.notices import moment_of, notices_of
from casework.delivery.keep_no_longer import letters_to_remove
from casework.delivery.readers import Readers, open_readers
from casework.delivery.rehearsed import Message, rehearse_post
from casework.handover.tell_leavers import new_leavers
from casework.jobs.planning import POISON, Planner, why
from casework.jobs.raise_payments import SUPERSEDED, judgement_of
from casework.jobs.rehearsal import (
    Rehearsal,
    RehearsedNotice,
    RehearsedPayment,
    RehearsedRemoval,
    RehearsedRung,
    RehearsedTold,
)
from casework.reading.desk import Desk, open_desk, refuse
from casework.reading.words import clock_title, role_words
from engine.access.sight import Sight
from engine.advance.moment import calendar_reason
from engine.advance.refusal import Refusal, Why
from engine.clocks.day_count import OutsideCalendarError
from engine.local_time import day_in_words
from engine.messages import named
from engine.payment import Payable, Withheld
from engine.reminders import FiringRung, Told
from storage.covers import covers_to_tell
from storage.notices import Notice
from storage.payments import payments_that_wait
from storage.rows import Row
from storage.sweep import clocks_that_fire


def rehearse(
    context: Context, as_at: date, sight: Sight | None = None
) -> Rehearsal | Refusal:
    """Tell what a run on a day would do; it reads, and changes nothing.

    Its letters are those of the first run of that day: the digests, and what goes out
    at once to those who get none.

    Args:
        context: the database and the clock.
        as_at: today or a day to come.
        sight: who looks; only families in sight are in it, and of letters what they
            hold of the districts in sight. None sees all.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        if as_at < desk.today:
            sentence = (
                f"{day_in_words(as_at)} is past. A rehearsal is for today, "
                f"{day_in_words(desk.today)}, or a day to come."
            )
            return refuse("tick", "rehearse", sentence, Why.CLOCK)
        try:
            return _Stage(desk=desk, as_at=as_at, sight=sight).play()
        except OutsideCalendarError as error:
            reasons = (calendar_reason(error),)
            return Refusal(reference="tick", event="rehearse", reasons=reasons)


@dataclass(kw_only=True)
class _Stage:
    """The rehearsal as it goes; `raised` are the messages so far, by district."""

    desk: Desk
    as_at: date
    sight: Sight | None
    failures: list[str] = field(default_factory=list)
    readers: dict[str, Readers] = field(default_factory=dict)
    raised: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def play(self) -> Rehearsal:
        rungs = sorted(self._clocks(), key=_order)
        payments = tuple(self._payments())
        notices = tuple(self._notices())
        context = self.desk.context
        post = rehearse_post(
            context, self.connection, self.as_at, self.raised, self.only
        )
        removals = letters_to_remove(self.connection, self.as_at, self.only)
        told = [one for rung in rungs for one in rung.told]
        return Rehearsal(
            as_at=self.as_at,
            rungs=tuple(rungs),
            payments=payments,
            notices=notices,
            letters=post.letters,
            closed=post.closed,
            removed=tuple(
                RehearsedRemoval(district=district, letters=count)
                for district, count in removals.items()
            ),
            messages=sum(one.written for one in told) + len(notices),
            tasks=sum(bool(rung.task) for rung in rungs),
            failures=(*self.failures, *self._seen_of(post.failures)),
        )

    @property
    def only(self) -> frozenset[str] | None:
        """The districts in sight; None for all."""
        return None if self.sight is None else frozenset(self.sight.districts)

    def _seen_of(self, failures: tuple[str, ...]) -> tuple[str, ...]:
        if self.sight is None:
            return failures
        return sentences_seen(self.connection, self.sight, failures)

    @property
    def connection(self) -> Connection:
        return self.desk.connection

    @cached_property
    def planner(self) -> Planner:
        return Planner(
            context=self.desk.context, connection=self.connection, today=self.as_at
        )

    def _clocks(self) -> Iterator[RehearsedRung]:
        for page in clocks_that_fire(self.connection, self.as_at, self.sight):
            for row in page:
                yield from self._clock(row)

    def _clock(self, row: Row) -> Iterator[RehearsedRung]:
        try:
            firing = self.planner.plan(row)
        except POISON as error:
            what = f"{row['reference']}, clock {row['clock']}"
            self.failures.append(f"{what}: {why(error)}")
            return
        for rung in firing.rungs:
            self.raised[row["district_id"]].extend(_messages(row, rung))
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
        user = row["worker"] if told.user else ""
        people = readers.of_user(user) if user else readers.of_role(told.role)
        people = readers.of_those(people, row["case_number"])
        return RehearsedTold(
            role=told.role,
            role_title=role_words(self.desk.workflow(row), told.role),
            users=tuple(person.user for person in people),
            subject=named(told.worded.subject, row["reference"]),
            written=told.written,
        )

    def _readers(self, district: str) -> Readers:
        if district not in self.readers:
            opened = open_readers(self.connection, district, self.as_at)
            self.readers[district] = opened
        return self.readers[district]

    def _notices(self) -> Iterator[RehearsedNotice]:
        """Give what is about no case; of the districts in sight."""
        for cover in covers_to_tell(self.connection, self.as_at, claim=False):
            district = cover["district_id"]
            if self.only is None or district in self.only:
                moment = moment_of(cover, self.as_at)
                told = notices_of(self.desk.context, self.connection, cover, moment)
                yield from (self._notice(district, notice) for notice in told)
        for leaver in new_leavers(self.connection, self.as_at, self.only):
            yield self._notice(leaver.district_id, leaver.notice)

    def _notice(self, district: str, notice: Notice) -> RehearsedNotice:
        row = asdict(notice) | _OF_NO_CASE
        self.raised[district].append(row)
        people = self._readers(district).of_message(row)
        return RehearsedNotice(
            district=district,
            users=tuple(person.user for person in people),
            subject=notice.subject,
            body=notice.body,
        )

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
        try:
            return judgement_of(self.planner, row)
        except POISON as error:
            what = f"{row['reference']}, payment {row['payment']}"
            self.failures.append(f"{what}: {why(error)}")
            return Withheld(reasons=())


_OF_NO_CASE = {"case_number": None, "reference": None, "worker": None, "reader": None}


def _messages(clock: Row, rung: FiringRung) -> Iterator[Message]:
    """Give a rung's messages as the run would write them, and delivery read them."""
    for told in rung.told:
        if told.written:
            yield {
                "id": f"{clock['id']}/{rung.rung}/{told.role}",
                "case_number": clock["case_number"],
                "reference": clock["reference"],
                "worker": clock["worker"],
                "role": told.role,
                "user": clock["worker"] if told.user else "",
                "subject": named(told.worded.subject, clock["reference"]),
                "body": named(told.worded.body, clock["reference"]),
                "urgent": told.worded.urgent,
                "reader": None,
            }


def _order(rung: RehearsedRung) -> tuple[date, str, str, str]:
    return rung.on, rung.reference, rung.clock, rung.subject
