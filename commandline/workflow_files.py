"""Finding workflow files by what people call them."""

from difflib import get_close_matches
from pathlib import Path

import typer

from commandline.output import complain
from engine.workflow.definition import Pathway
from engine.workflow.loader import district_files, load_pathway, load_workflow


def district_file(folder: Path, district: str) -> Path:
    """Find a district's file.

    Raises:
        Exit: with 1, when there is none; the districts there are have been told.
        DefinitionError: the folder is no workflows folder.
    """
    files = {file.stem: file for file in district_files(folder)}
    if district in files:
        return files[district]
    close = get_close_matches(district, files, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    known = ", ".join(files) or "none"
    complain([f"There is no district '{district}' in {folder}.{hint} It has: {known}."])
    raise typer.Exit(1)


def pathway_of(folder: Path, named: str) -> Pathway:
    """Read a pathway from its own file, or as a district's file changes it.

    Args:
        folder: the workflows folder, for districts given by name.
        named: the path of a pathway's or district's file, or a district's name.

    Raises:
        Exit: with 1, when there is no such district.
        DefinitionError: a file has faults.
    """
    path = Path(named)
    if not path.is_file():
        return load_workflow(district_file(folder, named)).pathway
    if path.absolute().parent.name == "districts":
        return load_workflow(path).pathway
    return load_pathway(path)
