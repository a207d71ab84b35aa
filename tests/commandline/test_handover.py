"""`handover` and `leavers`: a whole caseload."""

from datetime import date

import pytest

from tests.builders.caseloads import a_caseload
from tests.builders.office import Office
from tests.builders.program import Program, program_of

WHOSE = ("mai.worker1", "--district", "maidstone", "--as", "mai.coordinator")
SPREAD = ("--over", "mai.worker2", "--over", "mai.worker3")
WHY = ("--reason", "Leaves")
UNDO = ("mai.worker1-1", "--district", "maidstone", "--as", "mai.coordinator")


@pytest.fixture
def caseload(office: Office) -> Program:
    """Give the program where Caseworker 1 has three families."""
    a_caseload(office, 3)
    return program_of(office)


def workers(program: Program) -> list[str]:
    cases = program.run("cases", "--json").json["cases"]
    return [case["worker"] for case in cases]


def test_a_preview_shows_who_takes_what_and_changes_nothing(caseload: Program) -> None:
    said = caseload.done("handover", "preview", *WHOSE, *SPREAD)
    assert "2 (12 usual, 17 full)" in said
    assert "3 of 3 families can go" in said
    assert workers(caseload) == ["mai.worker1"] * 3


def test_what_was_previewed_is_done_and_undone(caseload: Program) -> None:
    seen = caseload.run("handover", "preview", *WHOSE, *SPREAD, "--json").json
    said = caseload.done(
        "handover", "do", *WHOSE, *SPREAD, *WHY, "--seen", seen["digest"]
    )
    assert "Families handed over: 3 (mai.worker1-1)" in said
    assert workers(caseload) == ["mai.worker2", "mai.worker3", "mai.worker2"]
    undone = caseload.done("handover", "undo", *UNDO)
    assert "Back with mai.worker1: MAI-0001, MAI-0002, MAI-0003." in undone
    assert workers(caseload) == ["mai.worker1"] * 3
    (line,) = caseload.run("handover", "list", "--json").json["handovers"]
    assert (line["families"], line["returned"]) == (3, 3)


def test_a_refused_family_stops_all_or_is_left_out(caseload: Program) -> None:
    named = ("--give", "MAI-0001=mai.worker2", "--give", "MAI-0002=mai.police")
    said = caseload.refused("handover", "do", *WHOSE, *named, *WHY)
    assert "MAI-0002: Kent Police, Maidstone (mai.police) is not a worker" in said
    ran = caseload.run("handover", "do", *WHOSE, *named, *WHY, "--go-ahead")
    assert "Families handed over: 1" in ran.out
    assert "Families that stay with mai.worker1: 1" in ran.err
    assert workers(caseload)[0] == "mai.worker2"


def test_the_same_command_id_does_it_once(caseload: Program) -> None:
    words = ("handover", "do", *WHOSE, *SPREAD, *WHY, "--command-id", "x")
    caseload.done(*words)
    assert "This was done before, as handover mai.worker1-1" in caseload.done(*words)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["MAI-0001"], "'MAI-0001' names no family and worker"),
        (["MAI-0001=a", "MAI-0001=b"], "MAI-0001 is given away twice"),
    ],
)
def test_a_taker_that_is_none_is_not_understood(
    caseload: Program, given: list[str], said: str
) -> None:
    words = [word for each in given for word in ("--give", each)]
    assert said in caseload.misused("handover", "preview", *WHOSE, *words)


def test_leavers_are_listed_in_a_sentence_each(
    office: Office, caseload: Program
) -> None:
    assert caseload.done("leavers") == "Nobody who leaves has families.\n"
    office.take("MAI-0001", "allocate_caseworker", chosen_worker="mai.worker5")
    office.at(date(2013, 9, 2))
    later = program_of(office)
    assert "Caseworker 5 (mai.worker5) left on 30 August 2013" in later.done("leavers")
    (leaver,) = later.run("leavers", "--json").json["leavers"]
    assert (leaver["families"], leaver["cover"]) == (1, "")
