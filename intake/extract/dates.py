"""Printed dates → one date by proof on the page, else a finding with both readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

from intake.extract.evidence import Draft, place
from intake.extract.layout import text_of
from intake.extract.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding
from orders.values import DateOrder, date_readings, date_span, ordered_date

_TWO_WAYS = re.compile(r"(\d{1,2})\s*[-/]\s*(\d{1,2})\s*[-/]\s*(?:\d{4}|\d{2})")


def order_of(dated: Iterable[Word], pages: Sequence[Page], words: Lexicon) -> DateOrder | None:
    """Say which way round the paper writes day and month: by a day over 12 in a date of its own, else by its addresses.

    `dated` are the dates of our fields and columns: a date in a note may be somebody else's. Proofs that contradict
    each other, the addresses' included, prove nothing.
    """
    proved: set[str] = set()
    for first, second in (found.groups() for word in dated if (found := _TWO_WAYS.fullmatch(word.text.strip()))):
        if int(first) > 12 >= int(second):
            proved.add("dmy")
        elif int(second) > 12 >= int(first):
            proved.add("mdy")
    place = words.place(text_of(pages))
    if place and place.date_order in ("dmy", "mdy"):
        proved.add(place.date_order)
    return cast(DateOrder, proved.pop()) if len(proved) == 1 else None


def looks_dated(word: Word) -> bool:
    """Say whether a labelled value that is no date was meant as one: two numbers with a date's separator between."""
    return re.match(r"\s*\d{1,4}\s*[-/.年]\s*\d", word.text) is not None


def unreadable(path: str, word: Word) -> Finding:
    return finding("date-unreadable", path, seen=word.text)


def put_date(draft: Draft, path: str, word: Word, page: Page, order: DateOrder | None, words: Lexicon) -> list[Finding]:
    """Put the date a word says; two possible readings leave the field empty and hold both."""
    if path in draft.values:
        return []
    readings = date_readings(word.text, words.months)
    if not readings:
        return [unreadable(path, word)] if word.text.strip(" -—/") else []
    value = readings[0] if len(readings) == 1 else ordered_date(word.text, order, words.months) if order else None
    if value is None:
        draft.evidence.setdefault(path, place(word, page))
        first, second, *_ = readings
        return [finding("date-ambiguous", path, seen=word.text, first=first, second=second)]
    span = date_span(word.text, words.months) or (0, len(word.text))
    draft.put(path, value, word.part(*span), page, "derived" if len(readings) > 1 else None)
    return []
