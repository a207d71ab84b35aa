"""A list that was sent is kept, looked at, opened and thrown away, on each database."""

from casework.open_families import FamiliesOpened
from casework.opening.look import ListLook
from casework.opening.uploads import (
    KeptLook,
    keep_list,
    kept_lists,
    look_at_kept,
    open_kept,
    throw_away,
)
from tests.builders.office import an_office
from tests.builders.sights import a_sight
from tests.house.tree import ROOT

HERE = "maidstone"
LIST = (ROOT / "samples" / "maidstone_families.csv").read_bytes()
TWO = b"".join(LIST.splitlines(keepends=True)[:10])


def test_a_list_is_kept_once_opened_once_and_known_by_what_is_in_it(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        context, sight = office.context, a_sight()
        for name in ("first.csv", "again.csv"):
            look = keep_list(context, sight, HERE, name, TWO)
            assert isinstance(look, ListLook)
            assert (look.to_open, look.opened.count, look.known.count) == (2, 0, 0)
        (kept,) = kept_lists(context, sight, HERE)
        assert kept.file_name == "again.csv"
        done = open_kept(context, sight, HERE, kept.content_hash)
        assert isinstance(done, FamiliesOpened)
        assert done.opened == ("MAI-0001", "MAI-0002")
        found = look_at_kept(context, sight, HERE, kept.content_hash)
        assert isinstance(found, KeptLook)
        assert (found.look.to_open, found.look.known.count) == (0, 0)
        assert found.look.opened.references == done.opened
        assert found.look.opened_at == context.now()
        throw_away(context, sight, HERE, kept.content_hash)
        assert look_at_kept(context, sight, HERE, kept.content_hash) is None
