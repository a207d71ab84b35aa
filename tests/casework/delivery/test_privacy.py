"""No message says who a family is, or why it is known: every template, every letter.

The whole of a district's programme is played, in `make faults` of both, with a round of
delivery once a week; everything that went out is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.context import Context
from casework.delivery.deliver import go_round
from casework.delivery.outgoing import Outgoing
from casework.delivery.round import Round
from casework.delivery.settings import DeliverySettings
from demo.play import play
from engine.delivery.arrival import Fate, Forgotten
from engine.delivery.outcome import Outcome, Sent
from engine.messages import word
from engine.workflow.definition import MACHINES
from engine.workflow.loader import load_workflow
from engine.workflow.workflow import Workflow
from storage.database import open_database
from storage.tables import Membership, Person
from tests.builders.office import WORKFLOWS
from tests.builders.storage import rows
from tests.proof.rounds import TIMES

DELIVERED_ON = 3  # Thursdays
DISTRICTS = ("tonbridge_and_malling", "maidstone")
WHY_KNOWN = re.compile(
    r"crim|offen[cd]|anti-?social|\basb\b|polic|arrest|youth"
    r"|school|exclu|truan|absen|educat"
    r"|\bwork(less|ing age)|unemploy|benefit|job|\bdwp\b|employ"
    r"|troubled|turn(ed)? around|payment",
    re.IGNORECASE,
)
"""Words of the criteria, of the agencies that know a family, and of the programme."""
LINK = re.compile(r"https://cases\.example\.org/cases/[A-Z]{3}-\d{4}")


def templates(workflow: Workflow) -> Iterator[str]:
    """Give every message as it can go out: with every action that is said in it."""
    pathway = workflow.pathway
    said = [
        (rung.message, clock.title)
        for clock in pathway.clocks.values()
        for rung in pathway.ladders[clock.ladder].rungs.values()
    ]
    for name in MACHINES:
        for event in pathway.machine(name).transitions.values():
            said.extend((tells.message, event.title) for tells in event.tells)
    assert {message for message, _ in said} == set(pathway.messages)
    for message, action in said:
        worded = word(
            pathway.messages[message],
            reference="MAI-0001",
            action=action,
            day=date(2013, 1, 7),
        )
        yield f"{worded.subject}\n{worded.body}"


def said_too_much(text: str) -> list[str]:
    return [match[0] for match in WHY_KNOWN.finditer(text)]


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_template_says_why_a_family_is_known(district: str) -> None:
    workflow = load_workflow(WORKFLOWS / "districts" / f"{district}.yaml")
    wrong = {
        text: words for text in templates(workflow) if (words := said_too_much(text))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "text", ["Youth Offending Service", "since the exclusion", "Troubled families"]
)
def test_such_a_word_would_be_found(text: str) -> None:
    assert said_too_much(text)


@dataclass(frozen=True)
class Played:
    """A programme that was played: its letters, and all that says who a family is."""

    letters: tuple[str, ...]
    calendars: tuple[str, ...]
    secrets: frozenset[str]


class Pocket:
    """A way out that takes every letter and keeps it."""

    def __init__(self) -> None:
        self.letters: list[Outgoing] = []

    def sent_before(self, _letter: Outgoing) -> Outcome | None:
        return None

    def send(self, letter: Outgoing) -> Outcome:
        self.letters.append(letter)
        return Sent(reference="kept")

    def what_became(self, reference: str) -> Fate:
        return Forgotten(why=f"{reference} can not tell")


def played(url: str, district: str) -> Played:
    """Play a district's programme, delivering as it goes."""
    settings = DeliverySettings(link_base="https://cases.example.org")
    databases: list[Engine] = []
    pocket = Pocket()

    def deliver_that_day(day: date) -> None:
        if day.weekday() != DELIVERED_ON:
            return
        databases.extend([] if databases else [open_database(url)])
        moment = datetime.combine(day, time(16), UTC)
        context = Context(database=databases[0], clock=lambda: moment)
        go_round(Round(context=context, settings=settings, channels={"file": pocket}))

    play(district, url, progress=deliver_that_day)
    secrets = frozenset(_secrets(databases[0]))
    databases[0].dispose()
    return Played(
        letters=tuple(f"{one.subject}\n{one.body}" for one in pocket.letters),
        calendars=tuple(f.text for one in pocket.letters for f in one.attachments),
        secrets=secrets,
    )


def _secrets(database: Engine) -> Iterator[str]:
    for person in rows(database, Person):
        yield str(person["surname"])
        yield f"{person['forename']} {person['surname']}"
    for home in rows(database, Membership):
        yield str(home["address"])
        yield str(home["postcode"])


# One test, so that each programme is played once, however many workers there are.
@pytest.mark.parametrize("district", DISTRICTS[:1] if TIMES == 1 else DISTRICTS)
def test_no_letter_of_a_played_programme_says_who_a_family_is_or_why_it_is_known(
    district: str, tmp_path: Path
) -> None:
    found = played(f"sqlite:///{tmp_path / 'cases.sqlite'}", district)
    sent = (*found.letters, *found.calendars)
    assert len(found.letters) > 150
    assert len(found.calendars) > 50
    assert {text: why for text in sent if (why := said_too_much(text))} == {}
    assert len(found.secrets) > 100
    assert named("\n".join(sent), found.secrets) == set()
    assert [text for text in found.letters if not links_to_its_cases(text)] == []


def named(text: str, secrets: frozenset[str]) -> set[str]:
    words = set(re.findall(r"[\w'’-]+", text))
    return {
        secret
        for secret in secrets
        if secret and (secret in words if secret.isalpha() else secret in text)
    }


def links_to_its_cases(letter: str) -> bool:
    linked = {link.rpartition("/")[2] for link in LINK.findall(letter)}
    return set(re.findall(r"[A-Z]{3}-\d{4}", letter)) == linked


def test_a_name_and_a_missing_link_would_be_found() -> None:
    assert named("Visit Mary Ann Shaw at 1 High Street.", frozenset({"Shaw"}))
    assert not links_to_its_cases("MAI-0001: a family for you")
