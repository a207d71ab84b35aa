"""May this actor pause or resume this clock of a case now, and what follows?

Pure, as `decide`: an `Advance` that moves nothing, or a `Refusal` with every reason.
"""

from collections.abc import Iterator, Sequence

from engine.advance.case import Actor, CaseView
from engine.advance.clock_changes import offsets_of
from engine.advance.consequences import (
    Advance,
    ClockPaused,
    ClockResumed,
    Consequences,
)
from engine.advance.derived import facts_of
from engine.advance.moment import calendar_reason, reasons_of_the_moment
from engine.advance.open_clock import ClockCommand, OpenClock
from engine.advance.pause_wording import (
    already_paused_sentence,
    no_pauses_sentence,
    not_paused_sentence,
    title_of,
    unknown_clock_sentence,
    unknown_reason_sentence,
)
from engine.advance.permission import acts_for, may_act_as, not_yours_sentence
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.clocks.day_count import OutsideCalendarError
from engine.clocks.ladder import next_rung_on
from engine.clocks.pause import consumed, due, pause, resume
from engine.workflow.definition import PAUSE_CLOCK, RESUME_CLOCK, Pathway

TITLES = {PAUSE_CLOCK: "Pause a clock", RESUME_CLOCK: "Resume a clock"}


def decide_on_clock(
    setting: Setting,
    case: CaseView,
    clocks: Sequence[OpenClock],
    command: ClockCommand,
) -> Advance | Refusal:
    """Decide on pausing or resuming a clock.

    Args:
        setting: the definition the case is pinned to, the moment, the calendar.
        case: the case as it stands.
        clocks: its clocks that have not ended.
        command: what is asked, by whom.

    Returns:
        The advance that writes it, or a refusal with every reason.
    """
    found = [c for c in clocks if _is_meant(c, command)]
    reasons = tuple(_reasons(setting, case, clocks, found, command))
    if reasons:
        return _refuse(command, reasons)
    try:
        return _advance(setting, case, found[0], command)
    except OutsideCalendarError as error:
        return _refuse(command, (calendar_reason(error),))


def may_pause(pathway: Pathway, case: CaseView, actor: Actor) -> bool:
    """Say whether an actor may pause this case's clocks, and resume them."""
    by = pathway.pauses.by if pathway.pauses else ()
    return may_act_as(by, actor, case.facts)


def _is_meant(clock: OpenClock, command: ClockCommand) -> bool:
    return clock.clock == command.clock and command.subject in {"", clock.subject}


def _refuse(command: ClockCommand, reasons: tuple[Reason, ...]) -> Refusal:
    return Refusal(reference=command.reference, event=command.event, reasons=reasons)


def _reasons(
    setting: Setting,
    case: CaseView,
    clocks: Sequence[OpenClock],
    found: Sequence[OpenClock],
    command: ClockCommand,
) -> Iterator[Reason]:
    yield from reasons_of_the_moment(setting, case, command.seen_version)
    yield from _reasons_of_the_actor(setting, case, command)
    if len(found) != 1:
        sentence = unknown_clock_sentence(setting.workflow, clocks, found, command)
        yield Reason(why=Why.CLOCK, about="clock", sentence=sentence)
    elif command.event == PAUSE_CLOCK and found[0].time.paused_on:
        sentence = already_paused_sentence(setting.workflow, found[0])
        yield Reason(why=Why.CLOCK, about="clock", sentence=sentence)
    elif command.event == RESUME_CLOCK and not found[0].time.paused_on:
        sentence = not_paused_sentence(setting.workflow, clocks, found[0])
        yield Reason(why=Why.CLOCK, about="clock", sentence=sentence)


def _reasons_of_the_actor(
    setting: Setting, case: CaseView, command: ClockCommand
) -> Iterator[Reason]:
    pauses = setting.workflow.pathway.pauses
    if pauses is None:
        sentence = no_pauses_sentence(setting.workflow)
        yield Reason(why=Why.EVENT, sentence=sentence)
        return
    facts = facts_of(case, today=setting.today, actor=command.actor)
    if not may_act_as(pauses.by, command.actor, facts):
        what = TITLES[command.event]
        sentence = not_yours_sentence(setting.workflow, what, pauses.by, command.actor)
        yield Reason(why=Why.ROLE, sentence=sentence)
    if command.event == PAUSE_CLOCK and command.reason not in pauses.reasons:
        sentence = unknown_reason_sentence(pauses, command.reason)
        yield Reason(why=Why.ANSWER, about="reason", sentence=sentence)


def _advance(
    setting: Setting, case: CaseView, clock: OpenClock, command: ClockCommand
) -> Advance:
    answers = {"clock": clock.clock, "subject": clock.subject}
    if command.event == PAUSE_CLOCK:
        answers |= {"reason": command.reason, "note": command.note}
        what = Consequences(
            facts=dict(case.facts), paused=(_paused(setting, clock, command),)
        )
    else:
        resumed = _resumed(setting, clock)
        answers["due_on"] = resumed.due_on.isoformat()
        what = Consequences(facts=dict(case.facts), resumed=(resumed,))
    return Advance(
        case=case,
        event=command.event,
        title=f"{TITLES[command.event]}: {title_of(setting.workflow, clock)}",
        actor=command.actor,
        at=setting.now,
        command_id=command.command_id,
        answers=dict(answers),
        moves=(),
        programme=case.programme,
        service=case.service,
        consequences=what,
        on_behalf_of=_absent(setting, case, command),
    )


def _absent(setting: Setting, case: CaseView, command: ClockCommand) -> str:
    """Name the absent worker for whom the actor stands in, or ''."""
    pauses = setting.workflow.pathway.pauses
    return acts_for(pauses.by if pauses else (), command.actor, case.facts)


def _paused(setting: Setting, clock: OpenClock, command: ClockCommand) -> ClockPaused:
    time = pause(clock.time, setting.today)
    pauses = setting.workflow.pathway.pauses
    reason = pauses.reasons[command.reason] if pauses else command.reason
    return ClockPaused(
        clock_id=clock.id,
        number=len(time.pauses),
        consumed=consumed(time, setting.calendar),
        reason=command.reason,
        note=command.note,
        words=f"{reason} ({command.note})" if command.note else reason,
    )


def _resumed(setting: Setting, clock: OpenClock) -> ClockResumed:
    """Give the clock its due day, and the first rung it still owes, by its ladder."""
    time = resume(clock.time, setting.today)
    last = due(time, setting.calendar) or setting.today
    pathway = setting.workflow.pathway
    offsets = offsets_of(pathway.ladders[pathway.clocks[clock.clock].ladder])
    return ClockResumed(
        clock_id=clock.id,
        number=len(time.pauses),
        consumed=consumed(time, setting.calendar),
        due_on=last,
        next_rung_on=next_rung_on(last, offsets, clock.fired, setting.calendar),
    )
