"""Whatever is asked, the answer is an advance or reasons why not, in plain English."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.advance.case import Actor, AdvanceCommand, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.derived import facts_of
from engine.advance.refusal import Refusal
from engine.payment import judge
from engine.workflow.workflow import Workflow
from tests.builders.simulation import DISTRICTS, PaperCase
from tests.proof.exploring import wandered
from tests.proof.planner import attempt, steps
from tests.proof.rounds import TIMES

LEAKS = re.compile(r"\b(True|False|None)\b|[{}]")
"""What no coordinator should read: Python's own words, and unfilled places."""
UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What a database or a file refuses to keep."""

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["a\x00b", "\ud800", "2013-02-30", "1e999", "٣", "²"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
tidy = st.text("abc DEF-0123456789.,'", max_size=20)
tidy_answer = st.none() | st.booleans() | st.integers() | st.floats() | tidy


@st.composite
def commands(
    draw: st.DrawFn,
    workflow: Workflow,
    case: PaperCase,
    values: st.SearchStrategy[object],
) -> AdvanceCommand:
    """Draw a command, sensible or not, with answers of these values."""
    event = draw(st.sampled_from([*workflow.events]) | tidy)
    known = workflow.events.get(event)
    asked = [*known[1].asks] if known else []
    names = st.sampled_from([*asked, "surprise"])
    roles = st.sampled_from([*workflow.pathway.roles, "worker", "system", "stranger"])
    user = draw(st.sampled_from([*workflow.district.staff]) | tidy)
    return AdvanceCommand(
        reference=case.view.reference,
        event=event,
        actor=Actor(
            user=user,
            title="Somebody who acts",
            roles=draw(st.frozensets(roles, max_size=3)),
            agency=draw(st.sampled_from([*workflow.pathway.agencies, ""])),
        ),
        answers=draw(st.dictionaries(names, values, max_size=8)),
        command_id=draw(tidy),
        seen_version=draw(st.none() | st.integers(-1, 40)),
    )


@st.composite
def workers(
    draw: st.DrawFn, workflow: Workflow, command: AdvanceCommand
) -> ChosenWorker | None:
    """Draw what storage finds of the worker who is named, if one is."""
    staff = workflow.district.staff
    known = workflow.events.get(command.event)
    allocates = known[1].does.allocates if known else None
    user = str(command.answers.get(allocates.worker, "")) if allocates else ""
    if user not in staff:
        return None
    return ChosenWorker(
        user=user,
        title=staff[user].title,
        roles=frozenset(staff[user].roles),
        families=draw(st.integers(0, 30)),
        in_post=draw(st.booleans()),
    )


def outcome_of(
    data: st.DataObject, values: st.SearchStrategy[object]
) -> Advance | Refusal:
    places = wandered(data.draw(st.sampled_from(DISTRICTS)))
    setting, case = places[data.draw(st.integers(0, len(places) - 1))]
    staff = st.sampled_from([*setting.workflow.district.staff])
    command = data.draw(commands(setting.workflow, case, values | staff))
    chosen = data.draw(workers(setting.workflow, command))
    return decide(setting, case.view, command, chosen)


many = settings(max_examples=100 * TIMES, suppress_health_check=list(HealthCheck))


@many
@given(st.data())
def test_whatever_is_answered_the_outcome_is_an_advance_or_a_refusal(
    data: st.DataObject,
) -> None:
    outcome = outcome_of(data, anything)
    if isinstance(outcome, Refusal):
        assert outcome.reasons
        assert all(sentence.strip() for sentence in outcome.sentences())
    else:
        texts = [str(answer) for answer in outcome.answers.values()]
        assert not any(UNKEEPABLE.search(text) for text in texts)


@many
@given(st.data())
def test_every_refusal_is_whole_sentences_in_plain_english(
    data: st.DataObject,
) -> None:
    outcome = outcome_of(data, tidy_answer)
    if isinstance(outcome, Refusal):
        for sentence in outcome.sentences():
            assert is_plain(sentence), sentence


def is_plain(sentence: str) -> bool:
    """Say whether it is a whole sentence, without what only programmers know."""
    begins = sentence[:1].isalpha() or sentence.startswith("'")
    return begins and sentence.endswith(".") and not LEAKS.search(sentence)


def test_an_answer_that_no_database_keeps_is_refused() -> None:
    for setting, case in wandered("maidstone"):
        for step in steps(setting, case):
            asks = setting.workflow.events[step.event][1].asks
            for name in step.answers:
                if asks[name].type == "text":
                    spoilt = replace(step, answers=step.answers | {name: "a\x00b"})
                    outcome, _ = attempt(setting, case, spoilt)
                    assert isinstance(outcome, Refusal)
                    assert "can not be kept" in " ".join(outcome.sentences())


def test_every_reason_to_withhold_a_payment_is_a_whole_sentence() -> None:
    for setting, case in wandered("maidstone"):
        facts = facts_of(case.view, today=setting.today)
        framework = setting.workflow.framework
        for payment in framework.payments:
            verdict = judge(framework, payment, facts)
            for reason in getattr(verdict, "reasons", ()):
                assert is_plain(reason), reason
