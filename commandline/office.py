"""`staff` and `outbox`: who is there, and what waits to be sent."""

import typer

from commandline.options import AsJson, MaybeDistrict, Most
from commandline.output import accepted, say, say_json, table
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("staff")(staff)
    app.command("outbox")(outbox)


def staff(
    ctx: typer.Context, district: MaybeDistrict = None, as_json: AsJson = False
) -> None:
    """List the users, and the workers' caseloads.

    Example: run_engine.py staff --district maidstone
    """
    from casework.reading.staff_list import staff_list
    from engine.local_time import day_in_words

    with at_work(ctx) as context:
        found = accepted(staff_list(context, district))
    if as_json:
        say_json({"staff": list(found)})
        return
    table(
        "Staff",
        ("user", "who", "roles", "in post", "since", "until", "families", "full"),
        (
            (
                line.user,
                line.title,
                ", ".join(line.roles),
                "yes" if line.in_post else "no",
                day_in_words(line.since),
                day_in_words(line.until) if line.until else "",
                "" if line.most is None else line.families,
                line.most or "",
            )
            for line in found
        ),
    )


def outbox(
    ctx: typer.Context,
    district: MaybeDistrict = None,
    most: Most = 50,
    as_json: AsJson = False,
) -> None:
    """List the messages that wait to be sent.

    Example: run_engine.py outbox --most 10
    """
    from casework.reading.office_lists import list_outbox
    from engine.local_time import in_words

    with at_work(ctx) as context:
        found = accepted(list_outbox(context, district, most=most))
    if as_json:
        say_json(found)
        return
    table(
        "Messages that wait",
        ("since", "to", "subject", "message"),
        (
            (in_words(m.created_at), m.user or m.role_title, m.subject, m.body)
            for m in found.messages
        ),
    )
    say(f"{found.waiting} wait, {found.sent} sent, {found.failed} failed.")
