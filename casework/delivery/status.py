"""What became of messages: on a case, and in the whole outbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from casework.context import Context
from casework.reading.desk import no_case, no_district, open_desk, refuse
from engine.advance.refusal import Refusal, Why
from engine.local_time import in_words
from storage.attempts import attempts_of
from storage.clocks import CaseKey
from storage.outbox import messages_of, messages_page
from storage.rows import Row

STATES = ("waiting", "sent", "failed", "overtaken")


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryLine:
    """A message on its way to one person, in words.

    `state` is waiting, sent, failed or overtaken. `reader` is empty while nobody is
    chosen yet, or when there is nobody.
    """

    reference: str
    message_id: str
    created_at: datetime
    subject: str
    role: str
    reader: str
    state: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptLine:
    """One attempt to send a letter: sent, not_now, never, or unknown if it died."""

    at: datetime
    reader: str
    channel: str
    attempt: int
    outcome: str
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRequest:
    """Which messages to list: of a district (None for all), in a state ('' for any)."""

    district_id: str | None = None
    state: str = ""
    most: int = 100


def deliveries_of_case(
    context: Context, reference: str
) -> tuple[DeliveryLine, ...] | Refusal:
    """Give what became of a case's messages, the oldest first, a line a person.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        case = desk.case(reference)
        if case is None:
            return no_case(reference)
        return delivery_lines(desk.connection, (case.district_id, case.number))


def delivery_lines(connection: Connection, case: CaseKey) -> tuple[DeliveryLine, ...]:
    """Give the same within a transaction that is open already."""
    return tuple(_line(row) for row in messages_of(connection, case))


def attempts_for_case(
    context: Context, reference: str
) -> tuple[AttemptLine, ...] | Refusal:
    """Give every attempt to send a letter that tells of a case, in order.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        case = desk.case(reference)
        if case is None:
            return no_case(reference)
        rows = attempts_of(desk.connection, (case.district_id, case.number))
    return tuple(
        AttemptLine(
            at=row["began_at"],
            reader=row["user"],
            channel=row["channel"],
            attempt=row["attempt"],
            outcome=row["outcome"] or "unknown",
            said=row["said"],
        )
        for row in rows
    )


def outbox(
    context: Context, request: OutboxRequest
) -> tuple[DeliveryLine, ...] | Refusal:
    """Give the messages of the outbox, the newest first, a line a person.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, request.district_id)
        if missing is not None:
            return missing
        if request.state and request.state not in STATES:
            known = ", ".join(STATES)
            sentence = f"There is no state '{request.state}'. Messages are: {known}."
            return refuse(request.state, "outbox", sentence, Why.STATE)
        rows = messages_page(
            desk.connection, request.district_id or "", request.state, request.most
        )
    return tuple(_line(row) for row in rows)


def _line(row: Row) -> DeliveryLine:
    state, words = _became(row)
    return DeliveryLine(
        reference=row["reference"] or "",
        message_id=row["id"],
        created_at=row["created_at"],
        subject=row["subject"],
        role=row["role"],
        reader=row["reader"] or "",
        state=state,
        words=words,
    )


def _became(row: Row) -> tuple[str, str]:
    reader = row["reader"]
    if reader is None:
        return _without_reader(row)
    if row["overtaken"]:
        return "overtaken", f"not sent to {reader}: it was done, or rests, by now"
    if row["letter_id"] is None:
        what = "to go out in office hours" if row["at_once"] else "for the digest"
        return "waiting", f"waits {what}, to {reader}"
    return _by_letter(row, reader)


def _without_reader(row: Row) -> tuple[str, str]:
    if row["state"] == "failed":
        return "failed", row["why"]
    what = "to go out in office hours" if row["urgent"] else "for the digest"
    return "waiting", f"waits {what}"


def _by_letter(row: Row, reader: str) -> tuple[str, str]:
    match row["letter_state"]:
        case "sent":
            return "sent", _sent(row, reader)
        case "failed":
            return "failed", f"not delivered to {reader}: {row['letter_why']}"
        case "sending":
            return "waiting", f"being sent to {reader}"
        case _ if row["attempts"]:
            when = in_words(row["next_try_at"])
            often = "once" if row["attempts"] == 1 else f"{row['attempts']} times"
            tried = f"tried {often} for {reader}, again on {when}"
            return "waiting", f"{tried}: {row['letter_why']}"
        case _:
            return "waiting", f"on its way to {reader}"


def _sent(row: Row, reader: str) -> str:
    """Say no more than the channel does: a mail that was taken may still bounce."""
    how = f"({row['letter_kind']}, {row['channel']})"
    sent = f"sent to {reader} on {in_words(row['sent_at'])} {how}"
    match row["arrival"]:
        case "delivered":
            return f"delivered to {reader} on {in_words(row['settled_at'])} {how}"
        case "awaited":
            return f"{sent}; whether it was delivered is not known yet"
        case "unknown":
            return (
                f"{sent}; whether it was delivered is not known: {row['arrival_said']}"
            )
    return sent
