"""Prepare the picture of a paper for reading: even background, no red seal, straight lines (arrays BGR or grey)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Image = Any  # numpy array, height × width (× 3)

WHITE = 255
RED = 40  # how far red must exceed green and blue
PALE = 12  # inside a seal: its edges and its paler strokes
SEAL_LEAST, SEAL_MOST = 14.0, 75.0  # millimetres: stamps and seals; red text is lower, red forms are larger
SEAL_INK = 95  # red values below this under a seal are black print
BRIDGE = 2.5  # millimetres between the strokes of one seal
STEEPEST = 6.0  # degrees
LOOK_WIDTH = 900  # pixels of the copy on which skew is measured


@dataclass(frozen=True)
class Clean:
    """A grey picture without its seals, and where the seals were (mask, 255 inside)."""

    grey: Image
    seals: Image


def cleaned(image: Image, dpi: float) -> Clean:
    """Even out the background and take red seals away, black print under them stays."""
    import cv2
    import numpy as np

    if image.ndim == 2:
        return Clean(_evened(image), np.zeros(image.shape, np.uint8))
    even = cv2.merge([_evened(channel) for channel in cv2.split(image)])
    seals = _seals(even, dpi)
    grey = cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)
    if seals.any():
        red = even[:, :, 2]
        grey[(seals > 0) & _reddish(even, PALE) & (red > SEAL_INK)] = WHITE
    return Clean(grey, seals)


def _evened(channel: Image) -> Image:
    """Divide a channel by its background, taken from a small copy: the brightest around each place, smoothed."""
    import cv2
    import numpy as np

    height, width = channel.shape
    small = cv2.resize(channel, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 11 if min(small.shape) > 11 else 1)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(channel, np.maximum(ground, 64), scale=WHITE)


def _reddish(image: Image, least: int) -> Image:
    import cv2

    blue, green, red = cv2.split(image)
    return cv2.subtract(red, cv2.max(blue, green)) > least


def _seals(image: Image, dpi: float) -> Image:
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    red = _reddish(image, RED).astype(np.uint8) * WHITE
    if cv2.countNonZero(red) < (dpi / 5) ** 2:
        return np.zeros((height, width), np.uint8)
    quarter = cv2.resize(red, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    quarter = (quarter > 40).astype(np.uint8) * WHITE
    per_mm = dpi / 4 / 25.4
    bridge = np.ones((max(1, round(BRIDGE * per_mm)),) * 2, np.uint8)
    blobs = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, bridge)
    _, _, stats, _ = cv2.connectedComponentsWithStats(blobs)
    kept = np.zeros_like(quarter)
    for x, y, wide, tall, _area in stats[1:].tolist():
        if min(wide, tall) >= SEAL_LEAST * per_mm and max(wide, tall) <= SEAL_MOST * per_mm:
            kept[y : y + tall, x : x + wide] = WHITE
    return cv2.resize(cv2.dilate(kept, np.ones((3, 3), np.uint8)), (width, height), interpolation=cv2.INTER_NEAREST)


def skew(grey: Image) -> float:
    """Measure in degrees how far the lines of an upright picture fall clockwise (steepest ±6)."""
    import cv2

    scale = min(1.0, LOOK_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = cv2.threshold(small, 0, WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    best = 0.0
    for step, reach in ((0.5, STEEPEST), (0.1, 0.5), (0.02, 0.1)):
        count = round(reach / step)
        angles = [best + step * n for n in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    return best


def _sharpness(ink: Image, angle: float) -> float:
    """Tell how sharply rows of ink and rows of paper alternate once the picture is turned back by `angle`."""
    import cv2
    import numpy as np

    height, width = ink.shape
    slope = float(np.tan(np.radians(angle)))
    shear = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
    level = cv2.warpAffine(ink, shear, (width, height), flags=cv2.INTER_NEAREST)
    rows = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def straightening(width: int, height: int, angle: float) -> Any:
    """Return the 2 × 3 map that turns a picture back by `angle` degrees about its middle."""
    import cv2

    return cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)


def warped(image: Image, matrix: Any, fill: int) -> Image:
    """Apply a 2 × 3 map, same size, new ground filled with `fill`."""
    import cv2

    height, width = image.shape[:2]
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(fill,) * 3)


def turned(image: Image, turns: int) -> Image:
    """Turn a picture clockwise by quarter turns."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, -turns)) if turns % 4 else image
