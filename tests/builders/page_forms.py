"""The forms of pages, as a table says that somebody fills them in and sends them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from playwright.sync_api import FilePayload

from tests.builders.chromium import Visitor

_SEND = """
([action, typed, madeUp]) => {
  const goes = (address) => new URL(address, location.href).pathname === action
  const all = (selector) => [...document.querySelectorAll(selector)]
  const button = all("[formaction]").find((each) => goes(each.formAction))
  let form = button?.form ?? all("form[method=post]").find((each) => goes(each.action))
  if (!form && madeUp) {
    form = document.createElement("form")
    Object.assign(form, { method: "post", action })
    document.body.append(form)
  }
  if (!form) throw new Error(`No form on ${location.href} goes to ${action}`)
  for (const [name, value] of typed) {
    const fields = [...form.elements].filter((each) => each.name === name)
    if (!fields.length && madeUp) {
      const hidden = document.createElement("input")
      form.append(Object.assign(hidden, { type: "hidden", name, value }))
    } else if (!fields.length) {
      throw new Error(`The form that goes to ${action} has no field ${name}`)
    }
    for (const each of fields) {
      if (["radio", "checkbox"].includes(each.type)) each.checked = each.value === value
      else each.value = value
    }
  }
  form.requestSubmit(button)
}
"""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A form that is filled in and sent, and what the page says that answers.

    `file` is what is in the file that is chosen, if one is.
    """

    to: str
    at: str = ""
    typed: Mapping[str, str | date] = field(default_factory=dict)
    status: int = 200
    says: str = "There is a problem"
    made_up: bool = False
    file: str = ""
    of: Mapping[str, str] = field(default_factory=dict)

    def fields(self, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Give what is typed, a day into its three boxes."""
        for name, value in self.typed.items():
            if isinstance(value, date):
                yield f"{name}-day", str(value.day)
                yield f"{name}-month", str(value.month)
                yield f"{name}-year", str(value.year)
            else:
                yield name, value.format_map(values)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Forms that one person sends, one after the other."""

    user: str
    forms: tuple[Sent, ...]


def read_parts(file: Path) -> Mapping[str, Part]:
    """Read the parts of a table of forms, by their titles."""
    return {
        title: Part(
            user=part["user"], forms=tuple(Sent(**each) for each in part["forms"])
        )
        for title, part in yaml.safe_load(file.read_text("utf-8")).items()
    }


def send(somebody: Visitor, sent: Sent, values: Mapping[str, str]) -> int:
    """Fill in a form and send it; give the status of the page that answers."""
    if sent.at:
        somebody.goes_to(sent.at.format_map(values))
    action = sent.to.format_map({**values, **sent.of})
    typed = list(sent.fields(values))
    if sent.file:
        chosen = FilePayload(name="list.csv", mimeType="", buffer=sent.file.encode())
        somebody.page.locator("input[type=file]").set_input_files(chosen)
    with somebody.page.expect_navigation() as navigation:
        somebody.page.evaluate(_SEND, [action, typed, sent.made_up])
    answer = navigation.value
    assert answer is not None
    return answer.status
