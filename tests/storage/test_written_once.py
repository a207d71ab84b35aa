"""A long question is written once: who asks next is answered by their own values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection, Select, Text, literal, or_, select, type_coerce

from storage.database import open_database, reading
from storage.rows import inline
from storage.written_once import (
    ONE_BY_ONE,
    WRITTEN,
    WrittenOnce,
    is_given,
    is_single,
    tuple_like,
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of no table: are these words among those?"""

    word: str = ""
    among: tuple[str, ...] = ()
    or_as: tuple[str, ...] = field(default=(), metadata=ONE_BY_ONE)
    said: str = field(default="yes", metadata=WRITTEN)
    inner: "Asked | None" = None


def write(asked: Asked) -> Select[Any]:
    """Write: it is among these, or is one of those, or the inner question says so."""
    return select(inline(asked.said)).where(or_(*conditions(asked)))


def conditions(asked: Asked) -> Iterator[Any]:
    word = type_coerce(asked.word, Text)
    if is_given(asked.among):
        yield (
            word == asked.among[0] if is_single(asked.among) else word.in_(asked.among)
        )
    for each in asked.or_as:
        yield tuple_like([word], [each]) == tuple_like([word], [asked.word])
    if asked.inner is not None:
        yield from conditions(asked.inner)


@pytest.fixture
def connection(sqlite_copy: str) -> Iterator[Connection]:
    database = open_database(sqlite_copy)
    with reading(database) as open_:
        yield open_
    database.dispose()


def counting(written: list[Asked]) -> WrittenOnce[Asked]:
    def noted(asked: Asked) -> Select[Any]:
        written.append(asked)
        return write(asked)

    return WrittenOnce.by(noted)


def test_who_asks_next_is_answered_by_their_own_values(connection: Connection) -> None:
    written: list[Asked] = []
    kind = counting(written)
    asked = [
        Asked(word=word, among=("ann", "bob"), inner=Asked(word=word, among=(inner,)))
        for word, inner in [("ann", "x"), ("eve", "x"), ("eve", "eve"), ("bob", "")]
    ]
    said = [kind.ask(connection, each).scalar() for each in asked[:3]]
    assert said == ["yes", None, "yes"]
    assert len(written) == 1


def test_a_list_may_be_longer_the_next_time(connection: Connection) -> None:
    written: list[Asked] = []
    kind = counting(written)
    for among in (("ann", "bob"), ("bob", "cleo", "dan", "eve"), ("ann",)):
        found = kind.ask(connection, Asked(word="eve", among=among)).scalar()
        assert found == ("yes" if "eve" in among else None)
    assert len(written) == 2  # a single one is said otherwise


def test_what_is_said_one_by_one_is_bound_one_by_one(connection: Connection) -> None:
    kind = WrittenOnce.by(write)
    assert kind.ask(connection, Asked(word="b", or_as=("a", "b"))).scalar() == "yes"
    assert kind.ask(connection, Asked(word="b", or_as=("a", "c"))).scalar() is None


def test_what_stands_in_the_sql_is_part_of_its_shape(connection: Connection) -> None:
    kind = WrittenOnce.by(write)
    for said in ("yes", "indeed", "yes"):
        asked = Asked(word="a", among=("a",), said=said)
        assert kind.ask(connection, asked).scalar() == said


def test_a_value_that_got_into_the_sql_is_refused(connection: Connection) -> None:
    leaking: WrittenOnce[Asked] = WrittenOnce.by(
        lambda asked: write(asked).where(literal("ann") == asked.word)
    )
    with pytest.raises(TypeError, match="The value 'ann' stands in the SQL"):
        leaking.ask(connection, Asked(word="ann", among=("ann",)))


def test_statements_are_not_kept_without_end(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.written_once._KEPT", 2)
    written: list[Asked] = []
    kind = counting(written)
    for said in ("a", "b", "c", "a", "c"):
        asked = Asked(word="x", among=("x",), said=said)
        assert kind.ask(connection, asked).scalar() == said
    assert len(written) == 4
