"""Options that several commands share, and how they are read."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def a_reference(text: str) -> str:
    """Read a case's reference, however it is typed: mai-0001 is MAI-0001."""
    from engine.advance.answers import reference_in

    return reference_in(text) or text.strip()


def a_day(text: str) -> date:
    """Read a day, not before the year 2000: an earlier one is a slip.

    Raises:
        BadParameter: it is none, with what is expected.
    """
    from engine.local_time import EARLIEST

    expected = "Write year, month and day: 2013-02-05."
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise typer.BadParameter(f"'{text}' is not a day. {expected}")
    if day < EARLIEST:
        raise typer.BadParameter(
            f"found {text}, which is before {EARLIEST.year}. {expected}"
        )
    return day


def a_moment(text: str) -> datetime:
    """Read a moment; without a time zone it is London's time.

    Raises:
        BadParameter: it is none, with what is expected.
    """
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        expected = "Write a day and a time: 2012-12-17T10:00."
        raise typer.BadParameter(f"'{text}' is not a moment. {expected}") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo("Europe/London"))
    return moment.astimezone(UTC)


def answers_of(given: list[str]) -> dict[str, object]:
    """Read answers that were given as `name=value`.

    Raises:
        BadParameter: one is not, or a name is given twice.
    """
    answers: dict[str, object] = {}
    for each in given:
        name, mark, value = each.partition("=")
        name = name.strip()
        if not mark or not name:
            raise typer.BadParameter(
                f"'{each}' is not an answer. Write name=value, such as "
                "--answer held_on=2013-02-05.",
                param_hint="--answer",
            )
        if name in answers:
            raise typer.BadParameter(
                f"'{name}' is answered twice. Give one answer.", param_hint="--answer"
            )
        answers[name] = value
    return answers


Reference = Annotated[
    str, typer.Argument(metavar="REF", parser=a_reference, help="Such as MAI-0001.")
]
User = Annotated[
    str, typer.Option("--as", metavar="USER", help="Who does it; `staff` lists users.")
]
District = Annotated[
    str, typer.Option(metavar="DISTRICT", help="The district, such as maidstone.")
]
MaybeDistrict = Annotated[
    str | None,
    typer.Option(metavar="DISTRICT", help="Only this district; otherwise all."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Most = Annotated[
    int, typer.Option(min=1, metavar="NUMBER", help="No more than this many.")
]
Day = Annotated[date, typer.Option(parser=a_day, metavar="YYYY-MM-DD", help="The day.")]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="NAME=VALUE", help="An answer that is asked for; repeat it."
    ),
]
CommandId = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help="An id of your own: the same command with the same id runs once only.",
    ),
]
SeenVersion = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="The version you looked at (see `case`): refuses if it has changed since.",
    ),
]
Folder = Annotated[
    Path, typer.Option(metavar="FOLDER", help="The folder of the workflow files.")
]
WORKFLOWS = Path(__file__).parent.parent / "workflows"
