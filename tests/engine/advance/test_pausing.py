"""What is refused of a pause before any database is asked."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.advance.case import Actor, CaseView
from engine.advance.consequences import Advance
from engine.advance.open_clock import ClockCommand, OpenClock
from engine.advance.pausing import decide_on_clock
from engine.advance.refusal import Refusal, Why
from engine.advance.setting import Setting
from engine.clocks.budget import parse_budget
from engine.clocks.pause import ClockTime, pause
from engine.clocks.working_days import england
from engine.workflow.definition import PAUSE_CLOCK, RESUME_CLOCK, Pathway
from engine.workflow.loader import load_framework
from engine.workflow.workflow import Workflow
from tests.builders.pathways import a_district, a_pathway
from tests.builders.school_terms import the_terms_of_2012

FRAMEWORK = load_framework(
    "tf_2012", Path(__file__).parents[3] / "workflows/frameworks"
)
NOW = datetime(2013, 3, 4, 10, tzinfo=UTC)
CAROL = Actor(user="carol", title="Carol", roles=frozenset({"coordinator"}))
PAUSES = {"by": ["coordinator"], "reasons": {"court": "waiting for the court"}}


def a_setting(pathway: Pathway) -> Setting:
    workflow = Workflow(pathway=pathway, district=a_district(), framework=FRAMEWORK)
    return Setting(
        workflow=workflow, now=NOW, calendar=england(terms=the_terms_of_2012())
    )


def a_case() -> CaseView:
    return CaseView(
        reference="MAI-0001",
        version=1,
        programme="identified",
        service="none_yet",
        facts={"worker": ""},
        changed_at=NOW,
        changed_by="carol",
        changed_event="open",
    )


def a_clock(budget: str = "10 working days", subject: str = "") -> OpenClock:
    time = ClockTime(budget=parse_budget(budget), started_on=date(2013, 2, 25))
    return OpenClock(id="1-1-1", clock="decision", subject=subject, time=time)


def asked(event: str = PAUSE_CLOCK, **changes: str) -> ClockCommand:
    usual: dict[str, Any] = {"clock": "decision", "reason": "court", **changes}
    return ClockCommand(
        reference="MAI-0001", event=event, actor=CAROL, command_id="one", **usual
    )


def refused(*clocks: OpenClock, pathway: Pathway, command: ClockCommand) -> Refusal:
    decision = decide_on_clock(a_setting(pathway), a_case(), clocks, command)
    assert isinstance(decision, Refusal)
    return decision


def test_a_pathway_without_pauses_lets_nobody_pause() -> None:
    refusal = refused(a_clock(), pathway=a_pathway(), command=asked())

    assert refusal.sentences() == (
        (
            "The pathway 'A small pathway' that the case is pinned to lets nobody "
            "pause a clock."
        ),
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "A pause needs a reason. Reasons are: court (waiting for the"),
        (
            {"subject": "police"},
            "No clock 'decision' of the agency 'police' runs on MAI-0001. Clocks of t",
        ),
    ],
    ids=["no reason", "another agency's"],
)
def test_what_is_missing_is_said(changes: dict[str, str], sentence: str) -> None:
    pathway = a_pathway(pauses=PAUSES)
    refusal = refused(a_clock(), pathway=pathway, command=asked(**changes))

    assert len(refusal.reasons) == 1
    assert refusal.sentences()[0].startswith(sentence)


def test_a_case_without_clocks_says_so() -> None:
    refusal = refused(pathway=a_pathway(pauses=PAUSES), command=asked())

    assert refusal.sentences() == (
        "No clock 'decision' runs on MAI-0001. Clocks of the case: none.",
    )


def test_a_clock_that_would_end_beyond_the_calendar_is_not_resumed() -> None:
    clock = a_clock("1 term")
    resting = OpenClock(
        id=clock.id,
        clock=clock.clock,
        subject="",
        time=pause(clock.time, date(2013, 2, 25)),
    )
    late = Setting(
        workflow=a_setting(a_pathway(pauses=PAUSES)).workflow,
        now=datetime(2013, 7, 1, 10, tzinfo=UTC),
        calendar=england(terms=the_terms_of_2012()),
    )

    refusal = decide_on_clock(late, a_case(), [resting], asked(RESUME_CLOCK))

    assert isinstance(refusal, Refusal)
    assert [reason.why for reason in refusal.reasons] == [Why.CALENDAR]


def test_a_pause_moves_the_case_nowhere_and_keeps_its_facts() -> None:
    setting = a_setting(a_pathway(pauses=PAUSES))
    decision = decide_on_clock(setting, a_case(), [a_clock()], asked(note="in Leeds"))

    assert isinstance(decision, Advance)
    assert decision.moves == ()
    assert decision.consequences.facts == {"worker": ""}
    (paused,) = decision.consequences.paused
    assert (paused.consumed, paused.words) == (5, "waiting for the court (in Leeds)")
