"""The README's picture is the one that `workflows diagram` draws of Maidstone."""

from engine.workflow.loader import load_workflow
from engine.workflow.reading.picture import svg
from tests.docs.pages import DOCS
from tests.house.tree import ROOT

HOW = (
    "Draw it anew: `run_engine.py workflows diagram --district maidstone --to FOLDER`, "
    "and copy maidstone-programme.svg to docs/images/pathway.svg."
)


def test_the_picture_is_what_the_code_draws() -> None:
    maidstone = load_workflow(ROOT / "workflows" / "districts" / "maidstone.yaml")
    picture = (DOCS / "images" / "pathway.svg").read_text("utf-8")

    assert picture == svg(maidstone.pathway, "programme"), HOW
