"""A district sets, adds and removes; each value remembers which file it came from."""

from pathlib import Path

import pytest

from engine.workflow.faults import KeyPath, Problem
from engine.workflow.loader import load_workflow
from engine.workflow.overlay import blame
from engine.workflow.source import Document
from engine.workflow.workflow import Workflow
from engine.workflow.yaml_values import Mark
from tests.builders.yaml_files import (
    DISTRICT,
    DISTRICT_FILE,
    PATHWAY,
    faults_of,
    workflows_folder,
)

LINES = DISTRICT.count("\n")


def _overlaid(folder: Path, changes: str) -> Workflow:
    workflows = workflows_folder(folder, district=DISTRICT + changes)
    return load_workflow(workflows / DISTRICT_FILE)


def _faults(folder: Path, changes: str, pathway: str = PATHWAY) -> list[str]:
    # Lines of the district's file are counted from the first line of the changes.
    text = DISTRICT + changes
    found = faults_of(workflows_folder(folder, pathway=pathway, district=text))
    for line in range(text.count("\n"), LINES, -1):
        there, here = f"workflows/{DISTRICT_FILE}:{line}:", f"line {line - LINES}:"
        found = [fault.replace(there, here) for fault in found]
    return found


def test_a_district_that_changes_nothing_has_the_pathway_as_it_is(
    tmp_path: Path,
) -> None:
    workflow = _overlaid(tmp_path, "")

    assert workflow.pathway.title == "A small pathway"
    assert workflow.district.title == "Maidstone"
    assert workflow.framework.framework == "tiny"


def test_a_mapping_is_merged_key_by_key(tmp_path: Path) -> None:
    workflow = _overlaid(tmp_path, "set: {clocks: {decision: {title: The Trust}}}\n")

    decision = workflow.pathway.clocks["decision"]
    assert (decision.title, decision.budget) == ("The Trust", "10 working days")


def test_a_list_is_replaced_whole(tmp_path: Path) -> None:
    change = "set: {programme: {transitions: {approve: {by: [police_officer]}}}}\n"

    workflow = _overlaid(tmp_path, change)

    assert workflow.events["approve"][1].by == ("police_officer",)


def test_a_key_that_the_pathway_left_out_can_be_set(tmp_path: Path) -> None:
    change = "set: {conditions: {consented: {source: The Trust}}}\n"

    workflow = _overlaid(tmp_path, change)

    assert workflow.pathway.conditions["consented"].source == "The Trust"


def test_a_new_id_is_added_at_any_depth(tmp_path: Path) -> None:
    change = """
add:
  programme:
    transitions:
      close: {asks: {closed_on: {type: date, label: Day of the end}}}
      leave: {title: Leave, from: living, to: closed, by: [coordinator]}
"""

    workflow = _overlaid(tmp_path, change)

    assert list(workflow.events["close"][1].asks) == ["reason", "closed_on"]
    assert workflow.events["leave"][1].title == "Leave"


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    workflow = _overlaid(tmp_path, "remove: [programme.transitions.reopen]\n")

    assert "reopen" not in workflow.events


