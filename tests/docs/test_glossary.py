"""The glossary owns the names: those of the design, and every state and role."""

import re

import pytest

from engine.workflow.definition import MACHINES
from engine.workflow.loader import district_files, load_workflow
from tests.docs.pages import DOCS, read
from tests.house.tree import ROOT

GLOSSARY = read(DOCS / "glossary.md")
WORKFLOWS = [load_workflow(file) for file in district_files(ROOT / "workflows")]
NAMES = """
    Case, Family, Person, Pathway, State, Event, Transition, Condition, Clock, Ladder,
    Rung, Review, Task, Reminder, Outbox, Decision, Meeting, Allocation, Caseload,
    Framework, Criterion, Measure, Result, Claim, Ledger entry, Evidence, Advance,
    Refusal, Actor, Role, District, Agency, Agency list, Source record, Match,
    Pause, Closure, School term, Cover, Handover, Letter, Digest, Preference
"""
SHORT = re.compile(r"\b(?:ASB|CAF|CEL|DCLG|FIP)\b")


@pytest.mark.parametrize("name", [" ".join(n.split()) for n in NAMES.split(",")])
def test_a_name_of_the_design_is_defined(name: str) -> None:
    assert f"\n| **{name}** | " in GLOSSARY


def test_every_state_of_every_district_is_told() -> None:
    states = {
        state
        for workflow in WORKFLOWS
        for machine in MACHINES
        for state in workflow.pathway.machine(machine).states
    }
    assert not {state for state in states if f"\n| `{state}` | " not in GLOSSARY}


def test_every_role_of_every_district_is_told() -> None:
    roles = {role for workflow in WORKFLOWS for role in workflow.pathway.roles}
    assert not {role for role in roles if f"\n| `{role}` | " not in GLOSSARY}


def test_no_state_or_role_is_told_that_is_not_there() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", GLOSSARY, re.MULTILINE))
    known = {
        name
        for workflow in WORKFLOWS
        for part in (
            workflow.pathway.roles,
            workflow.pathway.programme.states,
            workflow.pathway.service.states,
        )
        for name in part
    }
    assert told == known


def test_a_short_form_of_the_pathway_is_spelt_out() -> None:
    used = {s for w in WORKFLOWS for s in SHORT.findall(w.pathway.model_dump_json())}
    assert "CAF" in used
    assert not {short for short in used if f"\n| {short} | " not in GLOSSARY}
