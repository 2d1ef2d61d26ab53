"""Draw pages and places of pages as pictures."""

from __future__ import annotations

from typing import Any

from orders.records import Box

MOST_PIXELS = 40_000_000


def render(pdf: Any, number: int, dpi: float) -> Any:
    """Draw page `number` (from 1) of an open pdfium document as it is displayed; returns a BGR array."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        return page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy()
    finally:
        page.close()


def grey_of(image: Any) -> Any:
    """Turn a BGR array into a grey one."""
    import cv2

    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def grey_page(data: bytes, number: int, dpi: float = 200) -> Any:
    """Draw page `number` of a PDF file in grey."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return grey_of(render(pdf, number, dpi))
    finally:
        pdf.close()


def png(image: Any) -> bytes:
    """Write a BGR or grey array as PNG."""
    import cv2

    return bytes(cv2.imencode(".png", image)[1].tobytes())


def cut(image: Any, dpi: float, box: Box | None, margin: float) -> Any:
    """Cut `box` (points) with `margin` points around it out of a picture; the whole without a box."""
    if box is None:
        return image
    scale = dpi / 72
    height, width = image.shape[:2]
    x0, top = max(0, int((box[0] - margin) * scale)), max(0, int((box[1] - margin) * scale))
    x1, bottom = min(width, int((box[2] + margin) * scale) + 1), min(height, int((box[3] + margin) * scale) + 1)
    return image[top:bottom, x0:x1] if x1 > x0 and bottom > top else image
