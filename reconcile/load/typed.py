"""Columns of texts → typed columns, with what proved how they are written; nothing proves it = a question, exit 3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from orders.problems import UnusableError
from reconcile.cells import MISSING, Typed
from reconcile.load.columns import Columns
from reconcile.load.dates import SWAPPED, DayOrderUnknownError, Order, day_orders, days, moments
from reconcile.load.numbers import DecimalUnknownError, Style, decimal_styles, numbers
from reconcile.load.sheets import unusable
from reconcile.texts import Texts
from reconcile.vocabulary import DATE_COLUMNS, NUMBER_COLUMNS, TIME_COLUMNS, Vocabulary

SUMMED = ("quantity", "shipped_quantity", "amount")  # a merged cell's number belongs to none of its lines alone


def typed_columns(part: Columns, words: Vocabulary, as_of: datetime) -> tuple[dict[str, Typed], dict[str, str]]:
    """Return every number and date column (absent ones full of MISSING), and by column how it was read and why."""
    numeric, dated = _of(part, NUMBER_COLUMNS), _of(part, (*DATE_COLUMNS, *TIME_COLUMNS))
    styles, orders = _styles(part, numeric, words), _orders(part, dated, words, as_of)
    absent = Typed(np.full(len(part.rows), MISSING, np.int64), ())
    out: dict[str, Typed] = {}
    for name in NUMBER_COLUMNS:
        typed = numbers(numeric[name], styles[name].sign) if name in numeric else absent
        out[name] = _unmerged(part, name, typed) if name in SUMMED else typed
    for name in (*DATE_COLUMNS, *TIME_COLUMNS):
        read = days if name in DATE_COLUMNS else moments
        out[name] = read(dated[name], orders[name].order, as_of.tzinfo) if name in dated else absent
    said = {name: f"decimal {style.sign}; {style.proof}" for name, style in styles.items() if style.proof}
    said |= {name: f"{order.order}; {order.proof}" for name, order in orders.items() if order.order}
    return out, said


def _of(part: Columns, names: Iterable[str]) -> dict[str, Texts]:
    return {name: part.texts[name] for name in names if name in part.texts}


def _unmerged(part: Columns, name: str, typed: Typed) -> Typed:
    groups = part.merged.get(name, ())
    if not groups:
        return typed
    values = typed.values.copy()
    values[np.concatenate(groups)] = MISSING
    return replace(typed, values=values, unreadable=tuple(sorted({*typed.unreadable, *(int(g[0]) for g in groups)})))


def _styles(part: Columns, numeric: Mapping[str, Texts], words: Vocabulary) -> dict[str, Style]:
    try:
        exact = [name for name in numeric if part.sheet.header.index(part.headers[name]) in part.sheet.exact]
        return decimal_styles(numeric, str(words.formats.get("decimal", "auto")), exact, part.sheet.delimiter)
    except DecimalUnknownError as error:
        name, example = error.args
        what = f"how does column “{part.headers[name]}” write decimals? Nothing in the file proves it, e.g. “{example}”"
        ways = "formats: {decimal: point} (1,234.50) or {decimal: comma} (1.234,50)"
        help_ = f"write in the {words.system} mapping: {ways}"
        raise _asked(part, "export-decimal-sign", name, what, example, help_) from error


def _orders(part: Columns, dated: Mapping[str, Texts], words: Vocabulary, as_of: datetime) -> dict[str, Order]:
    try:
        return day_orders(dated, str(words.formats.get("dates", "auto")), as_of.date())
    except DayOrderUnknownError as error:
        name, question, example = error.args
        what = f"{question}, in column “{part.headers[name]}”? Nothing in the file proves it, e.g. “{example}”"
        ways = "{dates: dmy} (day first), {dates: mdy} (month first) or {dates: ymd} (year first)"
        help_ = f"write in the {words.system} mapping: formats: {ways}; better, export dates as 2026-03-04"
        if question == SWAPPED:
            help_ = f"export the dates again as 2026-03-04; if those with the year first are right, {help_}"
        raise _asked(part, "export-date-order", name, what, example, help_) from error


def _asked(part: Columns, code: str, name: str, question: str, example: str, help_: str) -> UnusableError:
    texts = part.texts[name]
    seen = example.split(" / ")[0]
    row = next((int(part.rows[at]) for at in range(len(texts)) if texts[at].startswith(seen)), None)
    return unusable(part.file, code, question, help_, row=row)
