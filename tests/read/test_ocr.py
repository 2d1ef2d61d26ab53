"""Words of a scan: as high as their type, off the line above and below, parted where a blank was overlooked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from intake.read.detect import Line
from intake.read.ocr import OVER, UNDER, pieces
from intake.read.ruling import ink_of

FONTS = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
EM = 28  # pixels: 10 points at 200 dpi


def page_of(*texts: tuple[str, int, int, int]) -> Any:
    """Draw texts (text, left, base line, em) in black on white."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1000, 400), 255)
    pen = ImageDraw.Draw(page)
    for text, x, base, em in texts:
        pen.text((x, base), text, 0, ImageFont.truetype(FONTS, em), "ls")
    return np.asarray(page)


def around(x0: float, top: float, x1: float, bottom: float) -> Line:
    """Return a found line with this core, whose outer box reaches as far as the model lets it."""
    more = (bottom - top) * 0.75
    return Line((x0, top, x1, bottom), (x0 - more, top - more, x1 + more, bottom + more))


def read(page: Any, *lines: Line) -> list[Any]:
    return pieces(page, ink_of(page), 200, lines)


@pytest.mark.parametrize("text", ["2,450.00", "each", "SET", "kg", "gypsum", "Qty"])
def test_a_word_is_as_high_as_its_type_whatever_letters_it_has(text: str) -> None:
    page = page_of((text, 100, 200, EM))
    right = int(np.flatnonzero((page < 128).any(axis=0))[-1])
    (piece,) = read(page, around(105, 184, right - 4, 197))
    assert piece.text == text
    assert piece.box[1] == pytest.approx(200 - OVER * EM, abs=0.1 * EM)
    assert piece.box[3] == pytest.approx(200 + UNDER * EM, abs=0.1 * EM)


def test_a_large_line_does_not_reach_into_the_small_one_under_it() -> None:
    page = page_of(("Pacific Rim Pty", 100, 150, 44), ("Unit 6, 15 Jetty Road", 100, 178, 22))
    found = read(page, around(105, 122, 400, 146), around(102, 165, 300, 176))
    large = [piece for piece in found if piece.text in ("Pacific", "Rim", "Pty")]
    small = [piece for piece in found if piece.text in ("Unit", "Jetty", "Road")]
    assert len(large) == len(small) == 3
    assert max(piece.box[3] for piece in large) < 160
    assert min(piece.box[1] for piece in small) > 158


def test_two_cells_the_engine_reads_without_a_blank_are_two_words() -> None:
    page = page_of(("Address", 100, 200, EM), ("910 Cedar", 222, 200, EM))
    texts = [piece.text for piece in read(page, around(105, 184, 340, 197))]
    assert texts == ["Address", "910", "Cedar"]


def test_digits_set_wide_stay_one_number() -> None:
    page = page_of(*((char, 100 + 28 * at, 200, EM) for at, char in enumerate("4772.59")))
    texts = [piece.text for piece in read(page, around(105, 184, 285, 197))]
    assert "".join(texts) == "4772.59"
    assert len(texts) <= 2


def test_a_speck_before_a_number_is_no_decimal_point() -> None:
    page = page_of((".", 100, 190, EM), ("70", 125, 200, EM))
    assert [piece.text for piece in read(page, around(101, 184, 150, 197))] == ["70"]
    page = page_of((".70", 100, 200, EM))
    assert [piece.text for piece in read(page, around(101, 184, 136, 197))] == [".70"]


def test_a_number_and_a_unit_far_from_it_are_two_words() -> None:
    from intake.read.ocr import _parted
    from intake.read.recognise import Mark

    columns = [3] * 20 + [0] * 3 + [3] * 20 + [0] * 40 + [3] * 22
    marks = [Mark("1", 10, 1), Mark("0", 33, 1), Mark("\u6839", 94, 1)]
    assert [mark.text for mark in _parted(marks, columns, 0, 23)] == ["1", "0", " ", "\u6839"]
    marks = [Mark("\u6570", 10, 1), Mark("\u91cf", 94, 1)]  # two Hanzi of one heading
    assert [mark.text for mark in _parted(marks, columns, 0, 23)] == ["\u6570", "\u91cf"]


def test_the_engine_tells_nobody_what_it_reads(tmp_path: Path) -> None:
    """Builds of onnxruntime that report to their maker note their session in a file of the temporary folder first."""
    code = "import numpy; from intake.read.models import answer; answer('cls', numpy.zeros((1, 3, 48, 192), 'float32'))"
    quiet = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    subprocess.run([sys.executable, "-c", code], env={**quiet, "TMPDIR": str(tmp_path)}, check=True, timeout=120)
    assert list(tmp_path.iterdir()) == []
