"""What cannot be done yet says what is missing, and who supplies it by which step."""

from collections.abc import Iterator
from itertools import product

import pytest

from casework.context import Context
from casework.reading.case_page import actor_of
from casework.reading.desk import open_desk
from casework.reading.missing import Around, Missing, Stands, missing_for
from casework.reading.next_steps import BlockedStep, NextSteps, next_steps
from engine.advance.case import Actor, CaseView
from engine.advance.facts_after import starting_facts
from engine.advance.setting import Setting
from engine.workflow.workflow import Workflow
from tests.builders.office import Office, an_office
from tests.builders.sights import a_sight
from tests.builders.simulation import a_setting

DISTRICTS = ["maidstone", "tonbridge_and_malling"]


def steps_for(context: Context, reference: str, user: str) -> NextSteps:
    sight = a_sight(user)
    with open_desk(context, sight) as desk:
        case = desk.case(reference)
        assert case is not None
        return next_steps(desk, case, actor_of(desk, case, sight))


def blocked(office: Office, reference: str, user: str, event: str) -> BlockedStep:
    steps = steps_for(office.context, reference, user)
    return next(step for step in steps.blocked if step.event == event)


def ways(missing: Missing) -> dict[str, Stands]:
    return {each.event: each.stands for each in missing.suppliers}


def test_a_step_that_waits_itself_is_told_apart_from_one_that_is_open(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        (reference,) = office.open_families()
        office.walk(reference, "caseworker_allocated")
        worker = str(office.case(reference).view.facts["worker"])
        assessed, planned = blocked(office, reference, worker, "start_support").missing
    assert ways(assessed) == {"complete_assessment": Stands.OPEN}
    assert ways(planned) == {"share_plan": Stands.BLOCKED}


def test_what_others_supply_names_them(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        (reference,) = office.open_families()
        office.walk(reference, "in_support")
        (result,) = blocked(office, reference, "mai.claims", "close").missing
    (review,) = result.suppliers
    assert (review.event, review.stands) == ("hold_review", Stands.OF_OTHERS)
    assert review.whose == ("the allocated worker", "Coordinator, Operational Group")


@pytest.mark.parametrize("district", DISTRICTS)
def test_whatever_is_missing_anywhere_on_a_pathway_is_supplied_by_somebody(
    district: str,
) -> None:
    """With nothing recorded of a family yet, all is missing that can be."""
    setting = a_setting(district)
    told = set[str]()
    places, people = _places(setting.workflow), _people(setting.workflow)
    for (programme, service), actor in product(places, people):
        new = a_new_case(setting, programme=programme, service=service)
        for missing in _all_missing(Around.at(setting, new, actor)):
            told.add(missing.sentence)
            assert missing.suppliers, missing.sentence
            assert all(each.whose for each in missing.suppliers), missing.sentence
    assert len(told) > 10


def a_new_case(setting: Setting, *, programme: str, service: str) -> CaseView:
    """Give a case of which nothing is recorded but who its worker is."""
    return CaseView(
        reference="MAI-0001",
        version=1,
        programme=programme,
        service=service,
        facts=starting_facts(setting.workflow.pathway) | {"worker": "wendy"},
        changed_at=setting.now,
        changed_by="ann",
        changed_event="note_contact",
    )


def _places(workflow: Workflow) -> Iterator[tuple[str, str]]:
    pathway = workflow.pathway
    return product(pathway.programme.states, pathway.service.states)


def _people(workflow: Workflow) -> list[Actor]:
    """Give one person of each role; all workers have the family."""
    return [
        Actor(
            user="wendy" if role.capacity else name,
            title=role.title,
            roles=frozenset({name}),
            agency=role.agency or "",
        )
        for name, role in workflow.pathway.roles.items()
    ]


def _all_missing(around: Around) -> Iterator[Missing]:
    for event in around.theirs:
        yield from missing_for(around, around.found[event])
