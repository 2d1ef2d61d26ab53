"""Pictures of papers: turned, skewed, stamped, and read a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake.read import display_box, read
from intake.read.document import InkWitness
from intake.read.geometry import box_of, chain, inverse, quarter_turns
from intake.read.paper import cleaned, skew, straightening, warped
from intake.read.ruling import ink_of, lines_of
from intake.read.tesseract import languages
from tests.read.test_pdf import attachment


def sheet_of_lines() -> Any:
    import numpy as np

    grey = np.full((1000, 1400), 255, np.uint8)
    for y in range(100, 900, 40):
        grey[y : y + 3, 100:1300] = 0
    grey[100:860, 400:403] = 0
    return grey


def test_maps_there_and_back() -> None:
    there = chain(quarter_turns(1, 300, 200), quarter_turns(3, 200, 300))
    assert box_of(there, (1, 2, 3, 4)) == (1, 2, 3, 4)
    assert box_of(chain(there, inverse(there)), (1, 2, 3, 4)) == (1, 2, 3, 4)
    assert box_of(quarter_turns(1, 300, 200), (0, 0, 10, 20)) == (180, 0, 200, 10)


@pytest.mark.parametrize("angle", [-3.0, -1.2, 0.0, 0.6, 2.4])
def test_skew_is_measured_and_taken_back(angle: float) -> None:
    grey = sheet_of_lines()
    height, width = grey.shape
    fallen = warped(grey, straightening(width, height, -angle), 255)
    assert skew(fallen) == pytest.approx(angle, abs=0.06)


def test_ruling_lines_are_found() -> None:
    lines = lines_of(ink_of(sheet_of_lines()), 200)
    assert sum(x0 != x1 for x0, _, x1, _ in lines) == 20
    assert [(round(x0), round(bottom - top)) for x0, top, x1, bottom in lines if x0 == x1] == [(402, 763)]


def test_a_red_seal_goes_and_black_print_and_red_text_stay() -> None:
    import cv2
    import numpy as np

    image = np.full((1200, 1000, 3), 255, np.uint8)
    cv2.putText(image, "4711", (420, 610), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    cv2.putText(image, "RED", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (0, 0, 220), 4)
    print_only = cleaned(image, 200).grey
    cv2.circle(image, (500, 600), 150, (60, 60, 230), 8)
    clean = cleaned(image, 200)
    assert clean.seals[600, 500] == 255
    assert clean.seals[90, 120] == 0
    assert clean.grey[600, 351] > 240
    assert (clean.grey[:200] < 128).sum() == (print_only[:200] < 128).sum() > 0
    assert abs(int((clean.grey < 100).sum()) - int((print_only < 100).sum())) < 40


@pytest.mark.slow
def test_a_rotated_scan_is_read_upright_and_shown_as_displayed() -> None:
    document = read(attachment("12"), "scan.pdf")
    page = document.pages[0]
    assert page.method == "ocr"
    assert page.shown == pytest.approx((842, 595.8), abs=0.2)
    found = {word.text: word for word in page.words}
    word = found["BST-26-0311"]
    x0, top, x1, bottom = display_box(page, word.box)
    assert bottom - top > x1 - x0
    assert len(word.edges) == len(word.text) + 1
    assert {"CX-PX180-15", "784.80", "1,636.50", "EUR", "14.05.2026"} <= set(found)
    assert len([rule for rule in page.rules if rule.orientation == "v"]) >= 10
    assert document.witness is not None
    if "eng" in languages():
        assert document.witness.text_in(1, word.box) == "BST-26-0311"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mail", "values"),
    [
        ("10", {"LY-C-2603015", "2026-03-03", "30,727.48", "叁万零柒佰贰拾柒元肆角捌分", "CX-TT200-B", "6,577.20"}),
        ("11", {"QL20260303-07", "2026-04-23", "27016.74", "813.31", "8133.10", "948.13", "11377.56"}),
    ],
)
def test_skewed_and_stamped_scans(mail: str, values: set[str]) -> None:
    document = read(attachment(mail), "scan.pdf")
    page = document.pages[0]
    assert values <= {word.text for word in page.words}
    assert page.unread_ink == ()
    witness = document.witness
    assert isinstance(witness, InkWitness)
    assert witness.unread(1, tuple(word.box for word in page.words)) == ()
    for gone in page.words:
        left = witness.unread(1, tuple(word.box for word in page.words if word is not gone))
        assert left
        assert all(top < gone.bottom and gone.top < bottom for _, top, _, bottom in left)


@pytest.mark.slow
def test_fonts_without_a_map_are_trusted_only_when_the_picture_says_the_same() -> None:
    from intake.read.confirm import confirmed
    from intake.read.drawing import grey_page

    data = attachment("05")
    page = read(data, "a.pdf").pages[0]
    assert (page.method, page.trusted) == ("text", True)
    swapped = str.maketrans("38", "83")
    lying = replace(page, words=tuple(replace(w, text=w.text.translate(swapped)) for w in page.words))
    assert not confirmed(lying, grey_page(data, 1), 200)
