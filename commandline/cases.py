"""`cases` lists cases; `case` shows one."""

from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, MaybeDistrict, Most, Reference
from commandline.output import accepted, console, counted, note, say, say_json, table
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.reading.case_list import CaseLine, CaseList

_WIDE = 120
"""Columns of a screen on which every detail of a list has room."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("cases")(cases)
    app.command("case")(case)


_State = Annotated[
    str,
    typer.Option(metavar="STATE", help="Only cases in this state, such as in_support."),
]
_Worker = Annotated[str, typer.Option(metavar="USER", help="Only this worker's cases.")]
_Overdue = Annotated[
    bool, typer.Option("--overdue", help="Only cases with something overdue.")
]
_After = Annotated[
    str, typer.Option(metavar="REF", help="The next page: go on after this case.")
]


def cases(
    ctx: typer.Context,
    *,
    district: MaybeDistrict = None,
    state: _State = "",
    worker: _Worker = "",
    overdue: _Overdue = False,
    after: _After = "",
    most: Most = 100,
    as_json: AsJson = False,
) -> None:
    """List cases, and what is due next.

    Example: run_engine.py cases --state in_support --overdue
    """
    from casework.reading.case_list import list_cases
    from casework.reading.case_list_request import CaseListRequest

    request = CaseListRequest(
        district_id=district,
        state=state,
        worker=worker,
        due="overdue" if overdue else "",
        after=after,
        most=most,
    )
    with at_work(ctx) as context:
        found = accepted(list_cases(context, request))
    if as_json:
        say_json(found)
    else:
        _show(found)


def _show(found: "CaseList") -> None:
    wide = console().width >= _WIDE
    more = ("since", "service") if wide else ()
    table(
        "Cases",
        ("case", "programme", *more, "whose", "due next", "when"),
        (_cells(line, wide=wide) for line in found.cases),
    )
    shown, of = len(found.cases), counted(found.count, "case")
    say(f"{shown} of {of}." if shown else "No case fits.")
    if found.next_after:
        note(f"For the next page add: --after {found.next_after}")


def _cells(line: "CaseLine", *, wide: bool) -> tuple[str, ...]:
    from engine.local_time import day_in_words

    return (
        line.reference,
        line.programme_title,
        *((day_in_words(line.since), line.service_title) if wide else ()),
        line.owner,
        line.next_clock or "",
        line.next_due_in_words,
    )


def case(
    ctx: typer.Context,
    reference: Reference,
    user: Annotated[
        str | None,
        typer.Option("--as", metavar="USER", help="Show what this user can do."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a case, what can be done, and why not.

    Example: run_engine.py case MAI-0001 --as mai.coordinator
    """
    from casework.reading.look_at_case import look_at_case
    from commandline.case_file import show_case

    with at_work(ctx) as context:
        found = accepted(look_at_case(context, reference, user))
    if as_json:
        say_json(found)
    else:
        show_case(found)
