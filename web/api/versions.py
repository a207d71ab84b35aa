"""A case's version as an ETag, and the headers that go by it.

The tag of a case that was read is its version and a sum of what was answered: a day
that passes, or a reminder that is sent, changes the answer and not the version. A
change of the case is held against its version alone.
"""

import hashlib
from typing import Annotated

from fastapi import Header

from casework.advance_case import Advanced, new_command_id
from casework.context import Context
from casework.reading.changes_since import changes_since
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.api.problems import refuse

KEY = "Idempotency-Key"
_TAG = r'"\d{1,9}(-[0-9a-f]+)?"'
_SUM = 16

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=rf"^(\*|{_TAG})$",
        description="The ETag of the case as you saw it: 412 if it has changed since.",
        examples=['"7"'],
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        description="The ETag of an earlier answer: 304 if it would be the same.",
        examples=['"7-0f3a9c1b2d4e5f60"'],
    ),
]
Key = Annotated[
    str | None,
    Header(
        alias=KEY,
        min_length=1,
        max_length=100,
        pattern=r"^[!-~]+$",
        description=(
            "An id of your own for this command. Sent again, it is not done again, and "
            "the answer says `repeated`; used for something else, it is refused (422)."
        ),
        examples=["6f1c2b8e"],
    ),
]


def tag_of(version: int, body: str = "") -> str:
    """Write a version as an ETag; with the text that is answered, of that answer."""
    if not body:
        return f'"{version}"'
    return f'"{version}-{hashlib.sha256(body.encode()).hexdigest()[:_SUM]}"'


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Say whether whoever asks has this very answer already."""
    given = (if_none_match or "").split(",")
    return any(each.strip() in {"*", tag, f"W/{tag}"} for each in given)


def version_in(if_match: str | None) -> int | None:
    """Read the version that a change goes by; None where any will do."""
    if if_match is None or if_match == "*":
        return None
    return int(if_match.strip('"').partition("-")[0])


def command_id(sight: Sight, key: str | None) -> str:
    """Give the id of a command; a key is the user's own, and finds nobody else's."""
    return f"api:{sight.user}:{key}" if key else new_command_id()


def done_or_refused(
    context: Context, sight: Sight, outcome: Advanced | Refusal, seen: int | None
) -> Advanced:
    """Give what was done.

    Raises:
        ProblemError: it was refused; who was faster is told of what they did.
    """
    if isinstance(outcome, Refusal):
        reference, looked = outcome.reference, seen is not None
        changes = changes_since(context, sight, reference, seen or 0) if looked else ()
        refuse(outcome, changes, sight.user)
    return outcome
