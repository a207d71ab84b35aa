"""The page of JSON keys says what the commands print."""

from pathlib import Path

from tests.builders.json_reference import json_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"


def test_the_page_of_json_keys_is_the_one_that_the_types_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == json_reference(), (
        "write it anew: python -m tests.docs.test_json_reference"
    )


if __name__ == "__main__":
    PAGE.write_text(json_reference(), encoding="utf-8")
