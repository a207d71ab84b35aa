"""The decisions of a meeting as they are typed: kept until the meeting is recorded.

They belong to who types them, so that nobody overwrites a colleague's, and so that
neither an expired session nor a second click loses them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from casework.context import Context
from casework.decide_meeting import (
    BoardOutcome,
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.meetings.planning import MAY_PLAN
from casework.meetings.verdict import OUTCOMES
from casework.reading.desk import refuse
from engine.access.sight import Sight
from engine.advance.refusal import Refusal, Why
from storage.agendas import families_on, find_agenda
from storage.database import reading, writing
from storage.typed_minutes import keep_typed_minutes, typed_minutes

NOT_DISCUSSED = "not_discussed"


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedDecision:
    """What was typed of one family; `outcome` may be '' or `not_discussed` too.

    `reason` is why it was deferred or declined; of an approval, its conditions.
    """

    outcome: str = ""
    minute: str = ""
    reason: str = ""

    @property
    def decided(self) -> bool:
        """Whether it says that the board decided something."""
        return self.outcome in OUTCOMES


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedMeeting:
    """What was typed of a meeting: its day, its minute, and each family by reference.

    `minute` holds for the families that have none of their own.
    """

    held_on: date
    minute: str = ""
    families: Mapping[str, TypedDecision] = field(default_factory=dict)

    def decisions(self) -> tuple[FamilyDecision, ...]:
        """Give the decisions that are to be recorded, by reference."""
        return tuple(
            _decision(reference, typed, self.minute)
            for reference, typed in sorted(self.families.items())
            if typed.decided
        )


def _decision(reference: str, typed: TypedDecision, minute: str) -> FamilyDecision:
    outcome: BoardOutcome = next(o for o in OUTCOMES if o == typed.outcome)
    approved = outcome == "approve"
    return FamilyDecision(
        reference=reference,
        outcome=outcome,
        minute=typed.minute or minute,
        reason="" if approved else typed.reason,
        conditions=typed.reason if approved else "",
    )


def keep_minutes(
    context: Context, sight: Sight, of: tuple[str, str], typed: TypedMeeting
) -> bool:
    """Keep what somebody has typed so far; False if there is no such agenda.

    Args:
        context: the database.
        sight: who types.
        of: the district and the agenda's id.
        typed: all of it, over what was kept before.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(context.database) as connection:
        agenda = find_agenda(connection, *of)
        if agenda is None or not sight.holds(MAY_PLAN, of[0]):
            return False
        text = json.dumps(asdict(typed), default=str)
        keep_typed_minutes(connection, agenda, sight.user, text, sight.at)
    return True


def find_minutes(
    context: Context, sight: Sight, of: tuple[str, str]
) -> TypedMeeting | None:
    """Give what this person has typed of an agenda's decisions, if anything.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        text = typed_minutes(connection, *of, sight.user)
    if text is None:
        return None
    kept = json.loads(text)
    return TypedMeeting(
        held_on=date.fromisoformat(kept["held_on"]),
        minute=kept["minute"],
        families={ref: TypedDecision(**each) for ref, each in kept["families"].items()},
    )


def record_minutes(
    context: Context, sight: Sight, of: tuple[str, str]
) -> MeetingRecorded | Refusal:
    """Record a meeting as this person has typed it.

    Only families of the agenda that are in sight are decided on. Recorded twice with
    the same decisions, it is recorded once.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    district, agenda_id = of
    typed = find_minutes(context, sight, of)
    with reading(context.database) as connection:
        agenda = find_agenda(connection, district, agenda_id)
        rows = families_on(connection, district, agenda_id, sight)
    if agenda is None or typed is None or not sight.holds(MAY_PLAN, district):
        sentence = "There is no such agenda, or nothing was typed for it yet."
        return refuse(agenda_id, "decide", sentence, Why.MEETING)
    seen = {row["reference"] for row in rows}
    request = MeetingRequest(
        district_id=district,
        meeting=agenda["meeting"],
        held_on=typed.held_on,
        user=sight.user,
        decisions=tuple(d for d in typed.decisions() if d.reference in seen),
    )
    return decide_meeting(context, request)
