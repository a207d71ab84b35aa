"""The job `arrivals`: ask channels what became of the letters that they have taken.

A letter that was not delivered is sent again, or set aside with its address. At most
one process asks after a letter at a time; nothing is held open meanwhile.
"""

from dataclasses import dataclass

from casework.context import Context
from casework.delivery.channels import open_channels
from casework.delivery.round import IN_VAIN, Round
from casework.jobs.tally import Tally
from engine.delivery.arrival import ArrivalVerdict, Asking, Fate, judge_arrival
from engine.delivery.outcome import NotNow, pause
from engine.local_time import in_words
from storage.arrivals import (
    claim_arrival,
    next_arrival,
    set_address_aside,
    settle_arrival,
)
from storage.database import writing
from storage.rows import Row
from storage.settling import take_back


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A letter that we ask after, and how often it was asked after, this time too."""

    row: Row
    asked: int


def follow_up(context: Context) -> Tally:
    """Ask after every letter whose time it is; without settings of delivery, none.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    settings = context.delivery
    if settings is None:
        return Tally()
    work = Round(context=context, settings=settings, channels=open_channels(settings))
    return ask_after_letters(work)


def ask_after_letters(work: Round) -> Tally:
    """Do the same as a round of delivery that is open already."""
    in_vain = 0
    while in_vain < IN_VAIN and not work.context.stopping():
        asked = _claim(work)
        if asked is None:
            break
        fate = _ask(work, asked)
        _settle(work, asked, fate)
        in_vain = in_vain + 1 if isinstance(fate, NotNow) else 0
    return work.tally


def _claim(work: Round) -> Asked | None:
    with writing(work.context.database) as connection:
        row = next_arrival(connection, list(work.channels), work.now)
        if row is None:
            return None
        later = pause(row["asked"] + 1, work.chance(), work.settings.patience)
        until = work.now + work.settings.grace + later
        return Asked(row=row, asked=claim_arrival(connection, row, until))


def _ask(work: Round, asked: Asked) -> Fate:
    try:
        return work.channels[asked.row["channel"]].what_became(asked.row["reference"])
    except Exception as error:  # noqa: BLE001 - one odd answer must not stop the others
        return NotNow(why=f"The answer is not understood: {type(error).__name__}.")


def _settle(work: Round, asked: Asked, fate: Fate) -> None:
    row, now = asked.row, work.now
    verdict = judge_arrival(
        fate,
        Asking(
            asked=asked.asked,
            attempt=row["attempt"] - row["earlier"],
            taken_at=row["taken_at"],
        ),
        now=now,
        chance=work.chance(),
        patience=work.settings.patience,
    )
    if _write(work, asked, verdict):
        work.tally.examined += 1
        work.tally.fired += verdict.state != "awaited"
        if verdict.said:
            work.say(_said(row, verdict))


def _write(work: Round, asked: Asked, verdict: ArrivalVerdict) -> bool:
    row, now = asked.row, work.now
    with writing(work.context.database) as connection:
        settled = settle_arrival(
            connection,
            row,
            asked.asked,
            state=verdict.state,
            said=verdict.said,
            ask_at=verdict.ask_at,
            settled_at=None if verdict.state == "awaited" else now,
        )
        if settled and verdict.letter is not None:
            letter = {
                "district_id": row["district_id"],
                "id": row["letter_id"],
                "kind": row["kind"],
            }
            take_back(connection, letter, row["attempt"], verdict.letter, now)
        if settled and verdict.address_is_dead:
            set_address_aside(connection, row, why=verdict.said, since=now)
        return settled


def _said(row: Row, verdict: ArrivalVerdict) -> str:
    """Say what did not arrive, or could not be asked, and what happens now."""
    again = verdict.letter.next_try_at if verdict.letter else None
    if verdict.address_is_dead:
        then = f"It is set aside, and so is the address of {row['user']}."
    elif again:
        then = f"It is sent again on {in_words(again)}."
    elif verdict.ask_at:
        then = f"It is asked again on {in_words(verdict.ask_at)}."
    else:
        then = "It is set aside." if verdict.letter else "It is not asked again."
    said = verdict.said.rstrip(".")
    return f"Letter {row['letter_id']} ({row['channel']}): {said}. {then}"
