"""Sentences name facts and answers that exist, so that they can be filled in."""

from collections.abc import Iterable, Iterator
from string import Formatter

from engine.workflow.checks.vocabulary import kinds_for, users_of
from engine.workflow.definition import Pathway
from engine.workflow.faults import KeyPath, Problem, Within, allowed_names


def refusals(pathway: Pathway) -> Iterator[Problem]:
    """Find sentences of conditions that name what is not there."""
    for name, condition in pathway.conditions.items():
        known = kinds_for(pathway, users_of(pathway, name))
        yield from filled(("conditions", name, "otherwise"), condition.otherwise, known)


def filled(
    path: KeyPath, sentence: str, known: Iterable[str], within: Within = "pathway"
) -> Iterator[Problem]:
    """Find what can not be filled in, in a sentence.

    Args:
        path: where it stands.
        sentence: the text, with names in curly brackets.
        known: the names that it may use.
        within: the file that the path is of.
    """
    names = list(known)
    try:
        pieces = list(Formatter().parse(sentence))
    except ValueError:
        fault = "the curly brackets do not match"
        allowed = "one name in each pair, such as {reference}"
        yield Problem(path=path, fault=fault, allowed=allowed, within=within)
        return
    for _, name, form, conversion in pieces:
        if name is None or (name in names and not form and not conversion):
            continue
        yield Problem(
            path=path,
            fault=f"'{{{name}}}' can not be filled in",
            allowed=allowed_names(names, name),
            within=within,
        )
