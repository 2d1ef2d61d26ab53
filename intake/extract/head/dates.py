"""Printed dates → one date by proof on the page, else a finding with both readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from intake.extract.evidence import Draft, place
from intake.extract.words.layout import text_of
from intake.extract.words.lexicon import DATE_FORM, Lexicon, Place
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding
from orders.values import DateOrder, date_readings, date_span, ordered_date

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_SMALL = re.compile(r"(\d{2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_YEARLESS = re.compile(r"(\d{1,2})\s?(?:[-/.]|月)\s?(\d{1,2})\s?([日号號]?)")
_YEARS = 20  # the least number that may be a year of two digits
_DATE_LIKE = re.compile(r"\d{1,4}\s*[-/.年月]\s*\d{1,2}(?![\d%.])|\D{0,6}\d{1,2}(?:/\d{2,4})?\D?$")
_IN_HANZI = re.compile(
    r"[一二三四五六七八九十两兩半]个?個?(?:月|日|周|週|天|星期|旬|号|號|年)|[本下]个?個?(?:月|周|週|星期|旬)"
)
_AMOUNT = re.compile(r"\D*\d{1,3}(?:[,.'’ ]\d{3})+[.,]\d{2}\D*")  # 20,936.80 beside "Ordered"
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")
_TWO_WAYS = re.compile(r"(?<![\w/-])(\d{1,2})(\s*[-/]\s*)(\d{1,2})\s*[-/]\s*(\d{4}|\d{2})(?![\w/-])")


def order_of(dated: Iterable[Word], pages: Sequence[Page], words: Lexicon) -> DateOrder | None:
    """Say which way round the paper writes day and month.

    A day over 12 in one of `dated` shows it, "(DD/MM/YY)" says it, addresses of one country do; where Hanzi are written
    "24/05/20" may begin with its year. Proofs that contradict each other prove nothing.
    """
    text, words_dated = text_of(pages), list(dated)
    proved = {"mdy" if found[1][0] in "mM" else "dmy" for found in DATE_FORM.finditer(text)}
    years = _HANZI.search(text) is not None and _years(words_dated)
    if years == "first":
        proved.add("ymd")
    for found in (found for word in words_dated if (found := _TWO_WAYS.fullmatch(word.text.strip()))):
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second and not (years and first >= _YEARS and len(found[4]) == 2):
            proved.add("dmy")
        elif second > 12 >= first:
            proved.add("mdy")
    if not _TWO_WAYS.search(text) and any(_DOTTED.fullmatch(word.text.strip()) for word in words_dated):
        proved.add("dmy")  # 29.10.2025: then 21.11.25 begins with its day, too
    place = place_of(pages, words)
    proved |= {place.date_order} if place and (place.date_order != "ymd" or years) else set()
    return cast(DateOrder, proved.pop()) if len(proved) == 1 else None


def _years(dated: Iterable[Word]) -> str:
    """Say whether dates of three small numbers begin with their year: "first", "unknown", or "" if they end with it.

    First where several begin alike and end differently (24/04/05, 24/05/20), last where they end alike.
    """
    found = [date for word in dated if (date := _SMALL.fullmatch(word.text.strip())) and int(date[1]) >= _YEARS]
    firsts, lasts = ({date[group] for date in found} for group in (1, 3))
    if len(firsts) == 1 and len(lasts) > 1:
        return "first"
    return "unknown" if found and not (len(lasts) == 1 and len(firsts) > 1) else ""


def place_of(pages: Sequence[Page], words: Lexicon) -> Place | None:
    """Return the one country whose addresses prove habits; on a scan another's may stand there unread."""
    return None if any(page.method == "ocr" for page in pages) else words.place(text_of(pages))


def written_alike(own: Sequence[Word], others: Iterable[Word]) -> list[Word]:
    """Return the dates in other texts that are written like our own (sign, digits of the year).

    A date of another form may be copied from somebody else's paper and proves nothing about ours.
    """
    styles = {_style(found) for word in own if (found := _TWO_WAYS.fullmatch(word.text.strip()))}
    return [
        word.part(*found.span())
        for word in others
        for found in _TWO_WAYS.finditer(word.text)
        if _style(found) in styles
    ]


def _style(date: re.Match[str]) -> tuple[str, int]:
    return date[2].strip(), len(date[4])


def looks_dated(word: Word, words: Lexicon, *, sure: bool) -> bool:
    """Say whether a labelled value that is no date was meant as one.

    Beside a label that names a date for sure any number or month is ("WK32", "July", "三月上旬"), beside another
    ("Delivery") a date with something before it, a month with a number, or one short number; a rate is none.
    """
    text = word.text.strip()
    month = any(part in words.months for part in re.findall(r"[^\W\d_]+", text.lower()))
    number = any(char.isdigit() for char in text) or _IN_HANZI.search(text) is not None
    if sure:
        return (month or number) and not _AMOUNT.fullmatch(text)
    meant = date_span(text, words.months) or (month and number) or _DATE_LIKE.match(text)
    return bool(meant) and "%" not in text


def unreadable(path: str, word: Word) -> Finding:
    return finding("date-unreadable", path, seen=word.text)


def put_date(draft: Draft, path: str, word: Word, page: Page, order: DateOrder | None, words: Lexicon) -> list[Finding]:
    """Put the date a word says; two possible readings leave the field empty and hold both."""
    if path in draft.values:
        return []
    readings = date_readings(word.text, words.months)
    if not readings:
        return _yearless(draft, path, word, page, order) if word.text.strip(" -—/") else []
    value = readings[0] if len(readings) == 1 else ordered_date(word.text, order, words.months) if order else None
    if value is None:
        draft.evidence.setdefault(path, place(word, page))
        first, second, *_ = readings
        return [finding("date-ambiguous", path, seen=word.text, first=first, second=second)]
    span = date_span(word.text, words.months) or (0, len(word.text))
    draft.put(path, value, word.part(*span), page, "derived" if len(readings) > 1 else None)
    return []


def _yearless(draft: Draft, path: str, word: Word, page: Page, order: DateOrder | None) -> list[Finding]:
    """Propose the first such day from the order's own on for a day without its year; it is held all the same."""
    issued, found = draft.values.get("/order/issue_date"), _YEARLESS.fullmatch(word.text.strip())
    if issued is None or found is None:
        return [unreadable(path, word)]
    first, second = int(found[1]), int(found[2])
    month_first = order in ("ymd", "mdy") or (order is None and (found[3] or _HANZI.search(word.text + _around(page))))
    month, day = (first, second) if month_first or second > 12 else (second, first)
    if not month_first and order is None and first <= 12 and second <= 12:
        return [unreadable(path, word)]
    days = [one for year in (issued.year, issued.year + 1) if (one := _day(year, month, day)) and one >= issued]
    if not days:
        return [unreadable(path, word)]
    draft.put(path, days[0], word, page, "derived")
    return [replace(unreadable(path, word), proposed=days[0].isoformat())]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _around(page: Page) -> str:
    return "".join(word.text for word in page.words)
