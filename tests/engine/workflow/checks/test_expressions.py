"""Expressions compile, use known names, and give yes or no, sometimes each."""

from pathlib import Path

import pytest

from engine.workflow.checks.expressions import judged
from engine.workflow.checks.vocabulary import Kind
from tests.builders.yaml_files import Broken

KINDS = {
    "children": Kind("whole_number"),
    "absence": Kind("decimal"),
    "consent": Kind("text", ("given", "refused")),
    "note": Kind("text", may_be_empty=True),
    "held_on": Kind("date"),
    "met": Kind("yes_no"),
    "asked": Kind("agencies", ("police", "health")),
    "agency": Kind("text", ("police", "health")),
}
CEL = "CEL, for example criteria_met >= 2 && service_consent == 'given'"
NAMES = "allowed are absence, agency, asked, children, consent, held_on, met, note"
DEPENDS = "an expression that depends on the case"


def _found(expression: str) -> list[str]:
    problems = judged(("conditions", "it", "holds"), expression, KINDS)
    return [f"{problem.fault}: {problem.allowed}" for problem in problems]


@pytest.mark.parametrize(
    "expression",
    [
        "children >= 2 && absence < 15.0",
        "absence < 15",
        "consent == 'given' || met",
        "consent in ['given', 'refused'] && children > 0",
        "'police' in asked && !met",
        "agency in asked",
        "size(asked) == 0",
        "asked.exists(each, each == agency)",
        "asked.all(each, each == 'police')",
        "size(note) >= 20",
        "note.matches('^[A-Z]{3}-[0-9]+$')",
        "held_on >= '2013-01-01' || held_on == ''",
        "met ? children > 2 : absence == 0.0",
        "children * 100 <= 40 * 3",
        "note + 'x' == 'yx' || met",
    ],
)
def test_an_expression_is_accepted(expression: str) -> None:
    assert _found(expression) == []


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("children >=", f"'children >=' is no expression, at character 12: {CEL}"),
        ("(" * 400, f"'{'(' * 60}' is no expression, at character 97: {CEL}"),
        (
            "met || " * 200 + "met",
            f"the expression is over 1000 characters long: {CEL}",
        ),
        (
            "childern > 2",
            (
                f"there is no fact or answer 'childern' here: {NAMES}; "
                "did you mean 'children'?"
            ),
        ),
        (
            "consent == 'givn'",
            (
                "'consent' can not be 'givn': "
                "allowed are given, refused; did you mean 'given'?"
            ),
        ),
        (
            "'givn' != consent",
            (
                "'consent' can not be 'givn': allowed are given, refused;"
                " did you mean 'given'?"
            ),
        ),
        (
            "consent in ['given', 'asked']",
            "'consent' can not be 'asked': allowed are given, refused",
        ),
        (
            "'polise' in asked",
            (
                "'asked' can not hold 'polise': "
                "allowed are health, police; did you mean 'police'?"
            ),
        ),
        (
            "consent == 2",
            "'consent' is compared with 2: it is one of 'given', 'refused'",
        ),
        (
            "asked == 'police'",
            "'asked' is compared with 'police': it is a list of agencies",
        ),
        ("'x' in note", "nothing can be in 'note': it is text"),
        ("children == '2'", "'children' is compared with '2': it is a whole number"),
        ("note == 2", "'note' is compared with 2: it is text"),
        ("note < 2", "'note' is compared with 2: it is text"),
        ("met == 'true'", "'met' is compared with 'true': it is true or false"),
        ("absence == true", "'absence' is compared with true: it is a decimal number"),
        (
            "children",
            "'children' can not be judged: it gives 0: children is a whole number",
        ),
        (
            "children > 1 ? 'many' : 'few'",
            (
                "'children > 1 ? 'many' : 'few'' can not be judged: it gives 'few': "
                "children is a whole number"
            ),
        ),
        (
            "absence + 1 > 2.0",
            (
                "'absence + 1 > 2.0' can not be judged: "
                "it compares or joins values of different types: absence is "
                "a decimal number"
            ),
        ),
        (
            "held_on < met",
            (
                "'held_on < met' can not be judged: "
                "it compares or joins values of different types: "
                "held_on is a date, as text, met is true or false"
            ),
        ),
        (
            "10 / children > 2",
            (
                "'10 / children > 2' can not be judged: "
                "division by zero in CEL expression: children is a whole number"
            ),
        ),
        ("1 < 2", f"'1 < 2' can never fail: {DEPENDS}"),
        ("met && !met", f"'met && !met' can never hold: {DEPENDS}"),
        (
            "consent == 'given' || consent != 'given'",
            f"'consent == 'given' || consent != 'given'' can never fail: {DEPENDS}",
        ),
        (
            "children > 3 && children < 2",
            f"'children > 3 && children < 2' can never hold: {DEPENDS}",
        ),
    ],
)
def test_an_expression_is_refused(expression: str, fault: str) -> None:
    assert _found(expression) == [fault]


