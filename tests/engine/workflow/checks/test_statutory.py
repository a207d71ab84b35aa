"""What is statutory is tightened by a district at most, never loosened."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import DISTRICT, PATHWAY, faults_of, workflows_folder

LINE = DISTRICT.count("\n")
FILE = "workflows/districts/maidstone.yaml"
STAYS = "statutory conditions stay as they are"
WAY = "title: A way, by: [coordinator]"


def _faults(folder: Path, changes: str, pathway: str = PATHWAY) -> list[str]:
    return faults_of(
        workflows_folder(folder, pathway=pathway, district=DISTRICT + changes)
    )


def _past(event: str, state: str = "approved") -> str:
    return (
        f"'{event}' leads to '{state}' past what is statutory before it: two_criteria: "
        "an event that requires two_criteria"
    )


@pytest.mark.parametrize(
    ("changes", "at", "fault"),
    [
        (
            "set:\n  conditions:\n    two_criteria:\n      holds: criteria_met >= 1\n",
            3,
            f"the statutory condition 'two_criteria' is changed: {STAYS}",
        ),
        (
            "set:\n  conditions:\n    two_criteria: {statutory: false}\n",
            3,
            f"the statutory condition 'two_criteria' is changed: {STAYS}",
        ),
        (
            "remove:\n  - conditions.two_criteria\n",
            2,
            f"the statutory condition 'two_criteria' is removed: {STAYS}",
        ),
        (
            "set:\n  programme:\n    transitions:\n      approve: {requires: []}\n",
            4,
            (
                "'approve' no longer requires 'two_criteria', which is statutory: "
                "a list that holds two_criteria"
            ),
        ),
        (
            "remove: [programme.transitions.approve]\n",
            1,
            (
                "'approve' is removed, with its statutory conditions: "
                "an event that requires them stays"
            ),
        ),
        (
            (
                "add:\n  programme:\n    transitions:\n"
                f"      wave: {{{WAY}, from: [identified], to: approved}}\n"
            ),
            4,
            _past("wave"),
        ),
        (
            (
                "set:\n  programme:\n    transitions:\n      reopen:\n       "
                " to: approved\n"
            ),
            4,
            _past("reopen"),
        ),
        (
            (
                "set:\n  programme:\n    transitions:\n      close:\n"
                "        routes: [{when: children > 2, to: approved}]\n"
            ),
            4,
            _past("close"),
        ),
        ("set:\n  programme:\n    initial: approved\n", 3, _past("programme")),
        (
            "set:\n  clocks:\n    decision: {budget: 11 working days}\n",
            3,
            (
                "the statutory clock 'decision' takes 11 working days: "
                "10 working days, or less in the same unit"
            ),
        ),
        (
            "set:\n  clocks:\n    decision: {budget: 9 days}\n",
            3,
            (
                "the statutory clock 'decision' takes 9 days: "
                "10 working days, or less in the same unit"
            ),
        ),
        (
            "set:\n  clocks:\n    decision: {statutory: false}\n",
            3,
            (
                "the statutory clock 'decision' is removed, or no longer statutory: "
                "statutory clocks stay"
            ),
        ),
        (
            "remove: [clocks.decision]\n",
            1,
            (
                "the statutory clock 'decision' is removed, or no longer statutory: "
                "statutory clocks stay"
            ),
        ),
        (
            "set:\n  programme:\n    states:\n      identified: {clocks: [review]}\n",
            4,
            (
                "the statutory clock 'decision' no longer runs in 'identified': "
                "a state that runs decision"
            ),
        ),
    ],
)
def test_a_district_can_not_loosen(
    changes: str, at: int, fault: str, tmp_path: Path
) -> None:
    assert f"{FILE}:{LINE + at}: {fault}" in _faults(tmp_path, changes)


@pytest.mark.parametrize(
    "changes",
    [
        "set: {clocks: {decision: {budget: 9 working days}}}\n",
        "set: {clocks: {decision: {title: The Trust decides}}}\n",
        (
            "set: {programme: {transitions: {approve: {requires: "
            "[two_criteria, room]}}}}\n"
            "add: {programme: {transitions: {approve: {asks: "
            "{chosen: {type: worker, label: Who, roles: [fip_worker]}, "
            "why: {type: text, label: Why}}}}}}\n"
        ),
        (
            "add: {programme: {transitions: {wave: "
            f"{{{WAY}, from: [identified], to: approved, requires: "
            f"[two_criteria]}}}}}}}}\n"
        ),
        "remove: [programme.transitions.reopen]\n",
    ],
    ids=["a shorter clock", "another title", "a stricter event", "a new way", "less"],
)
def test_a_district_can_tighten(changes: str, tmp_path: Path) -> None:
    assert _faults(tmp_path, changes) == []


def test_a_detour_past_the_condition_is_found_where_it_begins(tmp_path: Path) -> None:
    farther = PATHWAY.replace(
        "    closed:\n      title",
        "    helped: {title: Helped, purpose: Support runs., owner: worker, "
        "clocks: [review]}\n    closed:\n      title",
    ).replace(
        "    close:\n",
        f"    help: {{{WAY}, from: [approved], to: helped}}\n    close:\n",
    )
    change = (
        "add:\n  programme:\n    transitions:\n"
        f"      wave: {{{WAY}, from: [identified], to: helped}}\n"
    )

    assert _faults(tmp_path, "", farther) == []
    assert _faults(tmp_path, change, farther) == [
        f"{FILE}:{LINE + 4}: {_past('wave', 'helped')}"
    ]


def test_a_way_by_a_new_state_has_to_carry_the_condition(tmp_path: Path) -> None:
    change = (
        "add:\n  programme:\n    states:\n"
        "      group: {title: Group, purpose: A group looks., owner: worker, "
        "clocks: [review]}\n"
        "    transitions:\n"
        f"      look: {{{WAY}, from: [identified], to: group}}\n"
        f"      wave: {{{WAY}, from: [group], to: approved}}\n"
    )

    assert _faults(tmp_path, change) == [f"{FILE}:{LINE + 7}: {_past('wave')}"]
    kept = change.replace("to: approved}", "to: approved, requires: [two_criteria]}")
    assert _faults(tmp_path, kept) == []


def test_a_reopening_of_the_pathways_own_is_no_way_round(tmp_path: Path) -> None:
    pathway = PATHWAY.replace(
        "from: [closed]\n      to: identified", "from: [closed]\n      to: approved"
    )

    assert _faults(tmp_path, "", pathway) == []
