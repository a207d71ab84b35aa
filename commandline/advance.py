"""`advance`: take a case through an event."""

from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import (
    Answers,
    CommandId,
    Reference,
    SeenVersion,
    User,
    answers_of,
)
from commandline.output import complain_of, note, say
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.advance_case import Advanced
    from casework.context import Context
    from casework.reading.case_file import Question
    from engine.advance.refusal import Refusal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("advance")(advance)


def advance(
    ctx: typer.Context,
    reference: Reference,
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="Such as agree_caf; see `case REF`.")
    ],
    *,
    user: User,
    answer: Answers = None,
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Take a case through an event, or say every reason why not.

    Example: run_engine.py advance MAI-0001 agree_caf --as mai.coordinator
    --answer agreed_on=2013-02-05
    """
    from casework.advance_case import AdvanceRequest, advance_case, new_command_id

    request = AdvanceRequest(
        reference=reference,
        event=event,
        user=user,
        answers=answers_of(answer or []),
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        outcome = advance_case(context, request)
        say_outcome(context, outcome)


def say_outcome(context: "Context", outcome: "Advanced | Refusal") -> None:
    """Say what an advance did; for a refusal every reason, and what is asked.

    Raises:
        Exit: with 1, for a refusal.
    """
    from engine.advance.refusal import Refusal

    if isinstance(outcome, Refusal):
        complain_of(outcome)
        _note_questions(context, outcome)
        raise typer.Exit(1)
    _say_done(context, outcome)


def _say_done(context: "Context", done: "Advanced") -> None:
    from casework.reading.standing import standing_in_words
    from engine.local_time import in_words

    when = in_words(done.at)
    if done.repeated:
        said = f"This was done before, by {done.by} on {when}"
        say(f"{done.reference}: {done.title}. {said}; nothing was changed.")
        return
    stands = standing_in_words(context, done)
    say(f"{done.reference}: {done.title}. It stands at: {stands}.")
    say(f"Recorded by {done.by} on {when} (version {done.version}).")
    for warning in done.warnings:
        note(f"Take care: {warning}")


def _note_questions(context: "Context", refusal: "Refusal") -> None:
    """When answers are wrong or missing, list all that the event asks for."""
    from casework.reading.what_can_be_done import what_is_asked
    from engine.advance.refusal import Why

    if not any(reason.why is Why.ANSWER for reason in refusal.reasons):
        return
    asked = what_is_asked(context, refusal.reference, refusal.event)
    if asked:
        note(f"{refusal.event} asks for:")
    for question in asked:
        note(f"  --answer {question.name}=...  {_worded(question)}")


def _worded(question: "Question") -> str:
    kind = ", ".join(question.options) or question.type.replace("_", " ")
    may_be_blank = "" if question.required else "; may be left out"
    return f"{question.label} ({kind}{may_be_blank})"
