"""Text of the text layer that the page does not show: clipped away, on a layer that is off, or said for another."""

from __future__ import annotations

import ctypes
import io
from typing import Any

from intake.read import pdfium
from orders.records import Box

MOST_POINTS = 12  # of a clip path that is looked at; a cell's has five


def clipped_away(handle: Any) -> bool:
    """Tell whether a text object lies wholly outside the box of one of its clip paths."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return False
    x0, y0, x1, y1 = _bounds(handle)
    boxes = (_box(clip, index) for index in range(count))
    return any(box and (x1 < box[0] or x0 > box[2] or y1 < box[1] or y0 > box[3]) for box in boxes)


def _bounds(handle: Any) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *sides)
    left, low, right, high = (side.value for side in sides)
    return (left, low, right, high)


def _box(clip: Any, index: int) -> Box | None:
    count = pdfium.FPDFClipPath_CountPathSegments(clip, index)
    if not 0 < count <= MOST_POINTS:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for step in range(count):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, index, step), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys))


def marks_of(handle: Any) -> tuple[bool, str]:
    """Tell whether a text object is on an optional layer, and what the file says it reads, whatever it shows."""
    layered, said = False, ""
    for index in range(max(0, pdfium.FPDFPageObj_CountMarks(handle))):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        layered = layered or _string(pdfium.FPDFPageObjMark_GetName, mark) == "OC"
        said += _string(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"ActualText")
    return layered, said


def _string(ask: Any, mark: Any, *key: bytes) -> str:
    room = 128
    buffer, length = (ctypes.c_ushort * room)(), ctypes.c_ulong()
    if not ask(mark, *key, buffer, 2 * room, length):
        return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "ignore").rstrip("\0")


def layers_off(data: bytes) -> bool:
    """Tell whether a file has layers that are not shown; True where that cannot be found out."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    try:
        catalog = PDFDocument(PDFParser(io.BytesIO(data))).catalog
        shown = resolve1((resolve1(catalog.get("OCProperties")) or {}).get("D")) or {}
        base = getattr(resolve1(shown.get("BaseState")), "name", "ON")
        return base != "ON" or bool(resolve1(shown.get("OFF")))
    except Exception:  # a foreign parser on a foreign file: then nothing is known
        return True
