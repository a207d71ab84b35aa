"""The titles of districts."""

from collections.abc import Sequence

from casework.context import Context
from casework.reading.desk import open_desk


def district_titles(context: Context, ids: Sequence[str]) -> dict[str, str]:
    """Give the titles of these districts by their ids, in the order of the ids.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        return {
            id_: desk.districts[id_].district.title
            for id_ in ids
            if id_ in desk.districts
        }
