"""Tesseract as an independent second reading of a small place; where it is not installed there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from intake.read.effort import step
from intake.read.tesseract_library import ONE_BLOCK, ONE_LINE, library, read_line
from orders.records import Box

LATIN, CHINESE = "eng", "chi_sim"


@dataclass(frozen=True)
class Way:
    """How a line is shown: language, height in pixels it is brought to, points of paper left above, and mode.

    `sharp` is in black and white; `barred` are signs that may not be read.
    """

    language: str
    height: int
    above: float = 0.8
    mode: int = ONE_LINE
    sharp: bool = False
    barred: str = ""


LIKE_S = "$§"  # no code begins with them; some S are read as nothing else where they are allowed
# the surest first; the Chinese reader takes fewer letters of codes for digits than the other
LATIN_WAYS = (
    Way(LATIN, 56),
    Way(CHINESE, 42),
    Way(LATIN, 80, sharp=True, barred=LIKE_S),
    Way(CHINESE, 50, 2.5),
)
CHINESE_WAYS = (
    Way(CHINESE, 42, sharp=True),
    Way(CHINESE, 64, sharp=True),
    Way(CHINESE, 36, 2.0, ONE_BLOCK),
    Way(CHINESE, 100, sharp=True),
)
AROUND = 0.1  # of the height of a box: the paper above and below it that is shown too
BESIDE = 1.8  # points of paper left beside a box
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
    return _shown((LATIN_WAYS if latin else CHINESE_WAYS)[0], grey, dpi, box)


def other_readings(grey: Any, dpi: float, box: Box, *, latin: bool) -> Iterator[str]:
    """Read the same place again, shown larger, smaller, with more paper around it or to the other language's reader."""
    for way in (LATIN_WAYS if latin else CHINESE_WAYS)[1:]:
        said = _shown(way, grey, dpi, box)
        if said:
            yield said


def _shown(way: Way, grey: Any, dpi: float, box: Box) -> str | None:
    import cv2

    scale = dpi / 72
    x0, top, x1, bottom = (round(side * scale) for side in box)
    beside, above = round(BESIDE * scale), round(way.above * scale + AROUND * (bottom - top))
    cut = grey[max(0, top - above) : bottom + above, max(0, x0 - beside) : x1 + beside]
    if way.language not in languages() or cut.size == 0:
        return None
    factor = way.height / cut.shape[0]
    cut = cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    if way.sharp:
        cut = cv2.threshold(cut, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    return _read(cv2.copyMakeBorder(cut, QUIET, QUIET, QUIET, QUIET, cv2.BORDER_CONSTANT, value=255), way)


def _read(cut: Any, way: Way) -> str | None:
    step()
    said = read_line(cut, way.language, TIME, way.mode, way.barred) if library() is not None else _by_program(cut, way)
    return None if said is None else said.strip()


def _by_program(cut: Any, way: Way) -> str | None:
    import pytesseract

    try:
        asked = f"--psm {way.mode}" + (f" -c tessedit_char_blacklist={way.barred}" if way.barred else "")
        return str(pytesseract.image_to_string(cut, lang=way.language, config=asked, timeout=TIME))
    except (RuntimeError, pytesseract.TesseractError):  # timed out, or its data is damaged
        return None
