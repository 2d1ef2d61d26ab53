"""Orders that stand below each other on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.decide import ORDERS
from intake.extract.classify import document_type
from intake.extract.table.tables import find_tables
from intake.extract.words.layout import page_lines
from intake.extract.words.lexicon import Lexicon
from intake.read.document import ROW, Page, Word


def stacked(page: Page, words: Lexicon) -> tuple[Page, ...]:
    """Cut a sheet before each block of rows, set off by a blank one, that has an order's title below another's table.

    Each part is a page of the same number with its own rows only.
    """
    if page.sheet is None:
        return (page,)
    parts: list[Page] = []
    for block in (replace(page, words=tuple(rows)) for rows in _blocks(page)):
        if parts and not (document_type([block], words) in ORDERS and find_tables(parts[-1:], words)):
            parts[-1] = replace(page, words=(*parts[-1].words, *block.words))
        else:
            parts.append(block)
    return tuple(parts) if len(parts) > 1 else (page,)


def _blocks(page: Page) -> Iterator[Sequence[Word]]:
    """Yield the cells of the rows between blank rows."""
    block: list[Word] = []
    for line in page_lines(page):
        if block and line[0].top - max(word.bottom for word in block) >= ROW:
            yield block
            block = []
        block += line
    yield block
