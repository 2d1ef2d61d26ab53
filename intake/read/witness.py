"""Second readings of the pages of PDF files and pictures, made only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from intake.read.document import Page, Word
from intake.read.drawing import grey_of, render
from intake.read.geometry import Affine, box_of, chain, inverse, page_to_display
from intake.read.opened import MOST_HELD, Opened, text_in
from intake.read.pdfium import text_object_address
from intake.read.scan import Scan
from intake.read.tesseract import other_readings, second_reading, without_lines
from orders.radicals import RADICALS
from orders.records import Box

DPI = 200.0
ORDINARY = {2: "-", 0xFFFE: "-", **RADICALS}
MONEY = "￥￡"  # signs as wide as Hanzi that stand before digits
MARGIN = 0.5  # points beside and below a box, so that a character on its edge counts
CROWDED = 0.25, 2.5  # share and points of a box's upper part into which the line above may hang its g and y


class ScanWitness:
    """Ask tesseract for the text inside a box of a page that rapidocr read."""

    def __init__(self, scans: Mapping[int, Scan]) -> None:
        self._scans = dict(scans)
        self._wiped: dict[int, Any] = {}
        self._asked: dict[tuple[int, Box], str | None] = {}

    def text_in(self, page: int, box: Box) -> str | None:
        """Return tesseract's reading of `box` in the upright frame, None where it is not installed."""
        if page not in self._scans:
            return None
        if (page, box) not in self._asked:
            self._asked[(page, box)] = self._ask(self._scans[page], box)
        return self._asked[(page, box)]

    def again(self, page: int, box: Box) -> Iterator[str]:
        """Yield what else tesseract reads in `box` of a scan, shown another way each time."""
        if page in self._scans:
            scan = self._scans[page]
            yield from other_readings(self._print_of(scan), scan.dpi, box, latin=_latin(scan, box))

    def _ask(self, scan: Scan, box: Box) -> str | None:
        return second_reading(self._print_of(scan), scan.dpi, box, latin=_latin(scan, box))

    def _print_of(self, scan: Scan) -> Any:
        """Return the picture of a scan without its ruling lines, made once."""
        number = scan.page.number
        if number not in self._wiped:
            lines = [(rule.x0, rule.top, rule.x1, rule.bottom) for rule in scan.page.rules]
            self._wiped[number] = without_lines(scan.grey, scan.dpi, lines)
        return self._wiped[number]

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...] | None:
        """Return the places of a scan's ink that none of `boxes` covers, None if the page is no scan."""
        return self._scans[page].unread(boxes) if page in self._scans else None

    def whole(self, page: int) -> str | None:
        """Return None: nothing reads a whole scan independently."""
        return None

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return None: a picture has no cells."""
        return None


def _latin(scan: Scan, box: Box) -> bool:
    return not any(char > "\u2e80" and char not in MONEY for w in scan.page.words if _within(w, box) for char in w.text)


def _within(word: Word, box: Box) -> bool:
    wide = min(word.x1, box[2]) - max(word.x0, box[0])
    return box[1] <= word.middle <= box[3] and wide > 0.1 * word.height


def _ordinary(text: str) -> str:
    """Give back the hyphens at line ends, for which pdfium puts marks of its own, and characters for their radicals."""
    return text.translate(ORDINARY)


class PdfWitness(ScanWitness):
    """Ask pdfium for the text inside a box (its own selection, not our grouping); scanned pages ask tesseract."""

    def __init__(
        self,
        opened: Opened,
        pages: tuple[Page, ...],
        scans: Mapping[int, Scan],
        hidden: Mapping[int, frozenset[int]],
        beside: Mapping[int, frozenset[int]],
    ) -> None:
        super().__init__(scans)
        self._hidden, self._beside = hidden, beside
        self._opened = opened
        self._pages = {page.number: page for page in pages if page.method == "text"}
        self._lines: dict[int, tuple[Affine, Any]] = {}

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text inside `box` of the page's upright frame, None without a second reading."""
        here = self._pages.get(page)
        if here is None:
            return super().text_in(page, box)
        if not here.trusted:
            return self._from_picture(here, box)
        to_page, textpage = self._in_lines(here)
        x0, top, x1, bottom = box
        share, most = CROWDED
        inner = (x0 - MARGIN, top + min(share * (bottom - top), most), x1 + MARGIN, bottom)
        said = text_in(textpage, box_of(to_page, (*inner[:3], bottom + MARGIN)))
        if "\n" in said:  # the line below stands so close that it reaches into the margin
            said = text_in(textpage, box_of(to_page, inner)) or said
        return _ordinary(said)

    def whole(self, page: int) -> str | None:
        """Return all text that a digital page shows, None for a scanned one or one whose text layer is not trusted."""
        here = self._pages.get(page)
        if here is None or not here.trusted:
            return None
        textpage = self._opened.page(page)[1]
        ends = sorted({-1, *self._hidden.get(page, ()), textpage.count_chars()})
        return _ordinary("".join(textpage.get_text_range(a + 1, b - a - 1) for a, b in pairwise(ends) if b - a > 1))

    def _from_picture(self, page: Page, box: Box) -> str | None:
        """Read a page whose text layer is not trusted from its picture, if it stands upright as displayed."""
        if page.to_display is not None:
            return None
        if page.number not in self._scans:
            self._scans[page.number] = Scan(page, grey_of(render(self._opened.pdf, page.number, DPI)), DPI)
        return super().text_in(page.number, box)

    def _in_lines(self, page: Page) -> tuple[Affine, Any]:
        """Return the map from the upright frame to the page's own, and its text without what may lie on its words.

        That is what nobody sees, and what stands across the lines.
        """
        if page.number not in self._lines:
            if len(self._lines) >= MOST_HELD:
                self._lines.clear()
            shown, textpage = self._opened.page(page.number)
            to_upright = page_to_display(shown.get_bbox(), shown.get_rotation())
            if page.to_display is not None:
                to_upright = chain(to_upright, inverse(page.to_display))
            left_out = self._beside.get(page.number)
            lines = _without(shown, textpage, left_out) if left_out else textpage
            self._lines[page.number] = (inverse(to_upright), lines)
        return self._lines[page.number]


def _without(page: Any, textpage: Any, left_out: frozenset[int]) -> Any:
    """Read a page anew without the text objects all of whose characters are left out."""
    import pypdfium2.raw as pdfium

    address_of = text_object_address()
    owners = {index: address_of(textpage.raw, index) for index in range(textpage.count_chars())}
    kept = {owner for index, owner in owners.items() if index not in left_out}
    for index in left_out:
        if owners.get(index) and owners[index] not in kept:
            pdfium.FPDFPageObj_SetIsActive(pdfium.FPDFText_GetTextObject(textpage.raw, index), False)
    return page.get_textpage()