def test_where_the_agencies_are_not_known_any_may_be_asked() -> None:
    kinds = {"asked": Kind("agencies")}

    assert list(judged((), "'police' in asked || size(asked) == 0", kinds)) == []


def test_a_rare_answer_among_many_facts_is_not_taken_for_none() -> None:
    kinds = {f"fact_{number}": Kind("yes_no") for number in range(12)}

    problems = list(judged((), " && ".join(kinds), kinds))

    assert problems == []


BROKEN = [
    Broken(
        "a condition that is no expression",
        "holds: service_consent == 'given'",
        "holds: service_consent = 'given'",
        f"'service_consent = 'given'' is no expression, at character 17: {CEL}",
    ),
    Broken(
        "a condition that never ends",
        "holds: service_consent == 'given'",
        f"holds: {'service_consent == x || ' * 60}true",
        f"the expression is over 1000 characters long: {CEL}",
    ),
    Broken(
        "an optional choice that is no option",
        "held_on: {type: date, label: Day of the review}",
        "held_on: {type: date, label: Day of the review}\n"
        "        how: {type: choice, label: How, options: [well, "
        "badly], required: false}"
        "\n      routes: [{when: how == 'wel', to: same}, {when: how == '', to: same}]",
        "'how' can not be 'wel': allowed are '', badly, well; did you mean 'well'?",
        at="routes:",
    ),
    Broken(
        "a condition on an option that does not exist",
        "holds: service_consent == 'given'",
        "holds: service_consent == 'givn'",
        "'service_consent' can not be 'givn': allowed are given, not_asked, refused, "
        "withdrawn; did you mean 'given'?",
    ),
    Broken(
        "a condition on a state that does not exist",
        "holds: service_consent == 'given'",
        "holds: programme_state == 'identifyed' && service_consent == 'given'",
        "'programme_state' can not be 'identifyed': "
        "allowed are approved, closed, identified; did you mean 'identified'?",
    ),
    Broken(
        "a route on a role that does not exist",
        "from: living\n      to: ended",
        "from: living\n      to: ended\n"
        "      routes: [{when: worker_role == 'fip', to: ended}]",
        "'worker_role' can not be 'fip': "
        "allowed are '', coordinator, fip_worker, police_officer",
        at="routes:",
    ),
    Broken(
        "a route on the wrong event's answer",
        "from: living\n      to: ended",
        "from: living\n      to: ended\n"
        "      routes: [{when: held_on > attached_on, to: ended}]",
        "there is no fact or answer 'held_on' here: allowed are "
        "agencies_outstanding, attached_on, children, data_consent, education_met, "
        "last_review_on, local_reason_recorded, result_crime_education, "
        "result_employment, reviews_held, service_consent, support_started_on "
        "and 23 more; did you mean 'attached_on'?",
        at="routes:",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
