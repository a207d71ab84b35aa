"""Random days at an office: whatever is asked, the database holds what was decided."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import URL

from casework.advance_case import AdvanceRequest
from casework.allocate_worker import AllocateRequest
from casework.decide_meeting import BoardOutcome, FamilyDecision, MeetingRequest
from tests import postgres_server
from tests.builders.office import FIRST_DAY
from tests.builders.office_steps import BESIDE, LINE
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.proof.planner import steps
from tests.proof.rounds import TIMES
from tests.proof.watched_office import a_watched_office

FAMILIES = 4
PLACES = sorted({*LINE, *BESIDE, "closed"} - {"group_considered", "deferred"})
PLACES += ["profiled", "in_support"] * 4  # where the most can be done
JUNK: st.SearchStrategy[object] = st.sampled_from(
    ["", "  ", "a\x00b", "2099-01-01", -1, True, None, 10**12, []]
)
OUTCOMES: st.SearchStrategy[BoardOutcome] = st.sampled_from(
    ["approve", "approve", "defer", "decline"]
)
Databases = Callable[[], AbstractContextManager[str]]


class OfficeDays(RuleBasedStateMachine):
    """What people and the clock do, in any order."""

    databases: ClassVar[Databases]

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        database = self._open.enter_context(type(self).databases())
        self.office = self._open.enter_context(a_watched_office(database))

    def teardown(self) -> None:
        self._open.close()

    @initialize(places=st.lists(st.sampled_from(PLACES), min_size=2, max_size=2))
    def some_families_have_come_some_way(self, places: list[str]) -> None:
        self.office.at(EVERYBODY_IN_POST)
        for number, place in enumerate(places, start=1):
            self.office.open_families(number)
            self.office.walk([*self.office.model.cases][-1], place)
        self.office.look()

    @rule(data=st.data(), count=st.integers(1, 4))
    def somebody_takes_sensible_steps(self, data: st.DataObject, count: int) -> None:
        for _ in range(count):
            request = self._sensible(data)
            if request is not None:
                self.office.ask(request)

    @rule(place=st.integers(-4, -1))
    def somebody_sends_a_request_once_more(self, place: int) -> None:
        if self.office.sent:
            self.office.ask(self.office.sent[max(place, -len(self.office.sent))])

    @rule(data=st.data())
    def somebody_does_something_wrong(self, data: st.DataObject) -> None:
        request = self._sensible(data)
        if request is not None:
            self.office.ask(self._spoilt(data, request))

    @rule(data=st.data(), event=st.integers(0, 99), user=st.integers(0, 99))
    def somebody_asks_for_anything(
        self, data: st.DataObject, event: int, user: int
    ) -> None:
        events = [*self.office.workflow.events, "no_such_event"]
        name = events[event % len(events)]
        staff = [*self.office.workflow.district.staff, "nobody"]
        known = self.office.workflow.events.get(name)
        asks = (
            data.draw(st.sets(st.sampled_from([*known[1].asks, "x"]))) if known else ()
        )
        request = AdvanceRequest(
            reference=self._reference(data),
            event=name,
            user=staff[user % len(staff)],
            answers={ask: data.draw(JUNK) for ask in sorted(asks)},
            seen_version=data.draw(st.none() | st.integers(0, 9)),
        )
        self.office.ask(request)

    @rule(data=st.data(), worker=st.integers(0, 99), reason=st.sampled_from(["", "x"]))
    def a_worker_is_allocated(
        self, data: st.DataObject, worker: int, reason: str
    ) -> None:
        staff = [*self.office.workflow.district.staff, "nobody"]
        self.office.allocate(
            AllocateRequest(
                reference=self._reference(data),
                worker=staff[worker % len(staff)],
                user="mai.coordinator",
                reason=reason,
                answers=data.draw(st.sampled_from([{}, {"reason": "A change"}])),
            )
        )

    @rule(
        data=st.data(),
        meeting=st.sampled_from(["M1", "M2", "M3"]),
        days_ago=st.sampled_from([0, 0, 0, 3, -1]),
        user=st.sampled_from(["mai.secretary"] * 3 + ["mai.police"]),
    )
    def the_board_meets(
        self, data: st.DataObject, meeting: str, days_ago: int, user: str
    ) -> None:
        cases = self.office.model.cases
        ready = [r for r, case in cases.items() if case.view.programme == "profiled"]
        references = st.sampled_from([*ready, *ready, *cases, "MAI-9999"])
        request = MeetingRequest(
            district_id="maidstone",
            meeting=meeting,
            held_on=self.office.today - timedelta(days=days_ago),
            user=user,
            decisions=tuple(
                FamilyDecision(
                    reference=reference,
                    outcome=outcome,
                    minute="33",
                    reason="" if outcome == "approve" else "As minuted",
                )
                for reference in data.draw(st.lists(references, max_size=3))
                for outcome in [data.draw(OUTCOMES)]
            ),
        )
        self.office.meet(request)

    @rule()
    def the_last_meeting_is_recorded_again(self) -> None:
        self.office.meet_again()

    @rule(
        days=st.sampled_from([1, 3, 8, 15, 45, 120, -1, -20]),
        jobs=st.sampled_from([True, True, False]),
    )
    def time_passes_or_the_clock_is_set_back(self, days: int, *, jobs: bool) -> None:
        moment = self.office.now + timedelta(days=days, hours=1)
        self.office.at(max(FIRST_DAY, moment))
        if jobs:
            self.office.tick()

    @rule(most=st.integers(1, FAMILIES))
    def the_list_is_opened_again(self, most: int) -> None:
        self.office.open_families(most)
        self.office.look()

    def _reference(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([*self.office.model.cases, "MAI-9999", ""]))

    def _sensible(self, data: st.DataObject) -> AdvanceRequest | None:
        reference = data.draw(st.sampled_from([*self.office.model.cases]))
        case = self.office.model.cases[reference]
        planned = [*steps(self.office.setting, case)]
        if not planned:
            return None
        step = planned[data.draw(st.integers(0, len(planned) - 1))]
        return AdvanceRequest(
            reference=reference,
            event=step.event,
            user=step.user,
            answers=step.answers,
            seen_version=data.draw(st.sampled_from([None, case.view.version])),
        )

    def _spoilt(self, data: st.DataObject, request: AdvanceRequest) -> AdvanceRequest:
        """Spoil one thing of a sensible request; some stay good by chance."""
        used = [*self.office.model.commands, "never-used"]
        answer = data.draw(st.sampled_from([*request.answers, "surprise"]))
        answers = {**request.answers, answer: data.draw(JUNK)}
        return data.draw(
            st.sampled_from(
                [
                    replace(request, user="mai.auditor"),
                    replace(request, user="mai.worker5"),
                    replace(request, user="nobody\x00"),
                    replace(request, seen_version=0),
                    replace(request, command_id=used[0]),
                    replace(request, command_id=used[-1]),
                    replace(request, command_id="\x00"),
                    replace(request, reference=f"{request.reference}\x00"),
                    replace(request, answers=answers),
                ]
            )
        )


def test_on_sqlite_an_office_holds_what_was_decided(sqlite_with_tables: Path) -> None:
    @contextmanager
    def databases() -> Iterator[str]:
        with TemporaryDirectory() as folder:
            copy = copyfile(sqlite_with_tables, Path(folder) / "cases.sqlite")
            yield f"sqlite:///{copy}"

    run_days(databases, examples=10 * TIMES, steps_each=30, shrink=True)


def test_on_postgresql_an_office_holds_what_was_decided(
    postgres_url: URL, postgres_with_tables: str
) -> None:
    @contextmanager
    def databases() -> Iterator[str]:
        copy = postgres_server.create_database(postgres_url, postgres_with_tables)
        yield copy.render_as_string(hide_password=False)
        postgres_server.drop_database(postgres_url, copy)

    run_days(databases, examples=5 * TIMES, steps_each=20, shrink=False)


def run_days(
    databases: Databases, *, examples: int, steps_each: int, shrink: bool
) -> None:
    """Play random days, each series on a database of its own."""
    machine = type("Days", (OfficeDays,), {"databases": staticmethod(databases)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps_each,
            deadline=None,
            phases=[each for each in Phase if shrink or each is not Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
