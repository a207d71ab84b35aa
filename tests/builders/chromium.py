"""The machine's own Chromium, driven by Playwright, and what axe finds with it."""

import os
import shutil
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Playwright, Request, ViewportSize

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The pages were not looked at in a browser (tests/web/browser): this machine has "
    "no Chromium. On Debian: apt-get install chromium."
)
WITHOUT = (
    # A list of suggestions below the address, drawn by a process of its own for each
    # window: half of all that the browser's tests cost.
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup"),
    # What Playwright itself leaves out: the last list that is given counts.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay"),
    *("MediaRouter", "PaintHolding", "OptimizationHints", "AimEnabled"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
ARGUMENTS = (
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
_VIOLATIONS = "async (rules) => (await axe.run(document, rules)).violations"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
}


def find_chromium() -> str | None:
    """Find the machine's Chromium; None when there is none."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None)


def launch(playwright: Playwright) -> Browser:
    """Start it; as root only without its sandbox, which root can not have."""
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=find_chromium(), args=[*ARGUMENTS, *alone]
    )


@dataclass
class Visitor:
    """Somebody at a page, with all that went wrong while they looked at it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def goes_to(self, path: str) -> int:
        """Open a page; give its status."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer.status

    def reads(self) -> str:
        """Give the text of the page's main part."""
        return self.page.locator("main").inner_text()

    def heading(self) -> str:
        """Give the page's first heading."""
        return self.page.locator("h1").inner_text()

    def presses(self, button: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def follows(self, link: str) -> None:
        """Follow a link by its name."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def fits(self) -> bool:
        """Say whether the page is no wider than the screen."""
        wide = "document.documentElement.scrollWidth - window.innerWidth"
        return int(self.page.evaluate(wide)) <= 0


def visiting(page: Page, address: str) -> Visitor:
    """Look at a page, and note each script, style or address that fails on it."""
    visitor = Visitor(page=page, address=address)
    page.on("pageerror", lambda error: visitor.faults.append(str(error)))
    page.on("console", lambda said: _note(visitor, said.type, said.text))
    page.on("requestfailed", lambda request: _note_failed(visitor, request))
    return visitor


def _note_failed(visitor: Visitor, request: Request) -> None:
    """What was under way when somebody went on to the next page has not failed."""
    if request.failure != "net::ERR_ABORTED":
        visitor.faults.append(request.url)


def _note(visitor: Visitor, kind: str, text: str) -> None:
    """A page that answers with 404 or 422 is told as an error by the browser."""
    if kind == "error" and "the server responded with a status of" not in text:
        visitor.faults.append(text)


def found_by_axe(visitor: Visitor) -> list[str]:
    """Give what axe has against a page: WCAG 2.2 AA, and its best practice.

    Only that is asked for and handed over: all that axe found right is much more.
    """
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(AXE_SCRIPT)
    violations: Any = visitor.page.evaluate(_VIOLATIONS, RULES)
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in violations
        for node in each["nodes"]
    ]
