"""What a file of a mail is there for: order, drawing, quality agreement, price list, other; told by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.decide import ORDERS
from intake.extract.words.layout import covers, page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon
from intake.read.cad import MEDIA_TYPES
from intake.read.document import Page, Word
from orders.records import Drawing, OrderRecord, Role

_RATIO = re.compile(r"(?<![\d.:])\d{1,3}(?:\.\d+)?\s*[:：]\s*\d{1,4}(?![\d:])")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\d[A-Za-z0-9._/-]*")
_LEAST_OTHERS = 3  # labels of a title block besides scale and number
_TITLE_LINES = 6
_UNTITLED = "document-type-unproved"


def with_roles(records: Sequence[OrderRecord], pages: Sequence[Page], words: Lexicon) -> tuple[OrderRecord, ...]:
    """Say of each record what its file is there for; what cannot be told has no role. A drawing names itself."""
    drawing = bool(records) and all(_may_be_drawing(record) for record in records) and _all_drawn(pages, words)
    return tuple(_with_role(record, pages, words, drawing=drawing) for record in records)


def _with_role(record: OrderRecord, pages: Sequence[Page], words: Lexicon, *, drawing: bool) -> OrderRecord:
    source = record.source
    if drawing or source.media_type in MEDIA_TYPES:
        number = next((found for page in pages for found in _numbers(page, words)), None)
        return replace(record, role="drawing", drawings=(Drawing(source.file, source.sha256, number),))
    return replace(record, role=_role(record, pages, words))


def _role(record: OrderRecord, pages: Sequence[Page], words: Lexicon) -> Role | None:
    if record.status != "failed" and record.order and record.document_type in ORDERS and not _is_untitled(record):
        return "order"
    if record.status == "failed" or not pages:
        return None
    titled = None if _sells(record) else _titled(pages[0], words)
    if titled in ("quality_agreement", "price_list"):
        return titled
    return "other" if record.status == "rejected" else None


def _is_untitled(record: OrderRecord) -> bool:
    return any(item.code == _UNTITLED for item in record.findings)


def _may_be_drawing(record: OrderRecord) -> bool:
    """Say whether nothing in a record is an order's: no title of one, no money."""
    if record.document_type in ORDERS and not _is_untitled(record):
        return False
    lines = record.order.lines if record.order else ()
    return not any(line.unit_price or line.line_amount for line in lines)


def _sells(record: OrderRecord) -> bool:
    lines = record.order.lines if record.order else ()
    return any(line.quantity is not None and (line.unit_price or line.line_amount) for line in lines)


def _titled(page: Page, words: Lexicon) -> Role | None:
    """Return the role that a title of the page names: a phrase of nothing but its words, in the first lines."""
    for line in page_lines(page)[:_TITLE_LINES]:
        for phrase in phrases(line, page):
            found = words.heading("roles", phrase.text.strip(" 《》【】[]*-=—"))
            if found is not None:
                return found.name  # type: ignore[return-value]
    return None


# ── title blocks ─────────────────────────────────────────────────────────────────────────────────────────────────


def _all_drawn(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether every page has the title block of a drawing: a scale, its number, and other labels of one."""
    return bool(pages) and all(_is_drawn(page, words) for page in pages)


def _is_drawn(page: Page, words: Lexicon) -> bool:
    found = [(name, phrase.text[:end].strip()) for phrase, name, end in _labels(page, words)]
    names = {name for name, _ in found}
    others = {text for name, text in found if name == "other"}
    return {"scale", "number"} <= names and len(others) >= _LEAST_OTHERS and _RATIO.search(text_of([page])) is not None


def _labels(page: Page, words: Lexicon) -> Iterator[tuple[Word, str, int]]:
    """Yield the phrases that begin with a label of a title block: (phrase, which, where the label ends)."""
    for line in page_lines(page):
        for phrase in phrases(line, page):
            found = words.prefix("title_block", phrase.text)
            if found is not None:
                yield phrase, *found


def _numbers(page: Page, words: Lexicon) -> Iterator[str]:
    """Yield what may be the drawing's number: behind its label, right of it, or below it."""
    printed = [phrase for line in page_lines(page) for phrase in phrases(line, page)]
    for label in (phrase for phrase, name, _ in _labels(page, words) if name == "number"):
        found = words.prefix("title_block", label.text)
        behind = label.text[found[1] if found else 0 :].strip(" :：")
        right = [p.text for p in printed if p.x0 >= label.x1 and abs(p.middle - label.middle) < label.height / 2][:1]
        below = [p.text for p in printed if 0 < p.top - label.top < 3 * label.height and covers(p, label)][:1]
        yield from (hit[0] for text in (behind, *right, *below) if (hit := _NUMBER.fullmatch(text.strip())))
