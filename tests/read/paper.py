"""Draw small PDF pages to read in tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


def pdf(draw: Callable[[Any], None], size: tuple[float, float] = (400, 300)) -> bytes:
    """Return a PDF that `draw` has drawn on a reportlab canvas, Helvetica 10."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
