"""`accounts token`: access tokens, by which programs ask the API as a person."""

from typing import Annotated

import typer

from commandline.options import AsJson
from commandline.output import complain, say, say_json, table
from commandline.plainly import PlainGroup
from commandline.session import at_work

_HELP = "Access tokens: a program that sends one asks as the person it is of."
_BY = "the command line"


def register_tokens(accounts: typer.Typer) -> None:
    """Add the commands to those of accounts."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("end")(end)
    accounts.add_typer(group, name="token")


_User = Annotated[str, typer.Argument(metavar="USER", help="Whose token it is.")]


def add(
    ctx: typer.Context,
    user: _User,
    *,
    name: Annotated[str, typer.Option(metavar="TEXT", help="What uses it.")],
    days: Annotated[int, typer.Option(help="When it expires: 1 to 365.")] = 90,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="It changes nothing.")
    ] = False,
) -> None:
    """Make a token; it is printed once, and can do what the person can, or less.

    Example: run_engine.py accounts token add mai.coordinator --name "Finance list"
    """
    from casework.access.tokens import TokenRequest, make_token
    from casework.context import wall_clock
    from engine.advance.refusal import Refusal
    from engine.local_time import in_words

    asked = TokenRequest(user=user, name=name, days=days, read_only=read_only)
    with at_work(ctx) as context:
        made = make_token(context, asked, _BY, wall_clock())
    if isinstance(made, Refusal):
        complain(made.sentences())
        raise typer.Exit(1)
    say(f"The token ‘{made.name}’, good until {in_words(made.expires_at)}, told once:")
    say(made.token)


def list_all(ctx: typer.Context, user: _User, *, as_json: AsJson = False) -> None:
    """List the tokens of a person that can be used, with when each was used last.

    Example: run_engine.py accounts token list mai.coordinator
    """
    from casework.access.tokens import list_tokens
    from casework.context import wall_clock
    from engine.advance.refusal import Refusal
    from engine.local_time import in_words

    with at_work(ctx) as context:
        found = list_tokens(context, user, wall_clock())
    if isinstance(found, Refusal):
        complain(found.sentences())
        raise typer.Exit(1)
    if as_json:
        say_json({"tokens": found})
        return
    table(
        f"Access tokens of {user}",
        ("number", "name", "may", "expires", "last used"),
        (
            (
                line.number,
                line.name,
                "read" if line.read_only else "read and change",
                in_words(line.expires_at),
                in_words(line.used_at) if line.used_at else "never",
            )
            for line in found
        ),
    )


def end(
    ctx: typer.Context,
    user: _User,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="As `accounts token list` has it.")
    ],
) -> None:
    """End a token at once: whatever sends it is refused from now on.

    Example: run_engine.py accounts token end mai.coordinator 5f1c0a9be2d4
    """
    from casework.access.tokens import end_token
    from casework.context import wall_clock

    with at_work(ctx) as context:
        name = end_token(context, user, number, _BY, wall_clock())
    if name is None:
        complain([f"{user} has no token {number}. `accounts token list` lists them."])
        raise typer.Exit(1)
    say(f"The token ‘{name}’ of {user} has ended.")
