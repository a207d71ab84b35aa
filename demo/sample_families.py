"""Made-up lists of families, of any length; the same seed gives the same list.

Names, streets and postcodes are put together by chance and are of nobody: the last two
letters of each postcode are letters that no postcode in use ends in.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from casework.intake.columns import COLUMNS, row_of
from casework.intake.family_list import ListedFamily
from demo.chance import Chance
from demo.sample_districts import SampleDistrict
from demo.sample_people import sample_household


def sample_families(
    count: int, *, seed: int, district: SampleDistrict
) -> Iterator[ListedFamily]:
    """Make up families, one at a time.

    Every family has one or two adults and one to four children, at least one of them
    of secondary school age, and meets at least two of the three criteria on 17
    December 2012. A longer list of the same seed begins with the shorter one.

    Args:
        count: how many families.
        seed: any whole number; give each district its own.
        district: where they live.

    Returns:
        The families, made as they are asked for, with the keys F001, F002 and so on.

    Raises:
        ValueError: the count is below nothing.
    """
    if count < 0:
        raise ValueError(f"{count} families were asked for; ask for none or more.")
    chance = Chance(seed)
    return (
        ListedFamily(key=f"F{number:03d}", people=sample_household(chance, district))
        for number in range(1, count + 1)
    )


def write_sample_list(
    path: Path, *, count: int, seed: int, district: SampleDistrict
) -> None:
    """Write a made-up list as CSV in UTF-8, the way `read_family_list` reads it.

    Args:
        path: the file to write; one that is there is replaced.
        count: how many families.
        seed: any whole number; give each district its own.
        district: where they live.

    Raises:
        ValueError: the count is below nothing; no file is written.
        OSError: the file cannot be written.
    """
    families = sample_families(count, seed=seed, district=district)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for family in families:
            rows.writerows(row_of(family.key, person) for person in family.people)
