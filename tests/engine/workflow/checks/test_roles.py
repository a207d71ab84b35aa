"""Every role that is named exists, and every role that exists has something to do."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

ROLES = "allowed are coordinator, fip_worker, police_officer"
BROKEN = [
    Broken(
        "an event by an unknown role",
        "      title: Approve\n      from: [identified]\n      to: approved\n"
        "      by: [coordinator]",
        "      title: Approve\n      from: [identified]\n      to: approved\n"
        "      by: [coordinator, cordinator]",
        f"there is no role 'cordinator' here: {ROLES}, system, worker; "
        "did you mean 'coordinator'?",
        at="by: [coordinator, cordinator]",
    ),
    Broken(
        "a state owned by nobody",
        "purpose: Not begun., owner: coordinator",
        "purpose: Not begun., owner: system",
        f"there is no role 'system' here: {ROLES}, worker",
        at="owner: system",
    ),
    Broken(
        "a rung to an unknown role",
        "to: [worker], message: due",
        "to: [worker, boss], message: due",
        f"there is no role 'boss' here: {ROLES}, worker",
    ),
    Broken(
        "a message told to an unknown role",
        "- {to: [coordinator], message: due}",
        "- {to: [boss], message: due}",
        f"there is no role 'boss' here: {ROLES}, worker",
    ),
    Broken(
        "an agency of an unknown role",
        "police: {title: Kent Police, role: police_officer}",
        "police: {title: Kent Police, role: constable}",
        f"there is no role 'constable' here: {ROLES}",
    ),
    Broken(
        "a choice among unknown roles",
        "roles: [fip_worker]}",
        "roles: [fip_worker, system]}",
        f"there is no role 'system' here: {ROLES}",
    ),
    Broken(
        "a role that is named nowhere",
        "  fip_worker:\n    title: FIP",
        "  auditor: {title: Auditor}\n  fip_worker:\n    title: FIP",
        "the role 'auditor' can never act: "
        "a `by`, owner, rung or answer that names it, or no such role",
        at="auditor",
    ),
    Broken(
        "a role declared under a name with a meaning",
        "  fip_worker:\n    title: FIP",
        "  worker: {title: Any worker}\n  fip_worker:\n    title: FIP",
        "'worker' can not be declared as a role: "
        "another word, for this one has a meaning of its own",
        at="worker: {title",
    ),
    Broken(
        "a role that speaks for an unknown agency",
        "  fip_worker:\n    title: FIP worker",
        "  fip_worker:\n    agency: polise\n    title: FIP worker",
        "there is no agency 'polise': allowed are police; did you mean 'police'?",
        at="agency: polise",
    ),
    Broken(
        "an agency whose role speaks for another",
        "  police: {title: Kent Police, role: police_officer}",
        "  police: {title: Kent Police, role: police_officer}\n"
        "  health: {title: Health, role: police_officer}",
        "the role 'police_officer' speaks for police: a role with `agency: health`",
        at="health:",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
