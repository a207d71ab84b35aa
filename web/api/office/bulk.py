"""One event for many families: tried first, then done, with an answer for each."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from casework.advance_case import Advanced, new_command_id
from casework.bulk import MOST, BulkAdvance, BulkLine, BulkRequest, do_many, try_many
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.commands import Answers
from web.api.parameters import KNOWN_ALONE
from web.api.problems import ProblemReason, problems, told
from web.api.shape import V1, Asked, Shape, Text
from web.api.versions import Key
from web.sight import Seer, Work

router = APIRouter(tags=["commands"], dependencies=KNOWN_ALONE)
_BULK = f"{V1}/bulk/advance"
_MAY_SAY = problems(400, 413)


class ManyAsked(Asked):
    """An event, with the same answers for every family."""

    references: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST, examples=[["MAI-0011", "MAI-0012"]]),
    ]
    event: Text = Field(examples=["check_existing_plan"])
    answers: Answers


class OneOfMany(Shape):
    """One family: its new version, or every reason why not."""

    reference: str
    done: bool
    repeated: bool
    version: int | None
    reasons: tuple[ProblemReason, ...]


class ManyDone(Shape):
    """What became of each family, or would; one that is refused stops no other."""

    standing: Literal["tried", "done"]
    families: tuple[OneOfMany, ...]


@router.post(f"{_BULK}/preview", responses=_MAY_SAY)
def api_try_many(sight: Seer, context: Work, asked: ManyAsked) -> ManyDone:
    """Say what would become of each family; nothing is changed."""
    lines = try_many(context, sight, _asked(asked, new_command_id()))
    return ManyDone(standing="tried", families=tuple(map(_line, lines)))


@router.post(_BULK, responses=_MAY_SAY)
def api_advance_many(
    sight: Seer, context: Work, asked: ManyAsked, *, key: Key = None
) -> ManyDone:
    """Take families through an event, each by itself; a repeat does the rest."""
    id_ = f"api:{key}" if key else new_command_id()
    lines = do_many(context, sight, _asked(asked, id_))
    return ManyDone(standing="done", families=tuple(map(_line, lines)))


def _asked(asked: ManyAsked, id_: str) -> BulkRequest:
    references = tuple(reference_in(each) or each for each in asked.references)
    step = BulkAdvance(event=asked.event, answers=asked.answers)
    return BulkRequest(id=id_, references=references, step=step)


def _line(line: BulkLine) -> OneOfMany:
    outcome = line.outcome
    done = outcome if isinstance(outcome, Advanced) else None
    return OneOfMany(
        reference=line.reference,
        done=line.done,
        repeated=done.repeated if done else False,
        version=done.version if done else None,
        reasons=told(outcome.reasons) if isinstance(outcome, Refusal) else (),
    )
