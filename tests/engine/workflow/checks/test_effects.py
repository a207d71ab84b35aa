"""What events write comes from answers that they ask for, of the right type."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

BROKEN = [
    Broken(
        "bringing along an event that writes what is not asked for",
        "also: [begin]",
        "also: [hold_review]",
        "'hold_review' writes the answer 'held_on', and 'allocate' does not ask for "
        "it: "
        "an answer 'held_on' in the `asks` of 'allocate', or an event that writes no "
        "answer",
    ),
    Broken(
        "recording a fact that is not declared",
        "records: {outcome: reason}",
        "records: {outcome: reason, outcom: reason}",
        "'outcom' is no fact of the pathway that can be written so: "
        "allowed are outcome, visits; did you mean 'outcome'?",
    ),
    Broken(
        "counting a text",
        "counts: [visits]",
        "counts: [visits, outcome]",
        "'outcome' is no fact of the pathway that can be written so: "
        "allowed are visits",
    ),
    Broken(
        "recording an answer that is not asked for",
        "records: {outcome: reason}",
        "records: {outcome: reson}",
        "'close' does not ask for 'reson': allowed are reason; did you mean 'reason'?",
    ),
    Broken(
        "recording text as a number",
        "records: {outcome: reason}",
        "records: {outcome: reason, visits: reason}",
        "the answer 'reason' is of type text: one of type whole_number",
    ),
    Broken(
        "evidence dated by text",
        "dated: seen_on}",
        "dated: seen_in}",
        "the answer 'seen_in' is of type text: one of type date",
    ),
    Broken(
        "evidence that may lack its date",
        "label: When it was seen}",
        "label: When it was seen, required: false}",
        "the answer 'seen_on' may be left out: "
        "a required answer, for this effect can not do without",
        at="adds_evidence: {",
    ),
    Broken(
        "a criterion that does not exist",
        "options: [crime, education, work]",
        "options: [crime, education, work, health]",
        "'health' is no criterion: allowed are crime, education, local, work",
    ),
    Broken(
        "an agency named in text",
        "answers_agency_task: {agency: agency, outcome",
        "answers_agency_task: {agency: note, outcome",
        "the answer 'note' is of type text: one of type agency",
    ),
    Broken(
        "a worker allocated by reason",
        "allocates: {worker: chosen, reason: why}",
        "allocates: {worker: why, reason: why}",
        "the answer 'why' is of type text: one of type worker",
    ),
    Broken(
        "a review held on no answer",
        "holds_review: held_on",
        "holds_review: held",
        "'hold_review' does not ask for 'held': "
        "allowed are held_on; did you mean 'held_on'?",
        at="holds_review: held",
    ),
    Broken(
        "a result without the day it ends on",
        "holds_review: held_on",
        "holds_review: held_on\n"
        "        records_result: "
        "{measure: employment, verdict: met, source: held_on, period_end: held_on}",
        "the answer 'held_on' is of type date: one of type text or choice",
        at="records_result",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_an_event_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
