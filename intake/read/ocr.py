"""The OCR engine: lines found on a small copy, drawn to their ink on the full picture, read one by one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import fmean, median_low
from typing import Any

from intake.read.detect import Line, outlines
from intake.read.recognise import Mark, marks_in
from orders.records import Box

ABOVE, BESIDE = 0.3, 0.3  # of the height of its ink: the white around a line that is read with it
LOW = 0.45  # of the outer box: a line of dashes is as high as one of letters
NECK = 0.25  # of the outer box: so much white, and what follows is another line's
SEAM = 0.08
SEARCH = 0.35  # of the way from one character's middle to the next
OVER, UNDER = (
    0.86,
    0.19,
)  # of the em: how far a word's box reaches from the base line, a sixth more than on a digital page
HANZI, CAPITAL, SMALL = 0.84, 0.72, 0.52  # of the em: how high ink reaches over the base line
FOOT, TAIL = 0.08, 0.2  # and under it: Hanzi, letters with tails
TYPEWRITTEN, MOST_PITCH, FEW = 0.6, 1.4, 2  # em from letter to letter; times the em its ink tells; steps
NO_HIGHER, WITH_TAIL = frozenset("acegmnopqrsuvwxyz.,;:-_~"), frozenset("gjpqy()[]{}|,;_")
BLANK, BLANK_BESIDE_HANZI = 0.7, 1.2  # of the height of the ink: wider is no gap between letters
SPACED = 2.5  # times the line's middle gap
DOTS, AWAY = frozenset(".,·'`"), 0.5  # of a word's height


@dataclass(frozen=True)
class Piece:
    """A run of characters without a blank: its box, character boundaries and lowest confidence, in pixels."""

    text: str
    box: tuple[float, float, float, float]
    edges: tuple[float, ...]
    confidence: float


def pieces(grey: Any, ink: Any, dpi: float = 200.0, lines: Iterable[Line] | None = None) -> list[Piece]:
    """Read an upright, straight picture with its ink mask: every run of characters without a blank, as it stands.

    `ink` is free of ruling lines; `lines` are those found already, else they are looked for.
    """
    if lines is None:
        lines = [outline.line() for outline in outlines(grey, dpi)]
    read: list[Piece] = []
    for line in _apart(list(lines)):
        box = _snug(line, ink)
        if box is None:
            continue
        marks = marks_in(grey, _with_margin(box, line), box)
        read += _without_speck(_snapped(list(_runs(marks, _as_set(marks, box, line), box, ink)), box, ink))
    return read


def _apart(lines: list[Line]) -> list[Line]:
    """Let no line's outer box reach further than to the middle between it and its neighbours."""
    return [replace(line, outer=_kept_off(line, lines)) for line in lines]


def _kept_off(line: Line, lines: list[Line]) -> Box:
    left, top, right, bottom = line.outer
    x0, upper, x1, lower = line.core
    for a, high, b, low in (other.core for other in lines if other is not line):
        tall, other_tall = lower - upper, low - high
        if min(lower, low) - max(upper, high) >= 0.5 * min(tall, other_tall):
            left = max(left, (b + x0) / 2) if b <= x0 else left
            right = min(right, (a + x1) / 2) if a >= x1 else right
        elif min(x1, b) - max(x0, a) >= 0.5 * min(x1 - x0, b - a):  # the larger print has more of the space between
            share = tall / (tall + other_tall)
            top = max(top, upper - (upper - low) * share) if low <= upper else top
            bottom = min(bottom, lower + (high - lower) * share) if high >= lower else bottom
    return left, top, right, bottom


