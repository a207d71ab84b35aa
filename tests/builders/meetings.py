"""Meetings that are planned and minuted, for tests."""

from casework.meetings.agendas import AgendaLine, AgendaRequest, add_to_agenda
from casework.meetings.minutes import TypedDecision, TypedMeeting, keep_minutes
from casework.meetings.planning import Planned, PlanRequest, plan_meeting
from engine.access.sight import Sight
from tests.builders.office import Office
from tests.builders.sights import a_sight

SECRETARY = a_sight("mai.secretary")
APPROVED = TypedDecision(outcome="approve")


def planned(
    office: Office, *references: str, meeting: str = "PB/1", sight: Sight = SECRETARY
) -> tuple[str, str]:
    """Plan a meeting on today's families; give its district and agenda."""
    asked = PlanRequest(
        district_id=office.district, meeting=meeting, held_on=office.context.today()
    )
    done = plan_meeting(office.context, sight, asked)
    assert isinstance(done, Planned), done
    of = office.district, done.agenda_id
    if references:
        added(office, of, *references, sight=sight)
    return of


def added(
    office: Office, of: tuple[str, str], *references: str, sight: Sight = SECRETARY
) -> tuple[AgendaLine, ...]:
    """Put families on an agenda; give what became of each."""
    asked = AgendaRequest(district_id=of[0], agenda_id=of[1], references=references)
    lines = add_to_agenda(office.context, sight, asked)
    assert isinstance(lines, tuple), lines
    return lines


def typed(
    office: Office,
    of: tuple[str, str],
    decisions: dict[str, TypedDecision],
    *,
    sight: Sight = SECRETARY,
) -> None:
    """Type these decisions, under minute 33, as somebody would."""
    kept = TypedMeeting(held_on=office.context.today(), minute="33", families=decisions)
    assert keep_minutes(office.context, sight, of, kept)
