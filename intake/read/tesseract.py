"""Tesseract as an independent second reading of a small place; where it is not installed there is none."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from orders.records import Box

HEIGHT = 56  # pixels a line is brought to; tesseract reads capitals of 30 to 40 pixels best
AROUND = 2.0  # points of paper left around a box
QUIET = 24  # pixels of white around the cut
TIME = 20  # seconds


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the installed languages, empty where the program is missing."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except Exception:  # not installed, or not runnable
        return frozenset()


def second_reading(grey: Any, dpi: float, box: Box) -> str | None:
    """Read one line of an upright grey picture inside `box` (points); None without tesseract."""
    import cv2

    scale = dpi / 72
    x0, top, x1, bottom = (round(side * scale) for side in box)
    around = round(AROUND * scale)
    cut = grey[max(0, top - around // 2) : bottom + around // 2, max(0, x0 - around) : x1 + around]
    if not languages() or cut.size == 0:
        return None
    factor = max(1.0, HEIGHT / cut.shape[0])
    cut = cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return _read(cv2.copyMakeBorder(cut, QUIET, QUIET, QUIET, QUIET, cv2.BORDER_CONSTANT, value=255))


def _read(cut: Any) -> str | None:
    import pytesseract

    wanted = [name for name in ("chi_sim", "eng") if name in languages()]
    try:
        return str(pytesseract.image_to_string(cut, lang="+".join(wanted), config="--psm 7", timeout=TIME)).strip()
    except (RuntimeError, pytesseract.TesseractError):  # timed out, or no usable language
        return None
