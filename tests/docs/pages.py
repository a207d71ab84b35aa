"""The project's pages, as the tests of its documents read them."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, files

DOCS = ROOT / "docs"
README = ROOT / "README.md"
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_NOT_A_WORD = re.compile(r"[^\w\- ]")


def pages() -> list[Path]:
    """Give every Markdown page of the project."""
    return [path for path in files() if path.suffix == ".md"]


def read(page: Path) -> str:
    """Give a page's text."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """Give a page's fenced blocks of a language, in order."""
    return [body for name, body in _FENCED.findall(read(page)) if name == language]


def code(page: Path) -> Iterator[str]:
    """Give a page's code, line by line: fenced, indented, and within sentences."""
    text = read(page)
    for _, body in _FENCED.findall(text):
        yield from body.splitlines()
    rest = _FENCED.sub("", text)
    for line in rest.splitlines():
        if line.startswith("    "):
            yield line.strip()
    yield from _SPAN.findall(rest)


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as code sites make them."""
    headings = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)
    return {_NOT_A_WORD.sub("", h.lower()).strip().replace(" ", "-") for h in headings}
