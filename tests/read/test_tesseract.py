"""The second reading: tesseract inside the process says what it says as a program, and where it is missing, nothing."""

from __future__ import annotations

from typing import Any

import pytest

from intake.read import tesseract
from intake.read.tesseract import languages, second_reading
from intake.read.tesseract_library import library


def line_of(text: str) -> Any:
    import cv2
    import numpy as np

    grey = np.full((120, 700), 255, np.uint8)
    cv2.putText(grey, text, (40, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3, cv2.LINE_AA)
    return grey


BOX = (10.0, 14.0, 200.0, 34.0)  # points at 200 dpi


@pytest.mark.skipif(not {"eng"} <= languages() or library() is None, reason="tesseract is not installed")
def test_the_library_reads_as_the_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = [line_of(text) for text in ("AB-4711", "1,234.50", "O0S5", "")]
    inside = [second_reading(picture, 200, BOX, latin=True) for picture in pictures]
    monkeypatch.setattr(tesseract, "library", lambda: None)
    assert inside == [second_reading(picture, 200, BOX, latin=True) for picture in pictures]
    assert inside[:2] == ["AB-4711", "1,234.50"]


def test_without_its_language_there_is_no_second_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"eng"}))
    assert second_reading(line_of("12"), 200, BOX, latin=False) is None


@pytest.mark.skipif(not {"eng"} <= languages() or library() is None, reason="tesseract is not installed")
def test_a_barred_sign_is_never_read_and_only_then() -> None:
    from intake.read.tesseract_library import read_line

    picture = line_of("$471.50")
    assert "$" in (read_line(picture, "eng", 20) or "")
    assert "$" not in (read_line(picture, "eng", 20, barred="$") or "$")
    assert "$" in (read_line(picture, "eng", 20) or "")


@pytest.mark.skipif(not {"eng", "chi_sim"} <= languages(), reason="tesseract is not installed")
@pytest.mark.parametrize(("text", "latin"), [("1,492.00", True), ("¥1,492.00", True), ("Größe", True), ("件", False)])
def test_signs_of_money_and_accents_are_no_hanzi(text: str, latin: bool) -> None:
    from intake.read.document import Page, Word
    from intake.read.scan import Scan
    from intake.read.witness import _latin

    word = Word(text, *BOX)
    assert _latin(Scan(Page(1, 250, 60, (word,)), None, 200), BOX) is latin
