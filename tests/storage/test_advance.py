"""An advance is written whole, once, and by one of two who try."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.case import AdvanceCommand
from engine.advance.consequences import (
    Advance,
    Allocated,
    ConsentGiven,
    EvidenceAdded,
    MessageDue,
    PaymentTriggered,
    Record,
    ResultEvidenced,
    ReviewHeld,
)
from engine.advance.decide import decide
from engine.advance.setting import Setting
from engine.clocks.working_days import england
from engine.messages import Worded
from engine.workflow.framework import Framework
from engine.workflow.workflow import Workflow
from storage.cases import find_case, write_advance
from storage.database import writing
from storage.errors import LostRaceError
from storage.history import find_commands
from storage.tables import (
    Allocation,
    Clock,
    Consent,
    Decision,
    Evidence,
    FamilyCase,
    HistoryEntry,
    OutboxMessage,
    PaymentTrigger,
    Result,
    Review,
    Task,
)
from tests.builders.pathways import a_district, a_pathway
from tests.builders.storage import (
    APPROVED,
    CAROL,
    NOW,
    TODAY,
    a_clock,
    a_family,
    advance,
    an_advance,
    an_agency_task,
    approve,
    everything,
    find,
    hold_meeting,
    rows,
)

DAY = date(2012, 12, 10)
TWO_CRITERIA = {"crime_met": True, "work_met": True}
RECORDS: tuple[tuple[Record, type[Any], dict[str, Any]], ...] = (
    (
        EvidenceAdded(criterion="work", source="Jobcentre Plus", dated=DAY),
        Evidence,
        {"criterion": "work", "dated": DAY, "person_id": "", "recorded_by": "carol"},
    ),
    (
        ConsentGiven(kind="data_use", outcome="given"),
        Consent,
        {"kind": "data_use", "outcome": "given", "recorded_at": NOW},
    ),
    (
        APPROVED,
        Decision,
        {"meeting": "2012-12-17", "outcome": "approve", "minute": "4"},
    ),
    (
        Allocated(worker="fred", role="fip_worker", reason="nobody else"),
        Allocation,
        {"worker": "fred", "since": TODAY, "until": None, "reason": "nobody else"},
    ),
    (
        ReviewHeld(held_on=DAY, outcome="progress"),
        Review,
        {"held_on": DAY, "held_by": "carol", "outcome": "progress"},
    ),
    (
        ResultEvidenced(
            measure="employment", verdict="met", source="P45", period_end=DAY
        ),
        Result,
        {"measure": "employment", "verdict": "met", "recorded_at": NOW},
    ),
)


@pytest.mark.parametrize(
    ("record", "table", "written"),
    RECORDS,
    ids=[type(record).__name__ for record, _, _ in RECORDS],
)
def test_every_kind_of_record_is_written(
    database: Engine, record: Record, table: type[Any], written: dict[str, Any]
) -> None:
    a_family(database)
    hold_meeting(database)
    advance(database, records=(record,))
    (found,) = rows(database, table, case_number=1)
    assert found.items() >= written.items()


def test_an_advance_moves_the_case_and_adds_to_its_history(database: Engine) -> None:
    a_family(database)
    later = NOW + timedelta(days=1, microseconds=7)
    advance(database, "MAI-0001", approve(), facts={"visits": 2}, at=later)
    case = find(database)
    assert (case.view.version, case.view.programme) == (2, "approved")
    assert (case.view.facts["visits"], case.view.changed_at) == (2, later)
    (row,) = rows(database, FamilyCase)
    assert (row["programme_since"], row["service_since"]) == (later.date(), TODAY)
    entry = rows(database, HistoryEntry)[-1]
    assert (entry["entry"], entry["event"], entry["actor"]) == (2, "note", "carol")
    assert (entry["programme_from"], entry["programme_to"]) == (
        "identified",
        "approved",
    )
    assert entry["at"] == later
    assert entry["hash"] == case.history_hash


def test_clocks_tasks_messages_and_payments_are_written_with_it(
    database: Engine,
) -> None:
    a_family(database)
    worded = Worded(subject="MAI-0001: decide", body="Case MAI-0001: decide.")
    advance(
        database,
        starts=(a_clock("profile", subject="police"),),
        tasks_opened=(an_agency_task("police"),),
        messages=(MessageDue(role="worker", user="fred", worded=worded),),
        payments=(PaymentTriggered(payment="attachment", group="attachment"),),
    )
    (clock,), (task,) = rows(database, Clock), rows(database, Task)
    assert (clock["due_on"], clock["stopped_on"]) == (date(2013, 1, 4), None)
    assert (task["clock_id"], task["closed_at"]) == (clock["id"], None)
    (message,), (payment,) = (
        rows(database, OutboxMessage),
        rows(database, PaymentTrigger),
    )
    assert (message["user"], message["state"]) == ("fred", "waiting")
    assert (payment["once"], payment["state"]) == ("attachment", "waiting")


def test_what_the_engine_decides_is_what_storage_writes(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    hold_meeting(database)
    case = find(database)
    advance_ = decide(
        Setting(workflow=_small_workflow(), now=NOW, calendar=england()),
        case.view._replace(facts={**case.view.facts, **TWO_CRITERIA}),
        AdvanceCommand(
            reference="MAI-0001",
            event="approve",
            actor=replace(CAROL, roles=frozenset({"board"})),
            answers={"meeting": "2012-12-17", "minute": "4"},
            command_id="one",
        ),
    )
    assert isinstance(advance_, Advance), advance_
    with writing(database) as connection:
        write_advance(connection, case, advance_)
    assert find(database).view.service == "active"
    assert len(rows(database, Decision)) == len(rows(database, PaymentTrigger)) == 1
    assert [clock["stopped_how"] for clock in rows(database, Clock)] == ["left"]


def test_the_second_of_two_who_read_the_same_version_loses(database: Engine) -> None:
    a_family(database)
    case = find(database)
    advance(database)
    before = everything(database)
    with (
        pytest.raises(LostRaceError, match="MAI-0001 was changed by somebody else"),
        writing(database) as connection,
    ):
        write_advance(connection, case, an_advance(case, approve()))
    assert everything(database) == before


def test_of_two_who_write_at_once_one_wins(database: Engine) -> None:
    a_family(database)
    case, both_have_read = find(database), Barrier(2)

    def write() -> str:
        both_have_read.wait()
        try:
            with writing(database) as connection:
                write_advance(connection, case, an_advance(case, approve()))
        except LostRaceError:
            return "lost"
        return "won"

    with ThreadPoolExecutor() as threads:
        told = [threads.submit(write) for _ in range(2)]
        assert sorted(one.result() for one in told) == ["lost", "won"]
    assert find(database).view.version == 2


def test_two_who_lock_the_case_first_both_win(database: Engine) -> None:
    a_family(database)
    both_are_ready = Barrier(2)

    def write() -> None:
        both_are_ready.wait()
        with writing(database) as connection:
            case = find_case(connection, "maidstone", "MAI-0001", lock=True)
            assert case is not None
            write_advance(connection, case, an_advance(case))

    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(write) for _ in range(2)]:
            done.result()
    assert find(database).view.version == 3


def test_a_command_is_found_again_and_never_written_twice(database: Engine) -> None:
    a_family(database)
    advance(database, command_id="same")
    with writing(database) as connection:
        done = find_commands(connection, "maidstone", ["same"]).get("same")
        assert not find_commands(connection, "tonbridge_and_malling", ["same"])
    assert done is not None
    assert (done["entry"], done["event"]) == (2, "note")
    before = everything(database)
    with pytest.raises(IntegrityError):
        advance(database, command_id="same")
    assert everything(database) == before


def test_a_case_that_does_not_exist_is_not_found(database: Engine) -> None:
    a_family(database)
    with writing(database) as connection:
        assert find_case(connection, "maidstone", "MAI-0002") is None
        assert find_case(connection, "elsewhere", "MAI-0001", lock=True) is None


def _small_workflow() -> Workflow:
    rate = {"since": date(2012, 4, 1), "pence": 320000, "grade": "A", "source": "DCLG"}
    condition = {"holds": "true", "otherwise": "It is not due.", "source": "DCLG"}
    payment = {
        "title": "Attachment fee",
        "once": "attachment",
        "rated_on": "attachment",
        "requires": [condition],
        "rates": [rate],
    }
    framework = {
        "framework": "results",
        "title": "Payment by results",
        "source": "DCLG",
        "payments": {"attachment": payment},
    }
    return Workflow(
        pathway=a_pathway(),
        district=a_district(),
        framework=Framework.model_validate(framework),
    )
