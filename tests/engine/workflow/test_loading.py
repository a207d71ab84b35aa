"""The one door that reads workflow files, and what it refuses."""

from pathlib import Path

import pytest

from engine.workflow.faults import DefinitionError
from engine.workflow.loader import (
    check_folder,
    district_files,
    load_framework,
    load_pathway,
    load_workflow,
)
from tests.builders.yaml_files import (
    DISTRICT,
    DISTRICT_FILE,
    FRAMEWORK,
    FRAMEWORK_FILE,
    PATHWAY,
    PATHWAY_FILE,
    faults_of,
    workflows_folder,
)

WORKFLOWS = Path(__file__).parents[3] / "workflows"


def test_the_workflows_of_the_project_are_without_fault() -> None:
    assert check_folder(WORKFLOWS) == ()


@pytest.mark.parametrize("file", district_files(WORKFLOWS), ids=lambda file: file.stem)
def test_every_district_loads(file: Path) -> None:
    workflow = load_workflow(file)

    assert workflow.district.id == file.stem
    assert workflow.framework.framework == workflow.pathway.framework


def test_a_district_loads_from_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workflows_folder(tmp_path)
    absolute = load_workflow(folder / DISTRICT_FILE)

    monkeypatch.chdir(folder / "districts")

    again = load_workflow(Path("maidstone.yaml"))
    assert again.content_hash == absolute.content_hash


def test_a_pathway_loads_as_it_stands_before_any_district(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path, district=DISTRICT + "set: {title: Our own}\n")

    assert load_pathway(folder / PATHWAY_FILE).title == "A small pathway"


def test_a_framework_loads_by_its_name(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path)

    framework = load_framework("tiny", folder / "frameworks")

    assert framework.payments["attachment_fee"].rates[1].pence == 240_000


def test_an_unknown_framework_names_those_there_are(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path)

    with pytest.raises(DefinitionError) as refused:
        load_framework("huge", folder / "frameworks")

    assert str(refused.value) == (
        "workflows/frameworks/huge.yaml:1: there is no such file: here are tiny.yaml"
    )


def test_an_unknown_district_names_those_there_are(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path)

    with pytest.raises(DefinitionError) as refused:
        load_workflow(folder / "districts" / "sevenoaks.yaml")

    assert str(refused.value) == (
        "workflows/districts/sevenoaks.yaml:1: "
        "there is no such file: here are maidstone.yaml"
    )


@pytest.mark.parametrize("named", ["../pathways/smal.yaml", "small", "/etc/hosts", ""])
def test_a_district_that_extends_no_pathway_is_refused(
    named: str, tmp_path: Path
) -> None:
    text = DISTRICT.replace("../pathways/small.yaml", f'"{named}"')

    (fault,) = faults_of(workflows_folder(tmp_path, district=text))

    assert fault.startswith(
        f"workflows/districts/maidstone.yaml:1: there is no pathway '{named}': "
        "allowed are ../pathways/small.yaml"
    )


def test_a_pathway_of_no_framework_is_refused_with_its_other_faults(
    tmp_path: Path,
) -> None:
    text = PATHWAY.replace("framework: tiny", "framework: tinny").replace(
        "clocks: [decision]", "clocks: [decision, gone]"
    )

    assert faults_of(workflows_folder(tmp_path, pathway=text)) == [
        (
            "workflows/pathways/small.yaml:3: there is no framework 'tinny': "
            "allowed are tiny; did you mean 'tiny'?"
        ),
        (
            "workflows/pathways/small.yaml:52: there is no clock 'gone': "
            "allowed are answer, decision, review"
        ),
    ]


@pytest.mark.parametrize(
    ("room", "text", "fault"),
    [
        (
            "pathway",
            PATHWAY.replace("pathway: small", "pathway: large"),
            (
                "workflows/pathways/small.yaml:1: 'large' is defined in a file that is "
                "named small.yaml: small, or rename the file"
            ),
        ),
        (
            "framework",
            FRAMEWORK.replace("framework: tiny", "framework: large"),
            (
                "workflows/frameworks/tiny.yaml:1: 'large' is defined in a "
                "file that is "
                "named tiny.yaml: tiny, or rename the file"
            ),
        ),
        (
            "district",
            DISTRICT.replace("id: maidstone", "id: medway"),
            (
                "workflows/districts/maidstone.yaml:3: 'medway' is defined "
                "in a file that "
                "is named maidstone.yaml: maidstone, or rename the file"
            ),
        ),
    ],
)
def test_a_file_that_defines_something_else_is_refused(
    room: str, text: str, fault: str, tmp_path: Path
) -> None:
    assert faults_of(workflows_folder(tmp_path, **{room: text})) == [fault]


def test_two_districts_with_one_prefix_are_refused(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path)
    second = DISTRICT.replace("id: maidstone", "id: medway")
    (folder / "districts" / "medway.yaml").write_text(second)

    assert faults_of(folder) == [
        (
            "workflows/districts/medway.yaml:5: the prefix MAI is that "
            "of maidstone.yaml "
            "too: a prefix of its own"
        )
    ]


def test_districts_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = workflows_folder(tmp_path)
    for name in ("sevenoaks", "ashford"):
        (folder / "districts" / f"{name}.yaml").write_text("a: 1\n")

    names = [file.stem for file in district_files(folder)]

    assert names == ["ashford", "maidstone", "sevenoaks"]


def test_a_folder_without_districts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        district_files(tmp_path / "nowhere")

    assert str(refused.value) == (
        "nowhere/districts:1: there is no folder 'districts' in 'nowhere': "
        "a workflows folder, with pathways, frameworks and districts"
    )


def test_the_check_of_an_empty_folder_misses_all_three(tmp_path: Path) -> None:
    assert [fault.file for fault in check_folder(tmp_path)] == [
        f"{tmp_path.name}/{kind}" for kind in ("districts", "frameworks", "pathways")
    ]


def test_a_fault_of_the_pathway_is_told_once_for_all_districts(tmp_path: Path) -> None:
    text = PATHWAY.replace("clocks: [decision]", "clocks: [decision, gone]")

    assert len(faults_of(workflows_folder(tmp_path, pathway=text))) == 1


def test_every_fault_of_every_file_is_told(tmp_path: Path) -> None:
    folder = workflows_folder(
        tmp_path,
        pathway=PATHWAY.replace("to: approved", "to: aproved"),
        framework=FRAMEWORK.replace("pence: 240000", "pence: lots"),
        district=DISTRICT.replace("prefix: MAI", "prefix: M"),
    )

    files = [fault.file for fault in check_folder(folder)]

    assert {f"workflows/{DISTRICT_FILE}", f"workflows/{FRAMEWORK_FILE}"} < set(files)
    assert files.count(f"workflows/{PATHWAY_FILE}") == 2  # and 'approved' unreachable
