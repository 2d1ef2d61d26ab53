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
