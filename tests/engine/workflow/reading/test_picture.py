"""The picture of a machine: what it shows, to the eye and to a screen reader."""

import re
from xml.etree import ElementTree as ET

import pytest

from engine.workflow.definition import MachineName
from engine.workflow.reading.layout import Box, Line, layout
from engine.workflow.reading.lettering import text_width, wrapped
from engine.workflow.reading.marks import (
    BESIDE,
    END_OF_THE_LINE,
    ON_THE_LINE,
    OTHER_END,
    Look,
    arrow,
)
from engine.workflow.reading.picture import svg
from tests.builders.pathways import a_pathway, a_pathway_with

SVG = "{http://www.w3.org/2000/svg}"


def picture(**counts: int) -> ET.Element:
    return ET.fromstring(svg(a_pathway(), "programme", counts))  # noqa: S314 (ours)


def words(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_every_state_is_named() -> None:
    titles = {state.title for state in a_pathway().programme.states.values()}

    assert titles <= set(words(picture()))


@pytest.mark.parametrize("machine", ["programme", "service"])
def test_the_same_pathway_gives_the_same_bytes(machine: MachineName) -> None:
    assert svg(a_pathway(), machine) == svg(a_pathway(), machine)


def test_counts_stand_on_the_boxes_and_none_are_shown_without() -> None:
    counted, plain = words(picture(approved=37)), words(picture())

    assert "37" in counted
    assert counted.count("0") == 3  # the other states, each once
    assert not {"37", "0"} & set(plain)


def test_a_screen_reader_is_told_the_title_and_the_whole_story() -> None:
    root = picture(closed=2)
    named = root.attrib["aria-labelledby"].split()
    told = {element.attrib.get("id"): element.text for element in root.iter()}

    assert root.attrib["role"] == "img"
    assert told[named[0]] == "A small pathway. The programme: where the family stands"
    assert told[named[1]] == (
        "The straight line is Identified (0), then Approved by the board (0), then"
        " Closed (2). From Identified (0) to Approved by the board (0): Approve the"
        " family. From Approved by the board (0) to Closed (2): Close the case. From"
        " Approved by the board (0) to Identified (0): Close the case. At any time:"
        " Record that the family moved away, to Moved away (0). A way back:"
        " Reopen the case, to Identified (0)."
    )


def test_everything_lies_inside_the_page() -> None:
    root = picture(identified=1000)
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    for group in root.iter(f"{SVG}g"):
        across, down = _numbers(group.attrib["transform"])
        for rect in group.iter(f"{SVG}rect"):
            x, y = float(rect.attrib["x"]) + across, float(rect.attrib["y"]) + down
            assert 0 <= x <= width - float(rect.attrib["width"])
            assert 0 <= y <= height - float(rect.attrib["height"])


def test_a_title_with_the_marks_of_xml_is_drawn_as_it_is_written() -> None:
    pathway = a_pathway_with("programme.states.approved.title", "Yes & <sure>")
    root = ET.fromstring(svg(pathway, "programme"))  # noqa: S314 (our own text)

    assert "Yes & <sure>" in words(root)


def test_the_corners_of_an_arrow_are_rounded_and_its_head_points_on() -> None:
    page = ET.Element("g")
    arrow(page, [(0, 0), (100, 0), (100, 100)], "#000000", 2.0)
    line, head = page

    assert line.attrib["d"] == "M0,0 L92,0 Q100,0 100,8 L100,91"
    assert head.attrib["points"].split()[0] == "100,100"


@pytest.mark.parametrize("look", [ON_THE_LINE, BESIDE, END_OF_THE_LINE, OTHER_END])
def test_letters_stand_out_from_their_box(look: Look) -> None:
    dark, light = sorted((_luminance(look.letters), _luminance(look.fill)))

    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, level AA


def test_a_straight_line_is_laid_out_straight_and_downwards() -> None:
    boxes = [Box(name=name, width=200, height=60) for name in "abdec"]
    lines = [
        Line(source=source, target=target, label=(80, 20), main=target in "bc")
        for source, target in ("ab", "bd", "de", "bc")
    ]
    placed = layout(boxes, lines).centres

    assert placed["a"][0] == placed["b"][0] == placed["c"][0] != placed["d"][0]
    assert placed["a"][1] < placed["b"][1] < placed["c"][1]


def test_text_is_broken_at_spaces_to_the_width_given() -> None:
    lines = wrapped("Approved by the Project Board of Maidstone", 120, 15)

    assert " ".join(lines) == "Approved by the Project Board of Maidstone"
    assert all(text_width(line, 15) <= 120 for line in lines)
    assert wrapped("Incomprehensibilities", 20, 15) == ("Incomprehensibilities",)


def test_bold_and_wide_letters_take_more_room() -> None:
    assert text_width("will", 10) < text_width("will", 10, bold=True)
    assert text_width("ill", 10) < text_width("WWW", 10)


def _numbers(text: str) -> tuple[float, float]:
    across, down = re.findall(r"[\d.]+", text)
    return float(across), float(down)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
