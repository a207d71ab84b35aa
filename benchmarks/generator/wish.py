"""What is wanted of a made-up database."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from storage.rows import as_json
from storage.schema import HEAD

ENGLISH_AUTHORITIES = 152
ROOT = Path(__file__).parents[2]
_MADE_OF = ("benchmarks/generator/*.py", "demo/*.py", "demo/plays/*", "workflows/*/*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """How many cases, in how many districts, and what is special about them.

    Attributes:
        cases: how many in all.
        districts: how many districts share them.
        seed: which templates are copied where, and the names.
        standing: for states of programme and service, such as
            `board_approved/not_offered`, how many cases have to stand there at least;
            the others stand as they do in real life.
        due: how many clocks have a rung to fire on the next working day; None for as
            many as real life gives.
        open_only: only cases with a running clock.
        longest: only cases with at most so many entries of history; None for any.
        templates: how many families are played, to be copied.
    """

    cases: int
    districts: int = ENGLISH_AUTHORITIES
    seed: int = 2012
    standing: Mapping[str, int] = field(default_factory=dict)
    due: int | None = None
    open_only: bool = False
    longest: int | None = None
    templates: int = 240

    def key(self) -> str:
        """Name the database that this wish gives: it changes with all it is made of."""
        made_of = asdict(self) | {"tables": HEAD, "content": fingerprint()}
        return hashlib.sha256(as_json(made_of).encode()).hexdigest()[:16]


def fingerprint() -> str:
    """Give a hash of the files that decide what a generated database holds."""
    digest = hashlib.sha256()
    for pattern in _MADE_OF:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()
