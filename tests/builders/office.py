"""A district's office for tests: its database, a clock that is set, and its cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.context import Context
from casework.decide_meeting import (
    BoardOutcome,
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.open_families import FamiliesOpened, OpenRequest, open_families
from casework.set_up import set_up
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from engine.advance.refusal import Refusal
from engine.workflow.definition import Ask
from engine.workflow.loader import load_workflow
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, find_case
from storage.database import open_database, reading
from storage.schema import upgrade
from tests.builders.office_steps import BESIDE, GOOD, LINE, PLAIN

WORKFLOWS = Path(__file__).parents[2] / "workflows"
FIRST_DAY = datetime(2012, 12, 17, 10, tzinfo=UTC)
"""The Locality Board's evening, as an office hour."""


@dataclass
class Office:
    """What a test works with: the real workflow, a real database, a set clock."""

    url: str
    workflow: Workflow
    context: Context
    hands: list[datetime]

    @property
    def district(self) -> str:
        return self.workflow.district.id

    def at(self, moment: datetime | date) -> None:
        """Set the clock; a date means ten o'clock (UTC) on that day."""
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, 10, tzinfo=UTC)
        self.hands[0] = moment

    def open_families(self, most: int = 1) -> tuple[str, ...]:
        """Open the list's families up to this many; those open already stay so."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "families.csv"
            where = sample_district(self.district)
            write_sample_list(path, count=most, seed=33, district=where)
            user = self.user("coordinator")
            request = OpenRequest(path=path, district_id=self.district, user=user)
            opened = open_families(self.context, request)
        assert isinstance(opened, FamiliesOpened), opened
        return opened.opened

    def advance(
        self, reference: str, event: str, user: str, **answers: object
    ) -> Advanced | Refusal:
        """Ask for an event with these answers and no others."""
        asked = AdvanceRequest(
            reference=reference, event=event, user=user, answers=answers
        )
        return advance_case(self.context, asked)

    def take(
        self, reference: str, event: str, user: str = "", **answers: object
    ) -> Advanced:
        """Take an event that is allowed; answers not given are made up well."""
        made_up = self.good_answers(event, reference)
        user = user or self.user_for(reference, event)
        done = self.advance(reference, event, user, **made_up | answers)
        assert isinstance(done, Advanced), done
        return done

    def decide(
        self,
        outcome: BoardOutcome,
        *references: str,
        meeting: str = "",
        minute: str = "33",
    ) -> MeetingRecorded | Refusal:
        """Record a board meeting with one outcome for all."""
        request = MeetingRequest(
            district_id=self.district,
            meeting=meeting or f"about {references[0]}",
            held_on=self.context.today(),
            user=self.user("board_secretary"),
            decisions=tuple(
                FamilyDecision(
                    reference=each,
                    outcome=outcome,
                    minute=minute,
                    reason="" if outcome == "approve" else "As minuted",
                )
                for each in references
            ),
        )
        return decide_meeting(self.context, request)

    def walk(self, reference: str, to: str) -> None:
        """Take a case the shortest way to a state of the programme."""
        for _ in range(20):
            state = self.case(reference).view.programme
            if state == to:
                return
            aside = [e for e in BESIDE.get(to, []) if self._leads_from(state, e)]
            for event in aside[:1] or LINE[state]:
                if self._leads_from(state, event):
                    self._step(reference, event)
        raise AssertionError(f"{reference} does not come to '{to}'")

    def _leads_from(self, state: str, event: str) -> bool:
        return event in self.workflow.events and state in self.workflow.sources(event)

    def _step(self, reference: str, event: str) -> None:
        outcome = self.workflow.events[event][1].decision
        if outcome is not None:
            done = self.decide(outcome, reference)
            assert isinstance(done, MeetingRecorded), done
            assert isinstance(done.outcomes[0][1], Advanced), done
        elif event == "record_profile":
            for agency in self.workflow.pathway.agencies:
                self.take(reference, event, agency=agency)
        else:
            self.take(reference, event)

    def case(self, reference: str) -> StoredCase:
        """Read a case as it is stored."""
        with reading(self.context.database) as connection:
            found = find_case(connection, self.district, reference)
        assert found is not None, reference
        return found

    def user(self, *roles: str) -> str:
        """Name somebody in post today who holds one of these roles."""
        today = self.context.today()
        staff = self.workflow.district.staff
        return next(
            user
            for user, member in staff.items()
            if set(member.roles).intersection(roles)
            and member.since <= today <= (member.until or today)
        )

    def user_for(self, reference: str, event: str) -> str:
        """Name somebody who may take an event: the family's worker, or a role."""
        by = self.workflow.events[event][1].by
        worker = str(self.case(reference).view.facts.get("worker", ""))
        return worker if "worker" in by and worker else self.user(*by)

    def good_answers(self, event: str, reference: str) -> dict[str, object]:
        """Make up an answer to all that an event asks for and must be answered."""
        asks = self.workflow.events[event][1].asks
        return {
            name: GOOD.get((event, name), self._good(ask, reference))
            for name, ask in asks.items()
            if ask.required
        }

    def _good(self, ask: Ask, reference: str) -> object:
        match ask.type:
            case "choice":
                return ask.options[0]
            case "date":
                return self.context.today().isoformat()
            case "worker":
                return self.user(*ask.roles)
            case "agency":
                return next(iter(self.workflow.pathway.agencies))
            case "case":
                return self._another_case(reference)
        return PLAIN[ask.type]

    def _another_case(self, reference: str) -> str:
        """Name a case that is not this one; the second family is opened for it."""
        first, second = (f"{self.workflow.district.prefix}-{n:04d}" for n in (1, 2))
        if reference == first:
            self.open_families(2)
        return second if reference == first else first


@cache
def the_workflow(district: str) -> Workflow:
    """Give a district's real workflow, read once."""
    return load_workflow(WORKFLOWS / "districts" / f"{district}.yaml")


def _set_up(url: str, district: str, hands: list[datetime]) -> None:
    """Set a new office up; on SQLite as a copy of one that was, which is faster."""
    file = Path(make_url(url).database or "")
    if url.startswith("sqlite:") and (not file.exists() or _has_only_tables(file)):
        file.write_bytes(_as_set_up(district, hands[0]))
    else:
        set_up(url, [the_workflow(district)], clock=lambda: hands[0])


def _has_only_tables(file: Path) -> bool:
    return file.read_bytes() == the_tables()


@cache
def _as_set_up(district: str, now: datetime) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "office.sqlite"
        file.write_bytes(the_tables())
        set_up(f"sqlite:///{file}", [the_workflow(district)], clock=lambda: now)
        return file.read_bytes()


@cache
def the_tables() -> bytes:
    """Give an SQLite file that has its tables, and nothing in them."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.sqlite"
        database = open_database(f"sqlite:///{file}", create=True)
        upgrade(database)
        database.dispose()
        return file.read_bytes()


@contextmanager
def an_office(
    url: str, *, district: str = "maidstone", now: datetime = FIRST_DAY
) -> Iterator[Office]:
    """Open an office on a new database, for the length of a test.

    Args:
        url: an empty database, such as the fixtures `sqlite_url` and `database_url`.
        district: whose real workflow it runs.
        now: where its clock stands until `at` sets it.
    """
    workflow = the_workflow(district)
    hands = [now]
    _set_up(url, district, hands)
    database = open_database(url)
    context = Context(database=database, clock=lambda: hands[0])
    try:
        yield Office(url=url, workflow=workflow, context=context, hands=hands)
    finally:
        database.dispose()
