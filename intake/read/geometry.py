"""Flat geometry of pages: affine maps as six numbers, boxes, and the turn of a page into its displayed frame."""

from __future__ import annotations

from orders.records import Box

Affine = tuple[float, float, float, float, float, float]
Homography = tuple[float, float, float, float, float, float, float, float, float]  # rows of a 3 × 3 matrix
IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def point(m: Affine, x: float, y: float) -> tuple[float, float]:
    """Map a point: x' = a·x + c·y + e, y' = b·x + d·y + f."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def across(m: Homography, x: float, y: float) -> tuple[float, float]:
    """Map a point between two views of the same plane."""
    a, b, c, d, e, f, g, h, i = m
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def chain(first: Affine, then: Affine) -> Affine:
    """Return the map that does `first`, then `then`."""
    a, b, c, d, e, f = first
    e, f = point(then, e, f)
    return (
        then[0] * a + then[2] * b,
        then[1] * a + then[3] * b,
        then[0] * c + then[2] * d,
        then[1] * c + then[3] * d,
        e,
        f,
    )


def inverse(m: Affine) -> Affine:
    """Return the map back; a flat map raises ZeroDivisionError."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    ia, ib, ic, id_ = d / det, -b / det, -c / det, a / det
    return (ia, ib, ic, id_, -(ia * e + ic * f), -(ib * e + id_ * f))


def box_of(m: Affine, box: Box) -> Box:
    """Return the upright box that holds the mapped `box`."""
    a, b, c, d, e, f = m
    if b == c == 0.0:  # not turned: by far the most, and asked for every word
        x0, x1, y0, y1 = a * box[0] + e, a * box[2] + e, d * box[1] + f, d * box[3] + f
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    corners = [point(m, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def box_across(m: Homography, box: Box) -> Box:
    """Return the upright box that holds `box` seen in another view."""
    corners = [across(m, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def page_to_display(bounds: Box, rotation: int) -> Affine:
    """Map PDF user space (y upwards, `bounds` = left, bottom, right, top) to the displayed page (y downwards)."""
    left, bottom, right, top = bounds
    return {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[rotation % 360]


def quarter_turns(turns: int, width: float, height: float) -> Affine:
    """Map an upright page of `width` × `height` to the frame that shows it turned clockwise by `turns` × 90°."""
    return {
        0: IDENTITY,
        1: (0.0, 1.0, -1.0, 0.0, height, 0.0),
        2: (-1.0, 0.0, 0.0, -1.0, width, height),
        3: (0.0, -1.0, 1.0, 0.0, 0.0, width),
    }[turns % 4]
