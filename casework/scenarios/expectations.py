"""What was expected against what was found, each difference as a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from casework.scenarios.sight import Due, Sight
from casework.scenarios.steps import Outcome
from engine.advance.refusal import Reason, Why
from engine.payment import pounds
from engine.workflow.faults import KeyPath
from engine.workflow.scenario import NOBODY, PaymentThen, Then

Difference = tuple[KeyPath, str]
"""The key that expects, and the sentence that says what was found instead."""
_PENCE = 100


def differences(
    then: Then, outcome: Outcome, before: Sight, after: Sight
) -> Iterator[Difference]:
    """Compare what a scenario expects with what a step left behind.

    Args:
        then: what is expected.
        outcome: what came of the step itself; its refusal is compared elsewhere.
        before: the family before the step, to tell which messages are new.
        after: the family after it.
    """
    yield from _plain(then, outcome, after)
    yield from _of_clocks(then, after)
    yield from _of_tasks(then, after)
    yield from _of_messages(then, before, after)
    yield from _of_payments(then, after.payments)
    if then.warned is not None:
        yield from _parts(then.warned, outcome.warnings, ("warned",), "a warning")


def refusal_differences(
    refused: Mapping[str, str], reasons: Sequence[Reason]
) -> Iterator[Difference]:
    """Compare the reasons that a scenario names with those that were given."""
    found = {about(reason): reason.sentence for reason in reasons}
    for key, part in refused.items():
        if key not in found:
            told = " ".join(found.values()) or "it was allowed"
            sentence = f"expected to be refused for '{key}', found: {told}"
            yield ("refused", key), sentence
        elif part not in found[key]:
            yield ("refused", key), f"expected '{part}', found '{found[key]}'"
    for key in found.keys() - refused.keys():
        sentence = f"expected no reason '{key}', found: {found[key]}"
        yield (("refused",) if refused else ()), sentence


def about(reason: Reason) -> str:
    """Name what a reason is about, as scenarios do: a condition, an answer, a kind."""
    named = {Why.CONDITION, Why.ANSWER, Why.MEETING}
    return reason.about if reason.about and reason.why in named else str(reason.why)


def _plain(then: Then, outcome: Outcome, after: Sight) -> Iterator[Difference]:
    found = {
        "programme": after.programme,
        "service": after.service,
        "owner": after.owner,
        "worker": after.facts["worker"] or NOBODY,
        "history_ends_with": after.last_event,
        "repeated": outcome.repeated,
    }
    for key, value in found.items():
        yield from _same(getattr(then, key), value, (key,))
    for name, fact in then.facts.items():
        yield from _same(fact, after.facts[name], ("facts", name))
    if then.families_at is not None:
        counted = dict(Counter(after.states))
        yield from _same(then.families_at, counted, ("families_at",))


def _of_clocks(then: Then, after: Sight) -> Iterator[Difference]:
    running = sorted({clock.clock for clock in after.clocks})
    if then.clocks_running is not None:
        yield from _same(sorted(then.clocks_running), running, ("clocks_running",))
    for name, day in then.due.items():
        days = {clock.due_on for clock in after.clocks if clock.clock == name}
        if days != {day}:
            found = ", ".join(map(str, sorted(days))) or "that it does not run"
            yield ("due", name), f"expected {day}, found {found}"


def _of_tasks(then: Then, after: Sight) -> Iterator[Difference]:
    if then.agencies_asked is not None:
        asked = sorted(task.subject for task in after.tasks if task.kind == "profile")
        yield from _same(sorted(then.agencies_asked), asked, ("agencies_asked",))
    if then.overdue_tasks is not None:
        overdue: dict[str, list[str]] = {}
        for task in after.tasks:
            if task.kind == "overdue":
                overdue.setdefault(task.clock, []).append(task.role)
        found = {name: sorted(roles) for name, roles in overdue.items()}
        expected = {name: sorted(roles) for name, roles in then.overdue_tasks.items()}
        yield from _same(expected, found, ("overdue_tasks",))


def _of_messages(then: Then, before: Sight, after: Sight) -> Iterator[Difference]:
    if then.told is None:
        return
    known = {message.id for message in before.messages}
    new: dict[str, list[str]] = {}
    for message in after.messages:
        if message.id not in known:
            new.setdefault(message.role, []).append(message.subject)
    for role, parts in then.told.items():
        yield from _parts(parts, new.get(role, []), ("told", role), "a message")
    for role in new.keys() - then.told.keys():
        subjects = "; ".join(new[role])
        yield ("told",), f"expected no message for {role}, found: {subjects}"


def _of_payments(then: Then, payments: Mapping[str, Due]) -> Iterator[Difference]:
    if then.payments is None:
        return
    for name, expected in then.payments.items():
        wanted, found = _wanted(expected), _found(payments.get(name))
        if not found.startswith(wanted) and wanted not in found:
            yield ("payments", name), f"expected '{wanted}', found '{found}'"
    for name in payments.keys() - then.payments.keys():
        yield ("payments",), f"expected no {name}, found '{_found(payments[name])}'"


def _wanted(payment: PaymentThen) -> str:
    if payment.raised is not None:
        return f"raised {pounds(payment.raised * _PENCE)}"
    return payment.withheld or "waiting"


def _found(due: Due | None) -> str:
    if due is None:
        return "nothing"
    if due.state == "raised":
        return f"raised {pounds(due.pence)}"
    return f"withheld: {due.reason}" if due.state == "withheld" else due.state


def _parts(
    parts: Sequence[str], found: Sequence[str], path: KeyPath, what: str
) -> Iterator[Difference]:
    """Match each part with a sentence of its own; nothing may be left over."""
    left = list(found)
    for part in parts:
        match = next((sentence for sentence in left if part in sentence), None)
        if match is None:
            told = "; ".join(left) or "none"
            yield path, f"expected {what} with '{part}', found: {told}"
        else:
            left.remove(match)
    if left and len(found) > len(parts):
        yield path, f"expected no other, found: {'; '.join(left)}"


def _same(expected: object, found: object, path: KeyPath) -> Iterator[Difference]:
    if expected is not None and expected != found:
        yield path, f"expected {_said(expected)}, found {_said(found)}"


def _said(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            listed = [f"{name} ({_said(each)})" for name, each in value.items()]
            return ", ".join(sorted(listed)) or "nothing"
        case list():
            return ", ".join(map(str, value)) or "nothing"
    return f"'{value}'"
