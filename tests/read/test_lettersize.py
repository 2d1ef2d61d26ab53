"""pc, PC: where the shape of no letter tells its size, the ink does."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from intake.read import Word
from intake.read.lettersize import in_true_size
from intake.read.ruling import ink_of

DPI, SIZE = 200.0, 25  # pixels: nine points


def printed(text: str, blur: float) -> tuple[Any, tuple[float, float, float, float]]:
    """Print a text; return its mask of ink and its box in points."""
    import numpy as np

    sheet, font = Image.new("L", (300, 120), 255), ImageFont.load_default(SIZE)
    ImageDraw.Draw(sheet).text((100, 40), text, font=font, fill=40)
    ImageDraw.Draw(sheet).point([(96, 70), (97, 70)], fill=0)  # a speck beside the foot of the first letter
    x0, top, x1, bottom = (side * 72 / DPI for side in font.getbbox(text, anchor="la"))
    left, upper = 100 * 72 / DPI, 40 * 72 / DPI
    ink = ink_of(np.array(sheet.filter(ImageFilter.GaussianBlur(blur))))
    return ink, (left + x0, upper + top, left + x1, upper + bottom)


@pytest.mark.parametrize("blur", [0, 1.2])
@pytest.mark.parametrize("text", ["pc", "PC", "pcs", "PCS", "pcs.", "cup", "SPC"])
def test_letters_that_only_their_size_tells_apart_have_the_size_of_their_ink(text: str, blur: float) -> None:
    ink, box = printed(text, blur)
    for said in (text.lower(), text.upper()):
        word = Word(said, *box)
        assert in_true_size(word, ink, DPI).text == text


@pytest.mark.parametrize("said", ["Pc", "ea", "PACK", "P", "cs", "PP"])
def test_other_words_stay_as_they_are_read(said: str) -> None:
    ink, box = printed("pc", 0)
    assert in_true_size(Word(said, *box), ink, DPI).text == said


def test_a_place_without_ink_changes_nothing() -> None:
    ink, box = printed("pc", 0)
    for away in (60, 600):  # beside the print, beside the page
        assert in_true_size(Word("PC", box[0] + away, box[1], box[2] + away, box[3]), ink, DPI).text == "PC"
