"""Pause a clock: it reminds nobody, and is never overdue, until it is resumed."""

from dataclasses import dataclass, field

from casework.advance_case import Advanced, new_command_id
from casework.clocks.change_clock import ClockChange, change_clock
from casework.context import Context
from engine.advance.refusal import Refusal
from engine.workflow.definition import PAUSE_CLOCK


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseRequest:
    """Which clock of a case rests, and why: a reason that the pathway knows.

    `subject` names the agency where a clock runs once an agency; `note` is added to
    the reason. Send the same `command_id` again and nothing happens twice.
    """

    reference: str
    clock: str
    reason: str
    user: str
    subject: str = ""
    note: str = ""
    command_id: str = field(default_factory=new_command_id)
    seen_version: int | None = None


def pause_clock(context: Context, request: PauseRequest) -> Advanced | Refusal:
    """Pause a clock from today on, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    change = ClockChange(
        reference=request.reference,
        event=PAUSE_CLOCK,
        clock=request.clock,
        subject=request.subject,
        reason=request.reason,
        note=request.note,
        user=request.user,
        command_id=request.command_id,
        seen_version=request.seen_version,
    )
    return change_clock(context, change)
