"""Read a board meeting's decisions from CSV: all of them, or the file's faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from casework.decide_meeting import BoardOutcome, FamilyDecision
from casework.intake.faults import FaultLog, ListFaults, did_you_mean, quoted
from casework.intake.header import header_of
from casework.intake.list_file import content_of, rows_of
from engine.advance.answers import reference_in

if TYPE_CHECKING:
    from pathlib import Path

    from casework.intake.list_file import Rows

COLUMNS: Final = ("reference", "outcome", "minute", "reason")
_OUTCOMES: Final[dict[str, BoardOutcome]] = {o: o for o in get_args(BoardOutcome)}


def read_meeting_list(
    path: Path, *, minute: str = ""
) -> tuple[FamilyDecision, ...] | ListFaults:
    """Read and check a meeting's decisions before any is recorded.

    Args:
        path: a CSV file with the columns reference, outcome, minute and reason.
        minute: the minute of the rows that give none.

    Returns:
        The decisions in the order of the file; or every fault with its line.
    """
    faults = FaultLog(file_name=path.name or str(path))
    content = content_of(path, faults)
    if content is None:
        return faults.closed(path)
    decisions = _decisions(rows_of(content.text(), faults), minute, faults)
    return faults.closed(path) if faults.faults else tuple(decisions)


def _decisions(rows: Rows, minute: str, faults: FaultLog) -> list[FamilyDecision]:
    decisions: list[FamilyDecision] = []
    header = header_of(rows, faults, columns=COLUMNS)
    if header is None:
        return decisions
    lines: dict[str, int] = {}
    for line, cells in rows:
        if cells is not None and len(cells) != header.width:
            why = f"but the header has {header.width}; count the commas of the row"
            faults.add(line, None, f"{len(cells)} cells", why)
        elif cells is not None:
            row = header.named(cells)
            row["reference"] = reference_in(row["reference"]) or row["reference"]
            row["minute"] = row["minute"] or minute
            _note_twice(line, row["reference"], lines, faults)
            decisions.extend(_decision(line, row, faults))
    if not decisions and not faults.faults:
        faults.add(None, None, "a header and no row", "but a meeting decides something")
    return decisions


def _note_twice(
    line: int, reference: str, lines: dict[str, int], faults: FaultLog
) -> None:
    if reference and reference in lines:
        found = f"{quoted(reference)}, which line {lines[reference]} has too"
        faults.add(line, "reference", found, "but a meeting decides a family once")
    lines.setdefault(reference, line)


def _decision(line: int, row: dict[str, str], faults: FaultLog) -> list[FamilyDecision]:
    before = len(faults.faults)
    for column, why in (
        ("reference", "but a row names a case, such as MAI-0001"),
        ("minute", "but a decision has a minute; give it here, or to `--minute`"),
    ):
        if not row[column]:
            faults.add(line, column, "nothing", why)
    outcome = _outcome(line, row["outcome"], faults)
    if outcome is not None:
        _note_reason(line, outcome, row["reason"], faults)
    if outcome is None or len(faults.faults) > before:
        return []
    return [
        FamilyDecision(
            reference=row["reference"],
            outcome=outcome,
            minute=row["minute"],
            reason=row["reason"],
        )
    ]


def _outcome(line: int, text: str, faults: FaultLog) -> BoardOutcome | None:
    outcome = _OUTCOMES.get(text.casefold())
    if outcome is None:
        known = ", ".join(_OUTCOMES)
        hint = did_you_mean(text.casefold(), _OUTCOMES)
        why = f"but a board's outcome is one of {known}{hint}"
        faults.add(line, "outcome", quoted(text), why)
    return outcome


def _note_reason(
    line: int, outcome: BoardOutcome, reason: str, faults: FaultLog
) -> None:
    if outcome == "approve" and reason:
        why = "but an approval needs no reason; leave the cell blank"
        faults.add(line, "reason", quoted(reason), why)
    if outcome != "approve" and not reason:
        why = f"but to {outcome} a family needs a reason, as the minutes give it"
        faults.add(line, "reason", "nothing", why)
