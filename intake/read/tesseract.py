"""Tesseract as an independent second reading of a small place; where it is not installed there is none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from intake.read.tesseract_library import library, read_line
from orders.records import Box

LATIN, CHINESE = "eng", "chi_sim"
HEIGHT = {LATIN: 56, CHINESE: 42}  # pixels a line is brought to; both read worse above and below
AROUND, ABOVE = 1.8, 0.8  # points of paper left beside and above a box
LINE = 1.1  # points on each side of a ruling line that are wiped, or it is read as | or _
QUIET = 30  # pixels of white around the cut
TIME = 20  # seconds


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the installed languages, empty where the program is missing."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except Exception:  # not installed, or not runnable
        return frozenset()


def without_lines(grey: Any, dpi: float, lines: Iterable[Box]) -> Any:
    """Return a copy of a grey picture whose ruling lines (points) are painted over."""
    import cv2

    scale = dpi / 72
    wiped = grey.copy()
    for x0, top, x1, bottom in lines:
        corner = (round((x0 - LINE) * scale), round((top - LINE) * scale))
        cv2.rectangle(wiped, corner, (round((x1 + LINE) * scale), round((bottom + LINE) * scale)), (255,), -1)
    return wiped


def second_reading(grey: Any, dpi: float, box: Box, *, latin: bool) -> str | None:
    """Read one line of an upright grey picture inside `box` (points), `latin` if no Hanzi is expected there.

    Returns None without tesseract or without the language's data.
    """
    import cv2

    language = LATIN if latin else CHINESE
    scale = dpi / 72
    x0, top, x1, bottom = (round(side * scale) for side in box)
    beside, above = round(AROUND * scale), round(ABOVE * scale)
    cut = grey[max(0, top - above) : bottom + above, max(0, x0 - beside) : x1 + beside]
    if language not in languages() or cut.size == 0:
        return None
    factor = HEIGHT[language] / cut.shape[0]
    cut = cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return _read(cv2.copyMakeBorder(cut, QUIET, QUIET, QUIET, QUIET, cv2.BORDER_CONSTANT, value=255), language)


def _read(cut: Any, language: str) -> str | None:
    said = read_line(cut, language, TIME) if library() is not None else _by_program(cut, language)
    return None if said is None else said.strip()


def _by_program(cut: Any, language: str) -> str | None:
    import pytesseract

    try:
        return str(pytesseract.image_to_string(cut, lang=language, config="--psm 7", timeout=TIME))
    except (RuntimeError, pytesseract.TesseractError):  # timed out, or its data is damaged
        return None
