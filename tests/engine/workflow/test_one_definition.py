"""A country has hundreds of districts and one pathway: it is read and set up once."""

from engine.advance.machine import target_state
from engine.workflow.workflow import Workflow
from tests.builders.office import the_workflow
from tests.builders.pathways import a_district

MAIDSTONE = the_workflow("maidstone")


def elsewhere() -> Workflow:
    return MAIDSTONE.of(a_district())


def test_another_district_goes_by_the_same_definition() -> None:
    assert elsewhere().pathway is MAIDSTONE.pathway
    assert elsewhere().events is MAIDSTONE.events
    assert elsewhere().content_hash == MAIDSTONE.content_hash
    assert elsewhere().district == a_district() != MAIDSTONE.district


def test_what_is_made_of_a_copy_is_made_of_the_first() -> None:
    assert elsewhere().of(MAIDSTONE.district).original is MAIDSTONE
    assert MAIDSTONE.original is MAIDSTONE


def test_it_leads_to_the_same_states() -> None:
    for workflow in (MAIDSTONE, elsewhere()):
        found = target_state(workflow, "agree_caf", "board_approved", {})
        assert found == "caf_agreed"
