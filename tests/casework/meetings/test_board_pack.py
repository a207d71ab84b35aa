"""The papers for a meeting: in full, and without whoever a family is."""

import pytest

from casework.meetings.board_pack import board_pack
from casework.meetings.pack import BoardPack, PackFamily
from casework.meetings.planning import drop_meeting
from casework.meetings.redaction import Hider
from engine.advance.refusal import Refusal
from tests.builders.meetings import SECRETARY, planned
from tests.builders.office import Office
from tests.builders.restricting import restrict
from tests.builders.sights import a_sight


def the_family(
    office: Office, reference: str = "MAI-0001", *, redacted: bool = False
) -> PackFamily:
    of = planned(office, reference, meeting=f"about {reference} {redacted}")
    pack = board_pack(office.context, SECRETARY, of, redacted=redacted)
    assert isinstance(pack, BoardPack)
    drop_meeting(office.context, SECRETARY, *of)
    (family,) = pack.families
    return family


def test_a_family_has_its_people_criteria_evidence_and_a_recommendation(
    office: Office,
) -> None:
    family = the_family(office)
    assert all(person.name and person.address for person in family.people)
    met = {criterion.title for criterion in family.criteria if criterion.met}
    assert met == {"Crime or anti-social behaviour", "Education", "Work"}
    assert {part.outcome for part in family.parts} == {"answered"}
    assert family.recommendation == "Approve: 3 of 3 national criteria are met."


def test_redacted_papers_name_nobody_and_no_address(office: Office) -> None:
    full, redacted = the_family(office), the_family(office, redacted=True)
    assert {person.address for person in redacted.people} == {""}
    assert redacted.people[0].name == "Adult 1"
    names = {word for person in full.people for word in person.name.split()}
    said = repr(redacted)
    assert names
    assert not [name for name in names if name in said]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann was seen", "[name left out] was seen"),
        ("LEE and ann", "[name left out] and [name left out]"),
        ("Annabel stays", "Annabel stays"),
        ("Mrs O’Hara, O'Hara", "Mrs [name left out], [name left out]"),
    ],
)
def test_a_familys_own_names_are_left_out_of_what_was_written(
    text: str, told: str
) -> None:
    assert Hider(["Ann Lee", "Mo O'Hara"])(text) == told


def test_papers_leave_out_a_family_that_is_restricted(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    restrict(office, "MAI-0001")
    pack = board_pack(office.context, SECRETARY, of, redacted=False)
    assert isinstance(pack, BoardPack)
    assert [family.reference for family in pack.families] == ["MAI-0002"]


def test_nobody_gets_the_papers_of_a_district_that_is_not_theirs(
    office: Office,
) -> None:
    of = planned(office, "MAI-0001")
    stranger = a_sight(district="tonbridge_and_malling")
    refused = board_pack(office.context, stranger, of, redacted=True)
    assert isinstance(refused, Refusal)
