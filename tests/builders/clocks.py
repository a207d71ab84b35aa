"""A family whose clocks tests pause, resume and read, in a real office."""

from datetime import date
from typing import Any

from sqlalchemy import select

from casework.advance_case import Advanced
from casework.clocks.pause_clock import PauseRequest, pause_clock
from casework.clocks.resume_clock import ResumeRequest, resume_clock
from engine.advance.refusal import Refusal
from storage.database import reading
from storage.rows import Row, table_of
from storage.tables import Clock, ClockPause, OutboxMessage
from tests.builders.office import Office

AGREEMENT = "family_agreement"
"""Fifteen working days from the board's approval."""
APPROVED, FIRST_DUE = date(2013, 2, 25), date(2013, 3, 18)


def pause(office: Office, reference: str, clock: str, **more: Any) -> Advanced:  # noqa: ANN401
    """Pause a clock as the coordinator, waiting for another agency; it is allowed."""
    done = try_to_pause(office, reference, clock, **more)
    assert isinstance(done, Advanced), done
    return done


def try_to_pause(
    office: Office,
    reference: str,
    clock: str,
    **more: Any,  # noqa: ANN401
) -> Advanced | Refusal:
    """Ask for a pause, as the coordinator unless told else."""
    usual = {"reason": "waiting_on_agency", "user": office.user("coordinator")}
    request = PauseRequest(reference=reference, clock=clock, **(usual | more))
    return pause_clock(office.context, request)


def resume(office: Office, reference: str, clock: str, **more: Any) -> Advanced:  # noqa: ANN401
    """Resume a clock as the coordinator; it is allowed."""
    done = try_to_resume(office, reference, clock, **more)
    assert isinstance(done, Advanced), done
    return done


def try_to_resume(
    office: Office,
    reference: str,
    clock: str,
    **more: Any,  # noqa: ANN401
) -> Advanced | Refusal:
    """Ask for a resumption, as the coordinator unless told else."""
    usual = {"user": office.user("coordinator")}
    request = ResumeRequest(reference=reference, clock=clock, **(usual | more))
    return resume_clock(office.context, request)


def clock_of(office: Office, reference: str, clock: str, subject: str = "") -> Row:
    """Read a clock of a case: the one that runs, or was started last."""
    table = table_of(Clock)
    number = office.case(reference).number
    with reading(office.context.database) as connection:
        found = connection.execute(
            select(table)
            .where(
                table.c.district_id == office.district,
                table.c.case_number == number,
                table.c.clock == clock,
            )
            .order_by(table.c.stopped_on.is_(None), table.c.started_on)
        )
        rows = [row for row in found.mappings() if subject in {"", row["subject"]}]
    return rows[-1]


def due_on(office: Office, reference: str, clock: str) -> date | None:
    """Give the day on which a clock of a case is due."""
    due: date | None = clock_of(office, reference, clock)["due_on"]
    return due


def pauses_of(office: Office, reference: str, clock: str) -> list[Row]:
    """Read the pauses of a clock, in order."""
    table = table_of(ClockPause)
    id_ = clock_of(office, reference, clock)["id"]
    with reading(office.context.database) as connection:
        found = connection.execute(
            select(table)
            .where(table.c.district_id == office.district, table.c.clock_id == id_)
            .order_by(table.c.number)
        )
        return list(found.mappings())


def messages(office: Office, reference: str) -> list[Row]:
    """Read the messages of a case, the oldest first."""
    table = table_of(OutboxMessage)
    number = office.case(reference).number
    with reading(office.context.database) as connection:
        found = connection.execute(
            select(table)
            .where(
                table.c.district_id == office.district,
                table.c.case_number == number,
            )
            .order_by(table.c.created_at, table.c.id)
        )
        return list(found.mappings())
