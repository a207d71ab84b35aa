"""What letters say: case references, actions, dates and links, and nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.local_time import day_in_words
from engine.messages import Worded

MOST = 30
"""How many lines a part of a letter has at most; the rest is counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """Something to be done on a case by a day."""

    reference: str
    action: str
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A message of the outbox on its way to a person; `times` if it is there again.

    Six agencies that are late are six messages of the same words: none may be named.
    """

    reference: str
    worded: Worded
    times: int = 1


def once_each(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Put notes of the same words together, each where it stands first."""
    counts = Counter(notes)
    return tuple(replace(note, times=count) for note, count in counts.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestParts:
    """What one person's digest holds, in the order in which it is read."""

    overdue: tuple[Due, ...] = ()
    this_week: tuple[Due, ...] = ()
    notes: tuple[Note, ...] = ()

    def __len__(self) -> int:
        """Count everything in it."""
        return len(self.overdue) + len(self.this_week) + len(self.notes)


def together(several: Iterable[DigestParts]) -> DigestParts:
    """Put what a person's districts hold into one digest, what is due first first."""
    every = tuple(several)
    return DigestParts(
        overdue=_in_order(due for parts in every for due in parts.overdue),
        this_week=_in_order(due for parts in every for due in parts.this_week),
        notes=tuple(note for parts in every for note in parts.notes),
    )


def _in_order(due: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(due, key=lambda each: each.due_on))


def digest(parts: DigestParts, day: date, base: str) -> Worded:
    """Word a digest: what is overdue first, then what is due this week, then notes.

    Args:
        parts: what it holds; each part is shown up to MOST lines.
        day: the day on which it goes out.
        base: the address of the service; links are `{base}/cases/MAI-0001`.
    """
    counts = [
        f"{len(parts.overdue)} overdue" if parts.overdue else "",
        f"{len(parts.this_week)} due this week" if parts.this_week else "",
        f"{len(parts.notes)} for you to know" if parts.notes else "",
    ]
    subject = f"Your cases on {day_in_words(day)}: {', '.join(filter(None, counts))}"
    paragraphs = [
        *_part("OVERDUE", [_overdue(due, base) for due in parts.overdue]),
        *_part("DUE THIS WEEK", [_coming(due, base) for due in parts.this_week]),
        *_part("FOR YOU TO KNOW", [_note(note, base) for note in parts.notes]),
    ]
    return Worded(subject=subject, body="\n\n".join(paragraphs) + "\n")


def at_once(notes: tuple[Note, ...], base: str) -> Worded:
    """Word what goes to a person at once: one message, or several in one letter.

    Args:
        notes: at least one.
        base: the address of the service.
    """
    if len(notes) == 1 and notes[0].times == 1:
        worded = notes[0].worded
        body = f"{worded.body}\n\n{link(base, notes[0].reference)}\n"
        return Worded(subject=worded.subject, body=body, urgent=True)
    paragraphs = list(_capped([_note(note, base) for note in notes]))
    return Worded(
        subject=f"{sum(note.times for note in notes)} messages about your cases",
        body="\n\n".join(paragraphs) + "\n",
        urgent=True,
    )


def link(base: str, reference: str) -> str:
    """Give the address of a case's page; that of the service if there is no case."""
    service = base.rstrip("/")
    return f"{service}/cases/{reference}" if reference else service


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{title} ({len(lines)})"
        yield from _capped(lines)


def _capped(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:MOST]
    if len(every) > MOST:
        yield f"and {len(every) - MOST} more."


def _overdue(due: Due, base: str) -> str:
    return _entry(due, f"It was due on {day_in_words(due.due_on)}.", base)


def _coming(due: Due, base: str) -> str:
    return _entry(
        due, f"It is due on {due.due_on:%A} {day_in_words(due.due_on)}.", base
    )


def _entry(due: Due, when: str, base: str) -> str:
    return f"{due.reference}: {due.action}. {when}\n{link(base, due.reference)}"


def _note(note: Note, base: str) -> str:
    often = f" ({note.times} times)" if note.times > 1 else ""
    said = f"{note.worded.subject}{often}\n{note.worded.body}"
    return f"{said}\n{link(base, note.reference)}"
