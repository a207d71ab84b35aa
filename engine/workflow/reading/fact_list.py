"""The vocabulary of conditions as a page for whoever writes one."""

from collections.abc import Iterator, Sequence

from engine.facts import DERIVED, STORED, Fact

_TYPES = {
    "text": "text",
    "whole_number": "whole number",
    "decimal": "decimal number",
    "yes_no": "true or false",
    "agencies": "list of agencies",
}
_HEADING = """\
# The facts that conditions may use

Made from `engine/facts.py`: change it there. A test compares the two.

A condition, a route and a payment's rule are written in CEL over these names, for
example `criteria_met >= 2 && service_consent == 'given'`. A condition or a route may
also name the answers that its own event asks for, and the facts that the pathway
declares under `facts:`. A sentence may name the same in curly brackets:
`{criteria_met}`. Any other name is refused when the file is loaded.

Dates are text, such as `'2013-02-05'`: they compare in the right order, and `''` means
not yet. Values that a text can take are listed where they are limited.
"""
_STORED = "## Kept with the case\n\nThey change only through an advance.\n"
_DERIVED = """\
## Worked out each time

From the facts above, the person who acts, and the day. Those that begin with `actor_`
or `chosen_` need somebody who acts, so a payment's rule can not use them.
"""


def facts_page() -> str:
    """Write the vocabulary as Markdown: a table of what is kept, one of the derived."""
    parts = (_HEADING, _STORED, _table(STORED), _DERIVED, _table(DERIVED))
    return "\n".join(parts)


def _table(facts: Sequence[Fact]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in _rows(facts))


def _rows(facts: Sequence[Fact]) -> Iterator[tuple[str, ...]]:
    yield "fact", "type", "meaning", "comes from", "at first"
    yield ("---",) * 5
    for fact in facts:
        type_ = _TYPES[fact.type]
        options = ", ".join(f"`{option}`" for option in fact.options)
        yield (
            f"`{fact.name}`",
            f"{type_}: {options}" if options else type_,
            fact.meaning,
            _source(fact),
            _first(fact),
        )


def _source(fact: Fact) -> str:
    """Write a word of the workflow files as code, and words as they are."""
    word = fact.written_by
    return f"`{word}`" if "_" in word or word in {"consent", "allocates"} else word


def _first(fact: Fact) -> str:
    match fact.default:
        case bool() as answer:
            return "true" if answer else "false"
        case [] | "":
            return "empty"
        case first:
            return f"`{first}`" if isinstance(first, str) else str(first)
