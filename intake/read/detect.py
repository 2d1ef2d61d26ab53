"""Find where lines of writing lie on a picture, and which way it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from intake.read.geometry import Affine
from intake.read.models import answer, scaled
from orders.records import Box

DPI = 110.0  # enough to find lines of 7 points; boxes are drawn to the ink of the full picture afterwards
LEAST_LONG, MOST_LONG = 1280, 1760  # pixels of the long side that is looked at
LEAST_SHORT, MOST = 736, 2000
STEP = 32  # the model takes multiples of it
LINE, SURELY = 0.3, 0.5  # probability from which a pixel belongs to a line, and a line's mean
GROWTH = 1.6  # the model marks the core of a line; area × this ÷ girth is what is missing around it
SMALLEST = 3  # pixels of the copy
VOTERS, MAJORITY = 24, 6
LONG = 1.5  # how much longer than high a line must be to vote
SURE = 0.9
BALLOT = 48, 192  # pixels, high and wide, in which a line votes


@dataclass(frozen=True)
class Line:
    """Where a line lies: the `core` that surely belongs to it and the `outer` box that its ink does not leave."""

    core: Box
    outer: Box


@dataclass(frozen=True)
class Outline:
    """The edge of a line's core (points × 2, pixels of the picture) and half a pixel of the copy it was seen on."""

    points: Any
    half: float

    def line(self, move: Affine | None = None) -> Line:
        """Return the line's boxes, after the picture was moved."""
        import numpy as np

        points = self.points
        if move is not None:
            a, b, c, d, e, f = move
            points = points @ np.array([[a, b], [c, d]]) + np.array([e, f])
        (x0, top), (x1, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        x0, top, x1, bottom = x0 - self.half, top - self.half, x1 + self.half, bottom + self.half
        wide, tall = x1 - x0, bottom - top
        more = wide * tall * GROWTH / (2 * (wide + tall))
        return Line((x0, top, x1, bottom), (x0 - more, top - more, x1 + more, bottom + more))


def outlines(grey: Any, dpi: float) -> list[Outline]:
    """Find the lines of writing on a grey picture, however it is turned."""
    import cv2
    import numpy as np

    height, width = grey.shape
    scale = _scale(height, width, dpi)
    size = max(STEP, round(width * scale / STEP) * STEP), max(STEP, round(height * scale / STEP) * STEP)
    chances = answer("det", np.repeat(scaled(grey, *size)[None, None], 3, axis=1))[0, 0]
    mask = cv2.dilate((chances > LINE).astype(np.uint8), np.ones((2, 2), np.uint8))
    back = np.array([width / size[0], height / size[1]])
    found = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    return [Outline((edge[:, 0] + 0.5) * back, float(back[1]) / 2) for edge in found if _sure(edge, chances)]


def _scale(height: int, width: int, dpi: float) -> float:
    long, short = max(height, width), min(height, width)
    wanted = min(max(long * DPI / dpi, LEAST_LONG), MOST_LONG)
    if long > LEAST_LONG:
        return min(1.0, wanted / long)
    return min(max(1.0, LEAST_SHORT / short), MOST / long)


def _sure(edge: Any, chances: Any) -> bool:
    import cv2
    import numpy as np

    x, y, wide, tall = cv2.boundingRect(edge)
    if min(wide, tall) < SMALLEST:
        return False
    inside = np.zeros((tall, wide), np.uint8)
    cv2.fillPoly(inside, [edge - np.array([x, y], np.int32)], (1,))
    return bool(cv2.mean(chances[y : y + tall, x : x + wide], inside)[0] >= SURELY)


def upright_turns(grey: Any, found: list[Outline]) -> int:
    """Judge by how many clockwise quarter turns a picture must be turned for its lines to stand upright."""
    boxes = [outline.line().outer for outline in found]
    lying = sum(box[3] - box[1] for box in boxes if box[3] - box[1] > LONG * (box[2] - box[0]))
    standing = sum(box[2] - box[0] for box in boxes if box[2] - box[0] > LONG * (box[3] - box[1]))
    sideways = lying > standing
    return (1 if sideways else 0) + (2 if _upside_down(grey, boxes, sideways) else 0)


def _upside_down(grey: Any, boxes: list[Box], sideways: bool) -> bool:
    """Let the longest lines vote until a clear majority has spoken."""
    import numpy as np

    def length(box: Box) -> float:
        return box[3] - box[1] if sideways else box[2] - box[0]

    votes = 0
    for x0, top, x1, bottom in sorted(boxes, key=length, reverse=True)[:VOTERS]:
        crop = grey[max(0, int(top)) : int(bottom) + 1, max(0, int(x0)) : int(x1) + 1]
        crop = np.ascontiguousarray(np.rot90(crop, -1)) if sideways else crop
        if crop.size and crop.shape[1] > LONG * crop.shape[0]:
            votes += _vote(crop)
        if abs(votes) >= MAJORITY:
            break
    return votes > 0


def _vote(crop: Any) -> int:
    """Return 1 if a line stands on its head, -1 if it does not, 0 if that is not sure."""
    import numpy as np

    height, width = BALLOT
    wide = min(width, max(1, -(-crop.shape[1] * height // crop.shape[0])))
    batch = np.zeros((1, 3, height, width), np.float32)
    batch[0, :, :, :wide] = scaled(crop, wide, height)
    right, wrong = answer("cls", batch)[0].tolist()
    return 1 if wrong >= SURE else -1 if right >= SURE else 0
