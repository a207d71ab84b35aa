"""What goes into a letter: the messages that still matter, and calendar files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import InvalidRequestError

from casework.delivery.calendar_file import Appointment, calendar_file
from casework.delivery.outgoing import Attachment
from casework.delivery.round import Round
from engine.delivery.letters import Note, once_each
from engine.messages import Worded
from engine.workflow.definition import Pathway
from engine.workflow.district import District
from storage.letters import write_letters
from storage.people import clocks_by_id
from storage.rows import Row, as_json


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A person's messages, by whether they still matter, and the clocks they chase."""

    kept: Sequence[Row]
    overtaken: Sequence[Row]
    clocks: Mapping[str, Row]

    def by_reader(self) -> "dict[str, Enclosed]":
        """Give the messages of each reader, with the clocks that theirs chase."""
        found: dict[str, Enclosed] = {}
        kept = _by_reader(self.kept)
        overtaken = _by_reader(self.overtaken)
        for user in sorted({*kept, *overtaken}):
            rows = kept.get(user, [])
            ids = {clock_of(row) for row in rows}
            found[user] = Enclosed(
                kept=rows,
                overtaken=overtaken.get(user, []),
                clocks={id_: self.clocks[id_] for id_ in ids if id_ in self.clocks},
            )
        return found

    def notes(self, *, but_of: frozenset[str] = frozenset()) -> tuple[Note, ...]:
        """Give what is to be told, but for these clocks: they are told of already."""
        return once_each(
            Note(
                reference=row["reference"] or "",
                worded=Worded(subject=row["subject"], body=row["body"]),
            )
            for row in self.kept
            if clock_of(row) not in but_of
        )


def _by_reader(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["reader"]].append(row)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLetter:
    """A letter that is worded, with the messages that it tells of.

    One with a `home` goes out with the letter of the same id in that district.
    """

    district_id: str
    id: str
    user: str
    kind: str
    worded: Worded
    files: tuple[Attachment, ...] = ()
    home: str = ""
    messages: Sequence[Row] = ()


def look_into(
    connection: Connection, district: str, messages: Sequence[Row]
) -> Enclosed:
    """Tell messages that still matter from those whose clock has ended or rests."""
    ids = {clock for row in messages if (clock := clock_of(row))}
    clocks = {row["id"]: row for row in clocks_by_id(connection, district, ids)}
    late = {id_ for id_, row in clocks.items() if row["due_on"] is None or _ended(row)}
    return Enclosed(
        kept=[row for row in messages if clock_of(row) not in late],
        overtaken=[row for row in messages if clock_of(row) in late],
        clocks=clocks,
    )


def _ended(clock: Row) -> bool:
    return clock["stopped_on"] is not None


def clock_of(message: Row) -> str:
    """Give the clock whose rung a message is; '' for the message of an event.

    A rung's message is `<clock>/<rung>/<role>`, so that it is written once.
    """
    clock, slash, _ = str(message["id"]).partition("/")
    return clock if slash else ""


def calendar_files(
    work: Round, connection: Connection, district: District, enclosed: Enclosed
) -> list[Attachment]:
    """Give a calendar file for each review to come that is reminded of."""
    ids = {clock_of(row) for row in enclosed.kept}
    files = []
    for id_, clock in sorted(enclosed.clocks.items()):
        try:
            due = _review(work, connection, district, clock) if id_ in ids else None
        except (LookupError, ValueError, InvalidRequestError) as error:
            work.say(f"{clock['reference']}: no calendar file could be made: {error}")
            due = None
        if due is not None:
            files.append(calendar_file(due, work.now, work.settings.link_base))
    return files


def write(work: Round, connection: Connection, letters: Iterable[NewLetter]) -> None:
    """Write letters, each with the messages that it tells of."""
    write_letters(
        connection, [(_row(letter, work.now), letter.messages) for letter in letters]
    )


def _row(letter: NewLetter, now: datetime) -> dict[str, Any]:
    return {
        "district_id": letter.district_id,
        "id": letter.id,
        "user": letter.user,
        "kind": letter.kind,
        "subject": letter.worded.subject,
        "body": letter.worded.body,
        "attachments": as_attachments(letter.files),
        "written_at": now,
        "home": letter.home,
    }


def as_attachments(files: Sequence[Attachment]) -> str:
    """Write attachments the way a letter's row keeps them."""
    return as_json([{"name": file.name, "text": file.text} for file in files])


def from_attachments(kept: Sequence[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """Read them back."""
    return tuple(Attachment(name=one["name"], text=one["text"]) for one in kept)


def _review(
    work: Round, connection: Connection, district: District, clock: Row
) -> Appointment | None:
    """Give the review that a clock waits for, if it is one and still to come."""
    if clock["due_on"] < work.today:
        return None
    hash_ = clock["workflow_hash"]
    pathway = work.context.workflow(connection, hash_, district).pathway
    if clock["clock"] not in review_clocks(pathway):
        return None
    return Appointment(
        district_id=district.id,
        clock_id=clock["id"],
        reference=clock["reference"],
        action=pathway.clocks[clock["clock"]].title,
        due_on=clock["due_on"],
        started_on=clock["started_on"],
    )


def review_clocks(pathway: Pathway) -> frozenset[str]:
    """Give the clocks that run until a review is held."""
    return frozenset(
        clock
        for machine in (pathway.programme, pathway.service)
        for event in machine.transitions.values()
        if event.does.holds_review is not None
        for clock in (*event.does.meets, *event.does.restarts)
    )
