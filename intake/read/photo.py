"""A sheet photographed from a little aside: its four sides are found, and the sheet is laid flat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from intake.read.detect import outlines
from intake.read.drawing import grey_of
from intake.read.geometry import Homography

LOOK = 800  # pixels of the long side of the copy on which the sides are looked for
LINES = 64  # places along a side that are asked where the sheet begins
CORNER = 0.12  # of a side: so near its ends nobody asks
DEEP = 0.3  # of the picture: how far in a side may lie
BRIGHTER = 1.15  # times the brightest ground before it: where the sheet begins
AGREE, NEAR = 0.75, 1.5  # share of the places that must lie on one straight side, pixels of the copy
STEEP = 0.2  # rise of a side against its side of the picture
LEAST = 0.3  # of the picture
FORMATS = (11.69, 8.27), (11.0, 8.5)  # inches: A4, letter
ALIKE = 0.08  # logarithm of the ratio of two shapes
FINEST = 300.0  # dpi of the flat sheet
IN = 2.0  # pixels of the copy: the edge of the sheet is left out


@dataclass(frozen=True)
class Sheet:
    """Where a sheet lies in a picture: its corners there, and its size (pixels) and resolution once it is laid flat."""

    corners: Any  # 4 × 2, pixels of the picture, from the upper left one clockwise
    width: int
    height: int
    dpi: float

    def laid(self, image: Any) -> Any:
        """Draw the sheet of a picture flat."""
        import cv2

        size = self.width, self.height
        matrix = cv2.getPerspectiveTransform(self.corners, self._flat())
        return cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)

    def lies(self, dpi: float) -> Homography:
        """Return the map from the flat sheet to its picture, which has `dpi`, both in points."""
        import cv2

        matrix = cv2.getPerspectiveTransform(self._flat() * (72 / self.dpi), self.corners * (72 / dpi))
        a, b, c, d, e, f, g, h, i = matrix.ravel().tolist()
        return (a, b, c, d, e, f, g, h, i)

    def _flat(self) -> Any:
        import numpy as np

        return np.array([[0, 0], [self.width, 0], [self.width, self.height], [0, self.height]], np.float32)


def sheet_alone(image: Any, dpi: float) -> Sheet | None:
    """Find the sheet in a picture (BGR or grey) that shows darker ground on all its sides and no writing beside it."""
    grey = image if image.ndim == 2 else grey_of(image)
    sheet = _sheet(grey, dpi)
    return None if sheet is None or _writing_beside(sheet, grey, dpi) else sheet


def _writing_beside(sheet: Sheet, grey: Any, dpi: float) -> bool:
    """Tell whether there is writing on the ground, such as a second sheet's: then nothing is cut off."""
    import cv2
    import numpy as np

    inside = cv2.fillConvexPoly(np.zeros_like(grey), sheet.corners.astype(np.int32), (255,))
    ground = grey.copy()
    ground[inside > 0] = np.median(grey[inside == 0])
    boxes = (outline.line().core for outline in outlines(ground, dpi))
    middles = (((x0 + x1) / 2, (top + bottom) / 2) for x0, top, x1, bottom in boxes)
    return any(cv2.pointPolygonTest(sheet.corners, middle, False) < 0 for middle in middles)


def _sheet(grey: Any, dpi: float) -> Sheet | None:
    """Find a sheet; one shaped like A4 or letter is taken for one, so that its resolution is known."""
    import cv2
    import numpy as np

    height, width = grey.shape
    scale = min(1.0, LOOK / max(height, width))
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (3, 3), 0)
    corners = _corners(small.astype(np.float32))
    if corners is None:
        return None
    corners = ((corners + 0.5) / scale - 0.5).astype(np.float32)
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    wide, tall, dpi = _sized(max(top, bottom), max(left, right), dpi)
    shrink = min(1.0, FINEST / dpi)
    return Sheet(corners, round(wide * shrink), round(tall * shrink), dpi * shrink)


def _sized(wide: float, tall: float, dpi: float) -> tuple[float, float, float]:
    """Give a sheet shaped like A4 or letter its true shape and resolution: all pages of a paper are then as wide."""
    long, short = max(wide, tall), min(wide, tall)
    inches = min(FORMATS, key=lambda size: abs(math.log(long / short * size[1] / size[0])))
    if abs(math.log(long / short * inches[1] / inches[0])) > ALIKE:
        return wide, tall, dpi
    dpi = math.sqrt(long * short / (inches[0] * inches[1]))
    long, short = inches[0] * dpi, inches[1] * dpi
    return (short, long, dpi) if tall > wide else (long, short, dpi)


def _corners(small: Any) -> Any:
    """Return the sheet's corners from the upper left one clockwise (4 × 2), None without four straight sides."""
    import cv2
    import numpy as np

    height, width = small.shape
    sides = [_side(small), _side(small[::-1]), _side(small.T), _side(small.T[::-1])]
    if any(side is None for side in sides):
        return None
    (a, b), (c, d), (e, f), (g, h) = (side for side in sides if side)
    low, right = (-c, height - 1 - d), (-g, width - 1 - h)
    corners = np.array([_crossing(line, upright) for line, upright in (((a, b), (e, f)), ((a, b), right))])
    corners = np.concatenate([corners, [_crossing(low, right), _crossing(low, (e, f))]])
    return corners if cv2.contourArea(corners.astype(np.float32)) >= LEAST * height * width else None


def _crossing(level: tuple[float, float], upright: tuple[float, float]) -> tuple[float, float]:
    """Return where y = a·x + b meets x = e·y + f."""
    (a, b), (e, f) = level, upright
    y = (a * f + b) / (1 - a * e)
    return e * y + f, y


def _side(picture: Any) -> tuple[float, float] | None:
    """Find the upper side of the sheet, a little inside: its rise and its height at the left, None without one."""
    import numpy as np

    height, width = picture.shape
    xs = np.linspace(CORNER * width, (1 - CORNER) * width, LINES).astype(int)
    ys = _first_bright(picture[: round(DEEP * height), xs])
    known = ys > 0
    if known.sum() < AGREE * LINES:
        return None
    steps = [
        (ys[j] - ys[i]) / (xs[j] - xs[i])
        for i in range(LINES // 2)
        for j in range(LINES // 2, LINES)
        if known[i] and known[j]
    ]
    rise = float(np.median(steps))
    start = float(np.median((ys - rise * xs)[known]))
    on = known & (np.abs(ys - rise * xs - start) <= NEAR)
    if on.sum() < AGREE * LINES or abs(rise) > STEEP:
        return None
    rise, start = np.polyfit(xs[on], ys[on], 1).tolist()
    return rise, start + IN


def _first_bright(columns: Any) -> Any:
    """Return for each column where it first is much brighter than all before it, 0 where it never is."""
    import numpy as np

    before = np.maximum.accumulate(columns, axis=0)
    bright = columns[4:] > BRIGHTER * before[:-4]
    return np.where(bright.any(axis=0), bright.argmax(axis=0) + 3, 0)
