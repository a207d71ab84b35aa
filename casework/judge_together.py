"""What a board decided of many families, judged together: held and read at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection

from casework.advance_case import (
    Advanced,
    AdvanceRequest,
    FoundCase,
    judge,
    no_case,
    refused,
    repeat,
)
from casework.context import Context
from casework.people import find_actor
from engine.advance.case import Actor
from engine.advance.consequences import Advance
from engine.advance.refusal import Reason, Refusal
from engine.advance.setting import Setting
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, hold_cases
from storage.history import find_commands
from storage.meetings import MeetingsOnRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What came of a request; `case` is None where there is none."""

    case: StoredCase | None
    outcome: Advance | Advanced | Refusal


def judge_together(
    context: Context,
    connection: Connection,
    district: District,
    asked: Sequence[tuple[AdvanceRequest, str]],
) -> Iterator[Judged]:
    """Judge requests of one user, each about another case; nothing is written.

    Args:
        context: the clock and the definitions.
        connection: the transaction; it holds the cases until it ends.
        district: the district of the cases.
        asked: each request with what the board decided. The event is the board's
            of that outcome which fits where the case stands.
    """
    if not asked:
        return
    cases = hold_cases(connection, district.id, [each.reference for each, _ in asked])
    commands = [each.command_id for each, _ in asked]
    done = find_commands(connection, district.id, commands)
    bench = _Bench(context, connection, district, asked[0][0].user)
    for request, decided in asked:
        case = cases.get(request.reference)
        if case is None:
            outcome = refused(request, no_case(request.reference))
            yield Judged(case=None, outcome=outcome)
            continue
        setting, actor = bench.setting(case.workflow_hash)
        place = case.view.programme
        event = _event_for(setting.workflow.original, place, decided)
        asking = replace(request, event=event)
        before = done.get(request.command_id)
        if before is not None:
            repeated = repeat(asking, case, before, setting.workflow.events)
            yield Judged(case=case, outcome=repeated)
            continue
        found = FoundCase(case=case, setting=setting, actor=actor)
        decision = judge(connection, asking, found, bench.meetings)
        yield Judged(case=case, outcome=decision)


class _Bench:
    """What many cases of a district are judged in: each definition is set up once."""

    def __init__(
        self, context: Context, connection: Connection, district: District, user: str
    ) -> None:
        self.meetings = MeetingsOnRecord(connection=connection, district_id=district.id)
        self._context, self._connection = context, connection
        self._district, self._user = district, user
        self._known: dict[str, tuple[Setting, Actor | Reason]] = {}

    def setting(self, workflow_hash: str) -> tuple[Setting, Actor | Reason]:
        """Give the setting of the cases of a definition, and who asks there."""
        known = self._known.get(workflow_hash)
        if known is None:
            connection = self._connection
            setting = self._context.setting(connection, workflow_hash, self._district)
            workflow, today = setting.workflow, setting.today
            actor = find_actor(connection, workflow, self._user, today)
            known = self._known[workflow_hash] = (setting, actor)
        return known


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
