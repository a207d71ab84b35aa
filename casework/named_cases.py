"""Other cases that an answer names: each is on record here, and is another one."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from engine.advance.answers import reference_in
from engine.advance.refusal import Reason, Why
from engine.workflow.definition import Ask, Transition
from storage.cases import find_case


def named_case_reasons(
    connection: Connection,
    district_id: str,
    transition: Transition,
    answers: Mapping[str, object],
    reference: str,
) -> tuple[Reason, ...]:
    """Give the reasons against the cases that the answers to an event name.

    Args:
        connection: the transaction.
        district_id: the district of the case that is advanced.
        transition: the event, with what it asks.
        answers: its answers as they were given; one that is no reference at all is
            left to `read_answers`.
        reference: the case that is advanced.
    """
    named = [
        (name, ask, reference_in(answers.get(name)))
        for name, ask in transition.asks.items()
        if ask.type == "case"
    ]
    return tuple(
        Reason(why=Why.ANSWER, about=name, sentence=sentence)
        for name, ask, other in named
        if other
        for sentence in _against(connection, district_id, ask, other, reference)
    )


def _against(
    connection: Connection, district_id: str, ask: Ask, other: str, reference: str
) -> Iterator[str]:
    if other == reference:
        yield f"{ask.label}: found {other}, which is this case; give another one."
    elif find_case(connection, district_id, other) is None:
        yield (
            f"{ask.label}: found '{other}', and there is no such case in this "
            "district. `cases` lists the cases there are."
        )
