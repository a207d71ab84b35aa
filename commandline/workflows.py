"""`workflows`: check, show, draw and compare the pathways."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.options import WORKFLOWS, AsJson, District, Folder
from commandline.output import console, progress, say, say_json
from commandline.plainly import PlainGroup

_HELP = "Check, show, draw and compare the pathways."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("check")(check)
    group.command("show")(show)
    group.command("diagram")(diagram)
    group.command("diff")(diff)
    group.command("schema")(schema)
    group.command("try")(try_out)
    app.add_typer(group, name="workflows")


def check(folder: Folder = WORKFLOWS, as_json: AsJson = False) -> None:
    """List every fault of the workflow files.

    The scenarios' too; each with its file and line, and what is allowed there.

    Example: run_engine.py workflows check
    """
    from commandline.workflow_files import every_fault
    from engine.workflow.loader import district_files

    faults = every_fault(folder)
    if as_json:
        say_json({"faults": list(faults)})
    else:
        for fault in faults:
            say(str(fault))
    if faults:
        raise typer.Exit(1)
    if not as_json:
        known = ", ".join(file.stem for file in district_files(folder))
        say(f"All is well in {folder.name}: {known}.")


def show(
    district: District, folder: Folder = WORKFLOWS, as_json: AsJson = False
) -> None:
    """Write a district's pathway out in plain English.

    Example: run_engine.py workflows show --district maidstone
    """
    from commandline.workflow_files import district_file
    from engine.workflow.loader import load_workflow
    from engine.workflow.reading.describe import describe

    workflow = load_workflow(district_file(folder, district))
    if as_json:
        district_part = workflow.district.model_dump(mode="json", by_alias=True)
        pathway = workflow.pathway.model_dump(mode="json", by_alias=True)
        say_json({"district": district_part, "pathway": pathway})
        return
    text = describe(workflow.pathway, workflow.district)
    screen = console()
    if screen.is_terminal:
        from rich.markdown import Markdown

        screen.print(Markdown(text))
    else:
        say(text)


def diagram(
    district: District,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write them.")],
    folder: Folder = WORKFLOWS,
) -> None:
    """Draw a district's pathway: Mermaid and SVG.

    Example: run_engine.py workflows diagram --district maidstone --to pictures
    """
    from commandline.workflow_files import district_file
    from engine.workflow.definition import MACHINES
    from engine.workflow.loader import load_workflow
    from engine.workflow.reading.diagram import mermaid
    from engine.workflow.reading.picture import svg

    pathway = load_workflow(district_file(folder, district)).pathway
    to.mkdir(parents=True, exist_ok=True)
    for machine in MACHINES:
        for ending, text in (
            ("mmd", mermaid(pathway, machine)),
            ("svg", svg(pathway, machine)),
        ):
            file = to / f"{district}-{machine}.{ending}"
            file.write_text(text, encoding="utf-8", newline="\n")
            say(f"Wrote {file}.")


def diff(
    old: Annotated[
        str, typer.Argument(help="A district, or the file of a district or pathway.")
    ],
    new: Annotated[str, typer.Argument(help="The same: what to compare it with.")],
    folder: Folder = WORKFLOWS,
    as_json: AsJson = False,
) -> None:
    """Say how two pathways differ.

    Example: run_engine.py workflows diff maidstone tonbridge_and_malling
    """
    from commandline.workflow_files import pathway_of
    from engine.workflow.reading.difference import differences

    found = differences(pathway_of(folder, old), pathway_of(folder, new))
    if as_json:
        say_json({"differences": list(found)})
        return
    for each in found:
        say(f"{each.sentence}  [{each.where}]")
    if not found:
        say("They say the same.")


def schema(
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to; otherwise beside the files."),
    ] = None,
    folder: Folder = WORKFLOWS,
) -> None:
    """Write the JSON Schemas that editors use.

    Example: run_engine.py workflows schema
    """
    from engine.workflow.reading.schema import write_schemas

    for file in write_schemas(to or folder / "schemas"):
        say(f"Wrote {file}.")


def try_out(
    topic: Annotated[
        str, typer.Argument(help="A scenario file's name; otherwise all of them.")
    ] = "",
    folder: Folder = WORKFLOWS,
    as_json: AsJson = False,
) -> None:
    """Play the scenarios, and say what is not as they expect.

    Each in a database of its own, through the same commands that people use.

    Example: run_engine.py workflows try allocation
    """
    from casework.scenarios.runner import play_all
    from commandline.workflow_files import scenarios_of, workflows_in

    workflows = workflows_in(folder)
    with progress("Playing scenarios") as advance:
        chosen = scenarios_of(folder, topic, workflows)
        played = play_all(chosen, workflows.values(), progress=advance)
    failed = [each for each in played if not each.passed]
    if as_json:
        say_json({"played": len(played), "failed": failed})
    else:
        for each in failed:
            say(f"{each.at}: {each.title}")
            for difference in each.differences:
                say(f"  {difference}")
        say(f"{len(played)} scenarios played, {len(failed)} not as expected.")
    if failed:
        raise typer.Exit(1)
