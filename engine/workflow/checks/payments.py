"""What a pathway triggers its framework pays, in each of a district's years."""

from collections.abc import Iterator
from datetime import date

from engine.facts import STORED
from engine.workflow.checks.expressions import names_used
from engine.workflow.checks.facts import unwritten, written_facts
from engine.workflow.checks.parts import events, listed
from engine.workflow.definition import Pathway
from engine.workflow.district import District
from engine.workflow.faults import Problem, allowed_names
from engine.workflow.framework import Framework


def unknown_payments(pathway: Pathway, framework: Framework) -> Iterator[Problem]:
    """Find events that trigger a payment that the framework does not have."""
    for event in events(pathway):
        for path, name in listed((*event.path, "triggers"), event.transition.triggers):
            if name not in framework.payments:
                fault = f"the framework {framework.framework} has no payment '{name}'"
                yield Problem(
                    path=path,
                    fault=fault,
                    allowed=allowed_names(framework.payments, name),
                )


def payments_on_unwritten_facts(
    pathway: Pathway, framework: Framework
) -> Iterator[Problem]:
    """Find payments triggered here whose conditions rely on facts nothing writes."""
    never = {fact.name for fact in STORED} - written_facts(pathway)
    for event in events(pathway):
        for path, name in listed((*event.path, "triggers"), event.transition.triggers):
            payment = framework.payments.get(name)
            for condition in payment.requires if payment else ():
                for fact in sorted(never.intersection(names_used(condition.holds))):
                    yield unwritten(path, fact)


def years_without_a_rate(framework: Framework, district: District) -> Iterator[Problem]:
    """Find payments with no rate for a year in which the district has a target."""
    for year in district.targets:
        first_day = date(int(year[:4]), 4, 1)
        for name, payment in framework.payments.items():
            if all(rate.since > first_day for rate in payment.rates):
                yield Problem(
                    path=("payments", name, "rates"),
                    fault=f"the payment '{name}' has no rate for {year}, "
                    f"a year of {district.title}",
                    allowed=f"a rate since {first_day} or before",
                    within="framework",
                )
