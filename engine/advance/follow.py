"""Works out what follows from an allowed event for one case, piece by piece."""

from collections.abc import Iterator

from engine.advance.case import CaseView
from engine.advance.consequences import Consequences, MessageDue
from engine.advance.course import Course
from engine.advance.facts_after import Answers, facts_after
from engine.advance.setting import Setting
from engine.facts import Facts
from engine.messages import Worded, named
from engine.workflow.definition import WORKER


def consequences_of(
    setting: Setting, case: CaseView, course: Course, answers: Answers
) -> Consequences:
    """Give everything that events write, in the order in which they fire.

    Args:
        setting: the definition, the moment, the calendar.
        case: the case before.
        course: what the events do to every case that stands there.
        answers: the typed answers, and the facts they were judged with.
    """
    workflow, today = setting.workflow, setting.today
    facts = facts_after(workflow, case, course.changes, answers, today)
    return Consequences(
        facts=facts,
        records=tuple([make(answers, facts) for make in course.records]),
        left=course.left,
        met=course.met,
        starts=course.starts,
        tasks_opened=course.tasks_opened,
        tasks_done=tuple([make(answers) for make in course.tasks_done]),
        payments=course.payments,
        messages=tuple(_messages(course, case, facts)) if course.tells else (),
    )


def _messages(course: Course, case: CaseView, facts: Facts) -> Iterator[MessageDue]:
    reference = case.reference
    for telling in course.tells:
        user = str(facts["worker"]) if telling.role == WORKER else ""
        if telling.role != WORKER or user:
            any_case = telling.worded
            worded = Worded(
                named(any_case.subject, reference),
                named(any_case.body, reference),
                any_case.urgent,
            )
            yield MessageDue(telling.role, user, worded)
