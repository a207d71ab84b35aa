"""Somebody at work in the pages: they sign in, click and type, as a person would."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator

from tests.builders.chromium import Visitor

Answer = str | date


@dataclass(frozen=True)
class Clerk:
    """Somebody who has signed in; each page that they come to has to be whole."""

    visitor: Visitor

    def says(self, *sentences: str) -> None:
        """See that the page says all of this, and that it is whole."""
        text = " ".join(self.visitor.reads().split())
        for sentence in sentences:
            assert sentence in text, f"'{sentence}' is not in: {text}"
        assert self.visitor.faults == []
        assert self.visitor.fits(), self.visitor.page.url

    def opens(self, path: str) -> None:
        """Open a page by its address."""
        self.visitor.goes_to(path)
        self.says()

    def goes_on(self, button: str) -> None:
        """Press a button, and look at the page that comes."""
        with self.visitor.page.expect_navigation():
            self.visitor.presses(button)
        self.says()

    def follows(self, link: str) -> None:
        """Follow a link, and look at the page that comes."""
        with self.visitor.page.expect_navigation():
            self.visitor.follows(link)
        self.says()

    def chooses(self, part: str) -> None:
        """Go to a part of the service; on a phone its menu is opened first."""
        menu = self.visitor.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            menu.click()
        self.follows(part)

    def takes(self, step: str, *answers: Answer) -> None:
        """From a case's page, answer what a step asks, check it, and confirm."""
        self.follows(step)
        self.confirms(step, *answers)

    def supplies(self, missing: str, step: str, *answers: Answer) -> None:
        """Take the step to which the sentence of what is missing leads."""
        with self.visitor.page.expect_navigation():
            told = self.visitor.page.locator(".app-missing", has_text=missing).first
            told.get_by_role("link", name=step).click()
        self.confirms(step, *answers)

    def confirms(self, step: str, *answers: Answer) -> None:
        """Answer the questions of a step, and confirm what was answered."""
        self.answers(*answers)
        self.goes_on("Confirm and record")
        self.says(f"{step}: done.")

    def answers(self, *answers: Answer) -> None:
        """Answer one question after the other, and see the answers to check."""
        for answer in answers:
            self._answer(answer)
            self.goes_on("Continue")
        assert self.visitor.heading().endswith("Check your answers")

    def types_day(self, name: str, day: date) -> None:
        """Type a day into the three boxes of a date."""
        for part in ("day", "month", "year"):
            box = self.visitor.page.locator(f"#{name}-{part}")
            box.fill(str(getattr(day, part)))

    def _answer(self, answer: Answer) -> None:
        form = self.visitor.page.locator("main form").first
        if isinstance(answer, date):
            name = form.locator("input[id$=-day]").get_attribute("id") or ""
            self.types_day(name.removesuffix("-day"), answer)
        elif form.locator("input[type=radio]").count():
            form.get_by_label(answer).check()
        else:
            _box(form).fill(answer)


def _box(form: Locator) -> Locator:
    return form.locator("input[type=text], textarea")


def signs_in(visitor: Visitor, user: str, password: str) -> Clerk:
    """Sign in by the page for it, with a password; come to one's work."""
    visitor.goes_to("/sign-in")
    visitor.page.get_by_label("User name").fill(user)
    visitor.page.get_by_label("Password", exact=True).fill(password)
    clerk = Clerk(visitor)
    clerk.goes_on("Sign in")
    assert visitor.heading() == "My work"
    return clerk
