"""What a paper teaches of a customer's habits: order of dates, style of numbers, currency, tax basis, units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from intake.extract.words.lexicon import compared
from intake.learn.differing import FIELDS, value_at
from intake.learn.paper import Lesson, Paper
from intake.learn.standing import Standing
from orders.values import STYLES, date_readings, number_readings, ordered_date, same_in_both


def date_order(paper: Paper, places: Sequence[tuple[str, Sequence[Standing]]]) -> Iterator[Lesson]:
    """Propose the order of day and month that every date with several readings has."""
    if not any(path.endswith("date") for path in paper.wrong):
        return
    orders: list[set[str]] = []
    for name, standing in places:
        values = _dates_named(paper, name)
        for place in standing if values else ():
            if len(date_readings(place.text, paper.words.months)) > 1:
                said = {way: ordered_date(place.text, way, paper.words.months) for way in ("dmy", "mdy", "ymd")}
                orders.append({way for way, day in said.items() if day in values})
    common = set.intersection(*orders) if orders else set()
    if len(common) == 1:
        yield "date_order", "", common.pop()


def _dates_named(paper: Paper, name: str) -> set[date]:
    found = [value_at(paper.wanted, FIELDS[name])] if name in FIELDS else []
    found += [line.requested_date for line in paper.wanted.lines] if name == "requested_date" else []
    return {value for value in found if isinstance(value, date)}


def number_style(paper: Paper, columns: Mapping[str, Sequence[Standing]]) -> Iterator[Lesson]:
    """Propose the style in which numbers that read two ways are the confirmed ones."""
    open_ones = [
        (place.text, getattr(line, name))
        for name, places in columns.items()
        for place, line in zip(places, paper.wanted.lines, strict=False)
        if len(number_readings(place.text)) == 2 and not same_in_both(place.text)
    ]
    asked = any(item.code == "number-ambiguous" for item in paper.record.findings)
    wrong = any(path.endswith(("/quantity", "/unit_price", "/line_amount")) for path in paper.wrong)
    right = [s for s in STYLES if all(number_readings(text).get(s) == value for text, value in open_ones)]
    if open_ones and len(right) == 1 and (asked or wrong):
        yield "decimal", "", right[0]


def stated(paper: Paper) -> Iterator[Lesson]:
    """Propose the currency and the tax basis that the paper does not say, and its units that nobody knows."""
    if "currency" in paper.wrong and paper.record.order is not None and paper.record.order.currency is None:
        yield "currency", "", str(paper.wanted.currency)
    if "prices_include_tax" in paper.wrong and paper.wanted.prices_include_tax is not None:
        yield "prices_include_tax", "", "true" if paper.wanted.prices_include_tax else "false"
    for line in paper.wanted.lines:
        if line.unit and line.unit_code and compared(line.unit) not in paper.words.groups["units"]:
            yield "units", line.unit, line.unit_code