def _snug(line: Line, ink: Any) -> Box | None:
    """Draw a line's box to its ink: from the core outwards until there is white, no further than the outer box."""
    height, width = ink.shape
    left, top = max(0, round(line.outer[0])), max(0, round(line.outer[1]))
    right, bottom = min(width, round(line.outer[2])), min(height, round(line.outer[3]))
    band = ink[top:bottom, left:right] > 0
    if not band.any():
        return None
    tall = bottom - top
    upper, lower = max(0, round(line.core[1]) - top - tall // 5), round(line.core[3]) - top + tall // 5
    x0, x1 = _grown(
        band[upper:lower].any(axis=0).tolist(), round(line.core[0]) - left, round(line.core[2]) - left, NECK * tall
    )
    rows = band[:, x0:x1].any(axis=1).tolist()
    y0, y1 = _grown(rows, round(line.core[1]) - top, round(line.core[3]) - top, SEAM * tall)
    return (float(left + x0), float(top + y0), float(left + x1), float(top + y1)) if x1 > x0 and y1 > y0 else None


def _grown(filled: list[bool], start: int, end: int, gap: float) -> tuple[int, int]:
    """Widen `start:end` over filled places and over blanks shorter than `gap`, and end it at filled places."""
    start, end = max(0, start), min(len(filled), end)
    low, high = start, end
    place = low
    while place > 0 and low - place < max(2.0, gap):
        place -= 1
        low = place if filled[place] else low
    place = high
    while place < len(filled) and place - high < max(2.0, gap):
        high = place + 1 if filled[place] else high
        place += 1
    inside = [place for place in range(low, high) if filled[place]]  # a core may reach over a ruling line
    return (inside[0], inside[-1] + 1) if inside else (start, start)


def _with_margin(box: Box, line: Line) -> Box:
    x0, top, x1, bottom = box
    tall = max(bottom - top, LOW * (line.outer[3] - line.outer[1]))
    more = (tall - (bottom - top)) / 2 + ABOVE * tall
    return x0 - BESIDE * tall, top - more, x1 + BESIDE * tall, bottom + more


def _as_set(marks: list[Mark], box: Box, line: Line) -> Box:
    """Return the box of a line from over its capitals to under its base line, as high as its type is large.

    What follows measures blanks and lines by the height of words; ink alone is higher or lower by what is written.
    """
    x0, top, x1, bottom = box
    text = "".join(mark.text for mark in marks)
    above, below = max(map(_rise, text), default=CAPITAL), max(map(_fall, text), default=0.0)
    em = (bottom - top) / (above + below)
    em = max(em, min(_pitch(marks), MOST_PITCH * em), LOW * (line.outer[3] - line.outer[1]))
    base = (top + bottom) / 2 + (above - below) / 2 * em
    return x0, base - OVER * em, x1, base + UNDER * em


def _pitch(marks: list[Mark]) -> float:
    """Return the em that fits the steps from letter to letter: typewriter letters are lower than others as wide."""
    steps = [b.middle - a.middle for a, b in pairwise(marks) if not (a.text.isspace() or b.text.isspace())]
    wide = any(mark.text > "\u2e80" for mark in marks)
    return 0.0 if wide or len(steps) < FEW else fmean(steps) / TYPEWRITTEN


def _rise(char: str) -> float:
    return HANZI if char > "\u2e80" else SMALL if char in NO_HIGHER else 0.0 if char.isspace() else CAPITAL


def _fall(char: str) -> float:
    return FOOT if char > "\u2e80" else TAIL if char in WITH_TAIL else 0.0


def _runs(marks: list[Mark], type_box: Box, box: Box, ink: Any) -> Iterator[Piece]:
    """Part a line that was read at its blanks; a character ends where there is least ink before the next one."""
    if not marks:
        return
    (x0, _, x1, _), (_, top, _, bottom) = box, type_box
    columns = (ink[int(box[1]) : int(box[3]), int(x0) : int(x1)] > 0).sum(axis=0).tolist()
    marks = _parted(marks, columns, x0, box[3] - box[1])
    places = [x0, *(x0 + _seam(columns, a.middle - x0, b.middle - x0) for a, b in pairwise(marks)), x1]
    start = 0
    for end in range(len(marks) + 1):
        if end < len(marks) and not marks[end].text.isspace():
            continue
        if end > start:
            edges = tuple(places[start : end + 1])
            text = "".join(mark.text for mark in marks[start:end])
            doubt = min(mark.confidence for mark in marks[start:end])
            yield Piece(text, (edges[0], top, edges[-1], bottom), edges, doubt)
        start = end + 1


def _parted(marks: list[Mark], columns: list[int], x0: float, tall: float) -> list[Mark]:
    """Put a blank where letters or digits stand so far apart that the engine has overlooked one."""
    gaps = [_white(columns, a.middle - x0, b.middle - x0) for a, b in pairwise(marks)]
    least = SPACED * median_low(gaps) if gaps else 0.0
    parted = marks[:1]
    for gap, (a, b) in zip(gaps, pairwise(marks), strict=True):
        if gap > max(least, _blank(a.text, b.text) * tall):
            parted.append(Mark(" ", (a.middle + b.middle) / 2, min(a.confidence, b.confidence)))
        parted.append(b)
    return parted


def _blank(left: str, right: str) -> float:
    """Return how wide a gap parts two signs, times the height of ink; Hanzi of one label may be set apart."""
    if left.isspace() or right.isspace():
        return math.inf
    narrow = (left < "\u2e80") + (right < "\u2e80")
    if narrow == 2:
        return BLANK
    return BLANK_BESIDE_HANZI if narrow and left.isalnum() and right.isalnum() else math.inf


def _white(columns: list[int], left: float, right: float) -> int:
    """Return how many columns without ink stand side by side between two places."""
    between = columns[max(0, int(left)) : int(right) + 1]
    return max((len(list(run)) for full, run in groupby(between, bool) if not full), default=0)


def _seam(columns: list[int], left: float, right: float) -> float:
    """Find the place with least ink near half way between two characters' middles, the nearest of equal ones."""
    middle, reach = (left + right) / 2, SEARCH * (right - left)
    near = range(max(0, int(middle - reach)), min(len(columns), int(middle + reach) + 1))
    if not near:
        return min(max(middle, 0.0), float(len(columns)))
    return min(near, key=lambda column: (columns[column], abs(column + 0.5 - middle))) + 0.5


def _snapped(line: list[Piece], box: Box, ink: Any) -> list[Piece]:
    """Move the ends of a line's pieces to their ink: the engine's blanks are only nearly right."""
    if not line:
        return line
    x0, top, x1, bottom = box
    band = ink[int(top) : int(bottom) + 1, max(0, int(x0)) : int(x1) + 1]
    offset = max(0, int(x0))
    filled = [i + offset for i, full in enumerate((band > 0).any(axis=0).tolist()) if full]
    if not filled:
        return line
    ends = [float(filled[0])]
    for left, right in pairwise(line):
        ends += _gap(filled, left.edges[-2], right.edges[1])
    ends.append(float(filled[-1] + 1))
    return [_moved(piece, ends[2 * i], ends[2 * i + 1]) for i, piece in enumerate(line)]


def _without_speck(line: list[Piece]) -> list[Piece]:
    """Leave out a dot before a line and well away from it: a speck, which would make 0.70 of 70."""
    if len(line) < 2 or line[0].text not in DOTS:
        return line
    first, second = line[:2]
    return line[1:] if second.box[0] - first.box[2] > AWAY * (first.box[3] - first.box[1]) else line


def _gap(filled: list[int], after: float, before: float) -> tuple[float, float]:
    """Find the widest blank between two places of a line; returns where ink ends before it and goes on after it."""
    inside = [x for x in filled if after <= x <= before]
    steps = [(b - a, a, b) for a, b in pairwise(inside)]
    widest = max(steps, default=(0, 0, 0))
    middle = (after + before) / 2
    return (float(widest[1] + 1), float(widest[2])) if widest[0] > 1 else (middle, middle)


def _moved(piece: Piece, x0: float, x1: float) -> Piece:
    if x1 <= x0:
        return piece
    inner = [min(max(edge, x0), x1) for edge in piece.edges[1:-1]]
    return replace(piece, box=(x0, piece.box[1], x1, piece.box[3]), edges=(x0, *inner, x1))
