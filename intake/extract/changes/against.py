"""Which order a change or cancellation is against: a label of the order changed, or the number in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.extract.evidence import Draft
from intake.extract.head.label import Labelled
from intake.extract.words.layout import join, page_lines
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import ambiguous
from orders.records import Finding
from orders.values import date_span, key

ALTERING = frozenset({"order_change", "order_cancellation"})
_ID = "/order/order_id"
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{3,}")


def against(found: Sequence[Labelled], kind: str | None, words: Lexicon) -> tuple[Labelled, ...]:
    """Take what is labelled as the number of the order changed (原订单号) for the order's number."""
    if kind not in ALTERING:
        return tuple(found)
    return tuple(replace(item, name="order_id") if _names_changed(item, words) else item for item in found)


def _names_changed(item: Labelled, words: Lexicon) -> bool:
    heading = words.heading("changes", item.label.text.strip(" :："))
    return heading is not None and heading.name == "against"


def put_number(draft: Draft, findings: Sequence[Finding], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    """Put the order's number from the paper's sentences where no label says it; two numbers are a question."""
    if _ID in draft.values:
        return list(findings)
    numbers = list(_numbers(pages, words))
    if not numbers:
        return list(findings)
    word, page = numbers[0]
    draft.put(_ID, word.text, word, page)
    kept = [item for item in findings if item.code != "order-number-missing"]
    others = [other.text for other, _ in numbers if key(other.text) != key(word.text)]
    return [*kept, *([ambiguous("order_id", _ID, word.text, others[0])] if others else [])]


def _numbers(pages: Sequence[Page], words: Lexicon) -> Iterator[tuple[Word, Page]]:
    """Yield tokens with digits right behind words for an order: 我司采购订单 CG-2026-0117 现予取消."""
    names = words.named("fields", "order_id", "order_id_title")
    for page in pages:
        for line in page_lines(page):
            whole = join(line)
            for found in _TOKEN.finditer(whole.text):
                before = compared(whole.text[: found.start()]).rstrip('#＃№《“"「【[(（')
                dated = date_span(found[0], words.months)
                if re.search(r"\d", found[0]) and not dated and any(before.endswith(name) for name in names):
                    yield whole.part(*found.span()), page
