"""A district's pathway as it is in force, and how it differs from the common one."""

from dataclasses import dataclass
from pathlib import Path

from casework.context import Context
from casework.reading.desk import open_desk
from engine.access.sight import Sight
from engine.workflow.definition import MACHINES, MachineName, Pathway
from engine.workflow.faults import DefinitionError
from engine.workflow.loader import PATHWAYS, load_pathway
from engine.workflow.reading.describe import describe
from engine.workflow.reading.difference import Difference, differences
from engine.workflow.reading.picture import svg


@dataclass(frozen=True, kw_only=True, slots=True)
class MergedPathway:
    """A district's pathway: its pictures, and the whole of it in words, as Markdown.

    `differs` is None where the file of the common pathway is not at hand.
    """

    district: str
    district_title: str
    parent: str
    differs: tuple[Difference, ...] | None
    pictures: tuple[tuple[MachineName, str], ...]
    words: str


def merged_pathway(
    context: Context, sight: Sight, district: str, workflows: Path
) -> MergedPathway | None:
    """Read the pathway that a district's new cases take.

    Args:
        context: the database, which keeps the pathway as it was merged.
        sight: who looks.
        district: its id.
        workflows: the folder of the workflow files, for the common pathway.

    Returns:
        None where somebody has nothing to do with the district.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        stored = desk.districts.get(district)
        if stored is None or district not in sight.districts:
            return None
        hash_ = stored.workflow_hash
        merged = context.workflow(desk.connection, hash_, stored.district).pathway
    parent = _parent(merged, workflows)
    return MergedPathway(
        district=district,
        district_title=stored.district.title,
        parent=parent.title if parent else merged.title,
        differs=differences(parent, merged) if parent else None,
        pictures=tuple((machine, svg(merged, machine)) for machine in MACHINES),
        words=describe(merged, stored.district),
    )


def _parent(merged: Pathway, workflows: Path) -> Pathway | None:
    """Read the common pathway; an overlay keeps its name."""
    try:
        return load_pathway(workflows / PATHWAYS / f"{merged.pathway}.yaml")
    except DefinitionError:
        return None
