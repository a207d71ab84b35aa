"""Results and the payments that they trigger. Money is whole pence."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of

_RAISED = text("state = 'raised'")
_TO_JUDGE = text("state <> 'raised'")


class Result(SQLModel, table=True):
    """A measure's verdict with the evidence behind it."""

    __tablename__ = "result"
    __table_args__ = (
        one_of("measure", "crime_education", "progress_to_work", "employment"),
        one_of("verdict", "met", "not_met", "neutral"),
        of_a_case(),
        Index("result_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    measure: str
    verdict: str
    source: str = long_text()
    period_end: date
    recorded_by: str
    recorded_at: datetime


class PaymentTrigger(SQLModel, table=True):
    """A payment a case may give rise to: waiting, withheld with a reason, or raised.

    At most one of a payment, and one raised of a `once` group, a case: both are
    constraints, not checks. `examined_version` is the case version last judged. One
    that could not be judged is withheld and `set_aside` until somebody clears it.
    """

    __tablename__ = "payment_trigger"
    __table_args__ = (
        one_of("state", "waiting", "withheld", "raised"),
        CheckConstraint("pence >= 0", name="pence_is_not_negative"),
        CheckConstraint(
            "(state = 'raised') = (raised_at IS NOT NULL)", name="raised_has_a_moment"
        ),
        of_a_case(),
        Index(
            "one_payment_of_a_group",
            "district_id",
            "case_number",
            "once",
            unique=True,
            sqlite_where=_RAISED,
            postgresql_where=_RAISED,
        ),
        Index(
            "payment_to_judge",
            "district_id",
            "case_number",
            "payment",
            sqlite_where=_TO_JUDGE,
            postgresql_where=_TO_JUDGE,
        ),
    )

    district_id: str = key()
    case_number: int = Field(primary_key=True)
    payment: str = key()
    once: str
    state: str = "waiting"
    triggered_on: date
    examined_version: int = 0
    reason: str = long_text()
    pence: int = 0
    raised_at: datetime | None = None
    set_aside: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
