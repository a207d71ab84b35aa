"""Letters say what is overdue first, then what is due, then what there is to know."""

from datetime import date

from engine.delivery.letters import MOST, DigestParts, Due, Note, at_once, digest, link
from engine.messages import Worded

DAY = date(2013, 1, 7)
BASE = "https://cases.example.org"


def a_due(number: int = 1, day: date = DAY) -> Due:
    return Due(reference=f"MAI-{number:04}", action="Hold a review", due_on=day)


def a_note(number: int = 1) -> Note:
    reference = f"MAI-{number:04}"
    worded = Worded(subject=f"{reference}: a family for you", body="Read the profile.")
    return Note(reference=reference, worded=worded)


def test_a_digest_counts_in_its_subject_and_names_the_day() -> None:
    parts = DigestParts(overdue=(a_due(),), this_week=(a_due(), a_due()))
    said = digest(parts, DAY, BASE).subject
    assert said == "Your cases on 7 January 2013: 1 overdue, 2 due this week"


def test_what_is_overdue_comes_first_then_what_is_due_then_the_rest() -> None:
    parts = DigestParts(
        overdue=(a_due(1, date(2013, 1, 3)),), this_week=(a_due(2),), notes=(a_note(3),)
    )
    assert digest(parts, DAY, BASE).body == (
        "OVERDUE (1)\n\n"
        "MAI-0001: Hold a review. It was due on 3 January 2013.\n"
        "https://cases.example.org/cases/MAI-0001\n\n"
        "DUE THIS WEEK (1)\n\n"
        "MAI-0002: Hold a review. It is due on Monday 7 January 2013.\n"
        "https://cases.example.org/cases/MAI-0002\n\n"
        "FOR YOU TO KNOW (1)\n\n"
        "MAI-0003: a family for you\n"
        "Read the profile.\n"
        "https://cases.example.org/cases/MAI-0003\n"
    )


def test_a_very_long_digest_says_how_many_more_there_are() -> None:
    parts = DigestParts(overdue=tuple(a_due(n) for n in range(1, MOST + 8)))
    body = digest(parts, DAY, BASE).body
    assert f"OVERDUE ({MOST + 7})" in body
    assert f"MAI-{MOST:04}" in body
    assert f"MAI-{MOST + 1:04}" not in body
    assert body.endswith("and 7 more.\n")


def test_a_single_message_keeps_its_own_subject_and_gains_a_link() -> None:
    said = at_once((a_note(),), BASE)
    assert said.subject == "MAI-0001: a family for you"
    assert (
        said.body == "Read the profile.\n\nhttps://cases.example.org/cases/MAI-0001\n"
    )


def test_several_messages_for_a_person_make_one_letter() -> None:
    said = at_once(tuple(a_note(n) for n in range(1, MOST + 2)), BASE)
    assert said.subject == f"{MOST + 1} messages about your cases"
    assert "MAI-0002: a family for you" in said.body
    assert said.body.endswith("and 1 more.\n")


def test_a_base_with_a_slash_gives_no_double_slash() -> None:
    assert link(f"{BASE}/", "MAI-0001") == f"{BASE}/cases/MAI-0001"


def test_a_message_of_no_case_links_to_the_service() -> None:
    assert link(BASE, "") == BASE
