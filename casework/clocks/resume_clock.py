"""Resume a paused clock: it has exactly as long as was left."""

from dataclasses import dataclass, field

from casework.advance_case import Advanced, new_command_id
from casework.clocks.change_clock import ClockChange, change_clock
from casework.context import Context
from engine.advance.refusal import Refusal
from engine.workflow.definition import RESUME_CLOCK


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumeRequest:
    """Which paused clock of a case runs on; `subject` as for a pause."""

    reference: str
    clock: str
    user: str
    subject: str = ""
    command_id: str = field(default_factory=new_command_id)
    seen_version: int | None = None


def resume_clock(context: Context, request: ResumeRequest) -> Advanced | Refusal:
    """Resume a clock from today on, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    change = ClockChange(
        reference=request.reference,
        event=RESUME_CLOCK,
        clock=request.clock,
        subject=request.subject,
        reason="",
        note="",
        user=request.user,
        command_id=request.command_id,
        seen_version=request.seen_version,
    )
    return change_clock(context, change)
