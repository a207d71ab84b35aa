"""`letters`: what became of messages; `preference`: what a person wants to get."""

from typing import Annotated

import typer

from commandline.options import AsJson, District, MaybeDistrict, Most
from commandline.output import accepted, counted, say, say_json, table
from commandline.plainly import PlainGroup
from commandline.session import at_work

_HELP = "See what became of messages, and let what was set aside be tried again."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("list")(list_all)
    group.command("attempts")(attempts)
    group.command("again")(again)
    app.add_typer(group, name="letters")
    app.command("preference")(preference)


_Reference = Annotated[
    str, typer.Argument(metavar="REF", help="The case, such as MAI-0001.")
]
_State = Annotated[
    str,
    typer.Option(
        metavar="STATE", help="Only waiting, sent, failed or overtaken messages."
    ),
]


def list_all(
    ctx: typer.Context,
    district: MaybeDistrict = None,
    state: _State = "",
    most: Most = 50,
    *,
    as_json: AsJson = False,
) -> None:
    """List messages, the newest first, with what became of each.

    Example: run_engine.py letters list --district maidstone --state failed
    """
    from casework.delivery.status import OutboxRequest, outbox
    from engine.local_time import in_words

    request = OutboxRequest(district_id=district, state=state, most=most)
    with at_work(ctx) as context:
        found = accepted(outbox(context, request))
    if as_json:
        say_json({"letters": list(found)})
        return
    table(
        "Messages",
        ("written", "to", "message", "what became of it"),
        (
            (in_words(one.created_at), one.reader or one.role, one.subject, one.words)
            for one in found
        ),
    )
    if not found:
        say("There is no such message.")


def attempts(
    ctx: typer.Context, reference: _Reference, *, as_json: AsJson = False
) -> None:
    """List every attempt to send a letter that tells of a case.

    Example: run_engine.py letters attempts MAI-0001
    """
    from casework.delivery.status import attempts_for_case
    from engine.local_time import in_words

    with at_work(ctx) as context:
        found = accepted(attempts_for_case(context, reference))
    if as_json:
        say_json({"attempts": list(found)})
        return
    table(
        f"Attempts to send what tells of {reference}",
        ("when", "to", "by", "number", "outcome", "what was said"),
        (
            (
                in_words(one.at),
                one.reader,
                one.channel,
                one.attempt,
                one.outcome.replace("_", " "),
                one.said,
            )
            for one in found
        ),
    )
    if not found:
        say("Nothing was sent yet that tells of this case.")


def again(ctx: typer.Context, district: District) -> None:
    """Let what was set aside in a district be tried again by the next `tick`.

    Example: run_engine.py letters again --district maidstone
    """
    from casework.delivery.send_again import send_again

    with at_work(ctx) as context:
        done = accepted(send_again(context, district))
    messages = counted(done.messages, "message")
    letters = counted(done.letters, "letter")
    say(f"To be tried again: {messages} that had no reader, {letters}.")
    if done.addresses:
        addresses = counted(done.addresses, "address")
        say(f"{addresses} that were set aside may be written to again.")


def preference(
    ctx: typer.Context,
    user: Annotated[
        str, typer.Argument(metavar="USER", help="Whose it is, such as mai.worker1.")
    ],
    *,
    digest: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="The digest: daily, mondays or overdue."),
    ] = None,
    immediate: Annotated[
        bool | None,
        typer.Option(
            "--at-once/--with-digest",
            help="Whether urgent messages come at once or with the digest.",
        ),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(metavar="CHANNEL", help="file, smtp, notify; '' for the usual."),
    ] = None,
) -> None:
    """Choose what you get; what is not said stays. Without a choice, it is shown.

    Example: run_engine.py preference mai.worker1 --digest mondays
    """
    from casework.delivery.set_preference import PreferenceRequest, set_preference
    from engine.delivery.preference import DIGESTS

    request = PreferenceRequest(
        user=user, digest=digest, immediate=immediate, channel=channel
    )
    with at_work(ctx, delivering=True) as context:
        chosen = accepted(set_preference(context, request)).preference
    say(f"{user} gets the digest {DIGESTS[chosen.digest]}.")
    say(f"Urgent messages come {'at once' if chosen.immediate else 'with it'}.")
    say(f"Letters go by the {chosen.channel or 'usual'} channel.")
