"""Every text of a request, before a database sees it: can it be kept at all?"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from engine.advance.refusal import Reason, Refusal, Why
from engine.text import UNSTORABLE, is_storable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def refuse_unstorable(
    what: str, event: str, request: "DataclassInstance"
) -> Refusal | None:
    """Refuse a request with a text that no database keeps; None if there is none.

    Args:
        what: what the request is about: a case, a worker, a cover.
        event: what is asked for.
        request: a dataclass of texts, and lists and mappings of them.
    """
    reasons = tuple(
        Reason(
            why=Why.ANSWER,
            about=field.name,
            sentence=f"{field.name} holds {UNSTORABLE}; write it anew.",
        )
        for field in fields(request)
        if not all(is_storable(text) for text in _texts(getattr(request, field.name)))
    )
    if not reasons:
        return None
    return Refusal(reference=what, event=event, reasons=reasons)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts((*value, *value.values()))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
