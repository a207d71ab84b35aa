"""Every link of every page leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import anchors, pages, read
from tests.house.tree import ROOT, where

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")


@pytest.mark.parametrize("page", pages(), ids=where)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for link in LINK.findall(read(page)):
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        inside = target.is_relative_to(ROOT) and target.exists()
        if not inside or (heading and heading not in anchors(target)):
            broken.append(link)
    assert not broken, f"{where(page)} links to nothing: {broken}"


@pytest.mark.parametrize("name", ["docs/decisions", "docs/how-to", "docs/reference"])
def test_every_page_of_a_folder_is_linked_from_somewhere(name: str) -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in pages()
        for link in LINK.findall(read(page))
    }
    lost = [where(page) for page in (ROOT / name).glob("*.md") if page not in linked]
    assert not lost, f"Nothing links to {lost}"
