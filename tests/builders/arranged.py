"""Played Maidstone with what its pages can show besides: before each page is seen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

from casework.access.accounts import GrantRequest, grant
from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.clocks.proclaim_closure import ClosureRequest, proclaim_closure
from casework.context import Context, wall_clock
from casework.meetings.agendas import AgendaRequest, add_to_agenda
from casework.meetings.planning import Planned, PlanRequest, plan_meeting
from casework.opening.look import ListLook
from casework.opening.uploads import keep_list
from casework.set_up import set_up
from engine.access.roles import Access
from tests.builders.every_page import COORDINATOR, OF_TWO_DISTRICTS, VALUES
from tests.builders.office import the_workflow
from tests.builders.sights import a_sight
from tests.house.tree import ROOT

_BACK = ("MAI-0007", "MAI-0015", "MAI-0022")
_SECRETARY = a_sight("mai.secretary")


def arrange(context: Context, url: str) -> Mapping[str, str]:
    """Bring families before the board, plan meetings, close a day, add a district.

    Returns:
        All that an address or a form may name.
    """
    for reference in _BACK:
        _bring_back(context, reference)
    closing = ClosureRequest(
        day=date.fromisoformat(VALUES["day"]),
        district_id="maidstone",
        user="mai.delivery",
        title="Snow",
    )
    proclaim_closure(context, closing)
    _add_a_district(context, url)
    agendas = {
        "agenda": _plan(context, "PB/2014/97"),
        "bulk": _plan(context, "PB/2014/98"),
    }
    on_it = AgendaRequest(
        district_id="maidstone", agenda_id=agendas["agenda"], references=_BACK[:1]
    )
    add_to_agenda(context, _SECRETARY, on_it)
    return {**VALUES, **agendas, "upload": _send_a_list(context)}


def _send_a_list(context: Context) -> str:
    """Keep a list of which every family is open already, as if it was sent just now."""
    sight = replace(a_sight(COORDINATOR), at=wall_clock())
    content = (ROOT / "samples" / "maidstone_families.csv").read_bytes()
    look = keep_list(context, sight, "maidstone", "december.csv", content)
    assert isinstance(look, ListLook), look
    return look.content_hash


def _bring_back(context: Context, reference: str) -> None:
    asked = AdvanceRequest(
        reference=reference,
        event="reopen",
        user="mai.coordinator",
        answers={"reason": "Is back", "profile_still_good": True},
    )
    assert isinstance(advance_case(context, asked), Advanced)


def _plan(context: Context, meeting: str) -> str:
    asked = PlanRequest(
        district_id="maidstone", meeting=meeting, held_on=context.today()
    )
    planned = plan_meeting(context, _SECRETARY, asked)
    assert isinstance(planned, Planned), planned
    return planned.agenda_id


def _add_a_district(context: Context, url: str) -> None:
    """Add Tonbridge and Malling, and give somebody of Maidstone all its roles too."""
    set_up(url, [the_workflow("tonbridge_and_malling")], clock=context.clock)
    for access, district in product(Access, ("maidstone", "tonbridge_and_malling")):
        asked = GrantRequest(user=OF_TWO_DISTRICTS, district=district, access=access)
        grant(context, asked, "test", wall_clock())
