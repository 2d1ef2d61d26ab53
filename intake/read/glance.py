"""Is a long scan worth reading to its end? Its first pages say so; a catalogue is held after a few of them."""

from __future__ import annotations

from collections.abc import Sequence

from intake.read.document import Document, Page
from intake.read.refusal import over_limit

LONG = 6  # scanned pages are read without asking
FIRST = 3  # pages of a longer scan that must show what it is


def promising(pages: Sequence[Page]) -> bool:
    """Say whether any page has the title of a paper we know, or a table, or lines that reckon like an order's."""
    from intake.extract.classify import document_type
    from intake.extract.table.tables import find_tables
    from intake.extract.unclear import unclear
    from intake.extract.words.lexicon import lexicon

    words = lexicon(())
    known = document_type(pages, words) is not None or bool(find_tables(pages, words))
    return known or bool(unclear(pages, "", words))


def unpromising(count: int) -> Document:
    """Return the document of a long scan that was not read to its end: a person looks, for an order may come later."""
    return over_limit(
        f"{count} 页扫描件，前 {FIRST} 页没有订单标题和表格，其余 {count - FIRST} 页没有读取；"
        "如有订单，请单独发送订单页",
        f"{count} scanned pages; the first {FIRST} show neither the title nor a table of an order, the other "
        f"{count - FIRST} were not read; if there is an order in it, send its pages alone",
    )
