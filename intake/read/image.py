"""Pictures of papers: png, jpg and tiff, at their stated resolution, else at 200 dpi."""

from __future__ import annotations

import io
import warnings
from typing import Any

from intake.read.document import Document, Page
from intake.read.drawing import MOST_PIXELS
from intake.read.refusal import MOST_SCANS, damaged, over_limit
from intake.read.scan import Scan, read_picture
from intake.read.witness import ScanWitness

DPI = 200.0
BELIEVED = (100.0, 1200.0)  # a stated resolution outside says how it shows on a screen, not how it was scanned
READ_AT = 300.0
SMALL = 40  # pixels: less, or a strip so much longer than wide, shows no line of writing


def read_image(data: bytes) -> Document:
    """Read a picture, each frame of a tiff a page; one that is cut off or too large gives the finding that says so."""
    from PIL import Image

    try:
        frames = _frames(data)
    except OverflowError as error:
        return over_limit(*error.args)
    except Image.DecompressionBombError:
        return over_limit("图片的像素太多", "the picture has too many pixels")
    except Exception:  # a foreign parser on a foreign file
        return damaged("图片不完整或打不开", "the picture is cut off or cannot be opened")
    scans = {number: _scan(frame, dpi, number) for number, (frame, dpi) in enumerate(frames, 1)}
    return Document(tuple(scan.page for scan in scans.values()), ScanWitness(scans))


def _frames(data: bytes) -> list[tuple[Any, float]]:
    from PIL import Image, ImageSequence

    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
        count = int(getattr(picture, "n_frames", 1))
        if count > MOST_SCANS:
            raise OverflowError(
                f"{count} 页，最多读取 {MOST_SCANS} 页", f"{count} pages, at most {MOST_SCANS} are read"
            )
        if picture.width * picture.height > MOST_PIXELS:
            raise OverflowError(
                f"{picture.width} × {picture.height} 像素", f"{picture.width} × {picture.height} pixels"
            )
        return [(_array(frame), stated_dpi(frame)) for frame in ImageSequence.Iterator(picture)]


def _array(frame: Any) -> Any:
    """Turn a frame into a BGR array as it is displayed: turned as its Exif says, on white paper."""
    import numpy as np
    from PIL import Image, ImageOps

    frame = ImageOps.exif_transpose(frame)
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    return np.asarray(frame.convert("RGB"))[:, :, ::-1].copy()


def stated_dpi(frame: Any) -> float:
    """Return the resolution a picture states, 200 where it states none that can be believed."""
    stated = frame.info.get("dpi", (0, 0))
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    return dpi if BELIEVED[0] <= dpi <= BELIEVED[1] else DPI


def _scan(frame: Any, dpi: float, number: int) -> Scan:
    """Read a frame; one finer than 300 dpi is read at 300, which OCR cannot tell apart but its time can."""
    import cv2

    height, width = frame.shape[:2]
    if min(height, width) < max(SMALL, max(height, width) / SMALL):
        page = Page(number, width * 72 / dpi, height * 72 / dpi, (), method="ocr")
        return Scan(page, frame.min(axis=2), dpi)
    if dpi > READ_AT:
        frame = cv2.resize(frame, None, fx=READ_AT / dpi, fy=READ_AT / dpi, interpolation=cv2.INTER_AREA)
        dpi = READ_AT
    return read_picture(frame, dpi, number)


def first_frames(data: bytes) -> list[tuple[Any, float]]:
    """Return the frames of a picture as BGR arrays with their resolution, [] if it cannot be opened."""
    try:
        return _frames(data)
    except Exception:  # a foreign parser on a foreign file
        return []
