"""Second readings of the same bytes, made only when asked for."""

from __future__ import annotations

from typing import Any

from intake.read.document import Page
from intake.read.geometry import box_of, chain, inverse, page_to_display
from orders.records import Box

MARGIN = 0.5  # points around a box, so that a character on its edge counts


class PdfWitness:
    """Ask pdfium for the text it finds inside a box (its own selection, not our grouping); scanned pages ask tesseract."""

    def __init__(self, data: bytes, pages: tuple[Page, ...]) -> None:
        self._data = data
        self._pages = {page.number: page for page in pages}
        self._open: Any = None
        self._texts: dict[int, tuple[Any, Any]] = {}

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text inside `box` of the page's upright frame, None without a second reading."""
        here = self._pages.get(page)
        if here is None or here.method != "text" or not here.trusted:
            return None
        shown, textpage = self._textpage(page)
        to_upright = page_to_display(shown.get_bbox(), shown.get_rotation())
        if here.to_display is not None:
            to_upright = chain(to_upright, inverse(here.to_display))
        x0, top, x1, bottom = box
        grown = (x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)
        left, low, right, high = box_of(inverse(to_upright), grown)
        return str(textpage.get_text_bounded(left, low, right, high))

    def whole(self, page: int) -> str | None:
        """Return all text of a digital page, None for a scanned one."""
        here = self._pages.get(page)
        if here is None or here.method != "text" or not here.trusted:
            return None
        return str(self._textpage(page)[1].get_text_range())

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return None: a PDF has no cells."""
        return None

    def _textpage(self, number: int) -> tuple[Any, Any]:
        import pypdfium2

        if self._open is None:
            self._open = pypdfium2.PdfDocument(self._data)
        if number not in self._texts:
            page = self._open[number - 1]
            self._texts[number] = (page, page.get_textpage())
        return self._texts[number]
