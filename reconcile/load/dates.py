"""Columns of texts → int64 days and seconds: each column's order of day and month is proved or asked.

An order is possible if every cell of the column is a date in it; a year of two digits must lie near today.
A column that proves nothing takes the order of the file's columns that are written alike, if they agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orders.values import DateOrder, normal
from reconcile.cells import EPOCH, MISSING, Ints, Typed
from reconcile.texts import Texts

NEAR = 10  # years around today in which a year of two digits must lie
ENOUGH = 3  # different dates of both kinds before a column counts as mixed by Excel
_ISO = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$"
_TIME = r"(?:[T,]?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM|上午|下午)?)?"
_ZONE = r"(Z|[+-]\d{2}:?\d{2})?"
_YMD = re.compile(rf"^(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_COMPACT = re.compile(rf"^(20\d{{2}})(\d{{2}})(\d{{2}}){_TIME}{_ZONE}$", re.IGNORECASE)
_OTHER = re.compile(rf"^(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}})\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_NAMED = re.compile(rf"^(\d{{1,2}})[-/. ]([A-Z]{{3}})[A-Z]*[-/. ,]+(\d{{4}}|\d{{2}})\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_DAY_NAME = r"(?:星期|周)[一二三四五六日天]"
_WEEKDAY = re.compile(rf"^(?:{_DAY_NAME}|(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*)[.,]?\s+|\s*{_DAY_NAME}", re.IGNORECASE)
_HALF = re.compile(r"(上午|下午)\s*(\d{1,2}:[\d:]+)")  # as spreadsheets write it: 2026/3/4 下午 2:05
_MONTH_FIRST = re.compile(r"^([A-Z]{3,9})\.?\s+(\d{1,2}),\s*(\d{4})", re.IGNORECASE)  # March 4, 2026
_MONTHS = {
    name: n
    for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
SWAPPED = "has a spreadsheet swapped day and month of some dates"


@dataclass(frozen=True)
class Order:
    """In which order a column writes day and month (None: it needs none), and what proves it."""

    order: DateOrder | None
    proof: str


class DayOrderUnknownError(Exception):
    """A column's dates can be read in several ways; args: the column, the question, an example."""


@dataclass(frozen=True)
class _Parts:
    """A date of the form 03/04/2026: three numbers, the sign between them, its text."""

    first: int
    second: int
    last: int
    shape: tuple[str, int]  # sign, digits of the last number
    text: str

    def dated(self, order: DateOrder) -> date | None:
        """Return the date it is in one order, None if it is none."""
        year, month, day = {
            "dmy": (self.last, self.second, self.first),
            "mdy": (self.last, self.first, self.second),
            "ymd": (self.first, self.second, self.last),
        }[order]
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None

    def orders(self, today: date) -> frozenset[DateOrder]:
        """Return the orders in which it is a date; dots are never month first (DIN 5008)."""
        short = self.shape[1] == 2
        tried: tuple[DateOrder, ...] = ("dmy",) if self.shape[0] == "." else ("dmy", "mdy")
        found = {order: self.dated(order) for order in (*tried, *(("ymd",) if short else ()))}
        return frozenset(
            order
            for order, day in found.items()
            if day is not None and (not short or abs(day.year - today.year) <= NEAR)
        )


def day_orders(columns: Mapping[str, Texts], given: str, today: date) -> dict[str, Order]:
    """Say for each column in which order it writes dates; raises DayOrderUnknownError where nothing proves it."""
    if given in ("ymd", "dmy", "mdy"):
        return dict.fromkeys(columns, Order(given, "mapping"))  # type: ignore[arg-type]
    parts = {name: _parts(texts) for name, texts in columns.items()}
    possible = {name: _possible(name, found, today) for name, found in parts.items() if found}
    out = {name: Order(None, "") for name in columns if name not in possible}
    for name, orders in possible.items():
        _check_mixed(name, columns[name], parts[name])
        if len(orders) == 1 or _all_one(parts[name], orders):
            out[name] = Order(min(orders), "cells")
            continue
        alike = {next(iter(o)) for other, o in possible.items() if len(o) == 1 and _alike(parts[other], parts[name])}
        if len(alike) != 1 or not alike <= orders:
            example = next(part.text for part in parts[name] if len(part.orders(today)) > 1)
            raise DayOrderUnknownError(name, "is the day or the month first", example)
        out[name] = Order(alike.pop(), "file")
    return out


def _parts(texts: Texts) -> list[_Parts]:
    """Return the different dates of a column that begin with day or month; a time of day says nothing here."""
    days = pc.unique(pc.replace_substring_regex(texts.words, r"[,\sT]\s*(?:上午|下午)?\s*\d{1,2}:.*$", ""))
    other = days.filter(pc.invert(pc.match_substring_regex(days, r"^\s*(\d{4}[-/.年]|\d{6,8}\s*$|$)")))
    found = [(text, _OTHER.match(_WEEKDAY.sub("", normal(text)))) for text in other.to_pylist()]
    return [_Parts(int(m[1]), int(m[3]), int(m[4]), (m[2], len(m[4])), text) for text, m in found if m]


