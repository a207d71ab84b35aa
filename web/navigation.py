"""The links at the top of every page: those that a person may follow."""

from dataclasses import dataclass

from engine.access.sight import Sight
from web.who_may import may


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation, and whether its page is the one that is shown."""

    text: str
    href: str
    current: bool


_PAGES = (
    ("My work", "/"),
    ("Cases", "/cases"),
    ("Reviews", "/reviews"),
    ("Allocation", "/allocation"),
    ("Meetings", "/meetings"),
    ("Reports", "/reports"),
    ("Office", "/office"),
    ("Administration", "/admin"),
)


def links_for(sight: Sight, path: str) -> list[Link]:
    """Give the links for somebody, from the table of who may.

    Args:
        sight: whose page it is.
        path: of the page; the link that it lies under is the current one.
    """
    return [
        Link(text, href, _lies_under(path, href))
        for text, href in _PAGES
        if may(sight.access, ("GET", href))
    ]


def _lies_under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))
