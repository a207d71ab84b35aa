"""A file's values together with the typed definition that they were read as."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from engine.workflow.definition import Part
from engine.workflow.faults import DefinitionError
from engine.workflow.source import Document, read_document
from engine.workflow.wording import problems_of

Model_co = TypeVar("Model_co", bound=Part, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Typed(Generic[Model_co]):
    """A definition, and where each of its values stands."""

    document: Document
    model: Model_co


def typed(document: Document, model: type[Model_co]) -> Typed[Model_co]:
    """Read values as a definition.

    Raises:
        DefinitionError: they do not have its shape; it holds every fault of shape.
    """
    try:
        return Typed(document=document, model=model.model_validate(document.value))
    except ValidationError as error:
        problems = problems_of(error, model, document.value)
        raise DefinitionError(document.fault(each) for each in problems) from error


def read_typed(file: Path, model: type[Model_co]) -> Typed[Model_co]:
    """Read a file of the workflows folder as a definition.

    Raises:
        DefinitionError: it can not be read, or does not have the definition's shape.
    """
    return typed(read_document(file, shown(file)), model)


def shown(file: Path) -> str:
    """Name a file as faults do: from the workflows folder on."""
    return file.absolute().relative_to(workflows_of(file).parent).as_posix()


def workflows_of(file: Path) -> Path:
    """Give the workflows folder of a file that is in one of its sub-folders."""
    return file.absolute().parent.parent
