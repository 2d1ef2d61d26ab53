"""The OCR engine: rapidocr with the models of its wheel, one engine a process, made when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

LOOK = 960  # pixels of the copy on which orientation is judged
VOTERS = 24
LONG = 1.5  # how much longer than high a line must be to vote
SURE = 0.9
SETTINGS = {
    "Global.log_level": "error",
    "Global.text_score": 0.0,  # a doubtful line is shown with its doubt, never dropped
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True)
class Piece:
    """A run of characters without a blank: its box, character boundaries and lowest confidence, in pixels."""

    text: str
    box: tuple[float, float, float, float]
    edges: tuple[float, ...]
    confidence: float


@lru_cache(maxsize=1)
def engine() -> Any:
    """Return this process's engine; loading takes about a second."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(params=SETTINGS)


def upright_turns(grey: Any) -> int:
    """Judge by how many clockwise quarter turns a picture must be turned to stand upright."""
    import cv2
    import numpy as np

    scale = min(1.0, LOOK / max(grey.shape))
    small = cv2.cvtColor(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2BGR)
    found = engine()(small, use_det=True, use_cls=False, use_rec=False)
    if found is None or found.boxes is None:
        return 0
    boxes = [(box.min(axis=0), box.max(axis=0)) for box in np.asarray(found.boxes)]
    lying = sum(high - low for (left, low), (right, high) in boxes if high - low > LONG * (right - left))
    standing = sum(right - left for (left, low), (right, high) in boxes if right - left > LONG * (high - low))
    sideways = lying > standing
    crops = _crops(small, boxes, sideways)
    return (1 if sideways else 0) + (2 if _upside_down(crops) else 0)


def _crops(small: Any, boxes: list[Any], sideways: bool) -> list[Any]:
    """Cut the longest lines out, turned clockwise if the page lies on its side."""
    import numpy as np

    def length(box: Any) -> float:
        (left, low), (right, high) = box
        return float(high - low if sideways else right - left)

    crops = []
    for (left, low), (right, high) in sorted(boxes, key=length, reverse=True)[:VOTERS]:
        crop = small[max(0, int(low)) : int(high) + 1, max(0, int(left)) : int(right) + 1]
        crop = np.ascontiguousarray(np.rot90(crop, -1)) if sideways else crop
        if crop.size and crop.shape[1] > LONG * crop.shape[0]:
            crops.append(crop)
    return crops


def _upside_down(crops: list[Any]) -> bool:
    votes = 0
    for crop in crops:
        result = engine()(crop, use_det=False, use_cls=True, use_rec=False).cls_res
        label, score = result[0]
        votes += (1 if label == "180" else -1) if score >= SURE else 0
    return votes > 0


def pieces(grey: Any, ink: Any) -> list[Piece]:
    """Read an upright, straight picture with its ink mask: every run of characters without a blank, as it stands."""
    import cv2

    found = engine()(
        cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR),
        use_det=True,
        use_cls=False,
        use_rec=True,
        return_word_box=True,
        return_single_char_box=True,
    )
    if found is None or found.txts is None:
        return []
    per_line = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    read: list[Piece] = []
    for box, text, score, chars in zip(found.boxes, found.txts, found.scores, per_line, strict=True):
        read += _snapped(list(_line(box, text, float(score), chars)), ink)
    return read


def _line(box: Any, text: str, score: float, chars: Any) -> Iterator[Piece]:
    (left, top), (right, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
    places = _places(text, chars, left, right)
    start = 0
    for end in range(len(text) + 1):
        if end < len(text) and not text[end].isspace():
            continue
        if end > start:
            part = places[start:end]
            edges = (*(place[0] for place in part), part[-1][1])
            doubt = min(place[2] if place[2] is not None else score for place in part)
            yield Piece(text[start:end], (edges[0], top, edges[-1], bottom), edges, doubt)
        start = end + 1


def _places(text: str, chars: Any, left: float, right: float) -> list[tuple[float, float, float | None]]:
    """Give each character its left, right and confidence; evenly spread where the engine's own do not fit the text."""
    marks = [i for i, char in enumerate(text) if not char.isspace()]
    if "".join(item[0] for item in chars).replace(" ", "") != "".join(text.split()) or len(chars) != len(marks):
        step = (right - left) / max(1, len(text))
        return [(left + i * step, left + (i + 1) * step, None) for i in range(len(text))]
    places: list[tuple[float, float, float | None]] = [(left, left, None)] * len(text)
    for i, (_, confidence, quad) in zip(marks, chars, strict=True):
        xs = [corner[0] for corner in quad]
        places[i] = (float(min(xs)), float(max(xs)), float(confidence))
    return _ordered(text, places, left, right)


def _ordered(
    text: str, places: list[tuple[float, float, float | None]], left: float, right: float
) -> list[tuple[float, float, float | None]]:
    """Keep boundaries in order and let the first and last character reach the ends of the line's box."""
    marks = [i for i, char in enumerate(text) if not char.isspace()]
    at = left
    for i in marks:
        x0, x1, confidence = places[i]
        x0 = left if i == marks[0] else max(at, x0)
        x1 = right if i == marks[-1] else max(x0, x1)
        places[i] = (x0, x1, confidence)
        at = x1
    return places


def _snapped(line: list[Piece], ink: Any) -> list[Piece]:
    """Move the ends of a line's pieces to their ink: the engine's boxes are wide, its blanks only nearly right."""
    if not line:
        return line
    (x0, top, _, bottom), x1 = line[0].box, line[-1].box[2]
    inset = (bottom - top) * 0.2  # off the ruling lines above and below
    band = ink[int(top + inset) : int(bottom - inset) + 1, max(0, int(x0)) : int(x1) + 1]
    columns = (band > 0).any(axis=0).tolist() if band.size else []
    offset = max(0, int(x0))
    filled = [i + offset for i, full in enumerate(columns) if full]
    if not filled:
        return line
    ends = [float(filled[0])]
    for left, right in pairwise(line):
        ends += _gap(filled, (left.edges[-2] + left.edges[-1]) / 2, (right.edges[0] + right.edges[1]) / 2)
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
