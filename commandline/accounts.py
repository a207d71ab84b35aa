"""`accounts`: who may sign in to the pages, and as what."""

from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, District
from commandline.output import complain, say, say_json, table
from commandline.plainly import PlainGroup
from commandline.session import at_work
from commandline.tokens import register_tokens

if TYPE_CHECKING:
    from casework.access.accounts import GrantRequest

_HELP = "Let people sign in to the pages: make accounts, give roles, close accounts."
_BY = "the command line"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("add")(add)
    group.command("grant")(give)
    group.command("revoke")(take)
    group.command("password")(password)
    group.command("close")(close)
    group.command("open")(open_again)
    group.command("list")(list_all)
    register_tokens(group)
    app.add_typer(group, name="accounts")


_Name = Annotated[
    str,
    typer.Argument(
        metavar="USER", help="The name in the district's file, such as mai.worker1."
    ),
]
_Role = Annotated[
    str, typer.Argument(metavar="ROLE", help="Such as viewer or administrator.")
]


def add(
    ctx: typer.Context,
    user: _Name,
    *,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Who it is, in words.")],
    sign_on: Annotated[
        bool,
        typer.Option("--sign-on", help="For the council's sign-on: no password."),
    ] = False,
) -> None:
    """Make an account; its password is printed once, and changed at the first sign-in.

    Whoever has a post in a district's file has its role already.

    Example: run_engine.py accounts add mai.worker1 --title "Caseworker 1"
    """
    from casework.access.accounts import AccountRequest, make_accounts
    from casework.access.passwords import generated_password
    from casework.context import wall_clock

    word = "" if sign_on else generated_password()
    asked = AccountRequest(user=user, title=title, password=word)
    with at_work(ctx) as context:
        made = make_accounts(context, [asked], _BY, wall_clock())
    if not made:
        complain([f"'{user}' has an account already. Nothing was changed."])
        raise typer.Exit(1)
    say(f"{user} may sign in." + (f" The password, told once: {word}" if word else ""))


def give(ctx: typer.Context, user: _Name, role: _Role, *, district: District) -> None:
    """Give an account a role in a district.

    Example: run_engine.py accounts grant ann viewer --district maidstone
    """
    from casework.access.accounts import grant
    from casework.context import wall_clock

    with at_work(ctx) as context:
        wrong = grant(context, _asked(user, role, district), _BY, wall_clock())
    if wrong:
        complain([wrong])
        raise typer.Exit(1)
    say(f"{user} is {role} in {district}.")


def take(ctx: typer.Context, user: _Name, role: _Role, *, district: District) -> None:
    """Take a role away that was granted; what a post brings along stays.

    Example: run_engine.py accounts revoke ann viewer --district maidstone
    """
    from casework.access.accounts import take_away
    from casework.context import wall_clock

    with at_work(ctx) as context:
        gone = take_away(context, _asked(user, role, district), _BY, wall_clock())
    _done_or_not(gone, f"{user} is no longer {role} in {district}.", "no such grant")


def _asked(user: str, role: str, district: str) -> "GrantRequest":
    from casework.access.accounts import GrantRequest
    from engine.access.roles import Access

    known = [each.value for each in Access]
    if role not in known:
        message = f"'{role}' is no role. Roles are: {', '.join(known)}."
        raise typer.BadParameter(message, param_hint="ROLE")
    return GrantRequest(user=user, district=district, access=Access(role))


def password(ctx: typer.Context, user: _Name) -> None:
    """Make somebody a new password, printed once; they are signed out everywhere.

    Example: run_engine.py accounts password mai.worker1
    """
    from casework.access.accounts import new_password
    from casework.context import wall_clock

    with at_work(ctx) as context:
        word = new_password(context, user, _BY, wall_clock())
    _done_or_not(word is not None, f"The password, told once: {word}", "no account")


def close(ctx: typer.Context, user: _Name) -> None:
    """Close an account: nobody signs in with it, and its sessions end at once.

    Example: run_engine.py accounts close mai.worker1
    """
    _set_active(ctx, user, active=False)


def open_again(ctx: typer.Context, user: _Name) -> None:
    """Open a closed account again.

    Example: run_engine.py accounts open mai.worker1
    """
    _set_active(ctx, user, active=True)


def _set_active(ctx: typer.Context, user: str, *, active: bool) -> None:
    from casework.access.accounts import set_active
    from casework.context import wall_clock

    with at_work(ctx) as context:
        done = set_active(context, user, _BY, wall_clock(), active=active)
    _done_or_not(done, f"{user}: {'open' if active else 'closed'}.", "no account")


def _done_or_not(done: bool, said: str, missing: str) -> None:
    if not done:
        complain([f"There is {missing} of that name. `accounts list` lists them."])
        raise typer.Exit(1)
    say(said)


def list_all(ctx: typer.Context, *, as_json: AsJson = False) -> None:
    """List the accounts, and what was granted to them.

    Example: run_engine.py accounts list
    """
    from casework.access.accounts import list_accounts

    with at_work(ctx) as context:
        lines = list_accounts(context)
    if as_json:
        say_json({"accounts": lines})
        return
    table(
        "Accounts",
        ("user", "who it is", "open", "granted"),
        (
            (
                line.user,
                line.title,
                "yes" if line.active else "no",
                ", ".join(f"{each.access} in {each.district}" for each in line.granted),
            )
            for line in lines
        ),
    )
