"""The pathway as pictures, with how many families stand in each place now."""

from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import no_district, open_desk
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.workflow.definition import MACHINES, MachineName
from engine.workflow.reading.picture import svg
from storage.reports import cases_by_programme, cases_by_service

_COUNTED = {"programme": cases_by_programme, "service": cases_by_service}


@dataclass(frozen=True, kw_only=True, slots=True)
class PathwayPictures:
    """A district's pathway, a picture for each machine."""

    pictures: tuple[tuple[MachineName, str], ...]


def pathway_pictures(
    context: Context, district: str, sight: Sight | None = None
) -> PathwayPictures | Refusal:
    """Draw a district's pathway with the families that are in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district, sight)
        if missing is not None:
            return missing
        stored = desk.districts[district]
        workflow = context.workflow(
            desk.connection, stored.workflow_hash, stored.district
        )
        none = dict.fromkeys  # every box says a number, be it 0
        return PathwayPictures(
            pictures=tuple(
                (
                    machine,
                    svg(
                        workflow.pathway,
                        machine,
                        none(workflow.pathway.machine(machine).states, 0)
                        | _COUNTED[machine](desk.connection, district, sight),
                    ),
                )
                for machine in MACHINES
            )
        )
