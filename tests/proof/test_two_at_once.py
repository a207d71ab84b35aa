"""Of two people who do something at once, one does it and the other is told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework.advance_case import Advanced, AdvanceRequest
from casework.context import Context
from casework.decide_meeting import (
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.jobs.run_due import ClockSetBack, run_due
from engine.advance.refusal import Refusal, Why
from engine.ledger import verify_chain
from engine.local_time import in_words
from storage.database import reading
from storage.history import chains
from tests.builders.office import FIRST_DAY, Office, an_office
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.proof.agreement import all_rows
from tests.proof.busy_office import LATE
from tests.proof.people_at_once import Act, asks, at_once

ROUNDS = 15
COORDINATOR, MANAGER = "mai.coordinator", "mai.delivery"


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give an office whose first family is in support."""
    with an_office(migrated_url) as office:
        office.at(EVERYBODY_IN_POST)
        office.open_families(1)
        office.walk("MAI-0001", "in_support")
        yield office


def the_winner(outcomes: list[object]) -> Advanced:
    winners = [each for each in outcomes if isinstance(each, Advanced)]
    assert len(winners) == 1, outcomes
    return winners[0]


def the_loser(outcomes: list[object]) -> Refusal:
    losers = [each for each in outcomes if isinstance(each, Refusal)]
    assert len(losers) == 1, outcomes
    return losers[0]


def test_one_of_two_notes_wins_and_the_other_reads_who_did_what_and_when(
    office: Office,
) -> None:
    note = AdvanceRequest(
        reference="MAI-0001",
        event="note_contact",
        user=COORDINATOR,
        answers={"contact_on": "2013-03-04", "note": "Seen at home"},
    )
    for number in range(ROUNDS):
        seen = office.case("MAI-0001").view.version
        two = [
            replace(note, user=user, command_id=f"{number} {user}", seen_version=seen)
            for user in (COORDINATOR, MANAGER)
        ]
        outcomes = at_once(office, *map(asks, two))
        winner, loser = the_winner(outcomes), the_loser(outcomes)
        (stale,) = [each for each in loser.reasons if each.why is Why.STALE]
        for told in (winner.by, "Note a contact", in_words(winner.at)):
            assert told in stale.sentence
        assert office.case("MAI-0001").view.version == seen + 1
    assert nothing_is_lost(office)


def test_of_two_who_pause_a_service_one_does_and_the_other_finds_it_done(
    office: Office,
) -> None:
    for number in range(ROUNDS):
        event = ("pause_service", "resume_service")[number % 2]
        before = office.case("MAI-0001").view.version
        outcomes = at_once(
            office,
            *(
                asks(
                    AdvanceRequest(
                        reference="MAI-0001",
                        event=event,
                        user=user,
                        answers={"reason": "In hospital"},
                    )
                )
                for user in (COORDINATOR, MANAGER)
            ),
        )
        winner, loser = the_winner(outcomes), the_loser(outcomes)
        (state,) = [each for each in loser.reasons if each.why is Why.STATE]
        assert winner.by in state.sentence
        assert in_words(winner.at) in state.sentence
        assert office.case("MAI-0001").view.version == before + 1
    assert nothing_is_lost(office)


def test_a_command_that_is_sent_twice_at_once_is_done_once(office: Office) -> None:
    for number in range(ROUNDS):
        before = office.case("MAI-0001").view.version
        note = AdvanceRequest(
            reference="MAI-0001",
            event="note_contact",
            user=COORDINATOR,
            answers={"contact_on": "2013-03-04", "note": "Seen at home"},
            command_id=f"the same {number}",
        )
        outcomes = at_once(office, asks(note), asks(note), asks(note))
        said = [each.repeated for each in outcomes if isinstance(each, Advanced)]
        assert sorted(said) == [False, True, True], outcomes
        assert office.case("MAI-0001").view.version == before + 1


def nothing_is_lost(office: Office) -> bool:
    """Say whether every case's history is whole and its chain holds."""
    with reading(office.context.database) as connection:
        return not any(
            verify_chain(each.reference, each.links, head=each.head, length=each.length)
            for each in chains(connection, office.district)
        )


def test_of_two_records_of_one_meeting_one_counts(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = office.open_families(ROUNDS)
        for reference in references:
            office.walk(reference, "profiled")
        for number, reference in enumerate(references):
            outcomes = at_once(
                office,
                records(f"M{number}", reference, minute="1"),
                records(f"M{number}", reference, minute="2"),
            )
            the_loser(outcomes)
            (recorded,) = [o for o in outcomes if isinstance(o, MeetingRecorded)]
            assert isinstance(recorded.outcomes[0][1], Advanced)


def records(meeting: str, reference: str, *, minute: str) -> Act:
    request = MeetingRequest(
        district_id="maidstone",
        meeting=meeting,
        held_on=FIRST_DAY.date(),
        user="mai.secretary",
        decisions=(
            FamilyDecision(reference=reference, outcome="approve", minute=minute),
        ),
    )
    return lambda context: decide_meeting(context, request)


def test_of_two_who_open_one_list_one_opens_it(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        opens: Act = lambda context: replace(office, context=context).open_families(30)  # noqa: E731
        opened = at_once(office, opens, opens)
        assert sorted(map(len, opened)) == [0, 30]  # type: ignore[arg-type]


def test_people_work_on_while_the_jobs_run(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = office.open_families(12)
        office.at(LATE)

        def ticks(context: Context) -> object:
            return [run_due(context) for _ in range(5)]

        def answers(context: Context) -> object:
            desk = replace(office, context=context)
            return [
                desk.take(reference, "record_profile", agency=agency)
                for agency in office.workflow.pathway.agencies
                for reference in references
            ]

        ticked, _ = at_once(office, ticks, answers)
        assert isinstance(ticked, list)
        for runs in ticked:
            assert not isinstance(runs, ClockSetBack)
            assert not any(run.failed for run in runs)
        rows = all_rows(office.context.database)
        running = {c["id"] for c in rows["clock"] if c["stopped_on"] is None}
        chased = {t["clock_id"] for t in rows["task"] if t["closed_at"] is None}
        assert chased <= running
