"""A PDF file held open: each page is parsed once, for the reader and for the second reading of its text."""

from __future__ import annotations

import ctypes
from codecs import utf_16_le_decode
from typing import Any

from intake.read import pdfium
from orders.records import Box

ROOM = 256  # characters that a word or cell hardly exceeds
_Room = ctypes.c_ushort * ROOM
MOST_HELD = 24  # pages; those of longer files are parsed again when they are asked about


class Opened:
    """A pypdfium2 document with the pages and page texts that were asked for; it closes when nobody holds it."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises pypdfium2.PdfiumError where it is no PDF or needs a password."""
        import pypdfium2

        self.pdf: Any = pypdfium2.PdfDocument(data)
        self._pages: dict[int, tuple[Any, Any]] = {}

    def page(self, number: int) -> tuple[Any, Any]:
        """Return page `number` (from 1) and its text page."""
        if number not in self._pages:
            if len(self._pages) >= MOST_HELD:
                self._pages.clear()  # whoever still holds one keeps it open
            page = self.pdf[number - 1]
            self._pages[number] = (page, page.get_textpage())
        return self._pages[number]


def text_in(textpage: Any, box: Box) -> str:
    """Return pdfium's own text inside `box` (left, bottom, right, top of PDF space), asked once."""
    left, bottom, right, top = box
    buffer = _Room()
    length = pdfium.FPDFText_GetBoundedText(textpage.raw, left, top, right, bottom, buffer, ROOM)
    if length >= ROOM:
        return str(textpage.get_text_bounded(left, bottom, right, top))
    return utf_16_le_decode(memoryview(buffer).cast("B")[: 2 * length], "ignore")[0].rstrip("\0")
