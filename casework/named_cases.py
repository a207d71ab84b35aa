"""Other cases that an answer names: each is on record here, and is another one."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from engine.access.sight import Sight
from engine.advance.answers import reference_in
from engine.advance.refusal import Reason, Why
from engine.workflow.definition import Ask, Transition
from storage.cases import StoredCase, find_case
from storage.seen_case import seen_number


def named_case_reasons(
    connection: Connection,
    case: StoredCase,
    transition: Transition,
    answers: Mapping[str, object],
    sight: Sight | None = None,
) -> tuple[Reason, ...]:
    """Give the reasons against the cases that the answers to an event name.

    Args:
        connection: the transaction.
        case: the one that is advanced.
        transition: the event, with what it asks.
        answers: its answers as they were given; one that is no reference at all is
            left to `read_answers`.
        sight: of who asks; one that they do not see is answered as one that is not
            there. None sees all.
    """
    asked = [(name, ask) for name, ask in transition.asks.items() if ask.type == "case"]
    if not asked:
        return ()
    named = [(name, ask, reference_in(answers.get(name))) for name, ask in asked]
    return tuple(
        Reason(why=Why.ANSWER, about=name, sentence=sentence)
        for name, ask, other in named
        if other
        for sentence in _against(connection, case, ask, other, sight)
    )


def _against(
    connection: Connection,
    case: StoredCase,
    ask: Ask,
    other: str,
    sight: Sight | None,
) -> Iterator[str]:
    if other == case.view.reference:
        yield f"{ask.label}: found {other}, which is this case; give another one."
    elif not _is_there(connection, case.district_id, other, sight):
        yield (
            f"{ask.label}: found '{other}', and there is no such case in this district."
        )


def _is_there(
    connection: Connection, district: str, reference: str, sight: Sight | None
) -> bool:
    if sight is None:
        return find_case(connection, district, reference) is not None
    return seen_number(connection, sight, district, reference) is not None
