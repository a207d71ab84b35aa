"""The districts that sample families can live in, as `sample_districts.yaml` has them.

Not the district overlays of the programme: only what an address is made of.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("sample_districts.yaml")


class UnknownSampleDistrictError(LookupError):
    """No sample families can be made for a district of this name."""

    def __init__(self, district_id: str, known: tuple[str, ...]) -> None:
        """Word the error.

        Args:
            district_id: the name that was given.
            known: the names that can be given.
        """
        close = get_close_matches(district_id, known, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        super().__init__(
            f"{_FILE.name}: there is no district {district_id!r}; "
            f"there are {', '.join(known)}.{hint}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleDistrict:
    """What the addresses of a district are made of."""

    id: str
    title: str
    towns: tuple[tuple[str, str], ...]
    """Each postcode district (`ME14`) with its post town."""


def sample_district(district_id: str) -> SampleDistrict:
    """Find a district by its name.

    Args:
        district_id: such as `maidstone`.

    Returns:
        The district.

    Raises:
        UnknownSampleDistrictError: there is none; its words list those there are.
    """
    known = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if district_id not in known:
        raise UnknownSampleDistrictError(district_id, tuple(known))
    table = known[district_id]
    return SampleDistrict(
        id=district_id, title=table["title"], towns=tuple(table["towns"].items())
    )
