"""The districts of a database by name, for pages that list somebody's roles."""

from collections.abc import Mapping

from casework.context import Context
from storage.database import reading
from storage.districts import all_districts


def district_titles(context: Context) -> Mapping[str, str]:
    """Give each district's title, by id.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        found = [stored.district for stored in all_districts(connection)]
    return {district.id: district.title for district in found}
