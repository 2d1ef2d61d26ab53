"""Weeks of delivery that a remark under an item names ("wk 2644"): the order's own day has to lie in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from intake.extract.evidence import Draft
from intake.extract.words.layout import page_lines
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word

_WEEK = re.compile(r"(?:(?P<year>\d{2})[-/.]?)?(?P<week>[0-5]\d)[.,;]?")
_DAYS = re.compile(r"^/order/(?:delivery|lines/\d+)/requested_date$")


def in_week(word: Word, page: Page, draft: Draft, words: Lexicon) -> bool:
    """Say whether a number is the week, with its year or without, of every day of delivery that the order names."""
    found = _WEEK.fullmatch(word.text)
    days = [value for path, value in draft.values.items() if _DAYS.match(path)]
    before = _before(word, page)
    if found is None or before is None or not days or words.said(before) != frozenset({"week"}):
        return False
    return all(_fits(day, found["year"], int(found["week"])) for day in days)


def _fits(day: date, year: str | None, week: int) -> bool:
    calendar = day.isocalendar()
    return calendar.week == week and (year is None or calendar.year == 2000 + int(year))


def _before(word: Word, page: Page) -> str | None:
    """Return the word left of another on its line."""
    line: Iterable[Word] = next((line for line in page_lines(page) if any(one is word for one in line)), ())
    left = [one for one in line if one.x1 <= word.x0]
    return left[-1].text if left else None
