"""A "Due Date" in the head is when the goods are due, or when the bill is: the terms of payment and the lines tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from intake.extract.head.label import Labelled
from intake.extract.words.lexicon import Lexicon
from orders.codes import ambiguous
from orders.records import Finding
from orders.values import DateOrder, date_readings, ordered_date

_PATH = "/order/delivery/requested_date"
_DAYS = re.compile(r"(?<![\d.,/%])\d{1,3}(?![\d.,/]|\s?[%½])")


def as_meant(
    found: Sequence[Labelled], issued: date | None, order: DateOrder | None, rows: Iterable[date], words: Lexicon
) -> tuple[list[Labelled], list[Finding]]:
    """Take each "Due Date" for the day of delivery, drop it as the bill's, or ask.

    It is the bill's if it is the order's date plus the days of the terms. It is asked about if the terms of payment
    stand beside it, or if the lines are due on other days.
    """
    dues = [item for item in found if item.name == "due_date"]
    kept = [item for item in found if item.name != "due_date"]
    terms = [item for item in found if item.name.startswith("payment_terms") and item.values]
    delivery, findings = [item for item in kept if item.name == "requested_date"], list[Finding]()
    days, on_rows = {int(n) for item in terms for n in _DAYS.findall(item.values[0].text)}, set(rows)
    for item in dues:
        read = {day for value in item.values[:1] for day in _readings(value.text, order, words)}
        if issued and any(issued + timedelta(days=count) in read for count in days):
            continue
        kept.append(replace(item, name="requested_date"))
        beside = [one for one in terms if days and _beside(one, item)]
        if read and not delivery and (beside or (on_rows and not read & on_rows)):
            said = beside[0].values[0].text if beside else str(min(on_rows))
            findings.append(ambiguous("requested_date", _PATH, item.values[0].text, said))
    return kept, findings


def _readings(text: str, order: DateOrder | None, words: Lexicon) -> Iterator[date]:
    read = ordered_date(text, order, words.months) if order else None
    yield from (read,) if read else date_readings(text, words.months)


def _beside(one: Labelled, other: Labelled) -> bool:
    """Say whether two labels stand in one printed line, each above its value."""
    same = one.page is other.page and abs(one.label.middle - other.label.middle) < 0.5 * one.label.height
    under = all(value.top > item.label.bottom - 1 for item in (one, other) for value in item.values[:1])
    return same and under
