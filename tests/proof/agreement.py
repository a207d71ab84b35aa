"""Does a database hold what the model says, and does it agree with itself?"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, select

from engine.advance.clock_changes import offsets_of
from engine.advance.facts_after import evidence_fact
from engine.clocks.ladder import next_rung_on
from engine.facts import CRITERIA as NATIONAL
from engine.facts import LOCAL, MEASURES
from engine.ledger import verify_chain
from storage.cases import stored_case
from storage.database import reading
from storage.history import links_of
from storage.tables import metadata
from tests.builders.simulation import PaperCase, ladder
from tests.proof.living import what_is_missing
from tests.proof.model import Fired, Model

Rows = dict[str, list[Any]]
"""Every row of every table, in the order of its key."""
CRITERIA = {each: evidence_fact(each) for each in (*NATIONAL, LOCAL)}
CONSENTS = {"service": "service_consent", "data_use": "data_consent"}


def all_rows(database: Engine) -> Rows:
    """Read everything that a refused command may not change: all but job runs."""
    with reading(database) as connection:
        return {
            name: [
                *connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for name, table in metadata.tables.items()
            if name != "job_run"
        }


def disagreements(model: Model, rows: Rows) -> Iterator[str]:
    """Say where a database and the model part, case by case."""
    if [row["reference"] for row in rows["family_case"]] != [*model.cases]:
        yield "other cases are there than were opened"
        return
    if fired_rungs(rows) != model.fired:
        yield f"fired: {fired_rungs(rows) - model.fired}, {model.fired}"
    for row in rows["family_case"]:
        paper = model.cases[row["reference"]]
        of_case = {
            name: [each for each in table if each.get("case_number") == row["number"]]
            for name, table in rows.items()
        }
        for sentence in (
            *_standing(paper, row, of_case),
            *_clocks(model, paper, of_case),
            *_worker(paper, row, of_case),
            *_records(paper, of_case),
            *_agencies(paper, of_case),
            *_payments(paper, of_case),
            *_chasing(model, paper, of_case),
            *what_is_missing(model.setting(row["changed_at"]), paper),
        ):
            yield f"{row['reference']}: {sentence}"


def fired_rungs(rows: Rows) -> Counter[Fired]:
    """Give the rungs that fired, each with its clock's particulars."""
    clocks = {clock["id"]: clock for clock in rows["clock"]}
    names = {row["number"]: row["reference"] for row in rows["family_case"]}
    fired: Counter[Fired] = Counter()
    for row in rows["firing"]:
        clock = clocks[row["clock_id"]]
        key = (clock["clock"], clock["subject"], clock["started_on"], row["rung"])
        fired[names[clock["case_number"]], *key] += 1
    return fired


def _standing(paper: PaperCase, row: Any, of_case: Rows) -> Iterator[str]:  # noqa: ANN401
    """The case, its history and its chain."""
    if stored_case(row).view != paper.view:
        yield f"stands at {stored_case(row).view}, not at {paper.view}"
    history = of_case["history"]
    last = history[-1]
    if (last["programme_to"], last["service_to"]) != (row["programme"], row["service"]):
        yield "its last history entry leads elsewhere"
    if len(history) != row["version"]:
        yield f"version {row['version']} with {len(history)} entries"
    links = links_of(row["reference"], history)
    head, length = row["history_hash"], row["version"]
    broken = verify_chain(row["reference"], links, head=head, length=length)
    yield from (each.sentence for each in broken)


def _clocks(model: Model, paper: PaperCase, of_case: Rows) -> Iterator[str]:
    """The running clocks, when each is to remind, and their tasks."""
    running = [clock for clock in of_case["clock"] if clock["stopped_on"] is None]
    names = ("clock", "machine", "subject", "started_on", "due_on", "next_rung_on")
    held = Counter(tuple(clock[name] for name in names) for clock in running)
    wanted = Counter(_clock_rows(model, paper))
    if held != wanted:
        yield f"runs {held - wanted} too many, {wanted - held} too few"
    ids = {clock["id"] for clock in running}
    open_tasks = [task for task in of_case["task"] if task["closed_at"] is None]
    yield from (
        f"{task['title']} chases nothing"
        for task in open_tasks
        if task["clock_id"] not in ids
    )
    profiles = [task["subject"] for task in open_tasks if task["kind"] == "profile"]
    if sorted(profiles) != sorted(paper.asked):
        yield f"asks {profiles}, not {sorted(paper.asked)}"


