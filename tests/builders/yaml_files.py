"""A small, legal workflows folder as text, of which a test breaks one thing."""

from pathlib import Path
from typing import NamedTuple

from engine.workflow.loader import check_folder

PATHWAY = """\
pathway: small
title: A small pathway
framework: tiny
roles:
  coordinator: {title: Coordinator}
  police_officer: {title: Police officer, agency: police}
  fip_worker:
    title: FIP worker
    capacity: {usual: 5, most: 6}
agencies:
  police: {title: Kent Police, role: police_officer}
facts:
  visits: {type: whole_number, meaning: visits made}
  outcome: {type: text, meaning: how it ended}
conditions:
  two_criteria:
    holds: criteria_met >= 2
    otherwise: Two criteria are needed, and {criteria_met} are met.
    statutory: true
  consented:
    holds: service_consent == 'given'
    otherwise: The family has not agreed.
  room:
    holds: chosen_worker_load < chosen_worker_most || why != ''
    otherwise: Say why {chosen} takes one more.
messages:
  due:
    subject: "{reference}: {action}"
    body: "{action} is due on {date}."
ladders:
  standard:
    rungs:
      soon: {at: 5 working days before, to: [coordinator], message: due}
      late: {at: 1 working day after, to: [worker], message: due, raises_task: true}
clocks:
  decision:
    title: The board decides
    budget: 10 working days
    ladder: standard
    source: Minute 33
    grade: A
    statutory: true
  answer: {title: Agency, budget: 2 weeks, ladder: standard, source: Kent, grade: C}
  review: {title: Review, budget: 6 weeks, ladder: standard, source: Sefton, grade: B}
programme:
  initial: identified
  states:
    identified:
      title: Identified
      purpose: The family is on the list.
      owner: coordinator
      clocks: [decision]
      asks_agencies: answer
    approved:
      title: Approved
      purpose: The board took the family.
      owner: coordinator
      clocks: [review]
    closed:
      title: Closed
      purpose: Nothing more is owed.
      owner: coordinator
      final: true
  transitions:
    add_evidence:
      title: Add evidence
      from: living
      to: same
      by: [coordinator]
      asks:
        criterion: {type: choice, label: Criterion, options: [crime, education, work]}
        seen_in: {type: text, label: Where it was seen}
        seen_on: {type: date, label: When it was seen}
      does:
        adds_evidence: {criterion: criterion, source: seen_in, dated: seen_on}
    answer_part:
      title: Answer for an agency
      from: [identified]
      to: same
      by: [police_officer]
      asks:
        agency: {type: agency, label: Which agency}
        note: {type: text, label: What is known}
      does:
        answers_agency_task: {agency: agency, outcome: answered, note: note}
        meets: [answer]
    approve:
      title: Approve
      from: [identified]
      to: approved
      by: [coordinator]
      asks:
        meeting: {type: text, label: Meeting}
        minute: {type: text, label: Minute}
      requires: [two_criteria]
      tells:
        - {to: [coordinator], message: due}
      decision: approve
    allocate:
      title: Allocate
      from: [approved]
      to: same
      by: [coordinator]
      asks:
        chosen: {type: worker, label: Who, roles: [fip_worker]}
        why: {type: text, label: Why over capacity, required: false}
      requires: [room]
      does:
        allocates: {worker: chosen, reason: why}
        counts: [visits]
      also: [begin]
      triggers: [attachment_fee]
    close:
      title: Close
      from: living
      to: closed
      by: [coordinator]
      asks:
        reason: {type: text, label: Why the case ends}
      does:
        records: {outcome: reason}
    reopen:
      title: Reopen
      from: [closed]
      to: identified
      by: [coordinator]
      reopens: true
service:
  initial: waiting
  states:
    waiting: {title: Waiting, purpose: Not begun., owner: coordinator}
    active: {title: Active, purpose: A worker helps., owner: worker, clocks: [review]}
    ended: {title: Ended, purpose: It is over., owner: coordinator, final: true}
  transitions:
    agree:
      title: Agree
      from: [waiting]
      to: same
      by: [worker]
      does:
        consent: {service: given}
    begin:
      title: Begin
      from: [waiting]
      to: active
      by: [system]
      requires: [consented]
    hold_review:
      title: Hold a review
      from: [active]
      to: same
      by: [worker]
      asks:
        held_on: {type: date, label: Day of the review}
      does:
        holds_review: held_on
        restarts: [review]
    end_support:
      title: End support
      from: living
      to: ended
      by: [worker]
"""

FRAMEWORK = """\
framework: tiny
title: A tiny framework
source: Nobody pays by it
payments:
  attachment_fee:
    title: Attachment fee
    once: attachment
    rated_on: attachment
    requires:
      - holds: criteria_met == 3 && attached_on != ''
        otherwise: Three are needed, and {criteria_met} are met.
        source: Minute 33
    rates:
      - {since: 2012-04-01, pence: 320000, grade: A, source: Minute 33}
      - {since: 2013-04-01, pence: 240000, grade: A, source: Minute 33}
"""

DISTRICT = """\
extends: ../pathways/small.yaml
district:
  id: maidstone
  title: Maidstone
  prefix: MAI
  responsible_body: Locality Board
  board: {title: Project Board, first_batch: 10, later_batches: 20}
  targets: {2012/13: 80, 2013/14: 81}
  staff:
    carol: {title: Carol, roles: [coordinator], since: 2012-10-01}
    paul: {title: Paul, roles: [police_officer], since: 2012-10-01}
    fiona: {title: Fiona, roles: [fip_worker], since: 2013-02-01}
  closures:
    2012-12-27: Offices closed
"""

PATHWAY_FILE = "pathways/small.yaml"
FRAMEWORK_FILE = "frameworks/tiny.yaml"
DISTRICT_FILE = "districts/maidstone.yaml"
LEGAL = {PATHWAY_FILE: PATHWAY, FRAMEWORK_FILE: FRAMEWORK, DISTRICT_FILE: DISTRICT}


class Broken(NamedTuple):
    """One thing broken in a legal file, and the fault that has to be found.

    `at` is text on the line that the fault names; without it, what is `new`.
    """

    what: str
    old: str
    new: str
    fault: str
    at: str = ""
    file: str = PATHWAY_FILE

    def __str__(self) -> str:
        """Name the test case."""
        return self.what

    @property
    def text(self) -> str:
        """The file with one thing broken; what is broken stands in it once."""
        before, after = LEGAL[self.file].split(self.old)
        return before + self.new + after

    @property
    def expected(self) -> str:
        """The line of the fault that has to be found."""
        place = self.text.index(self.at or self.new)
        line = self.text.count("\n", 0, place) + 1
        return f"workflows/{self.file}:{line}: {self.fault}"

    def found(self, parent: Path) -> list[str]:
        """Write the folder with the broken file, and give every fault of it."""
        room = self.file.split("/")[0].removesuffix("s")
        return faults_of(workflows_folder(parent, **{room: self.text}))


def workflows_folder(parent: Path, **texts: str) -> Path:
    """Write a legal folder, but for the texts given: pathway, framework, district."""
    changed = {
        PATHWAY_FILE: texts.get("pathway", PATHWAY),
        FRAMEWORK_FILE: texts.get("framework", FRAMEWORK),
        DISTRICT_FILE: texts.get("district", DISTRICT),
    }
    for name, text in changed.items():
        file = parent / "workflows" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return parent / "workflows"


def faults_of(folder: Path) -> list[str]:
    """Give every fault of a folder as a line of text."""
    return [str(fault) for fault in check_folder(folder)]
