"""Absence cover: who stands in for whom, from which day until which day.

Pure: days and posts in, reasons or names out. Cover is one hop: whoever covers is
there themselves in all those days, so that nobody has to follow a chain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.advance.refusal import Reason, Why
from engine.local_time import day_in_words
from engine.workflow.district import District, StaffMember


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """One user standing in for another, both days included.

    `until` is the last day on which it runs: an earlier one if it was ended early,
    and the day before `since` if it was ended before it began.
    """

    absent: str
    cover: str
    since: date
    until: date

    def runs_on(self, day: date) -> bool:
        """Say whether the cover runs on a day."""
        return self.since <= day <= self.until

    def shares_days_with(self, other: "Cover") -> bool:
        """Say whether both run on some day."""
        return max(self.since, other.since) <= min(self.until, other.until)


def last_day(until: date, ended_on: date | None) -> date:
    """Give the last day of a cover.

    Args:
        until: the last day as it was planned.
        ended_on: the first day on which it no longer ran, if it was ended early.
    """
    return until if ended_on is None else min(until, ended_on - timedelta(days=1))


def cover_reasons(
    asked: Cover,
    district: District,
    known: Sequence[Cover],
    *,
    today: date,
    worker_roles: Mapping[str, str],
) -> Iterator[Reason]:
    """Give every reason against a cover.

    Args:
        asked: the cover that is asked for.
        district: its staff.
        known: the covers there are in the district, past ones too.
        today: the day in London; what has been can not be changed.
        worker_roles: the roles to which families are allocated, with their titles.
    """
    yield from _day_reasons(asked, today)
    if asked.absent == asked.cover:
        yield _reason("cover", f"{asked.absent} can not cover for themselves.")
    for about, user in (("absent", asked.absent), ("cover", asked.cover)):
        member = district.staff.get(user)
        if member is None:
            yield _unknown(about, user, district)
            continue
        yield from _post_reasons(asked, about, user, member)
        if not set(member.roles).intersection(worker_roles):
            yield _not_a_worker(about, user, member, worker_roles)
    yield from _clashes(asked, known)


def _day_reasons(asked: Cover, today: date) -> Iterator[Reason]:
    if asked.until < asked.since:
        sentence = (
            f"The cover would end on {day_in_words(asked.until)}, before it starts on "
            f"{day_in_words(asked.since)}."
        )
        yield _reason("until", sentence)
    if asked.since < today:
        sentence = (
            f"The cover would start on {day_in_words(asked.since)}, which is before "
            f"today, {day_in_words(today)}. Let it start today or later."
        )
        yield _reason("since", sentence)


def _post_reasons(
    asked: Cover, about: str, user: str, member: StaffMember
) -> Iterator[Reason]:
    """The absent one is in post when it starts; the cover, from start to end."""
    if asked.since < member.since:
        starts = day_in_words(member.since)
        yield _staff(about, f"{member.title} ({user}) starts on {starts}.")
    if member.until is None:
        return
    gone = day_in_words(member.until)
    if about == "absent" and member.until < asked.since:
        sentence = (
            f"{member.title} ({user}) leaves on {gone}, before the cover starts. Hand "
            "their families over."
        )
        yield _staff(about, sentence)
    if about == "cover" and member.until < asked.until:
        sentence = f"{member.title} ({user}) leaves on {gone}, before the cover ends."
        yield _staff(about, sentence)


def _clashes(asked: Cover, known: Sequence[Cover]) -> Iterator[Reason]:
    for other in known:
        if not asked.shares_days_with(other):
            continue
        days = _days(other)
        if other.absent == asked.absent:
            sentence = (
                f"{asked.absent} is covered by {other.cover} already, {days}. Choose "
                "other days, or end that cover first."
            )
            yield _reason("absent", sentence)
        if other.absent == asked.cover:
            sentence = (
                f"{asked.cover} is away themselves, {days}, and covered by "
                f"{other.cover}. Choose somebody who is there."
            )
            yield _reason("cover", sentence)
        if other.cover == asked.absent:
            sentence = (
                f"{asked.absent} covers for {other.absent}, {days}. End that cover "
                f"first, and let somebody else cover for {other.absent}."
            )
            yield _reason("absent", sentence)


def _days(cover: Cover) -> str:
    return f"from {day_in_words(cover.since)} to {day_in_words(cover.until)}"


def _unknown(about: str, user: str, district: District) -> Reason:
    sentence = (
        f"There is no user '{user}' in {district.title}. "
        f"Users are: {', '.join(sorted(district.staff))}."
    )
    return _staff(about, sentence)


def _not_a_worker(
    about: str, user: str, member: StaffMember, worker_roles: Mapping[str, str]
) -> Reason:
    sentence = (
        f"{member.title} ({user}) does not do a worker's work. Cover is between "
        f"workers: {', '.join(sorted(worker_roles.values()))}."
    )
    return _staff(about, sentence)


def _staff(about: str, sentence: str) -> Reason:
    return Reason(why=Why.STAFF, about=about, sentence=sentence)


def _reason(about: str, sentence: str) -> Reason:
    return Reason(why=Why.COVER, about=about, sentence=sentence)
