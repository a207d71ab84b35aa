"""What every shape of the API has in common, and the texts that may be sent."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from engine.text import UNSTORABLE, is_storable

V1 = "/api/v1"


class Shape(BaseModel):
    """A shape of the API: the words under each field are its description."""

    model_config = ConfigDict(
        frozen=True, from_attributes=True, use_attribute_docstrings=True
    )


class Asked(Shape):
    """A body that is sent: a field that is not known is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")


def _storable(text: str) -> str:
    if not is_storable(text):
        raise ValueError(f"It holds {UNSTORABLE}.")
    return text


Text = Annotated[str, AfterValidator(_storable)]
"""A text that every database can hold."""
