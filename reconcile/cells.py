"""Columns of text → int64 columns: money and quantity in 1/10,000, dates in days, moments in seconds, with a log.

The order of day and month and the decimal sign are proved for the file, never assumed per cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orders.values import normal, number_readings

Ints = NDArray[np.int64]
MISSING = int(np.iinfo(np.int64).min)
EPOCH = date(1970, 1, 1).toordinal()
_SIMPLE = r"^-?\d{1,13}(\.\d{1,4})?$"
_ISO = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$"
_TIME = r"(?:[T,]?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM|上午|下午)?)?"
_ZONE = r"(Z|[+-]\d{2}:?\d{2})?"
_YMD = re.compile(rf"^(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_COMPACT = re.compile(rf"^(20\d{{2}})(\d{{2}})(\d{{2}}){_TIME}{_ZONE}$", re.IGNORECASE)
_OTHER = re.compile(rf"^(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}})\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_NAMED = re.compile(rf"^(\d{{1,2}})[-/. ]([A-Z]{{3}})[A-Z]*[-/. ,]+(\d{{4}}|\d{{2}})\s*{_TIME}{_ZONE}$", re.IGNORECASE)
_MONTHS = {
    name: n
    for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")


@dataclass(frozen=True)
class Typed:
    """A typed column and the positions of the texts that could not be read."""

    values: Ints
    unreadable: tuple[int, ...]


class DayOrderUnknownError(Exception):
    """A column's dates can be read in two ways; args: the question, an example text."""


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def decimal_style(columns: Iterable[Sequence[str]], given: str) -> str:
    """Say which decimal sign the file's number columns prove; `point` if nothing proves `comma`."""
    if given in ("point", "comma"):
        return given
    styles: set[str] = set()
    for column in columns:
        texts = pa.array(column, pa.string())
        plain = pc.match_substring_regex(texts, r"^-?\d*(\.\d{1,2}|\.\d{4})?$")
        for text in pc.unique(texts.filter(pc.invert(plain))).to_pylist():
            readings = number_readings(text)
            if len(readings) == 1:
                styles.update(readings)
        if "comma" in styles and pc.any(pc.match_substring_regex(texts, r"^-?\d+\.(\d{1,2}|\d{4})$")).as_py():
            styles.add("point")
    return "comma" if styles == {"comma"} else "point"


def numbers(texts: Sequence[str], style: str) -> Typed:
    """Turn texts into int64 of 1/10,000; blanks are MISSING."""
    column = pa.array(texts, pa.string())
    values = np.full(len(column), MISSING, np.int64)
    simple = (
        pc.match_substring_regex(column, _SIMPLE).to_numpy(zero_copy_only=False)
        if style == "point"
        else np.zeros(len(column), bool)
    )
    values[simple] = _scaled(column.filter(pa.array(simple)))
    unreadable: list[int] = []
    known: dict[str, int | None] = {}
    for position in np.flatnonzero(~simple).tolist():
        text = texts[position]
        if not text or text.isspace():
            continue
        if text not in known:
            known[text] = read_number(text, style)
        found = known[text]
        if found is None:
            unreadable.append(int(position))
        else:
            values[position] = found
    return Typed(values, tuple(unreadable))


def _scaled(column: pa.Array) -> Ints:
    decimals = pc.cast(column, pa.decimal128(20, 4))
    raw = np.frombuffer(decimals.buffers()[1], np.int64).reshape(-1, 2)[:, 0]
    return raw[decimals.offset : decimals.offset + len(decimals)].copy()


