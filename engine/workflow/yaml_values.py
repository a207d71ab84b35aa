"""Values out of YAML, with the line of each, and a fault for what we do not accept.

Stricter than YAML: a key stands once and is text or a date, nothing is repeated by
alias, nothing is nested beyond measure, and a bare on, off, yes or no is no key.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import yaml

from engine.workflow.faults import DefinitionError, Fault, KeyPath

Scalar = str | int | float | bool | date | None
Value = Scalar | list["Value"] | dict["str | date", "Value"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where it was built
_MOST_DEEP = 30
_PLAIN_WORDS = {
    "tag:yaml.org,2002:bool": "yes or no",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:merge": "a merge of other keys",
}


class Mark(NamedTuple):
    """Where a value stands."""

    file: str
    line: int


def key_text(key: str | date) -> str:
    """Give a key as paths hold it: a date in ISO form."""
    return key if isinstance(key, str) else key.isoformat()


class ValueBuilder:
    """Builds values out of the parser's events, noting the lines and the faults."""

    def __init__(self, shown: str) -> None:
        self.faults: list[Fault] = []
        self.marks: dict[KeyPath, Mark] = {}
        self._shown = shown
        self._resolver = yaml.resolver.Resolver()
        self._constructor = yaml.constructor.SafeConstructor()

    def build(self, text: str) -> Value:
        """Give the value of the one document in a text."""
        events = yaml.parse(text, Loader=_LOADER)
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(
                        event, "a second document begins", "one a file, no `---`"
                    )
                    break
                value = self._value(next(events), events, ())
        return value

    def _value(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: KeyPath
    ) -> Value:
        self.marks.setdefault(path, Mark(self._shown, _line(event)))
        if len(path) > _MOST_DEEP:
            fault = f"nested more than {_MOST_DEEP} deep"
            raise DefinitionError([self._fault(event, fault, "less")])
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self._note(event, "an alias repeats another value", "write the value out")
        return None

    def _mapping(
        self, events: Iterator[yaml.Event], path: KeyPath
    ) -> dict[str | date, Value]:
        mapping: dict[str | date, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, path)
            if key in mapping:
                first = self.marks[*path, key_text(key)].line
                fault = f"key '{key}' stands twice, first on line {first}"
                self._note(event, fault, "each key once")
            else:
                mark = Mark(self._shown, _line(event))
                self.marks[*path, key_text(key)] = mark
            mapping[key] = self._value(next(events), events, (*path, key_text(key)))
        return mapping

    def _key(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: KeyPath
    ) -> str | date:
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, events, (*path, "?"))
            self._note(event, "a key is not a word", "plain words as keys")
            return "?"
        tag = self._tag(event)
        if tag in _PLAIN_WORDS:
            fault = f"YAML reads the key '{event.value}' as {_PLAIN_WORDS[tag]}"
            self._note(event, fault, "another word, or the same in quotes")
            return str(event.value)
        key = self._scalar(event)
        return key if isinstance(key, str | date) else str(event.value)

    def _sequence(self, events: Iterator[yaml.Event], path: KeyPath) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.tag not in {None, "!"}:
            self._note(event, f"the value has a tag, {event.tag}", "plain values")
            return None
        node = yaml.ScalarNode(self._tag(event), event.value)
        try:
            value: Scalar = self._constructor.construct_object(node)
            str(value).encode()  # half a character can be escaped, but not stored
        except (ValueError, ArithmeticError):
            kind = "date" if node.tag.endswith("timestamp") else "value"
            fault = f"'{event.value[:40]}' is no possible {kind}"
            self._note(event, fault, "one that exists, or text in quotes")
            return None
        return value

    def _tag(self, event: yaml.ScalarEvent) -> str:
        kind = (yaml.ScalarNode, event.value, event.implicit)
        return str(self._resolver.resolve(*kind))  # type: ignore[no-untyped-call]

    def _note(self, event: yaml.Event, fault: str, allowed: str) -> None:
        self.faults.append(self._fault(event, fault, allowed))

    def _fault(self, event: yaml.Event, fault: str, allowed: str) -> Fault:
        return Fault(file=self._shown, line=_line(event), fault=fault, allowed=allowed)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return 1 if mark is None else mark.line + 1
