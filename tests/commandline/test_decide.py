"""`decide`: a board meeting over many families."""

from pathlib import Path

import pytest

from tests.builders.office import Office
from tests.builders.program import Program

MEETING = ("decide", "--district", "maidstone", "--meeting", "Project Board 1")
HELD = ("--held-on", "2012-12-17", "--as", "mai.secretary")


@pytest.fixture
def profiled(office: Office) -> tuple[str, ...]:
    """Give three families whose profile is complete."""
    references = office.open_families(3)
    for reference in references:
        office.walk(reference, "profiled")
    return references


def states(program: Program) -> list[str]:
    return [case["programme"] for case in program.run("cases", "--json").json["cases"]]


def test_each_family_has_its_own_outcome(
    program: Program, profiled: tuple[str, ...]
) -> None:
    first, second, third = profiled
    said = program.done(
        *(*MEETING, *HELD, "--minute", "5"),
        *("--approve", first, "--defer", f"{second}: ask the school"),
        *("--decline", f"{third}: moved to Ashford"),
    )
    assert "Maidstone Project Board, Project Board 1, 17 December 2012" in said
    assert states(program) == ["board_approved", "deferred", "declined"]


def test_a_family_may_have_a_minute_of_its_own(
    program: Program, profiled: tuple[str, ...]
) -> None:
    program.done(*MEETING, *HELD, "--approve", f"{profiled[0]}=34")
    (decision,) = program.run("case", profiled[0], "--json").json["decisions"]
    assert (decision["minute"], decision["outcome"]) == ("34", "approve")


def test_the_same_record_again_changes_nothing(
    program: Program, profiled: tuple[str, ...]
) -> None:
    words = (*MEETING, *HELD, "--minute", "5", "--approve", profiled[0])
    program.done(*words)
    assert "recorded before, with the same decisions" in program.done(*words)


def test_a_second_decision_of_the_same_meeting_is_refused(
    program: Program, profiled: tuple[str, ...]
) -> None:
    program.done(*MEETING, *HELD, "--minute", "5", "--approve", profiled[0])
    said = program.refused(*MEETING, *HELD, "--minute", "5", "--approve", profiled[1])
    assert "Meeting 'Project Board 1' was recorded by mai.secretary on 17 Dec" in said
    assert "give a later meeting its own reference" in said


def test_a_family_that_is_refused_does_not_stop_the_others(
    program: Program, office: Office, profiled: tuple[str, ...]
) -> None:
    (new,) = office.open_families(4)
    approve = ("--approve", new, "--approve", profiled[0])
    ran = program.run(*MEETING, *HELD, "--minute", "5", *approve)
    assert ran.code == 1
    assert profiled[0] in ran.out
    assert f"{new} was not decided:" in ran.err
    assert states(program)[0] == "board_approved"


def test_where_no_family_can_be_decided_nothing_is_recorded(
    program: Program, reference: str
) -> None:
    words = (*MEETING, *HELD, "--minute", "5", "--approve", reference)
    assert "Nothing was recorded." in program.refused(*words)
    assert "Nothing was recorded." in program.refused(*words)


def test_decisions_are_read_from_a_file(
    program: Program, profiled: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "minutes.csv"
    rows = (f"{profiled[0]},approve,33,", f"{profiled[1]},Defer,,ask the school")
    file.write_text("\n".join(("reference,outcome,minute,reason", *rows)))
    program.done(*MEETING, *HELD, "--minute", "34", "--from-csv", str(file))
    assert states(program) == ["board_approved", "deferred", "profiled"]


def test_a_broken_file_is_told_line_by_line_and_nothing_is_recorded(
    program: Program, profiled: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "minutes.csv"
    rows = (f"{profiled[0]},aprove,33,", f"{profiled[1]},defer,,")
    file.write_text("\n".join(("reference,outcome,minute,reason", *rows)))
    said = program.refused(*MEETING, *HELD, "--from-csv", str(file))
    assert "minutes.csv line 2, outcome: found 'aprove', but a board's outcome" in said
    assert "(did you mean approve?)" in said
    assert "minutes.csv line 3, minute: found nothing" in said
    assert "minutes.csv line 3, reason: found nothing" in said
    assert states(program) == ["profiled", "profiled", "profiled"]


def test_a_deferral_without_a_reason_is_not_understood(program: Program) -> None:
    said = program.misused(*MEETING, *HELD, "--minute", "5", "--defer", "MAI-0002")
    assert "'MAI-0002' gives no reason." in said


def test_a_decision_without_a_minute_is_not_understood(program: Program) -> None:
    said = program.misused(*MEETING, *HELD, "--approve", "MAI-0002")
    assert "MAI-0002 has no minute. Add --minute for all families" in said


def test_an_unknown_district_is_refused(program: Program) -> None:
    words = ("decide", "--district", "kent", "--meeting", "1", *HELD, "--minute", "5")
    said = program.refused(*words, "--approve", "MAI-0001")
    assert "There is no district 'kent' in this database." in said


def test_families_may_be_named_in_small_letters(
    program: Program, profiled: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "minutes.csv"
    row = f"{profiled[1].lower()},defer,5,ask the school"
    file.write_text(f"reference,outcome,minute,reason\n{row}\n", "utf-8")
    one = f"{profiled[0].lower()}=5"
    program.done(*MEETING, *HELD, "--approve", one, "--from-csv", str(file))
    assert states(program) == ["board_approved", "deferred", "profiled"]
