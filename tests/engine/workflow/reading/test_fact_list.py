"""The page of facts says what the engine knows, and the committed page agrees."""

from pathlib import Path

import pytest

from engine.facts import VOCABULARY
from engine.workflow.definition import Does
from engine.workflow.reading.fact_list import facts_page

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "facts.md"


def test_the_committed_page_is_what_the_engine_gives() -> None:
    assert PAGE.read_text("utf-8") == facts_page(), (
        "Write it anew: python -c 'from engine.workflow.reading.fact_list import "
        f'facts_page; print(facts_page(), end="")\' > {PAGE}'
    )


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_fact_has_a_line_with_its_meaning(name: str) -> None:
    line = next(
        one for one in facts_page().splitlines() if one.startswith(f"| `{name}")
    )

    assert VOCABULARY[name].meaning in line
    assert all(f"`{option}`" in line for option in VOCABULARY[name].options)


def test_a_word_of_the_files_is_written_as_code() -> None:
    code = {
        fact.written_by
        for fact in VOCABULARY.values()
        if f"| `{fact.written_by}` |" in facts_page()
    }

    assert code == {fact.written_by for fact in VOCABULARY.values()} & set(
        Does.model_fields
    )
    assert "allocates" in code
