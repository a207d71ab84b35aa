"""What events ask for: names that stand for one thing, options, workers to choose."""

from collections import Counter
from collections.abc import Iterator

from engine.facts import VOCABULARY
from engine.workflow.checks.parts import asks
from engine.workflow.definition import Pathway
from engine.workflow.faults import Problem


def answers_named_like_facts(pathway: Pathway) -> Iterator[Problem]:
    """Find answers whose id is a fact's: a condition could not tell them apart."""
    for path, name, _ in asks(pathway):
        if name in VOCABULARY or name in pathway.facts:
            yield Problem(
                path=path,
                fault=f"the answer '{name}' has the name of a fact",
                allowed="an id that no fact has",
            )


def options(pathway: Pathway) -> Iterator[Problem]:
    """Find choices that offer an option twice, or an empty one."""
    for path, name, ask in asks(pathway):
        for option, times in Counter(ask.options).items():
            if times > 1:
                fault = f"'{name}' offers '{option}' {times} times"
                allowed = "each option once"
                yield Problem(path=(*path, "options"), fault=fault, allowed=allowed)
            if not option.strip():
                fault = f"'{name}' offers an empty option"
                allowed = (
                    "words, or `required: false` for an answer that may be left out"
                )
                yield Problem(path=(*path, "options"), fault=fault, allowed=allowed)


def workers_to_choose_from(pathway: Pathway) -> Iterator[Problem]:
    """Find answers that name a worker of no role, or roles on other answers."""
    for path, name, ask in asks(pathway):
        if (ask.type == "worker") != bool(ask.roles):
            found = "no roles" if ask.type == "worker" else f"roles, but is {ask.type}"
            yield Problem(
                path=path,
                fault=f"the answer '{name}' has {found}",
                allowed="`roles` with an answer of type worker, and with no other",
            )
