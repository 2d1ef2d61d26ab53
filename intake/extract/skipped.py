"""Pages that a customer's mapping leaves out; an order that may have lost lines with them must add up without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.check.amounts import closes
from intake.extract.pages import look
from intake.extract.words.customer import normal_text
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page
from orders.codes import finding
from orders.records import OrderRecord


def sorted_out(pages: Sequence[Page], words: Lexicon) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """Part the pages into those that are read and those with words of `skip_pages`; one at least is read."""
    marks = [compared(mark) for mark in words.customer.skip_pages] if words.customer else []
    skipped = [page for page in pages if marks and any(mark in compared(normal_text([page])) for mark in marks)]
    kept = tuple(page for page in pages if not any(page is other for other in skipped))
    return (kept, tuple(skipped)) if kept else (tuple(pages), ())


def missed(record: OrderRecord, skipped: Sequence[Page], words: Lexicon) -> OrderRecord:
    """Hold an order whose total does not close where a page that was left out has a table or titles an order."""
    lost = [page for page in skipped if look(page, words).begins]
    if record.order is None or not lost or closes(record.order, record.findings):
        return record
    doubt = finding("pages-incomplete", "/order/lines", seen=f"skip_pages: {lost[0].number}")
    return replace(record, findings=(*record.findings, doubt))
