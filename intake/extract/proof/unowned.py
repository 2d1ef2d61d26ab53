"""What a page shows and no value owns: a sum, on scans a date, a larger amount, the rest of a name, ink, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import seen_at
from intake.extract.proof.names import doubted_names
from intake.extract.proof.scan import arithmetic_covers
from intake.extract.words.layout import join, page_lines, phrases, squeezed
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Document, InkWitness, Page, Witness, Word
from orders.codes import finding
from orders.records import Box, Finding, OrderRecord
from orders.values import date_readings, date_span, number_readings

_MONEY = re.compile(r"[^\d\s]{0,3}\s?\d[\d.,' ]*[.,]\d{2,4}\s?[^\d\s]{0,3}")
_FIGURE = re.compile(r"[^\s:：]*\d")  # where what has a digit begins, behind its label
_TOTALS = frozenset({"payable_total", "total"})
_SUMS = _TOTALS | {"line_total", "tax_total"}
_EDGE, _LONG, _THIN = 0.07, 0.25, 0.03  # shares of the page: how near its side, how long, how thin


def unused(record: OrderRecord, document: Document, words: Lexicon) -> Iterator[Finding]:
    """Nothing that may decide is left on a scan: a date or amount no field owns, ink that no word covers."""
    owned = "\n".join(squeezed(item.text) for item in record.evidence.values() if item.text)
    for page in document.pages:
        if page.method != "ocr" and page.trusted:
            continue
        printed = [phrase for line in page_lines(page) for phrase in phrases(line, page)]
        if _lacks_date(record):
            yield from _lost_dates(page, printed, owned, words)
        yield from _lost_money(record, page, printed, owned)
        yield from doubted_names(record, page, words)
        yield from _unread(page, document.witness)


def _lacks_date(record: OrderRecord) -> bool:
    """Where the order's own dates are all read, further dates on the paper are none of ours."""
    order = record.order
    if order is None or order.issue_date is None:
        return True
    return order.delivery.requested_date is None and any(line.requested_date is None for line in order.lines)


def _lost_dates(page: Page, printed: Sequence[Word], owned: str, words: Lexicon) -> Iterator[Finding]:
    """A date that stands beside no known label may be the one whose label was misread."""
    for phrase in printed:
        span = date_span(phrase.text, words.months)
        if span is None or not date_readings(phrase.text, words.months):
            continue
        label = words.label(phrase.text)
        known = label is not None and label[0] == "ignored"
        if not known and squeezed(phrase.text[slice(*span)]) not in owned:
            yield seen_at(finding("number-unexplained", "", seen=phrase.text), phrase, page)


def _lost_money(record: OrderRecord, page: Page, printed: Sequence[Word], owned: str) -> Iterator[Finding]:
    """A lone amount no field owns: any, where the sums do not close; a larger one than the total, where they do."""
    closes, order = arithmetic_covers(record), record.order
    total = order.totals.payable_total if order and closes else None
    for phrase in printed:
        if not _MONEY.fullmatch(phrase.text.strip()) or squeezed(phrase.text) in owned:
            continue
        values = number_readings(phrase.text).values()
        if values and (total is None or max(values) > total):
            yield seen_at(finding("number-unexplained", "", seen=phrase.text), phrase, page)


def lost_sums(record: OrderRecord, page: Page, words: Lexicon) -> Iterator[Finding]:
    """A sum's label before figures that are no number ("Total due: 4,1~827.71"), a total's where a scan shows no other.

    Where a page of text has another sum that was read, the figures may be words of a sentence.
    """
    lacks, scan = record.order is not None and record.order.totals.payable_total is None, page.method == "ocr"
    for line in page_lines(page) if lacks or scan or not page.trusted else ():
        whole = join(line)
        first = _FIGURE.search(whole.text)
        label = words.amount_label(whole.text[: first.start()].strip(" :：")) if first else None
        if first is None or label is None or label[1].name not in _SUMS:
            continue
        rest = whole.part(first.start(), len(whole.text))
        read = any(number_readings(said) for said in (rest.text, *rest.text.split()))
        if not read or (scan and lacks and label[1].name in _TOTALS):
            yield seen_at(finding("number-unexplained", "/order/totals", seen=rest.text), rest, page)


def _unread(page: Page, witness: Witness | None) -> Iterator[Finding]:
    """Ink that no word covers may be a value nobody read; the edge of the paper is none."""
    if isinstance(witness, InkWitness):
        left = witness.unread(page.number, tuple(word.box for word in page.words)) or ()
        for box in [box for box in left if not _is_edge(box, page)][:1]:
            place = ", ".join(f"{side:.0f}" for side in box)
            yield finding("ocr-unconfirmed", "", seen=f"page {page.number}: {place}")


def _is_edge(box: Box, page: Page) -> bool:
    """Say whether ink is the shadow or the side of the sheet: long, thin and along the side of the picture."""
    x0, top, x1, bottom = box
    wide, tall = (x1 - x0) / page.width, (bottom - top) / page.height
    upright = tall > _LONG and wide < _THIN and (x1 < _EDGE * page.width or x0 > (1 - _EDGE) * page.width)
    level = wide > _LONG and tall < _THIN and (bottom < _EDGE * page.height or top > (1 - _EDGE) * page.height)
    return upright or level
