"""What tables share: column helpers and constraint helpers.

Keys start with `district_id`, so that a distributed PostgreSQL can shard by it.
A row's `id` is derived from what caused it (case, history entry, place in it), so
that writing the same consequence twice is refused by the primary key itself.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field

SEARCHED = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is searched by its beginning: letters in the order of their numbers."""


def one_of(column: str, *values: str) -> CheckConstraint:
    """Allow only these values in a text column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def of_a_case() -> ForeignKeyConstraint:
    """Tie `(district_id, case_number)` to its case."""
    return ForeignKeyConstraint(
        ["district_id", "case_number"],
        ["family_case.district_id", "family_case.number"],
    )


def key() -> Any:  # noqa: ANN401 - SQLModel's own Field returns Any
    """A column of the primary key."""
    return Field(primary_key=True, nullable=False)


def long_text(default: str = "") -> Any:  # noqa: ANN401 - as above
    """A text column without a length."""
    return Field(default=default, sa_type=Text, nullable=False)
