"""The project's files name no machine and no registry, and its README is true."""

import re

import pytest

from tests.house.tree import ROOT, text_files, where

# Bracketed so that the patterns do not find themselves.
REGISTRY = re.compile(
    r"https?://[^\s\"'<>)]*(?:py"
    r"pi|python"
    r"hosted|devpi|artifactory|conda\.anaconda)"
    r"|files\.pytho[n]hosted",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(
    r"(?<![\w.:/}>*-])/(?:root|home|Users|work|opt|mnt|srv)/[\w.]"
    r"|[A-Z]:\\Users|\.\./shared\b"
)
PINNED = re.compile(r"^[a-z0-9.-]+==[^\s\\]+(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "path"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    named = [
        f"{where(path, number)}: {line.strip()[:80]}"
        for path, content in text_files()
        for number, line in enumerate(content.splitlines(), start=1)
        if pattern.search(line)
    ]
    assert not named, "\n".join(["Take these out:", *named])


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRY, "see https://" + "py" + "pi.org/project/rich"),
        (MACHINE_PATH, "open('/" + "home/ann/cases.csv')"),
        (MACHINE_PATH, "as ../" + "shared/design.md says"),
    ],
)
def test_such_a_line_is_found(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize("name", ["run.txt", "test.txt", "pins.txt"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    kept = [line for line in lines if line and not line.lstrip().startswith("#")]
    odd = [line for line in kept if not PINNED.match(line) and not HASH.match(line)]
    assert not odd, f"requirements/{name}: run `make pins`: {odd}"
    bare = [
        line
        for line, following in zip(kept, [*kept[1:], ""], strict=True)
        if PINNED.match(line) and not HASH.match(following)
    ]
    assert not bare, f"requirements/{name}: no hash: {bare}"


def test_the_test_requirements_hold_the_run_requirements() -> None:
    run, test = (
        set(re.findall(r"^\S+==\S+", path.read_text(), re.MULTILINE))
        for path in (ROOT / "requirements/run.txt", ROOT / "requirements/test.txt")
    )
    assert run <= test, f"run `make pins`: {sorted(run - test)}"


def test_every_make_command_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = "\n".join(CODE.findall(readme))
    quoted = set(re.findall(r"\bmake ([a-z-]+)\b(?!=)", code))
    assert {"run", "test"} <= quoted, "README.md must name `make run` and `make test`"
    assert quoted <= targets, f"README.md: no such command: {sorted(quoted - targets)}"


def test_every_file_that_the_readme_links_to_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", readme)
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing, f"README.md links to nothing: {missing}"
