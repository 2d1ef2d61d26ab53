"""Ruling lines of a digital page: strokes, borders of rectangles and thin filled rectangles, forms included."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from intake.read import pdfium
from intake.read.document import Rule
from intake.read.geometry import Affine, box_of, chain, point
from orders.records import Box

THIN = 2.5  # points: a filled rectangle thinner than this is a line
SHORT = 3.0  # points: shorter strokes are dots, ticks and parts of drawings
TOUCHING = 1.5
ALIGNED = 0.75
SIMPLE = 6  # segments: a rectangle has five
MOST_OBJECTS = 20_000  # a map or a drawing, not a form
MOST_DEPTH = 8


@dataclass
class Drawing:
    """What is drawn on a page beside its text: ruling lines, dark areas, pictures (boxes in the page's frame).

    `painted` are opaque areas, and `over` pictures, that were drawn after text they lie on: nobody sees that text.
    """

    rules: list[Rule] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    painted: list[Box] = field(default_factory=list)
    over: list[Box] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)
    unmeasured: list[tuple[Any, Affine]] = field(default_factory=list)
    seen: int = 0

    def covers(self, box: Box) -> bool:
        """Say whether the middle of a text drawn so far lies in the box."""
        self.texts += [_bounds(item, frame) for item, frame in self.unmeasured]
        self.unmeasured.clear()
        x0, top, x1, bottom = box
        return any(x0 < (a + c) / 2 < x1 and top < (b + d) / 2 < bottom for a, b, c, d in self.texts)


def drawing_of(page: Any, frame: Affine) -> Drawing:
    """Collect the lines, filled areas and pictures of a pdfium page; `frame` maps PDF space to the wanted frame."""
    drawing = Drawing()
    raw = page.raw
    objects = (pdfium.FPDFPage_GetObject(raw, i) for i in range(max(0, pdfium.FPDFPage_CountObjects(raw))))
    _collect(objects, frame, drawing, 0)
    drawing.rules = merged(drawing.rules)
    return drawing


def _collect(objects: Iterable[Any], frame: Affine, drawing: Drawing, depth: int) -> None:
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        drawing.seen += kind != pdfium.FPDF_PAGEOBJ_TEXT
        if drawing.seen > MOST_OBJECTS:
            return
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.unmeasured.append((item, frame))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, frame, drawing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = box_of(chain(_matrix(item), frame), (0.0, 0.0, 1.0, 1.0))
            drawing.images.append(box)
            drawing.over += [box] if drawing.covers(box) else []
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
            inner = (pdfium.FPDFFormObj_GetObject(item, i) for i in range(pdfium.FPDFFormObj_CountObjects(item)))
            _collect(inner, chain(_matrix(item), frame), drawing, depth + 1)


def _paint(item: Any, frame: Affine, drawing: Drawing) -> None:
    """Note an opaque filled shape that covers text drawn before it."""
    if not (drawing.texts or drawing.unmeasured) or pdfium.FPDFPath_CountSegments(item) > SIMPLE:
        return
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    box = _bounds(item, frame)
    if alpha.value == 255 and min(box[2] - box[0], box[3] - box[1]) > 2 * THIN and drawing.covers(box):
        drawing.painted.append(box)


def _bounds(item: Any, frame: Affine) -> Box:
    (ax, ay), (bx, by) = _corners(item, frame)
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _matrix(item: Any) -> Affine:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _path(item: Any, frame: Affine, drawing: Drawing) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value:
        _paint(item, frame, drawing)
    filled = fill.value != 0 and _dark(item, pdfium.FPDFPageObj_GetFillColor)
    stroked = stroke.value != 0 and _dark(item, pdfium.FPDFPageObj_GetStrokeColor)
    if not (filled or stroked):
        return
    if filled and not stroked and pdfium.FPDFPath_CountSegments(item) <= SIMPLE:
        _area(_corners(item, frame), False, drawing)
        return
    for points in _subpaths(item, chain(_matrix(item), frame)):
        if stroked:
            drawing.rules += filter(None, (_rule(p, q) for p, q in pairwise(points)))
        if filled:
            _area(points, stroked, drawing)


def _corners(item: Any, frame: Affine) -> list[tuple[float, float]]:
    """Return two corners of a simple filled shape: quicker than its segments, and all that is asked of it."""
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, low, right, high)
    return [point(frame, left.value, low.value), point(frame, right.value, high.value)]


def _area(points: list[tuple[float, float]], stroked: bool, drawing: Drawing) -> None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if min(x1 - x0, bottom - top) > THIN:
        drawing.areas.append((x0, top, x1, bottom))
    elif not stroked:
        across, along = (x0 + x1) / 2, (top + bottom) / 2
        level = x1 - x0 >= bottom - top
        rule = _rule((x0, along), (x1, along)) if level else _rule((across, top), (across, bottom))
        drawing.rules += [rule] if rule else []


def _rule(p: tuple[float, float], q: tuple[float, float]) -> Rule | None:
    wide, tall = abs(p[0] - q[0]), abs(p[1] - q[1])
    if max(wide, tall) < SHORT or min(wide, tall) > ALIGNED:
        return None
    if wide >= tall:
        y = (p[1] + q[1]) / 2
        return Rule(min(p[0], q[0]), y, max(p[0], q[0]), y)
    x = (p[0] + q[0]) / 2
    return Rule(x, min(p[1], q[1]), x, max(p[1], q[1]))


def _subpaths(item: Any, frame: Affine) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = max(0, pdfium.FPDFPath_CountSegments(item))
    if count == 2:  # by far the most: a move and a line, whatever the second is called
        for index in range(2):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), x, y)
            points.append(point(frame, x.value, y.value))
        yield points
        return
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(point(frame, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _dark(item: Any, colour: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch; horizontal ones first, each kind sorted by its place."""
    level: dict[bool, list[tuple[float, float, float]]] = defaultdict(list)
    for rule in rules:
        flat = rule.orientation == "h"
        level[flat].append((rule.top, rule.x0, rule.x1) if flat else (rule.x0, rule.top, rule.bottom))
    flat_rules = [Rule(a, at, b, at) for at, a, b in _joined(level[True])]
    return flat_rules + [Rule(at, a, at, b) for at, a, b in _joined(level[False])]


def _joined(spans: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    out: list[tuple[float, float, float]] = []
    spans = sorted(spans)
    start = 0
    for end in range(1, len(spans) + 1):
        if end < len(spans) and spans[end][0] - spans[start][0] <= ALIGNED:
            continue
        out += _touching(spans[start:end])
        start = end
    return out


def _touching(group: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    at = group[0][0]
    out: list[tuple[float, float, float]] = []
    for _, a, b in sorted(group, key=lambda span: span[1]):
        if out and a <= out[-1][2] + TOUCHING:
            out[-1] = (at, out[-1][1], max(out[-1][2], b))
        else:
            out.append((at, a, b))
    return out