def test_the_pathway_itself_stays_as_it_was(tmp_path: Path) -> None:
    changed = _overlaid(tmp_path, "set: {title: Our own pathway}\n")
    plain = _overlaid(tmp_path, "")

    assert changed.content_hash != plain.content_hash
    assert plain.pathway.title == "A small pathway"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            "set:\n  clocks:\n    decison: {budget: 5 days}\n",
            (
                "line 3: there is no 'clocks.decison' to set: allowed are "
                "answer, decision, "
                "review; did you mean 'decision'?; a new one goes in `add`"
            ),
        ),
        (
            "set:\n  clocks:\n    review: {budgit: 8 weeks}\n",
            (
                "line 3: there is no 'clocks.review.budgit' to set: allowed "
                "are budget, "
                "grade, ladder, source, statutory, title; did you mean 'budget'?"
            ),
        ),
        (
            "set:\n  staff: {red: 1}\n",
            (
                "line 2: there is no 'staff' to set: allowed are agencies, clocks, "
                "closing, conditions, facts, framework, ladders, messages, pathway, "
                "pauses, programme, roles, service, title"
            ),
        ),
        (
            "add:\n  clocks:\n    review: {budget: 8 weeks}\n",
            (
                "line 3: 'clocks.review.budget' is there already: "
                "`add` brings new ids, `set` changes what is there"
            ),
        ),
        (
            "add:\n  conditions:\n    consented:\n      source: The Trust\n",
            (
                "line 4: 'conditions.consented.source' is no id that can be added: "
                "new ids; other keys go in `set`"
            ),
        ),
        (
            "remove:\n  - programme.states.identified\n  - clocks.reviw\n",
            (
                "line 3: there is no 'clocks.reviw' to remove: "
                "allowed are answer, decision, review; did you mean 'review'?"
            ),
        ),
        (
            "remove: [clocks.review.budget]\n",
            (
                "line 1: 'clocks.review.budget' can not be removed: "
                "ids, and keys that can be left out"
            ),
        ),
        (
            "set:\n  title: Our own\nremove:\n  - roles.boss\n  - clocks.decision\n",
            (
                "line 5: the statutory clock 'decision' is removed, "
                "or no longer statutory: statutory clocks stay"
            ),
        ),
        (
            "remove: [title.of.it]\n",
            "line 1: there is no 'title.of' to remove: there is none to choose from",
        ),
    ],
)
def test_an_overlay_is_refused(changes: str, fault: str, tmp_path: Path) -> None:
    assert fault in _faults(tmp_path, changes)


def test_a_fault_in_what_was_set_names_the_districts_line(tmp_path: Path) -> None:
    change = "set:\n  clocks:\n    review:\n      ladder: steep\n"

    assert _faults(tmp_path, change) == [
        "line 4: there is no ladder 'steep': allowed are standard"
    ]


def test_a_fault_in_what_was_added_names_the_districts_line(tmp_path: Path) -> None:
    change = "add:\n  roles:\n    auditor:\n      title: 7\n"

    assert _faults(tmp_path, change) == [
        "line 4: 'roles.auditor.title' is the number 7: expected text"
    ]


def test_a_key_of_no_type_can_be_neither_added_nor_set(tmp_path: Path) -> None:
    change = """\
add: {roles: {auditor: {title: Auditor, pay: {grade: {step: {of: 1}}}}}}
set: {roles: {auditor: {pay: {grade: {step: {of: 2}}}}}}
"""

    assert _faults(tmp_path, change) == [
        (
            "line 1: unknown key 'pay' in 'roles.auditor': "
            "allowed are agency, capacity, title"
        )
    ]


def test_what_still_names_a_removed_id_names_the_pathways_line(tmp_path: Path) -> None:
    line = PATHWAY.count("\n", 0, PATHWAY.index("- {to: [coordinator]")) + 1
    rung = PATHWAY.count("\n", 0, PATHWAY.index("soon: {at")) + 1

    assert _faults(tmp_path, "remove: [messages.due]\n") == [
        f"workflows/pathways/small.yaml:{place}: "
        "there is no message 'due': there is none to choose from"
        for place in (rung, rung + 1, line)
    ]


def test_a_problem_that_no_change_explains_stays_with_the_pathway() -> None:
    marks: dict[KeyPath, Mark] = {(): Mark("small.yaml", 1)}
    merged = Document(value={}, marks={**marks, ("clocks",): Mark("small.yaml", 40)})
    overlay = Document(value={}, marks=marks)
    problem = Problem(path=("clocks", "review"), fault="it is late", allowed="none")

    assert str(blame(problem, overlay, merged)) == "small.yaml:40: it is late: none"


def test_faults_of_the_overlay_and_of_what_it_makes_are_told_together(
    tmp_path: Path,
) -> None:
    change = "set:\n  clocks:\n    review: {ladder: steep}\n    idle: {ladder: steep}\n"

    assert [fault[:7] for fault in _faults(tmp_path, change)] == ["line 3:", "line 4:"]
