"""What a run of a job did."""

from dataclasses import dataclass, field


@dataclass(kw_only=True, slots=True)
class Tally:
    """Counts what a run examined, fired and failed at; failures are sentences.

    `caught_up` of the fired are late: their day had passed when they fired. `notes` are
    sentences on what went as it should and somebody has to hear of all the same.
    """

    examined: int = 0
    fired: int = 0
    caught_up: int = 0
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
