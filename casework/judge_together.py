"""What a board decided of many families, judged together: held and read at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from casework.advance_case import (
    Advanced,
    FoundCase,
    judge,
    no_case,
    refused,
    repeat,
)
from casework.context import Context
from casework.one_of_many import OneOfMany
from casework.people import find_actor
from engine.advance.case import Actor
from engine.advance.consequences import Advance
from engine.advance.refusal import Reason, Refusal
from engine.advance.setting import Setting
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, hold_cases, stored_case
from storage.history import find_commands
from storage.meetings import MeetingsOnRecord


class Asked(NamedTuple):
    """What is asked for one family: the outcome that was decided, and the answers.

    The event is the board's of that outcome which fits where the case stands.
    """

    reference: str
    decided: str
    answers: Mapping[str, object]
    command_id: str


Judged = tuple[StoredCase | None, Advance | Advanced | Refusal]
"""What came of it; there is no case where there is none of that reference."""


class Bench:
    """What many cases of a district are judged in: each definition is set up once."""

    def __init__(
        self, context: Context, connection: Connection, district: District, user: str
    ) -> None:
        """Sit down for what a user asks in a district, in this transaction."""
        self.district, self.user = district, user
        self.meetings = MeetingsOnRecord(connection=connection, district_id=district.id)
        self._context, self._connection = context, connection
        self._known: dict[str, tuple[Setting, Actor | Reason]] = {}

    def found(self, case: StoredCase) -> FoundCase:
        """Give a case with what it is judged in, and who asks there."""
        known = self._known.get(case.workflow_hash)
        if known is None:
            known = self._known[case.workflow_hash] = self._set_up(case.workflow_hash)
        setting, actor = known
        return FoundCase(case=case, setting=setting, actor=actor)

    def _set_up(self, workflow_hash: str) -> tuple[Setting, Actor | Reason]:
        connection = self._connection
        setting = self._context.setting(connection, workflow_hash, self.district)
        workflow, today = setting.workflow, setting.today
        return setting, find_actor(connection, workflow, self.user, today)


def judge_together(
    bench: Bench, connection: Connection, asked: Sequence[Asked]
) -> Iterator[Judged]:
    """Judge what one user asks, each time of another case; nothing is written.

    The cases are held until the transaction ends.
    """
    district = bench.district.id
    rows = hold_cases(connection, district, [each.reference for each in asked])
    commands = [each.command_id for each in asked]
    done = find_commands(connection, district, commands)
    for each in asked:
        row = rows.get(each.reference)
        if row is None:
            request = _request(bench, each, "")
            yield None, refused(request, no_case(each.reference))
            continue
        case = stored_case(row)
        found = bench.found(case)
        workflow = found.setting.workflow
        place = case.view.programme
        event = _event_for(workflow.original, place, each.decided)
        request, before = _request(bench, each, event), done.get(each.command_id)
        if before is None:
            yield case, judge(connection, request, found, bench.meetings)
        else:
            yield case, repeat(request, case, before, workflow.events)


def _request(bench: Bench, asked: Asked, event: str) -> OneOfMany:
    return OneOfMany(
        reference=asked.reference,
        event=event,
        user=bench.user,
        answers=asked.answers,
        command_id=asked.command_id,
    )


@lru_cache(maxsize=512)
def _event_for(workflow: Workflow, place: str, decided: str) -> str:
    """Choose the board's event of an outcome that fits where a family stands."""
    events = [
        name
        for name, (_, transition) in workflow.events.items()
        if transition.decision == decided
    ]
    fitting = (name for name in events if place in workflow.sources(name))
    return next(fitting, events[0])
