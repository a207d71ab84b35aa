"""What changed between two versions of a pathway, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from engine.workflow.definition import MACHINES, Pathway

Change = Literal["added", "removed", "changed"]
Path = tuple[str, ...]
_NOUNS = {
    "roles": "Role",
    "agencies": "Agency",
    "facts": "Fact",
    "conditions": "Condition",
    "messages": "Message",
    "ladders": "Ladder",
    "clocks": "Clock",
    "states": "State",
    "transitions": "Event",
}
_FIELDS = {
    "asks": "answer",
    "asks_agencies": "clock of the agencies' part",
    "also": "event that follows",
    "by": "who may:",
    "capacity": "capacity,",
    "clocks": "clock",
    "counts": "counted fact",
    "does": "writes",
    "from": "from",
    "meets": "clock met",
    "otherwise": "sentence when it fails",
    "requires": "condition",
    "restarts": "clock started again",
    "rungs": "rung",
    "tells": "messages sent",
    "triggers": "payment",
}
_MACHINE_PARTS = ("states", "transitions")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that two versions say differently.

    `where` is the dotted path in the file, for editors; `sentence` is for readers.
    """

    change: Change
    where: str
    sentence: str


def differences(old: Pathway, new: Pathway) -> tuple[Difference, ...]:
    """List what `new` adds, removes and changes, in the order of the file.

    A part that comes or goes whole is one difference. So is a list of names that
    changed in its order alone.
    """
    before, after = _dump(old), _dump(new)
    return tuple(
        _difference(path, left, right, (after, before))
        for path, left, right in _walk((), before, after)
    )


def _dump(pathway: Pathway) -> dict[str, object]:
    return pathway.model_dump(mode="json", by_alias=True)


def _walk(
    path: Path, old: object, new: object
) -> Iterator[tuple[Path, object, object]]:
    if old == new:
        return
    if _names(old) and _names(new) and set(old) != set(new):
        old, new = {name: name for name in old}, {name: name for name in new}
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _walk((*path, key), old.get(key), new.get(key))
    else:
        yield path, old, new


def _names(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _difference(
    path: Path, old: object, new: object, versions: tuple[object, object]
) -> Difference:
    subject, rest = _subject(path, versions)
    words = ": ".join((subject, *_field_words(rest)))
    where = ".".join(path)
    if old is None:
        return Difference(change="added", where=where, sentence=f"{words} added")
    if new is None:
        return Difference(change="removed", where=where, sentence=f"{words} removed")
    sentence = f"{words}: {_value(old)} -> {_value(new)}"
    return Difference(change="changed", where=where, sentence=sentence)


def _subject(path: Path, versions: tuple[object, object]) -> tuple[str, Path]:
    start = 1 if path[0] in MACHINES and path[1] in _MACHINE_PARTS else 0
    noun = _NOUNS.get(path[start])
    if noun is None:
        return " ".join(path).capitalize(), ()
    end = start + 2
    title = next(filter(None, (_title(side, path[:end]) for side in versions)), None)
    named = f"{noun} '{title}'" if title else f"{noun} {path[start + 1]}"
    return named, path[end:]


def _title(version: object, path: Path) -> object:
    """Look a part's title up; the part may stand in one of the versions only."""
    for key in (*path, "title"):
        version = version.get(key) if isinstance(version, Mapping) else None
    return version


def _field_words(rest: Path) -> tuple[str, ...]:
    """Name a field, then what hangs under it: "condition two_criteria"."""
    if not rest:
        return ()
    field = _FIELDS.get(rest[0], rest[0].replace("_", " "))
    deeper = rest[2:3], rest[3:]
    inner = " ".join((*(key.replace("_", " ") for key in deeper[0]), *deeper[1]))
    return tuple(filter(None, (" ".join((field, *rest[1:2])), inner)))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        said = {key: item for key, item in value.items() if item not in (None, "", [])}
        return ", ".join(f"{key} {_value(item)}" for key, item in said.items())
    if isinstance(value, list):
        return "; ".join(_value(item) for item in value) or "none"
    return str(value) if value not in (None, "") else "nothing"
