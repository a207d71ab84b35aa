"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """The quick sizes, or those of the claims; `cases` overrules both."""

    full: bool = False
    cases: int | None = None
    rounds: int = 5

    def pick(self, quick: int, full: int) -> int:
        """Give the size to measure at."""
        return self.cases or (full if self.full else quick)
