"""What the types refuse is said in plain words, at the line where it stands."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import DISTRICT_FILE, FRAMEWORK_FILE, Broken

ID = "expected a short name of small letters, digits and _, a letter first"
TRANSITION = (
    "title, from, to, routes, by, asks, requires, does, also, triggers, tells, "
    "decision, reopens, source"
)
BROKEN = [
    Broken(
        "a misspelt key",
        "    title: The board decides",
        "    titel: The board decides\n    title: The board decides",
        "unknown key 'titel' in 'clocks.decision': allowed are budget, grade, ladder, "
        "source, statutory, title; did you mean 'title'?",
    ),
    Broken(
        "a misspelt key at the margin",
        "framework: tiny\n",
        "framework: tiny\ncolour: red\n",
        "unknown key 'colour' in the file: allowed are agencies, clocks, closing, "
        "conditions, facts, framework, ladders, messages, pathway, pauses, programme, "
        "roles, service, title",
        at="colour",
    ),
    Broken(
        "a key that is missing",
        "    budget: 10 working days\n",
        "",
        "'clocks.decision' has no 'budget': it needs one, text",
        at="  decision:\n    title",
    ),
    Broken(
        "a part that is missing",
        "agencies:\n  police: {title: Kent Police, role: police_officer}\n",
        "",
        "the file has no 'agencies': it needs one, a mapping by id",
        at="pathway: small",
    ),
    Broken(
        "a misspelt key of what may be left out",
        "{usual: 5, most: 6}",
        "{usual: 5, most: 6, sauce: Kent}",
        "unknown key 'sauce' in 'roles.fip_worker.capacity': "
        "allowed are most, source, usual; did you mean 'source'?",
    ),
    Broken(
        "a word that is missing",
        "    grade: A\n",
        "",
        "'clocks.decision' has no 'grade': it needs one, one of A, B, C",
        at="  decision:\n    title",
    ),
    Broken(
        "a sum that is missing",
        "{since: 2013-04-01, pence: 240000, grade",
        "{since: 2013-04-01, grade",
        "'payments.attachment_fee.rates.1' has no 'pence': "
        "it needs one, a whole number",
        file=FRAMEWORK_FILE,
    ),
    Broken(
        "a whole part that is missing",
        "  board: {title: Project Board, first_batch: 10, later_batches: 20}\n",
        "",
        "'district' has no 'board': "
        "it needs one, a mapping with title, first_batch, later_batches",
        at="district:",
        file=DISTRICT_FILE,
    ),
    Broken(
        "text where a number belongs",
        "usual: 5",
        "usual: five",
        "'roles.fip_worker.capacity.usual' is the text 'five': expected a whole number",
    ),
    Broken(
        "a number where text belongs",
        "pathway: small\ntitle: A small pathway",
        "pathway: small\ntitle: 2012",
        "'title' is the number 2012: expected text",
        at="title: 2012",
    ),
    Broken(
        "a date where text belongs",
        "pathway: small\ntitle: A small pathway",
        "pathway: small\ntitle: 2012-12-17",
        "'title' is the date 2012-12-17: expected text",
        at="title: 2012",
    ),
    Broken(
        "nothing where a list belongs",
        "by: [police_officer]",
        "by:",
        "'programme.transitions.answer_part.by' is empty: expected a list",
        at="by:\n",
    ),
    Broken(
        "an empty list where one is needed",
        "by: [police_officer]",
        "by: []",
        "'programme.transitions.answer_part.by' is empty: expected at least 1",
    ),
    Broken(
        "a word where true or false belongs",
        "raises_task: true",
        "raises_task: maybe",
        "'ladders.standard.rungs.late.raises_task' is the text 'maybe': "
        "expected true or false",
    ),
    Broken(
        "a bare yes where text belongs",
        "title: The board decides",
        "title: yes",
        "'clocks.decision.title' is a yes-or-no, true: expected text",
    ),
    Broken(
        "text that says nothing",
        "title: The board decides",
        "title: x",
        "'clocks.decision.title' is the text 'x': expected 3 characters or more",
    ),
    Broken(
        "a grade that is none",
        "grade: B}",
        "grade: D}",
        "'clocks.review.grade' is the text 'D': expected 'A', 'B' or 'C'",
    ),
    Broken(
        "a list where a part belongs",
        "attachment_fee]\n    close:",
        "attachment_fee]\n    leave: [approved]\n    close:",
        "'programme.transitions.leave' is a list: "
        f"expected a mapping with {TRANSITION}",
        at="leave:",
    ),
    Broken(
        "an id with a capital",
        "  review: {title",
        "  Review: {title: Review, budget: 1 day, ladder: standard, "
        "source: Kent, grade: C}"
        "\n  review: {title",
        f"'Review' can not be a key of 'clocks': {ID}",
        at="Review: {",
    ),
    Broken(
        "a name that is no id",
        "clocks: [decision]",
        "clocks: [The decision]",
        f"'programme.states.identified.clocks.0' is the text 'The decision': {ID}",
    ),
    Broken(
        "a word where states belong",
        "from: [approved]",
        "from: all",
        "'programme.transitions.allocate.from' is the text 'all': "
        "expected a list of states, or the word living",
    ),
    Broken(
        "a state that is no id",
        "from: [approved]",
        "from: [Approved]",
        f"'programme.transitions.allocate.from.0' is the text 'Approved': {ID}",
    ),
    Broken(
        "a choice without options",
        "type: choice, label: Criterion, options: [crime, education, work]",
        "type: choice, label: Criterion",
        "'programme.transitions.add_evidence.asks.criterion' contradicts itself: "
        "options belong to a choice, and a choice needs them",
    ),
    Broken(
        "more at most than usual, the wrong way round",
        "{usual: 5, most: 6}",
        "{usual: 6, most: 5}",
        "'roles.fip_worker.capacity' contradicts itself: most (5) is below usual (6)",
    ),
    Broken(
        "a capacity of nobody",
        "usual: 5",
        "usual: 0",
        "'roles.fip_worker.capacity.usual' is the number 0: expected more than 0",
    ),
    Broken(
        "a misspelt key in a list",
        "- {to: [coordinator], message: due}",
        "- {to: [coordinator], message: due, mesage: due}",
        "unknown key 'mesage' in 'programme.transitions.approve.tells.0': "
        "allowed are message, to; did you mean 'message'?",
    ),
    Broken(
        "a consent to something else",
        "consent: {service: given}",
        "consent: {servise: given}",
        "'servise' can not be a key of 'service.transitions.agree.does.consent': "
        "expected 'service' or 'data_use'",
    ),
    Broken(
        "a key of the district that is not known",
        "  title: Maidstone\n",
        "  title: Maidstone\n  nickname: Maid\n",
        "unknown key 'nickname' in 'district': allowed are board, "
        "closures, id, letters_kept_days, prefix, "
        "responsible_body, school_calendar, school_terms, staff, targets, title",
        at="nickname",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a prefix in small letters",
        "prefix: MAI",
        "prefix: mai",
        "'district.prefix' is the text 'mai': expected two to five capital letters",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a target below nothing",
        "2012/13: 80",
        "2012/13: -80",
        "'district.targets.2012/13' is the number -80: expected 0 or more",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a year that is none",
        "2012/13: 80",
        "y2012: 80",
        "'y2012' can not be a key of 'district.targets': "
        "expected a financial year such as 2012/13",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a day that is no date",
        "since: 2013-02-01",
        "since: February",
        "'district.staff.fiona.since' is the text 'February': "
        "expected a date such as 2013-02-01",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a closure on no day",
        "2012-12-27: Offices closed",
        "Boxing Day: Offices closed",
        "'Boxing Day' can not be a key of 'district.closures': "
        "expected a date such as 2013-02-01",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a day where a key belongs",
        "  title: Maidstone\n",
        "  title: Maidstone\n  2012-12-27: Offices closed\n",
        "'2012-12-27' can not be a key of 'district': keys should be strings",
        at="2012-12-27",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a sum below nothing",
        "pence: 240000",
        "pence: -1",
        "'payments.attachment_fee.rates.1.pence' is the number -1: expected 0 or more",
        file=FRAMEWORK_FILE,
    ),
    Broken(
        "half a penny",
        "pence: 240000",
        "pence: 0.5",
        "'payments.attachment_fee.rates.1.pence' is the number 0.5: "
        "expected a whole number",
        file=FRAMEWORK_FILE,
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_file_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
