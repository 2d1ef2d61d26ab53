"""What workbooks of all kinds are gathered into: pages of cells, their formats, what is hidden, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from intake.read.document import COLUMN, ROW, Document, Page, Word
from orders.codes import finding
from orders.records import Finding, Method

MOST_CELLS = 300_000
CELLS = (f"超过 {MOST_CELLS} 个单元格", f"more than {MOST_CELLS} cells")
HIDDEN = ("所有工作表都被隐藏", "all its sheets are hidden")
MOST_NAMED = 200  # hidden places that are named
Hidden = dict[str, tuple[frozenset[int], frozenset[int]]]


@dataclass
class Reading:
    """What is gathered over a workbook: pages, number formats by (sheet, cell), hidden rows and columns by sheet."""

    pages: list[Page] = field(default_factory=list)
    formats: dict[tuple[str, str], str] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def skip(self, sheet: str, row: int, cell: str) -> None:
        """Name a filled cell that is hidden, or its row if all of that is, the first ones."""
        place = f"{sheet}!{row}:{row}" if row in self.hidden[sheet][0] else f"{sheet}!{cell}"
        if len(self.skipped) < MOST_NAMED and place not in self.skipped[-1:]:
            self.skipped.append(place)

    def pinned(self, page: int, texts: Sequence[str]) -> None:
        """Report notes and text boxes: what they say is in no cell and may change the order."""
        said = [" ".join(text.split()) for text in texts if text.strip()]
        if said:
            self.findings.append(finding("document-annotated", page=page, seen="; ".join(said)[:120]))

    def document(self, data: bytes) -> Document:
        """Finish, with calamine as the second reading of `data`."""
        from intake.read.sheet_witness import SheetWitness

        facts = {"hidden": "; ".join(self.skipped)} if self.skipped else {}
        witness = SheetWitness(data, tuple(self.pages), self.formats, self.hidden)
        return Document(tuple(self.pages), witness, tuple(self.findings), facts=facts)


def sheet_page(
    number: int, name: str, words: Sequence[Word], *, method: Method = "sheet", trusted: bool = True
) -> Page:
    """Make a page of a sheet's cells."""
    right, bottom = max((w.x1 for w in words), default=COLUMN), max((w.bottom for w in words), default=ROW)
    return Page(number, right, bottom, tuple(words), method=method, sheet=name, trusted=trusted)


def covered(spans: Iterable[tuple[int, int, int, int]]) -> frozenset[tuple[int, int]]:
    """List the cells (row, column) under merged spans (top, left, bottom, right; from 1) but their anchors.

    A span over whole columns has no content worth listing.
    """
    inside: set[tuple[int, int]] = set()
    for top, left, bottom, right in spans:
        if (bottom - top + 1) * (right - left + 1) <= MOST_CELLS:
            inside.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            inside.discard((top, left))
    return frozenset(inside)


def is_scaled(value: object, number_format: str) -> bool:
    """Say whether a number is shown in thousands (a comma behind its digits): what it means is for a person."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and re.search(r"[0#?],+(?![0#?,])", number_format) is not None


def letters(column: int) -> str:
    """Name a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
