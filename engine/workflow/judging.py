"""The checks applied: problems at paths become faults at lines of files."""

from collections.abc import Iterable, Iterator

from engine.workflow import checks
from engine.workflow.definition import Part, Pathway
from engine.workflow.district import Overlay
from engine.workflow.faults import Fault, Problem
from engine.workflow.framework import Framework
from engine.workflow.overlay import blame
from engine.workflow.school_calendar import SchoolCalendar
from engine.workflow.typed import Typed


def faults_of_pathway(pathway: Typed[Pathway]) -> Iterator[Fault]:
    """Give the faults of a pathway by itself, merged or not."""
    for check in checks.OF_A_PATHWAY:
        yield from _placed(check(pathway.model), pathway)


def faults_of_framework(framework: Typed[Framework]) -> Iterator[Fault]:
    """Give the faults of a framework by itself."""
    for check in checks.OF_A_FRAMEWORK:
        yield from _placed(check(framework.model), framework)


def faults_of_calendar(calendar: Typed[SchoolCalendar]) -> Iterator[Fault]:
    """Give the faults of a calendar of school terms."""
    for check in checks.OF_A_CALENDAR:
        yield from _placed(check(calendar.model), calendar)


def faults_of_payments(
    pathway: Typed[Pathway], framework: Typed[Framework]
) -> Iterator[Fault]:
    """Give the faults of a pathway with regard to what its framework pays."""
    for check in checks.OF_PATHWAY_AND_FRAMEWORK:
        yield from _placed(check(pathway.model, framework.model), pathway)


def faults_of_rates(
    framework: Typed[Framework], overlay: Typed[Overlay]
) -> Iterator[Fault]:
    """Give the faults of a framework with regard to a district's years."""
    for check in checks.OF_FRAMEWORK_AND_DISTRICT:
        yield from _placed(check(framework.model, overlay.model.district), framework)


def faults_of_people(
    pathway: Typed[Pathway], overlay: Typed[Overlay]
) -> Iterator[Fault]:
    """Give the faults of a merged pathway with regard to a district and its people."""
    for check in checks.OF_PATHWAY_AND_DISTRICT:
        for problem in check(pathway.model, overlay.model.district):
            within = overlay if problem.within == "district" else pathway
            yield within.document.fault(problem)


def faults_of_overlay(
    base: Typed[Pathway], merged: Typed[Pathway], overlay: Typed[Overlay]
) -> Iterator[Fault]:
    """Give what an overlay loosens that is statutory."""
    for check in checks.OF_AN_OVERLAY:
        for problem in check(base.model, merged.model):
            yield blame(problem, overlay.document, merged.document)


def _placed(problems: Iterable[Problem], typed: Typed[Part]) -> Iterator[Fault]:
    for problem in problems:
        yield typed.document.fault(problem)
