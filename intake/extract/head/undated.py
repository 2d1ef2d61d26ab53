"""An order without its date, or without any day of delivery, while the paper prints a date that nothing explains.

A date is explained by a label that we know and that is no label of free text, or by being one of the order's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from intake.extract.evidence import Draft, seen_at
from intake.extract.head.addresses import is_owned
from intake.extract.head.dates import unreadable
from intake.extract.head.label import Labelled
from intake.extract.words.layout import page_lines, phrases, squeezed
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.records import Finding
from orders.values import date_readings, date_span

_ISSUED, _DUE = "/order/issue_date", "/order/delivery/requested_date"
_FREE = ("note", "delivery_terms", "delivery_address", "date_loose")
_YEARLESS = re.compile(r"(?<![\d年])\d{1,2}\s*月\s*\d{1,2}\s*[日号號]")
_CLAUSE = re.compile(r"[，,。；;、]")
_KINDS = ("期", "日", "期至", "期自", "期限")
_DATED = re.compile(r"^/order/(issue_date|order_id|delivery/requested_date|lines/\d+/requested_date)$")


def undated(draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon) -> Iterator[Finding]:
    """Yield a finding for the first date that may be the missing one: any for the order's, a later one for delivery."""
    issued = draft.values.get(_ISSUED)
    lines = [f"/order/lines/{index}/requested_date" for index in range(draft.values.get("/order/lines", 0))]
    due = any(path in draft.values or path in draft.evidence for path in (_DUE, *lines))
    if issued is not None and due:
        return
    path = _DUE if issued is not None else _ISSUED
    for word, page, days in _unexplained(draft, found, pages, words):
        if issued is None or not days or max(days) > issued:
            yield seen_at(unreadable(path, word), word, page)
            return


def _unexplained(
    draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon
) -> Iterator[tuple[Word, Page, tuple[date, ...]]]:
    """Yield the dates no label and no value of the order explains, with what they can mean."""
    owned = {squeezed(item.text) for path, item in draft.evidence.items() if _DATED.match(path)}
    known = [item for item in found if not item.name.startswith(_FREE) and not item.in_sentence]
    for page in pages:
        labelled = [word for item in known if item.page is page for word in (item.label, *item.values)]
        for phrase in (phrase for line in page_lines(page) for phrase in phrases(line, page)):
            for word, days in _dates(phrase, words):
                explained = squeezed(word.text) in owned or is_owned(word, labelled)
                if not explained and not _of_another_kind(phrase.text, word.text, words):
                    yield word, page, days


def _of_another_kind(text: str, day: str, words: Lexicon) -> bool:
    """Say whether the clause before a day names another kind of date (价格有效期至2026年5月1日), none of delivery."""
    before, _, behind = text.partition(day)
    clause = compared(_CLAUSE.split(before)[-1])
    ignored = (word for word in words.named("fields", "ignored") if word.endswith(_KINDS))
    due = words.named("sentences", "requested_date")
    said = clause + compared(_CLAUSE.split(behind)[0])
    return any(word in clause for word in ignored) and not any(word in said for word in due)


def _dates(phrase: Word, words: Lexicon) -> Iterator[tuple[Word, tuple[date, ...]]]:
    """Yield every date of a phrase; one without its year can mean anything."""
    start = 0
    while span := date_span(phrase.text[start:], words.months):
        word = phrase.part(start + span[0], start + span[1])
        if days := date_readings(word.text, words.months):
            yield word, days
        start += span[1]
    for yearless in _YEARLESS.finditer(phrase.text):
        yield phrase.part(*yearless.span()), ()