def _clock_rows(model: Model, paper: PaperCase) -> Iterator[tuple[object, ...]]:
    calendar = model.setting(paper.view.changed_at).calendar
    for clock in paper.clocks:
        offsets = offsets_of(ladder(model.workflow, clock.clock))
        next_day = next_rung_on(clock.due_on, offsets, clock.fired, calendar)
        particulars = (clock.clock, clock.machine, clock.subject)
        yield (*particulars, clock.started_on, clock.due_on, next_day)


def _worker(paper: PaperCase, row: Any, of_case: Rows) -> Iterator[str]:  # noqa: ANN401
    """Who has the family: on the case, in its facts, and among the allocations."""
    worker = paper.worker
    here = [each["worker"] for each in of_case["allocation"] if each["until"] is None]
    if here != [name for name in [worker] if name]:
        yield f"allocated to {here}, but '{worker}' has it"
    if row["worker"] != worker:
        yield f"'{row['worker']}' on the case, '{worker}' in its facts"


def _records(paper: PaperCase, of_case: Rows) -> Iterator[str]:
    """What conditions ask, against the records behind it."""
    facts = paper.view.facts
    evidence = {each["criterion"] for each in of_case["evidence"]}
    if {each for each, fact in CRITERIA.items() if facts[fact]} != evidence:
        yield f"criteria by facts differ from evidence {evidence}"
    given = dict.fromkeys(CONSENTS, "not_asked")
    given |= _latest(of_case["consent"], "kind", "outcome")
    verdicts = dict.fromkeys(MEASURES, "none")
    verdicts |= _latest(of_case["result"], "measure", "verdict")
    for kind, value in (given | verdicts).items():
        fact = CONSENTS.get(kind, f"result_{kind}")
        if facts[fact] != value:
            yield f"{fact} is {facts[fact]}, but {value} was recorded last"
    if len(of_case["review"]) != facts["reviews_held"]:
        yield f"{facts['reviews_held']} reviews, {len(of_case['review'])} recorded"


def _agencies(paper: PaperCase, of_case: Rows) -> Iterator[str]:
    """What the agencies said when they were last asked."""
    asked = [task for task in of_case["task"] if task["kind"] == "profile"]
    last = max(_entry(task) for task in asked)
    for outcome, fact in (
        ("answered", "agencies_answered"),
        ("gap", "agencies_missing"),
    ):
        closed = {
            task["subject"]
            for task in asked
            if _entry(task) == last and task["outcome"] == outcome
        }
        known = paper.view.facts[fact]
        if not isinstance(known, list) or closed != set(known):
            yield f"{fact} are {known}, by their tasks {closed}"


def _entry(row: Any) -> int:  # noqa: ANN401
    """Give the history entry that wrote a row: it is in the row's id."""
    return int(row["id"].split("-")[1])


def _latest(rows: list[Any], key: str, value: str) -> dict[str, str]:
    """Give the last value of each kind, by the history entry that wrote it."""
    return {row[key]: row[value] for row in sorted(rows, key=_entry)}


def _payments(paper: PaperCase, of_case: Rows) -> Iterator[str]:
    rows = of_case["payment_trigger"]
    raised = [row for row in rows if row["state"] == "raised"]
    if any((row["pence"] > 0) != (row["state"] == "raised") for row in rows):
        yield "money without being raised, or raised without money"
    if len({row["once"] for row in raised}) != len(raised):
        yield "one group is paid twice"
    held = {row["payment"]: row["pence"] for row in rows}
    wanted = {payment.payment: payment.pence for payment in paper.payments}
    if held != wanted:
        yield f"payments {held}, not {wanted}"


def _chasing(model: Model, paper: PaperCase, of_case: Rows) -> Iterator[str]:
    """How often people were told, and asked to chase."""
    reference = paper.view.reference
    overdue = [task for task in of_case["task"] if task["kind"] == "overdue"]
    if len(overdue) != model.chased[reference]:
        yield f"{len(overdue)} overdue tasks, not {model.chased[reference]}"
    if len(of_case["outbox"]) != model.told[reference]:
        yield f"{len(of_case['outbox'])} messages, not {model.told[reference]}"
