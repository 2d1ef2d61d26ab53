"""Second readers to measure the first one by: one that remembers, one that says nothing, one that believes all."""

from __future__ import annotations

from collections.abc import Iterator

from intake.read import Document, Page, Witness, Word
from intake.read.document import InkWitness, RepeatingWitness
from orders.records import Box

ROUNDED = 2  # decimals of a point that evidence keeps


class PatientWitness:
    """Remembers the answers of a true witness, because a lie asks the same places again and again."""

    def __init__(self, true: Witness) -> None:
        self.true = true
        self._texts: dict[tuple[int, Box], str | None] = {}
        self._others: dict[tuple[int, Box], tuple[str, ...]] = {}
        self._wholes: dict[int, str | None] = {}
        self._inks: dict[int, tuple[tuple[Box, ...], tuple[Box, ...] | None]] = {}  # the last question of each page

    def text_in(self, page: int, box: Box) -> str | None:
        if (page, box) not in self._texts:
            self._texts[page, box] = self.true.text_in(page, box)
        return self._texts[page, box]

    def again(self, page: int, box: Box) -> Iterator[str]:
        if (page, box) not in self._others:
            looked = self.true.again(page, box) if isinstance(self.true, RepeatingWitness) else ()
            self._others[page, box] = tuple(looked)
        yield from self._others[page, box]

    def cell(self, sheet: str, cell: str) -> str | None:
        return self.true.cell(sheet, cell)

    def whole(self, page: int) -> str | None:
        if page not in self._wholes:
            self._wholes[page] = self.true.whole(page)
        return self._wholes[page]

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...] | None:
        if not isinstance(self.true, InkWitness):
            return None
        if page not in self._inks or self._inks[page][0] != boxes:
            self._inks[page] = boxes, self.true.unread(page, boxes)
        return self._inks[page][1]


class SilentWitness(PatientWitness):
    """Says nothing about scanned pages, as if the second OCR engine were not installed."""

    def __init__(self, true: Witness, document: Document) -> None:
        super().__init__(true)
        self._scanned = {page.number for page in document.pages if page.method == "ocr" or not page.trusted}

    def text_in(self, page: int, box: Box) -> str | None:
        return None if page in self._scanned else super().text_in(page, box)

    def again(self, page: int, box: Box) -> Iterator[str]:
        yield from () if page in self._scanned else super().again(page, box)


class BelievingWitness(PatientWitness):
    """Says whatever the first reader said, as if both readers made the same mistake at once; ink alone stays true."""

    def __init__(self, true: Witness, document: Document) -> None:
        super().__init__(true)
        self._pages = {page.number: page for page in document.pages}
        self._said = {
            (page.number, _rounded(word.box)): word.text for page in document.pages for word in reversed(page.words)
        }

    def text_in(self, page: int, box: Box) -> str | None:
        whole = self._said.get((page, _rounded(box)))
        return "".join(_inside(self._pages[page].words, box)) if whole is None else whole

    def again(self, page: int, box: Box) -> Iterator[str]:
        yield from ()

    def cell(self, sheet: str, cell: str) -> str | None:
        words = (word for page in self._pages.values() if page.sheet == sheet for word in page.words)
        return next((word.text for word in words if word.cell == cell), None)

    def whole(self, page: int) -> str | None:
        here: Page = self._pages[page]
        if here.method == "ocr" or not here.trusted:
            return None
        return " ".join(word.text for word in (*here.words, *here.aside))


def _rounded(box: Box) -> tuple[float, ...]:
    return tuple(round(side, ROUNDED) for side in box)


def _inside(words: tuple[Word, ...], box: Box) -> Iterator[str]:
    """Yield the characters whose middles lie in the box, line by line."""
    x0, top, x1, bottom = box
    for word in sorted((w for w in words if top <= w.middle <= bottom), key=lambda w: (round(w.middle), w.x0)):
        step = (word.x1 - word.x0) / max(len(word.text), 1)
        even = tuple(word.x0 + step * i for i in range(len(word.text) + 1))
        edges = word.edges if len(word.edges) == len(even) else even
        yield from (c for c, a, b in zip(word.text, edges, edges[1:], strict=False) if x0 <= (a + b) / 2 <= x1)
