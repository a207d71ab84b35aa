"""How a case file is laid out on the screen."""

from collections.abc import Iterable
from datetime import date

from casework.reading.case_file import (
    CanDo,
    CaseFile,
    MessageCounts,
    Question,
    Standing,
)
from commandline.output import say, table
from engine.local_time import day_in_words, in_words

_MOST_NAMED = 3
_LATEST = 10


def show_case(file: CaseFile) -> None:
    """Print a case file; parts on which nothing is on record are left out."""
    _show_head(file)
    _show_family(file)
    _show_decisions(file)
    _show_work(file)
    _show_deadlines(file)
    _show_money(file)
    _show_messages(file)
    _show_can_do(file)


def _show_head(file: CaseFile) -> None:
    changed = f"{file.changed.title}, {file.changed.by}, {in_words(file.changed.at)}"
    say(f"{file.reference} ({file.district_title}), version {file.version}")
    say(f"  programme   {_standing(file.programme)}")
    say(f"  service     {_standing(file.service)}")
    say(f"  whose       {file.owner}")
    say(f"  last change {changed}")
    say(f"  messages    {_counts(file.messages)}")


def _counts(messages: MessageCounts) -> str:
    rare = (f"{messages.failed} failed", f"{messages.overtaken} overtaken")
    told = [part for part in rare if not part.startswith("0 ")]
    return ", ".join([f"{messages.waiting} waiting", f"{messages.sent} sent", *told])


def _standing(standing: Standing) -> str:
    return f"{standing.title}, since {day_in_words(standing.since)}"


def _show_family(file: CaseFile) -> None:
    table(
        "People",
        ("name", "is", "age", "in the family since", "until"),
        (
            (p.name, p.relationship, p.age, day_in_words(p.since), _or_blank(p.until))
            for p in file.people
        ),
    )
    table(
        "Evidence on the criteria",
        ("criterion", "from", "of", "about"),
        (
            (e.criterion, e.source, day_in_words(e.dated), e.person)
            for e in file.evidence
        ),
    )
    table(
        "Consents",
        ("to", "answer", "recorded", "by"),
        (
            (
                c.kind.replace("_", " "),
                c.outcome,
                in_words(c.recorded_at),
                c.recorded_by,
            )
            for c in file.consents
        ),
    )


def _show_decisions(file: CaseFile) -> None:
    table(
        "Decisions",
        ("decision", "by", "meeting", "held on", "minute", "reason"),
        (
            (d.outcome, d.body, d.meeting, day_in_words(d.held_on), d.minute, d.reason)
            for d in file.decisions
        ),
    )
    table(
        "Workers",
        ("worker", "from", "until", "over a full caseload because"),
        (
            (a.worker_title, day_in_words(a.since), _or_blank(a.until), a.reason)
            for a in file.allocations
        ),
    )


def _show_work(file: CaseFile) -> None:
    table(
        "Reviews held",
        ("due by", "held on", "outcome", "recorded by"),
        (
            (
                day_in_words(r.due_on) if r.due_on else "",
                day_in_words(r.held_on),
                r.outcome,
                r.held_by,
            )
            for r in file.reviews
        ),
    )
    table(
        "Results",
        ("measure", "verdict", "from", "period to"),
        (
            (
                r.measure.replace("_", " "),
                r.verdict,
                r.source,
                day_in_words(r.period_end),
            )
            for r in file.results
        ),
    )


def _show_deadlines(file: CaseFile) -> None:
    table(
        "Clocks that run",
        ("what", "due on", "left", "set aside because"),
        (
            (c.title, _or_blank(c.due_on), c.left_in_words, c.set_aside)
            for c in file.clocks
        ),
    )
    table(
        "Open tasks",
        ("task", "for", "since"),
        (
            (t.title, t.user or t.role_title, in_words(t.raised_at))
            for t in file.tasks
            if t.closed_at is None
        ),
    )
    table(
        "Closed tasks",
        ("task", "for", "closed", "how", "note"),
        (
            (t.title, t.user or t.role_title, in_words(t.closed_at), t.outcome, t.note)
            for t in file.tasks
            if t.closed_at is not None
        ),
    )


def _show_money(file: CaseFile) -> None:
    table(
        "Payments",
        ("payment", "stands at", "sum", "why withheld"),
        (
            (p.title, p.state, p.amount if p.state == "raised" else "", p.reason)
            for p in file.payments
        ),
    )


def _show_messages(file: CaseFile) -> None:
    latest = file.deliveries[-_LATEST:]
    table(
        f"Messages, the latest {len(latest)} of {len(file.deliveries)}",
        ("written", "message", "what became of it"),
        ((in_words(each.created_at), each.subject, each.words) for each in latest),
    )


def _show_can_do(file: CaseFile) -> None:
    table(
        f"What {file.user} can do" if file.user else "What can be done",
        ("event", "what it is", "asks", *(() if file.user else ("for",))),
        (
            (each.event, each.title, _asked(each.asks), *_for(file, each))
            for each in file.can_do
            if not each.blocked_by
        ),
    )
    table(
        "What is in the way of the rest",
        ("event", "what it is", "why not"),
        (
            (each.event, each.title, _why(each))
            for each in file.can_do
            if each.blocked_by
        ),
    )


def _for(file: CaseFile, event: CanDo) -> tuple[str, ...]:
    if file.user:
        return ()
    more = len(event.by) - _MOST_NAMED
    named = event.by[:_MOST_NAMED] if more > 1 else event.by
    return (", ".join((*named, *((f"{more} more",) if more > 1 else ()))),)


def _asked(asks: Iterable[Question]) -> str:
    return ", ".join(ask.name if ask.required else f"({ask.name})" for ask in asks)


def _why(event: CanDo) -> str:
    return "\n".join(event.blocked_by)


def _or_blank(day: date | None) -> str:
    return day_in_words(day) if day else ""
