"""The runner can fail: it says what was expected, what was found, and on which line."""

from pathlib import Path

import pytest

from casework.scenarios.runner import play
from casework.scenarios.world import Stage
from engine.workflow.faults import DefinitionError
from engine.workflow.scenarios import check_scenarios, read_scenarios
from tests.scenarios.shipped import WORKFLOWS, workflows

SCENARIO = """\
topic: One family
scenarios:
  - scenario: A family is approved
    district: maidstone
    given:
      day: 2012-12-17
      family: {criteria: [crime, work]}
      stands_at: profiled
    when:
      - meeting: PB1
        decides: {approve: 1}
    then:
      programme: board_approved
"""
FILE = "workflows/scenarios/one.yaml"


def test_a_scenario_that_comes_out_passes(tmp_path: Path, stage: Stage) -> None:
    assert differences(tmp_path, stage, "", "") == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("programme: deferred", "expected 'deferred', found 'board_approved'"),
        ("owner: worker", "expected 'worker', found 'coordinator'"),
        ("clocks_running: []", "expected nothing, found family_agreement"),
        ("due: {deferral: 2013-01-09}", "expected 2013-01-09, found that it does not"),
        ("due: {family_agreement: 2013-01-09}", "expected 2013-01-09, found 2013-01-1"),
        ("told: {coordinator: [late]}", "expected a message with 'late', found: MAI-"),
        ("told: {}", "expected no message for coordinator, found: MAI-0001: decided"),
        ("payments: {attachment_fee: {raised: 1}}", "expected 'raised £1', found 'no"),
        ("overdue_tasks: {deferral: [worker]}", "expected deferral (worker), found n"),
        ("agencies_asked: [police]", "expected police, found nothing"),
        ("families_at: {profiled: 1}", "expected profiled ('1'), found board_approve"),
        ("facts: {criteria_met: 3}", "expected '3', found '2'"),
        ("repeated: true", "expected yes, found no"),
        ("warned: [full]", "expected a warning with 'full', found: none"),
        ("refused: {role: not you}", "expected to be refused for 'role', found: it w"),
    ],
)
def test_what_is_not_as_expected_is_told_with_its_line(
    tmp_path: Path, stage: Stage, wrong: str, sentence: str
) -> None:
    (told,) = differences(tmp_path, stage, "programme: board_approved", wrong)

    assert told.startswith(f"{FILE}:13: {sentence}")


def test_a_refusal_that_nobody_expects_is_told(tmp_path: Path, stage: Stage) -> None:
    told = differences(tmp_path, stage, "[crime, work]", "[crime]")

    assert told[0].startswith(f"{FILE}:10: expected no reason 'two_criteria', found: A")
    assert told[1] == f"{FILE}:13: expected 'board_approved', found 'profiled'"


def test_a_refusal_for_another_reason_is_told(tmp_path: Path, stage: Stage) -> None:
    changed = SCENARIO.replace("[crime, work]", "[crime]")
    expected = "refused: {two_criteria: evidence of 2}"
    changed = changed.replace("programme: board_approved", expected)
    (told,) = differences(tmp_path, stage, SCENARIO, changed)

    assert told.startswith(f"{FILE}:13: expected 'evidence of 2', found 'A family is")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "why"),
    [
        ("{approve: 1}", "{approve: 2}", 11, "2 families are decided on, of 1"),
        ("stands_at: profiled", "stands_at: fip_allocated", 8, "there is no way to"),
        ("meeting:", "day: 2012-09-03\n        meeting:", 10, "nobody in post may"),
    ],
)
def test_a_scenario_that_can_not_be_played_says_why(  # noqa: PLR0917 - a table
    tmp_path: Path, stage: Stage, right: str, wrong: str, line: int, why: str
) -> None:
    (told,) = differences(tmp_path, stage, right, wrong)

    assert told.startswith(f"{FILE}:{line}: can not be played: {why}")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "fault"),
    [
        (
            "programme: board_approved",
            "programe: x",
            13,
            "unknown key 'programe' in 'scenarios.0.then'",
        ),
        (
            "meeting: PB1\n        decides: {approve: 1}",
            "event: aprove",
            10,
            "there is no event 'aprove'",
        ),
        ("stands_at: profiled", "stands_at: profield", 8, "there is no state"),
        ("district: maidstone", "district: medway", 4, "there is no district 'medway'"),
        ("meeting: PB1", "by: mai.nobody\n        meeting: PB1", 10, "there is no us"),
        ("meeting: PB1", "after: a while\n        meeting: PB1", 10, "'a while' is no"),
        ("decides: {approve: 1}", "jobs: once", 10, "'scenarios.0.when.0' contradicts"),
        ("programme: board_approved", "owner: board", 13, "there is no role 'board'"),
        ("programme: board_approved", "due: {tea: 2013-01-01}", 13, "there is no clo"),
        (
            "programme: board_approved",
            "facts: {luck: 1}",
            13,
            "there is no fact 'luck'",
        ),
        ("programme: board_approved", "refused: {mood: bad}", 13, "there is no reason"),
    ],
)
def test_a_word_that_means_nothing_is_told_with_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, fault: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_scenarios(written(tmp_path, right, wrong), workflows())

    assert str(refused.value).startswith(f"{FILE}:{line}: {fault}")


def test_every_fault_of_a_folder_is_found(tmp_path: Path) -> None:
    file = written(tmp_path, "stands_at: profiled", "stands_at: profield")
    file.with_name("two.yaml").write_text("topic: 2", "utf-8")
    faults = check_scenarios(file.parents[1], workflows())

    assert [(fault.file, fault.line) for fault in faults] == [
        (FILE, 8),
        ("workflows/scenarios/two.yaml", 1),
        ("workflows/scenarios/two.yaml", 1),
    ]


def test_the_shipped_scenarios_have_no_fault() -> None:
    assert check_scenarios(WORKFLOWS, workflows()) == ()


def differences(folder: Path, stage: Stage, right: str, wrong: str) -> list[str]:
    """Play the scenario with one thing changed."""
    (placed,) = read_scenarios(written(folder, right, wrong), workflows())
    return list(play(placed, stage).differences)


def written(folder: Path, right: str, wrong: str) -> Path:
    """Write the scenario with one thing changed."""
    file = folder / FILE
    file.parent.mkdir(parents=True)
    file.write_text(SCENARIO.replace(right, wrong) if right else SCENARIO, "utf-8")
    return file
