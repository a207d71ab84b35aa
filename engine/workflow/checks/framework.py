"""A framework's rates follow each other, and its conditions can be judged."""

from collections.abc import Iterator
from itertools import pairwise

from engine.workflow.checks.expressions import judged
from engine.workflow.checks.sentences import filled
from engine.workflow.checks.vocabulary import kinds_of_case_facts
from engine.workflow.faults import Problem
from engine.workflow.framework import Framework


def rates_in_order(framework: Framework) -> Iterator[Problem]:
    """Find rates that do not begin later than the one before."""
    for name, payment in framework.payments.items():
        for position, (before, after) in enumerate(pairwise(payment.rates), start=1):
            if after.since <= before.since:
                yield Problem(
                    path=("payments", name, "rates", position, "since"),
                    fault=f"the rate of {after.since} follows that of {before.since}",
                    allowed="rates in order of their days, one a day",
                    within="framework",
                )


def payment_conditions(framework: Framework) -> Iterator[Problem]:
    """Find conditions of payments that can not be judged, or told."""
    kinds = kinds_of_case_facts()
    for name, payment in framework.payments.items():
        for position, condition in enumerate(payment.requires):
            path = ("payments", name, "requires", position)
            holds, otherwise = (*path, "holds"), (*path, "otherwise")
            yield from judged(holds, condition.holds, kinds, "framework")
            yield from filled(otherwise, condition.otherwise, kinds, "framework")
