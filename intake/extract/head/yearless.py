"""Days of delivery without their year: the first such day not before the order's own date, within half a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from intake.extract.evidence import Draft
from intake.extract.head.dates import put_date
from intake.extract.words.layout import text_of
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.records import Finding
from orders.values import DateOrder, date_readings, normal

_ISSUED = "/order/issue_date"
_HALF_A_YEAR = 183  # days; what is asked for later may be meant for the year before
_SPOKEN = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?\s*(?:之?前|以前|止)?")
_WRITTEN = re.compile(r"(\d{1,2})\s*[/-]\s*(\d{1,2})")
_YEAR_FIRST = re.compile(r"\d{4}\s*[-/.年]")
_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


def put_due(draft: Draft, path: str, word: Word, page: Page, order: DateOrder | None, words: Lexicon) -> list[Finding]:
    """Put a day of delivery; one without its year is that of the order's date, or of the year after."""
    day = None if date_readings(word.text, words.months) else day_after_issue(word, draft, page, order)
    if day is None:
        return put_date(draft, path, word, page, order, words)
    draft.put(path, day, word, page, "derived")
    return []


def day_after_issue(word: Word, draft: Draft, page: Page, order: DateOrder | None) -> date | None:
    """Return the day a text without a year means, None if the paper does not show it: "12月8日前", "12/11".

    Which of two numbers is the month shows the order's own date: where Hanzi, Kana or Hangul are written and it begins
    with its year, the month stands before the day.
    """
    issued, text = draft.values.get(_ISSUED), normal(word.text).strip()
    found = _SPOKEN.fullmatch(text) or (_WRITTEN.fullmatch(text) if _month_first(draft, page, order) else None)
    if found is None or issued is None:
        return None
    days = (day for day in _days(issued.year, int(found[1]), int(found[2])) if day >= issued)
    first = next(days, None)
    return first if first and (first - issued).days <= _HALF_A_YEAR else None


def _days(year: int, month: int, day: int) -> Iterator[date]:
    for each in (year, year + 1):
        try:
            yield date(each, month, day)
        except ValueError:
            continue


def _month_first(draft: Draft, page: Page, order: DateOrder | None) -> bool:
    own = draft.evidence.get(_ISSUED)
    written = own is not None and _YEAR_FIRST.match(normal(own.text).strip()) is not None
    return written and order in (None, "ymd") and _HAN.search(text_of([page])) is not None
