"""The compiled assets are whole, ours to ship, and what the pages ask for."""

import base64
import hashlib
import json
import re

from tests.builders.web import Site
from web.assets_served import FOLDER, SUMS

SOURCE = FOLDER.parent / "assets_source"


def test_every_asset_is_the_one_that_was_compiled() -> None:
    listed = dict(line.split()[::-1] for line in SUMS.read_text().splitlines())
    there = {
        f"./{path.relative_to(FOLDER).as_posix()}": _sum(path.read_bytes())
        for path in FOLDER.rglob("*")
        if path.is_file() and path != SUMS
    }
    assert there == listed


def test_each_library_is_pinned_and_its_licence_shipped() -> None:
    package = json.loads((SOURCE / "package.json").read_text())
    pins = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pins.values())
    texts = "".join(p.read_text("utf-8") for p in (FOLDER / "licences").iterdir())
    for name, words in (
        ("govuk-frontend", "GOV.UK Frontend"),
        ("@ministryofjustice/frontend", "MOJ Frontend"),
        ("htmx.org", "htmx"),
    ):
        assert f"{words} {package['dependencies'][name]}" in texts


def test_the_styles_bring_no_type_and_no_picture_that_is_for_gov_uk_alone() -> None:
    styles = (FOLDER / "main.css").read_text("utf-8")
    assert "@font-face" not in styles
    assert "GDS Transport" not in styles
    names = " ".join(path.name for path in FOLDER.rglob("*"))
    assert not re.search("crown|crest|logotype|govuk-icon|favicon", names)


def test_every_icon_that_the_styles_name_is_there() -> None:
    styles = (FOLDER / "main.css").read_text("utf-8")
    named = set(re.findall(r"url\(\"?(icons/[\w-]+\.svg)", styles))
    missing = {name for name in named if not (FOLDER / name).exists()}
    assert missing == {"icons/govuk-crest.svg"}, "GOV.UK's own footer, never shown"


def test_the_one_script_in_the_page_is_the_one_that_the_policy_allows(
    site: Site,
) -> None:
    answer = site.anyone().get("/sign-in")
    (script,) = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digest = hashlib.sha256(script.encode()).digest()
    allowed = f"'sha256-{base64.b64encode(digest).decode()}'"
    assert allowed in answer.headers["Content-Security-Policy"]
    assert not re.search(r"\son\w+=|\sstyle=", answer.text)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
