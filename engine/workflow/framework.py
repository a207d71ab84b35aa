"""Payment frameworks: what is paid, when it may be asked for, and how much."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from engine.workflow.definition import Expression, Grade, Identifier, Part, Sentence


class Rate(Part):
    """An amount and the day from which it holds."""

    since: date
    pence: Annotated[int, Field(ge=0)]
    grade: Grade
    source: Sentence


class PaymentCondition(Part):
    """What must hold before a payment is triggered, and what is said when not."""

    holds: Expression
    otherwise: Sentence
    source: Sentence


class Payment(Part):
    """One kind of payment. A family has at most one of each `once` group."""

    title: Sentence
    once: Identifier
    rated_on: Literal["attachment"]
    requires: Annotated[tuple[PaymentCondition, ...], Field(min_length=1)]
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)]


class Framework(Part):
    """A payment-by-results framework with its dated rates."""

    framework: Identifier
    title: Sentence
    source: Sentence
    payments: Annotated[dict[Identifier, Payment], Field(min_length=1)]