def _possible(name: str, parts: Sequence[_Parts], today: date) -> frozenset[DateOrder]:
    """Return the orders in which all cells are dates; cells that are none in any order are left to be unreadable."""
    found = [(part, orders) for part in parts if (orders := part.orders(today))]
    left = frozenset[DateOrder](("dmy", "mdy", "ymd"))
    for part, orders in found:
        if not left & orders:
            other = next(before.text for before, had in found if not had & orders)
            raise DayOrderUnknownError(
                name, "dates are written both day first and month first", f"{other} / {part.text}"
            )
        left &= orders
    return left


def _all_one(parts: Sequence[_Parts], orders: frozenset[DateOrder]) -> bool:
    """Say whether it makes no difference: 03/03/2026."""
    return all(len({part.dated(order) for order in orders}) == 1 for part in parts)


def _alike(one: Sequence[_Parts], other: Sequence[_Parts]) -> bool:
    return {part.shape for part in one} == {part.shape for part in other}


def _check_mixed(name: str, texts: Texts, parts: Sequence[_Parts]) -> None:
    """A table opened under another country's settings has its days up to 12 turned into dates, month and day swapped.

    Such a column has real dates with days up to 12 only, and beside them texts that all have a first number over 12.
    """
    iso = texts.words.filter(pc.match_substring_regex(texts.words, r"^\d{4}-\d{2}-\d{2}"))
    days = {int(text[8:10]) for text in iso.to_pylist()}
    over = [part for part in parts if max(part.first, part.second) > 12]
    mixed = days and over and len(iso) + len(over) >= ENOUGH
    if mixed and len(over) == len(parts) and max(days) <= 12:
        raise DayOrderUnknownError(name, SWAPPED, f"{iso[0].as_py()} / {over[0].text}")


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def moments(texts: Texts, order: DateOrder | None, zone: tzinfo | None) -> Typed:
    """Turn texts into int64 seconds of local time since 1970; blanks are MISSING."""
    values, bad = _read(texts.words, order, zone)
    return Typed(texts.spread(values), tuple(texts.rows_of(bad).tolist()))


def days(texts: Texts, order: DateOrder | None, zone: tzinfo | None) -> Typed:
    """Turn texts into int64 days since 1970; a time of day is dropped, blanks are MISSING."""
    seconds = moments(texts, order, zone)
    there = seconds.values != MISSING
    return Typed(np.where(there, seconds.values // 86_400, MISSING), seconds.unreadable)


def _read(words: pa.StringArray, order: DateOrder | None, zone: tzinfo | None) -> tuple[Ints, NDArray[np.bool_]]:
    values, bad = np.full(len(words), MISSING, np.int64), np.zeros(len(words), bool)
    column = pc.replace_substring(words, "/", "-")
    iso = pc.match_substring_regex(column, _ISO).to_numpy(zero_copy_only=False) if len(words) else np.zeros(0, bool)
    if iso.any():
        read = pd.to_datetime(column.filter(pa.array(iso)).to_pandas(), format="ISO8601", errors="coerce")
        values[iso] = read.to_numpy("datetime64[s]").astype(np.int64)
    rest = np.flatnonzero(values == MISSING)
    for at, text in zip(rest.tolist(), words.take(pa.array(rest)).to_pylist(), strict=True):
        if not (cell := normal(text)):
            continue
        found = _moment(cell, order, zone)
        bad[at] = found is None
        values[at] = MISSING if found is None else int((found - EPOCH).total_seconds())
    return values, bad


def _moment(text: str, order: DateOrder | None, zone: tzinfo | None) -> datetime | None:
    text = _HALF.sub(r"\2 \1", _MONTH_FIRST.sub(r"\2-\1-\3", _WEEKDAY.sub("", text)))
    found = _YMD.match(text) or _COMPACT.match(text)
    if found:
        return _build((found[1], found[2], found[3]), found.groups()[3:], zone)
    if found := _NAMED.match(text):
        month = _MONTHS.get(found[2].upper())
        return _build((found[3], str(month), found[1]), found.groups()[3:], zone) if month else None
    if order and (found := _OTHER.match(text)):
        first, second, last = found[1], found[3], found[4]
        parts = {"mdy": (last, first, second), "ymd": (first, second, last), "dmy": (last, second, first)}[order]
        return _build(parts, found.groups()[4:], zone)
    if _SERIAL.match(text) and 36_526 <= float(text) <= 73_050:
        return datetime(1899, 12, 30) + timedelta(seconds=round(float(text) * 86_400))
    return None


def _build(parts: Sequence[str], clock: Sequence[str | None], zone: tzinfo | None) -> datetime | None:
    year, month, day = (int(part) for part in parts)
    hour, minute, second = (int(part or 0) for part in clock[:3])
    if (clock[3] or "").upper() in ("PM", "下午") and hour < 12:
        hour += 12
    elif (clock[3] or "").upper() in ("AM", "上午") and hour == 12:
        hour = 0
    try:
        value = datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second)
    except ValueError:
        return None
    if not clock[4]:
        return value
    aware = datetime.fromisoformat(value.isoformat() + clock[4].replace("Z", "+00:00").replace("z", "+00:00"))
    return aware.astimezone(zone).replace(tzinfo=None)


def is_date(text: str) -> bool:
    """Say whether a normalised cell is written as a date in any order; a bare number is none."""
    return not _SERIAL.match(text) and any(_moment(text, order, None) is not None for order in ("dmy", "mdy", "ymd"))
