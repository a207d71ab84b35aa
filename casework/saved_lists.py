"""Lists of cases under a name: filters that are kept, and shared with a district.

A list holds the question and no family: whoever opens it sees what they may see.
"""

from dataclasses import dataclass
from uuid import uuid4

from casework.context import Context
from engine.access.sight import Sight
from engine.text import is_storable
from storage.database import reading, writing
from storage.saved_lists import drop_list, keep_list, lists_of

LONGEST_TITLE = 60
_LONGEST_QUERY = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedLine:
    """A list under a name. `own` says that it is this person's, and can be removed."""

    id: str
    district: str
    title: str
    query: str
    shared: bool
    own: bool
    user: str


def saved_lists(context: Context, sight: Sight) -> tuple[SavedLine, ...]:
    """Give a person's own lists, and those that are shared with them, by name.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        return tuple(
            SavedLine(
                id=row["id"],
                district=row["district_id"],
                title=row["title"],
                query=row["query"],
                shared=row["shared"],
                own=row["user"] == sight.user,
                user=row["user"],
            )
            for row in lists_of(connection, sight)
        )


def save_list(  # noqa: PLR0913 - the list, whose it is, and who is to see it
    context: Context,
    sight: Sight,
    title: str,
    query: str,
    *,
    shared: bool,
    district: str = "",
) -> str:
    """Keep a list of cases under a name.

    Its title and its filters may say something of a district's families, so that it
    is shared in one district only: the one that it is narrowed to.

    Args:
        context: the database.
        sight: whose list it is.
        title: its name.
        query: its filters.
        shared: whether others of the district are to see it.
        district: the one that the list is narrowed to; '' for none.

    Returns:
        Why it was not kept, as a sentence; '' when it was.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    if not title or not is_storable(title):
        return "Enter a name for the list"
    if len(title) > LONGEST_TITLE:
        return f"The name of the list must be {LONGEST_TITLE} characters or fewer"
    if len(query) > _LONGEST_QUERY or not is_storable(query):
        return "The list has too many filters to be kept"
    districts = sight.districts_with_families
    if shared and district not in districts and len(districts) > 1:
        return "To share the list, narrow it to one district first"
    values = {
        "district_id": district if district in districts else districts[0],
        "id": uuid4().hex,
        "user": sight.user,
        "title": title,
        "query": query,
        "shared": shared,
        "saved_at": sight.at,
    }
    with writing(context.database) as connection:
        kept = keep_list(connection, values)
    return "" if kept else f"You have a list '{title}' already. Choose another name"


def remove_list(context: Context, sight: Sight, district: str, list_id: str) -> bool:
    """Remove a list of one's own; False where there is none.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(context.database) as connection:
        return drop_list(connection, district, sight.user, list_id)
