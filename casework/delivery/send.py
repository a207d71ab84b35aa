"""Send letters: claim some, send one after the other, write what became of each.

The claims are committed first and each outcome at once afterwards; nothing is held
open while the network is waited for. A letter that was tried before, or whose sender
died, is looked for at the channel first: where it can tell, nothing goes out twice.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from casework.delivery.channels import Channel
from casework.delivery.enclosing import from_attachments
from casework.delivery.outgoing import Outgoing
from casework.delivery.round import IN_VAIN, Round
from casework.delivery.settings import DeliverySettings
from engine.delivery.outcome import (
    Never,
    NotNow,
    Outcome,
    Sent,
    Verdict,
    judge,
    pause,
)
from engine.local_time import in_words
from storage.arrivals import addresses_set_aside, await_arrival
from storage.database import writing
from storage.letters import claim_letters, next_letters, put_back
from storage.people import Reader, readers_of
from storage.rows import Row
from storage.settling import settle_letter

MOST = 25
"""How many letters a process has in its hands at a time: so many wait if it dies."""
HELD = timedelta(minutes=1)
"""After so long what is not begun of them waits again: it is not to pass for lost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A letter in our hands: its row, this attempt's number, where it is to go.

    `address_aside` says why its channel can not deliver to that address, if so.
    """

    row: Row
    attempt: int
    channel: str
    address: str
    address_aside: str = ""

    @property
    def outgoing(self) -> Outgoing:
        """The letter as its channel gets it."""
        row = self.row
        return Outgoing(
            key=f"{row['district_id']}/{row['id']}",
            user=row["user"],
            address=self.address,
            subject=row["subject"],
            body=row["body"],
            written_at=row["written_at"],
            attachments=from_attachments(json.loads(row["attachments"])),
        )


def send_letters(work: Round, districts: Collection[str]) -> None:
    """Send every letter that is due in these districts.

    After a few letters in a row that a channel could not take, the others are left
    for the next run: a server that hangs must not hold up everything else.

    Raises:
        StorageError: the database is missing, busy, gone or full. A letter that was
            sent meanwhile stays in doubt, and is looked for at a later run.
    """
    in_vain = 0
    while in_vain < IN_VAIN and not work.context.stopping():
        claimed = _claim(work, districts)
        if not claimed:
            return
        in_vain = _send(work, claimed, in_vain)
    if in_vain == IN_VAIN:
        work.say(f"{IN_VAIN} letters in a row were not taken: the others wait.")


def _send(work: Round, claimed: Sequence[Claimed], in_vain: int) -> int:
    """Send letters one after the other; give how many at the end were in vain.

    What is not begun when it is time to stop waits again: nobody was to have it.
    """
    began = work.now
    for number, each in enumerate(claimed):
        late = work.now - began > HELD
        if in_vain == IN_VAIN or late or work.context.stopping():
            with writing(work.context.database) as connection:
                rest = ((one.row, one.attempt) for one in claimed[number:])
                put_back(connection, rest, work.now)
            break
        outcome = _attempt(each, work.channels[each.channel])
        _settle(work, each, outcome)
        in_vain = in_vain + 1 if isinstance(outcome, NotNow) else 0
    return in_vain


def _settle(work: Round, claimed: Claimed, outcome: Outcome) -> None:
    verdict = judge(
        outcome,
        attempt=claimed.attempt - claimed.row["earlier"],
        now=work.now,
        chance=work.chance(),
        patience=work.settings.patience,
    )
    with writing(work.context.database) as connection:
        settled = settle_letter(
            connection, claimed.row, claimed.attempt, verdict, work.now
        )
        if settled and isinstance(outcome, Sent) and outcome.awaited:
            await_arrival(connection, _arrival(work, claimed, outcome))
    work.tally.examined += 1
    if settled and verdict.state == "sent":
        work.tally.fired += 1
    elif settled:
        work.say(_said(claimed, verdict))


def _arrival(work: Round, claimed: Claimed, taken: Sent) -> dict[str, Any]:
    return {
        "district_id": claimed.row["district_id"],
        "letter_id": claimed.row["id"],
        "attempt": claimed.attempt,
        "channel": claimed.channel,
        "reference": taken.reference,
        "email": claimed.address,
        "taken_at": work.now,
        "ask_at": work.now + pause(1, work.chance(), work.settings.patience),
    }


def _claim(work: Round, districts: Collection[str]) -> list[Claimed]:
    settings, now = work.settings, work.now
    with writing(work.context.database) as connection:
        rows = next_letters(connection, districts, now, now - settings.grace, MOST)
        claimed = _addressed(work, connection, rows)
        claim_letters(connection, ((one.row, one.channel) for one in claimed), now)
    return claimed


def _addressed(
    work: Round, connection: Connection, rows: Sequence[Row]
) -> list[Claimed]:
    """Say for each letter by which channel it goes, and to which address."""
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        users[row["district_id"]].add(row["user"])
    readers = {
        (district, one.user): one
        for district, theirs in users.items()
        for one in readers_of(connection, district, work.today, theirs)
    }
    to = [_to(readers.get((r["district_id"], r["user"])), work.settings) for r in rows]
    whose = [(r["district_id"], r["user"], *to[n]) for n, r in enumerate(rows)]
    aside = addresses_set_aside(connection, whose)
    return [
        Claimed(
            row=row,
            attempt=int(row["attempts"]) + 1,
            channel=channel,
            address=address,
            address_aside=_aside(why) if why else "",
        )
        for row, (address, channel), why in zip(rows, to, aside, strict=True)
    ]


def _to(reader: Reader | None, settings: DeliverySettings) -> tuple[str, str]:
    """Give where a person is written to, and by which channel."""
    return reader.email if reader else "", _channel(reader, settings)


def _channel(reader: Reader | None, settings: DeliverySettings) -> str:
    """Give the channel that a person chose, if it is set up here; else the usual."""
    chosen = reader.preference.channel if reader else ""
    return chosen if chosen in settings.channels else settings.channel


def _aside(aside: Row) -> str:
    return (
        f"The address of {aside['user']} was set aside on {in_words(aside['since'])}: "
        f"{aside['why']} Give another address in the district's file and have "
        "it read again; then send the letters again, also if this one works by now."
    )


def _attempt(claimed: Claimed, channel: Channel) -> Outcome:
    if not claimed.address:
        return Never(
            why=f"There is no address for {claimed.row['user']}. Give one in the "
            "district's file, have it read again, then send the letters again."
        )
    if claimed.address_aside:
        return Never(why=claimed.address_aside)
    try:
        before = channel.sent_before(claimed.outgoing) if claimed.attempt > 1 else None
        return before or channel.send(claimed.outgoing)
    except Exception as error:  # noqa: BLE001 - one bad letter must not stop the others
        return Never(why=f"It could not be sent: {type(error).__name__}: {error}")


def _said(claimed: Claimed, verdict: Verdict) -> str:
    """Say what was not sent, why, and when it is tried again."""
    again = verdict.next_try_at
    then = f"It is tried again on {in_words(again)}." if again else "It is set aside."
    why = verdict.why.rstrip(".")
    return f"Letter {claimed.row['id']} ({claimed.channel}): {why}. {then}"
