"""The one door that reads workflow files: load, and check with every fault found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engine.workflow import checks
from engine.workflow.definition import Part, Pathway
from engine.workflow.district import District, Overlay
from engine.workflow.faults import DefinitionError, Fault, Problem, in_order
from engine.workflow.framework import Framework
from engine.workflow.overlay import blame, merge
from engine.workflow.source import Document, read_document
from engine.workflow.wording import problems_of
from engine.workflow.workflow import Workflow

Model = TypeVar("Model", bound=Part)


def load_workflow(district_file: Path) -> Workflow:
    """Read a district's file, the pathway that it extends and its framework.

    Args:
        district_file: `districts/<district>.yaml` in the workflows folder.

    Raises:
        DefinitionError: the files can not be used; it holds every fault found.
    """
