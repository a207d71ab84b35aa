"""History in words, and the proof that none was altered."""

import pytest
from sqlalchemy import text

from casework.reading.history import CaseHistory, Verified, history, verify_history
from engine.advance.refusal import Refusal
from storage.database import writing
from tests.builders.office import Office


def verified(office: Office) -> Verified:
    found = verify_history(office.context)
    assert isinstance(found, Verified), found
    return found


def test_history_tells_who_did_what_and_where_it_led(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "board_approved")
    found = history(office.context, reference)
    assert isinstance(found, CaseHistory)
    first, *_, last = found.entries
    assert (first.entry, first.title, first.by) == (1, "Open", "mai.coordinator")
    assert first.moved == "programme: Identified; service: Not offered yet"
    assert last.title == "Approve the family"
    assert last.moved == "programme: Approved by the Project Board"
    said = {"meeting": f"about {reference}", "minute": "33", "conditions": ""}
    assert last.answers == said


def test_an_untouched_history_holds(office_of_each: Office) -> None:
    closed, _ = office_of_each.open_families(2)
    office_of_each.walk(closed, "closed")
    seen: list[tuple[int, int]] = []
    found = verify_history(
        office_of_each.context, progress=lambda *done: seen.append(done)
    )
    assert isinstance(found, Verified)
    assert (found.cases, found.breaks) == (2, ())
    assert found.entries == office_of_each.case(closed).view.version + 1
    assert seen[-1] == (2, 2)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE history SET actor = 'x' WHERE entry = 2", "entry 2 was altered"),
        ("DELETE FROM history WHERE entry = 3", "entry 3 is missing"),
        ("DELETE FROM history WHERE entry = 7", "entries were removed"),
    ],
)
def test_a_history_that_was_tampered_with_is_found_out(
    office: Office, change: str, sentence: str
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "profiled")
    _without_triggers(office)
    with writing(office.context.database) as connection:
        connection.execute(text(change))
    found = verified(office).breaks
    assert any(sentence in each.sentence for each in found)
    assert {each.reference for each in found} == {reference}


def _without_triggers(office: Office) -> None:
    """Do what somebody would who has the file and means to alter it."""
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with writing(office.context.database) as connection:
        for name in connection.execute(text(names)).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))


def test_an_unknown_case_and_district_are_refused(office: Office) -> None:
    assert isinstance(history(office.context, "MAI-9999"), Refusal)
    refusal = verify_history(office.context, "kent")
    assert isinstance(refusal, Refusal)
    assert refusal.sentences() == (
        "There is no district 'kent' in this database. It has: maidstone.",
    )


def test_answers_are_told_with_their_labels_and_in_words(office: Office) -> None:
    (reference,) = office.open_families()
    office.take(reference, "check_existing_plan", plan_found="no", finding="None")
    office.take(reference, "note_contact", contact_on="2012-12-17", note="Rang")
    found = history(office.context, reference)
    assert isinstance(found, CaseHistory)
    *_, plan, contact = (entry.answers_in_words for entry in found.entries)
    assert plan == (
        "Is there a plan already: no",
        "What was found, and where: None",
    )
    assert contact[0] == "Day of the contact: 17 December 2012"