def read_number(text: str, style: str = "point") -> int | None:
    """Read one cell as whole 1/10,000 (rounded half up), None if it is no number; a percent sign divides by 100."""
    cell = normal(text)
    percent = cell.endswith("%")
    reading = number_readings(cell.rstrip("% ")).get("comma" if style == "comma" else "point")
    if reading is None:
        return None
    value = (reading / 100 if percent else reading) * 10_000
    return int(value.quantize(Decimal(1), ROUND_HALF_UP)) if abs(value) < 9 * 10**18 else None


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_order(columns: Mapping[str, Sequence[str]], given: str) -> str | None:
    """Say in which order the file writes day and month; None if no column needs to know.

    Raises DayOrderUnknownError where nothing proves it, or where the file contradicts itself.
    """
    if given in ("ymd", "dmy", "mdy"):
        return given
    proofs: dict[str, str] = {}
    open_example = ""
    for text in {text for column in columns.values() for text in _not_iso(column)}:
        found = _OTHER.match(normal(text))
        if not found or found[1] == found[3]:
            continue
        order = _proved(int(found[1]), int(found[3]), found[2])
        if order:
            proofs.setdefault(order, text)
        else:
            open_example = min(open_example or text, text)
    if len(proofs) > 1:
        raise DayOrderUnknownError("dates are written both day first and month first", " / ".join(proofs.values()))
    if open_example and not proofs:
        raise DayOrderUnknownError("is the day or the month first", open_example)
    return next(iter(proofs), None)


def _proved(first: int, second: int, sign: str) -> str | None:
    if first > 12 or sign == ".":  # DIN 5008: dotted dates are day first
        return "dmy"
    return "mdy" if second > 12 else None


def _not_iso(texts: Sequence[str]) -> list[str]:
    column = pc.unique(pa.array(texts, pa.string()))
    other = pc.match_substring_regex(column, r"^\d{1,2}[-/.]")
    return [str(text) for text in column.filter(other).to_pylist()]


def moments(texts: Sequence[str], order: str | None, zone: tzinfo | None) -> Typed:
    """Turn texts into int64 seconds of local time since 1970; blanks are MISSING."""
    codes, uniques = pd.factorize(np.asarray(texts, dtype=object))
    read, unreadable = _read_moments([str(text) for text in uniques], order, zone)
    values = read[codes] if len(read) else np.full(len(texts), MISSING, np.int64)
    bad = np.flatnonzero(np.isin(codes, sorted(unreadable))) if unreadable else ()
    return Typed(values, tuple(int(position) for position in bad))


def days(texts: Sequence[str], order: str | None, zone: tzinfo | None) -> Typed:
    """Turn texts into int64 days since 1970; a time of day is dropped, blanks are MISSING."""
    seconds = moments(texts, order, zone)
    there = seconds.values != MISSING
    return Typed(np.where(there, seconds.values // 86_400, MISSING), seconds.unreadable)


def _read_moments(texts: list[str], order: str | None, zone: tzinfo | None) -> tuple[Ints, set[int]]:
    values = np.full(len(texts), MISSING, np.int64)
    column = pc.replace_substring(pa.array(texts, pa.string()), "/", "-")
    iso = pc.match_substring_regex(column, _ISO).to_numpy(zero_copy_only=False) if texts else np.zeros(0, bool)
    if iso.any():
        read = pd.to_datetime(column.filter(pa.array(iso)).to_pandas(), format="ISO8601", errors="coerce")
        seconds = read.to_numpy("datetime64[s]").astype(np.int64)
        values[iso] = seconds
    unreadable: set[int] = set()
    for position in np.flatnonzero(values == MISSING):
        text = normal(texts[position])
        found = _moment(text, order, zone) if text else None
        if found is not None:
            values[position] = int((found - datetime(1970, 1, 1)).total_seconds())
        elif text:
            unreadable.add(int(position))
    return values, unreadable


def _moment(text: str, order: str | None, zone: tzinfo | None) -> datetime | None:
    found = _YMD.match(text) or _COMPACT.match(text)
    if found:
        return _build((found[1], found[2], found[3]), found.groups()[3:], zone)
    if found := _NAMED.match(text):
        month = _MONTHS.get(found[2].upper())
        return _build((found[3], str(month), found[1]), found.groups()[3:], zone) if month else None
    if found := _OTHER.match(text):
        first, second, last = found[1], found[3], found[4]
        parts = {"mdy": (last, first, second), "ymd": (first, second, last)}.get(order or "", (last, second, first))
        return _build(parts, found.groups()[4:], zone)
    if _SERIAL.match(text) and 36_526 <= float(text) <= 73_050:
        return datetime.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))
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
