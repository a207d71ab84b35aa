"""One family among many that are judged together, as a named tuple: quickly made."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.access.sight import Sight


class OneOfMany(NamedTuple):
    """What is asked of one case among many that are judged together."""

    reference: str
    event: str
    user: str
    answers: Mapping[str, object]
    command_id: str
    seen_version: int | None = None
    sight: Sight | None = None
