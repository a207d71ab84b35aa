"""PostgreSQL databases that one test after the other works on are as good as new."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import URL, Engine, text

from storage.database import open_database
from tests.builders.storage import a_family, advance, everything
from tests.postgres_pool import Pool


@pytest.fixture
def pool(postgres_url: URL, postgres_with_tables: str) -> Iterator[Pool]:
    """Give a pool of which nobody has lent a database before."""
    made = Pool(postgres_url, postgres_with_tables)
    yield made
    made.close()


@contextmanager
def opened(address: URL) -> Iterator[Engine]:
    database = open_database(address.render_as_string(hide_password=False))
    yield database
    database.dispose()


def test_a_database_that_is_lent_again_is_empty(pool: Pool) -> None:
    with pool.lent() as first, opened(first) as database:
        a_family(database)
        advance(database)
        assert any(everything(database).values())
    with pool.lent() as again, opened(again) as database:
        assert again == first
        assert not any(everything(database).values())


def test_whoever_is_still_connected_is_sent_away(pool: Pool) -> None:
    with pool.lent() as first:
        forgotten = open_database(first.render_as_string(hide_password=False))
        connection = forgotten.connect()
        connection.execute(text("LOCK TABLE family_case"))
    with pool.lent() as again:
        assert again == first
    connection.invalidate()
    connection.close()
    forgotten.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE history ADD COLUMN more TEXT",
        "DROP TRIGGER history_is_append_only ON history",
        "CREATE INDEX by_hand ON family (district_id)",
        "ANALYZE family_case",
        "UPDATE alembic_version SET version_num = 'older'",
    ],
)
def test_a_database_that_was_changed_is_not_lent_again(pool: Pool, change: str) -> None:
    with pool.lent() as changed, opened(changed) as database:
        a_family(database)
        with database.begin() as connection:
            connection.execute(text(change))
    with pool.lent() as another:
        assert another != changed
