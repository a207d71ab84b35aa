"""How a rehearsal is laid out on the screen."""

from casework.jobs.rehearsal import Rehearsal, RehearsedTold
from commandline.output import complain, counted, say, table
from engine.local_time import day_in_words
from engine.payment import pounds

_LETTERS = {"digest": "digest", "message": "at once"}


def show_rehearsal(found: Rehearsal) -> None:
    """Print what would fire, who would hear of it, and what would be paid."""
    _show_rungs(found)
    _show_post(found)
    table(
        "Payments that would be raised",
        ("case", "payment", "sum"),
        ((p.reference, p.payment, pounds(p.pence)) for p in found.payments),
    )
    did = ", ".join(
        counted(count, noun)
        for count, noun in (
            (len(found.rungs), "reminder"),
            (found.messages, "message"),
            (found.tasks, "task"),
            (len(found.letters), "letter"),
            (len(found.payments), "payment"),
        )
    )
    say(f"A run on {day_in_words(found.as_at)} would make {did}. Nothing was changed.")
    if found.closed:
        closed = ", ".join(found.closed)
        say(f"It is no working day in {closed}: letters wait for the next one.")
    for gone in found.removed:
        what = counted(gone.letters, "old letter")
        say(f"The text of {what} of {gone.district} would be removed.")
    complain(found.failures)


def _show_rungs(found: Rehearsal) -> None:
    table(
        "What would fire",
        ("day", "case", "what", "rung", "who is told", "task"),
        (
            (
                day_in_words(rung.on),
                rung.reference,
                rung.title,
                rung.rung,
                "; ".join(_told(one) for one in rung.told),
                "yes" if rung.task else "",
            )
            for rung in found.rungs
        ),
    )


def _told(told: RehearsedTold) -> str:
    who = f"{told.role_title}: {', '.join(told.users) or 'nobody'}"
    return who if told.written else f"{who} (with the later one)"


def _show_post(found: Rehearsal) -> None:
    table(
        "Who would hear of cover and of leavers",
        ("who", "what"),
        ((", ".join(each.users) or "nobody", each.subject) for each in found.notices),
    )
    table(
        f"Letters of the first run on {day_in_words(found.as_at)}",
        ("who", "letter", "overdue", "due this week", "to know"),
        (
            (
                letter.user,
                _LETTERS[letter.kind],
                letter.overdue or "",
                letter.this_week or "",
                letter.notes or "",
            )
            for letter in found.letters
        ),
    )
