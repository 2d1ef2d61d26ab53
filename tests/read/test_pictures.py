"""Scans in every container: frames of a TIFF, PNG, JPEG, a PDF of pictures only, a PDF with both kinds of pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from intake.read import read
from tests.read.paper import pdf


@cache
def picture(text: str) -> Any:
    """Draw a text as a scanner sees it at 200 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (900, 500), 255)
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 42)
    ImageDraw.Draw(image).text((60, 80), text, font=font, fill=0)
    return image


def saved(form: str, *texts: str) -> bytes:
    first, *others = map(picture, texts)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(out, form, **more, **({"resolution": 200} if form == "PDF" else {"dpi": (200, 200)}))
    return out.getvalue()


def mixed() -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument(pdf(lambda canvas: canvas.drawString(40, 200, "ORDER 4711 typed on a page")))
    whole.import_pages(pypdfium2.PdfDocument(saved("PDF", "PO-8842")))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "pages"),
    [
        (lambda: saved("TIFF", "PO-4711", "PO-8842"), [("ocr", "PO-4711"), ("ocr", "PO-8842")]),
        pytest.param(lambda: saved("PNG", "PO-4711"), [("ocr", "PO-4711")], marks=pytest.mark.slow),
        pytest.param(lambda: saved("JPEG", "PO-4711"), [("ocr", "PO-4711")], marks=pytest.mark.slow),
        pytest.param(
            lambda: saved("PDF", "PO-4711", "PO-8842"),
            [("ocr", "PO-4711"), ("ocr", "PO-8842")],
            marks=pytest.mark.slow,
        ),
        (mixed, [("text", "ORDER 4711 typed on a page"), ("ocr", "PO-8842")]),
    ],
    ids=["tiff", "png", "jpeg", "pdf of pictures", "mixed pdf"],
)
def test_pages_are_read_each_by_its_kind(make: Callable[[], bytes], pages: list[tuple[str, str]]) -> None:
    document = read(make(), "scan")
    assert [(p.method, " ".join(w.text for w in p.words)) for p in document.pages] == pages
    assert document.witness is not None
