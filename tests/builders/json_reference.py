"""The page of JSON keys, made from the types that the reading commands print."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from inspect import getdoc
from typing import get_args, get_type_hints

from casework.access.accounts import AccountLine
from casework.backups.back_up import BackedUp
from casework.backups.restore import Restored
from casework.cover.listing import CoverLine
from casework.delivery.status import AttemptLine, DeliveryLine
from casework.handover.leavers import Leaver
from casework.handover.listing import HandoverLine
from casework.handover.preview import HandoverPreview
from casework.jobs.rehearsal import Rehearsal
from casework.jobs.set_aside import SetAsideLine
from casework.reading.case_file import CaseFile
from casework.reading.case_list import CaseList
from casework.reading.forecast import Forecast
from casework.reading.history import CaseHistory, Verified
from casework.reading.office_lists import Outbox, RunList
from casework.reading.overdue import OverdueList
from casework.reading.report import DistrictReport
from casework.reading.staff_list import StaffLine

COMMANDS: dict[str, type] = {
    "cases": CaseList,
    "case REF": CaseFile,
    "overdue": OverdueList,
    "history REF": CaseHistory,
    "verify": Verified,
    "report --district DISTRICT": DistrictReport,
    "runs": RunList,
    "tick --rehearse": Rehearsal,
    "forecast --district DISTRICT": Forecast,
    "set-aside list": SetAsideLine,
    "outbox": Outbox,
    "letters list": DeliveryLine,
    "letters attempts REF": AttemptLine,
    "staff": StaffLine,
    "cover list": CoverLine,
    "handover preview WORKER": HandoverPreview,
    "handover list": HandoverLine,
    "leavers": Leaver,
    "accounts list": AccountLine,
    "backup FILE": BackedUp,
    "restore FILE": Restored,
}
HEAD = """# What the commands print with `--json`

Made from the types in `casework/`: change them there. A test compares the two.

Every reading command prints one JSON object on stdout, and nothing else. Keys are only
ever added. Days are `2013-02-05`; moments are ISO 8601 in UTC,
`2013-02-05T10:42:00+00:00`; money is whole pence. A key that ends in `_in_words` is for
people. `null` stands for what is not there.

`staff` prints `{"staff": [...]}`, a list of what is described below. So do
`set-aside list` (`set_aside`), `cover list` (`covers`), `handover list` (`handovers`),
`letters list` (`letters`), `letters attempts` (`attempts`), `leavers` and
`accounts list` (`accounts`).
`workflows check` prints `{"faults": [...]}`, each with `file`, `line`, `fault` and
`allowed`; `workflows diff` prints `{"differences": [...]}`, each with `change`, `where`
and `sentence`; `workflows show` prints `district` and `pathway` as the files have them.
"""


def json_reference() -> str:
    """Write the page."""
    return "\n".join((HEAD, *_commands()))


def _commands() -> Iterator[str]:
    for command, kind in COMMANDS.items():
        yield from (f"## `{command}`", "")
        for each in _nested(kind):
            yield from (*_table(each), "")


def _nested(kind: type) -> Iterator[type]:
    yield kind
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                yield from _nested(part)


def _table(kind: type) -> Iterator[str]:
    yield from (f"**{kind.__name__}.** {_first_paragraph(kind)}", "")
    yield from ("| key | value |", "| --- | --- |")
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield f"| `{field.name}` | {_worded(hints[field.name])} |"


def _first_paragraph(kind: type) -> str:
    return (getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")


def _worded(hint: object) -> str:
    inside = [part for part in get_args(hint) if part is not Ellipsis]
    if type(None) in inside:
        return f"{_worded(inside[0])}, or null"
    if getattr(hint, "__origin__", None) is tuple:
        return f"list: {_worded(inside[0])}"
    if getattr(hint, "__origin__", None) is dict:
        return "object"
    named = {
        "str": "text",
        "int": "whole number",
        "float": "number",
        "bool": "true or false",
        "date": "day",
        "datetime": "moment",
    }
    name = getattr(hint, "__name__", str(hint))
    return named.get(name, name)
