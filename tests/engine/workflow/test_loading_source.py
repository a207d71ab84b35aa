"""YAML files are read with the line of each value, and refused in plain words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.workflow.faults import DefinitionError, Fault
from engine.workflow.source import Document, read_document

QUOTES = "another word, or the same in quotes"


def _read(folder: Path, content: str | bytes) -> Document:
    file = folder / "it.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(file, "it.yaml")


def _faults(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        _read(folder, content)
    return [str(fault) for fault in refused.value.faults]


def test_values_are_plain_and_dates_stay_dates(tmp_path: Path) -> None:
    text = "a: {b: [1, 2.5, true, ~, 'yes']}\n2012-12-27: 2013-02-01\n2012/13: 80\n"

    assert _read(tmp_path, text).value == {
        "a": {"b": [1, 2.5, True, None, "yes"]},
        date(2012, 12, 27): date(2013, 2, 1),
        "2012/13": 80,
    }


def test_each_value_knows_its_line(tmp_path: Path) -> None:
    document = _read(
        tmp_path, "# comment\na:\n  b:\n    - x\n    - y\n  c: >-\n    z\n"
    )

    assert document.mark(("a", "b", 1)) == ("it.yaml", 5)
    assert document.mark(("a", "c")) == ("it.yaml", 6)


def test_a_value_that_is_not_there_is_placed_where_it_belongs(tmp_path: Path) -> None:
    document = _read(tmp_path, "a: 1\nb:\n  c: 2\n")

    assert document.mark(("b", "title")) == ("it.yaml", 2)
    assert document.mark(("z",)) == ("it.yaml", 1)


def test_a_mark_of_byte_order_is_passed_over(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbfa: 1\n").value == {"a": 1}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "1: the file is empty: keys at the margin, each with its value"),
        ("# only\n", "1: the file is empty: keys at the margin, each with its value"),
        (
            "- a\n",
            "1: the file is not a mapping: keys at the margin, each with its value",
        ),
        (
            "a: 1\nb: 2\na: 3\n",
            "3: key 'a' stands twice, first on line 1: each key once",
        ),
        (
            "a:\n  2012-01-01: x\n  2012-01-01: y\n",
            "3: key '2012-01-01' stands twice, first on line 2: each key once",
        ),
        ("a:\n  on: 1\n", f"2: YAML reads the key 'on' as yes or no: {QUOTES}"),
        ("No: 1\n", f"1: YAML reads the key 'No' as yes or no: {QUOTES}"),
        ("a: 1\n80: x\n", f"2: YAML reads the key '80' as a number: {QUOTES}"),
        ("null: x\n", f"1: YAML reads the key 'null' as nothing: {QUOTES}"),
        (
            "<<: {a: 1}\n",
            f"1: YAML reads the key '<<' as a merge of other keys: {QUOTES}",
        ),
        ("[a, b]: 1\n", "1: a key is not a word: plain words as keys"),
        (
            "a: &x [1]\nb: *x\n",
            "2: an alias repeats another value: write the value out",
        ),
        ("a: &x [*x]\n", "1: an alias repeats another value: write the value out"),
        (
            "a: !!python/name:os.system x\n",
            (
                "1: the value has a tag, "
                "tag:yaml.org,2002:python/name:os.system: plain values"
            ),
        ),
        ("a: !!int x\n", "1: the value has a tag, tag:yaml.org,2002:int: plain values"),
        (
            "a: 2013-02-30\n",
            "1: '2013-02-30' is no possible date: one that exists, or text in quotes",
        ),
        (
            "a: 0x_\n",
            "1: '0x_' is no possible value: one that exists, or text in quotes",
        ),
        ("a:\n\tb: 1\n", "2: the line holds a tab: indent by spaces"),
        ("a: 1\n---\nb: 2\n", "2: a second document begins: one a file, no `---`"),
        ("a: " + "[" * 40, "1: nested more than 30 deep: less"),
        ("a: " + "[" * 200_000, "1: nested more than 30 deep: less"),
        (b"a: 1\nb: \xe9t\xe9\n", "2: byte 0xe9 is not UTF-8: save the file as UTF-8"),
        (
            "a: 1\nb: \x00\n",
            "2: character 0x0000 can not stand in a file: text that can be printed",
        ),
        ("a: " + "x" * 1_000_000, "1: the file is over 1 MB: a workflow of less"),
    ],
)
def test_a_file_is_refused(content: str | bytes, fault: str, tmp_path: Path) -> None:
    assert _faults(tmp_path, content) == [f"it.yaml:{fault}"]


@pytest.mark.parametrize(
    ("content", "line"),
    [("a: [1\nb: 2\n", 2), ("a: 1\n b: 2\n", 2), ("a: 'x\n", 2), ("a: b: c\n", 1)],
)
def test_a_file_that_is_not_yaml_says_where(
    content: str, line: int, tmp_path: Path
) -> None:
    (fault,) = _faults(tmp_path, content)

    assert fault.startswith(f"it.yaml:{line}: this is not YAML (")
    assert fault.endswith("): `key: value`, lists by `- `")


def test_every_fault_of_a_file_is_found(tmp_path: Path) -> None:
    assert len(_faults(tmp_path, "on: 1\noff: *x\na: 2013-13-01\na: 1\n")) == 5


def test_a_file_that_is_missing_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "maidstone.yaml").write_text("a: 1\n")

    with pytest.raises(DefinitionError) as refused:
        read_document(tmp_path / "maidston.yaml", "maidston.yaml")

    assert str(refused.value) == (
        "maidston.yaml:1: there is no such file: here are maidstone.yaml"
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r":1: this is a folder: a YAML file$"):
        read_document(tmp_path, tmp_path.name)


def test_a_file_that_can_not_be_opened_says_why(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)

    with pytest.raises(DefinitionError, match="the file can not be read"):
        read_document(loop, "loop.yaml")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    faults: tuple[Fault, ...] = ()
    try:
        _read(folder, content)
    except DefinitionError as error:
        faults = error.faults

    assert all(fault.line >= 1 for fault in faults)
