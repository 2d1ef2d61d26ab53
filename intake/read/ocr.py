"""The OCR engine: lines found on a small copy, drawn to their ink on the full picture, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from intake.read.detect import Line, outlines
from intake.read.recognise import Mark, marks_in
from orders.records import Box

ABOVE, BESIDE = 0.3, 0.3  # of the height of its ink: the white around a line that is read with it
LOW = 0.45  # of the outer box: a line of dashes is read as high as one of letters
NECK = 0.25  # of the outer box: so much white, and what follows is another line's
SEAM = 0.08
SEARCH = 0.35  # of the way from one character's middle to the next
FULL = 0.25  # of the fullest row of a line


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
        read += _snapped(list(_runs(marks, _with_margin(_body(box, ink), line), box, ink)), box, ink)
    return read


def _apart(lines: list[Line]) -> list[Line]:
    """Let no line's outer box reach further than half way to its neighbour's core."""
    return [replace(line, outer=_kept_off(line, lines)) for line in lines]


def _kept_off(line: Line, lines: list[Line]) -> Box:
    left, top, right, bottom = line.outer
    x0, upper, x1, lower = line.core
    for a, high, b, low in (other.core for other in lines if other is not line):
        if min(lower, low) - max(upper, high) < 0.5 * min(lower - upper, low - high):
            continue
        if b <= x0:
            left = max(left, (b + x0) / 2)
        elif a >= x1:
            right = min(right, (a + x1) / 2)
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


def _body(box: Box, ink: Any) -> Box:
    """Leave out the accents and tails that only a few letters of a line have: all rows of print are then alike."""
    import numpy as np

    x0, top, x1, bottom = box
    rows = (ink[int(top) : int(bottom), int(x0) : int(x1)] > 0).sum(axis=1)
    full = np.flatnonzero(rows >= FULL * rows.max())
    return x0, top + int(full[0]), x1, top + int(full[-1]) + 1


def _runs(marks: list[Mark], body: Box, box: Box, ink: Any) -> Iterator[Piece]:
    """Part a line that was read at its blanks; a character ends where there is least ink before the next one."""
    if not marks:
        return
    (x0, _, x1, _), (_, top, _, bottom) = box, body
    columns = (ink[int(box[1]) : int(box[3]), int(x0) : int(x1)] > 0).sum(axis=0).tolist()
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
