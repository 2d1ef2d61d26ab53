"""Cell text → the value a master column wants, or why not: (what is wrong, what to write instead)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from orders.master_columns import Column
from orders.problems import advice
from orders.values import date_readings, key, normal

_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+(?=\.))(?:\.\d+)?$")
_LONG_FLOAT = re.compile(r"-?\d(?:\.\d+)?[eE]\+?(\d+)$")
_SPLIT = re.compile(r"[;；|\n]")
Words = Mapping[str, Mapping[str, str]]


class CellFault(Exception):
    """A cell that cannot be what its column wants."""

    def __init__(self, what: str, help_text: str, *, code: str = "cell-unreadable") -> None:
        self.what, self.help, self.code = what, help_text, code
        super().__init__(what)


def cell_value(column: Column, text: str, words: Words, zone: tzinfo) -> Any:
    """Read one filled cell as its column wants it; raise CellFault if it cannot be that."""
    if column.kind == "text":
        return _id(column, text)
    if column.kind == "texts":
        return tuple(part for piece in _SPLIT.split(text) if (part := normal(piece)))
    if column.kind == "number":
        return _number(column, text)
    if column.kind == "integer":
        return _integer(column, text)
    if column.kind == "flag":
        return _word(column, text, words.get("yes_no", {}), ("yes", "no")) == "yes"
    if column.kind == "word":
        return _word(column, text, words.get(column.name, {}), column.words)
    return _date(text) if column.kind == "date" else _time(text, zone)


def _id(column: Column, text: str) -> str:
    if column.name.endswith(("sku", "_id", "gtin")) and _LONG_FLOAT.match(text):
        help_text = "format the column as text in Excel and enter the id again"
        raise CellFault(f"“{text}” is an id Excel has turned into a number and cut", help_text)
    return normal(text)


def _number(column: Column, text: str) -> Decimal:
    plain = normal(text)
    percent = plain.endswith("%")
    if column.limit == "rate" and percent:
        plain = plain[:-1].strip()
    if not _NUMBER.match(plain):
        raise CellFault(f"“{text}” is no number", _number_help(plain, column.needed))
    value = Decimal(plain.replace(",", ""))
    return _limited(column, value / 100 if column.limit == "rate" and percent else value, text)


def _number_help(text: str, needed: bool) -> str:
    if re.match(r"-?\d{1,3},\d{3}$", text):
        return f"write {text.replace(',', '')} or {text.replace(',', '.')}: the comma can be read both ways"
    if re.match(r"-?[\d.]+,\d+$", text):
        return f"write {text.replace('.', '').replace(',', '.')}: the decimal sign is a point"
    return "write digits and a decimal point, such as 12.50" + ("" if needed else "; or leave the cell empty")


def _limited(column: Column, value: Decimal, text: str) -> Decimal:
    if column.limit == "positive" and value <= 0:
        raise CellFault(f"“{text}” must be above 0", "write a number above 0")
    if column.limit == "not-negative" and value < 0:
        raise CellFault(f"“{text}” is below 0", "write 0 or more")
    if column.limit == "rate" and not 0 <= value < 1:
        raise CellFault(f"“{text}” is no rate", f"write {value / 100} or {value} %: 0.13 is 13 %")
    return value


def _integer(column: Column, text: str) -> int:
    value = _number(column, text)
    if value != value.to_integral_value():
        raise CellFault(f"“{text}” is no whole number", f"write {int(value)} or {int(value) + 1}")
    return int(value)


def _word(column: Column, text: str, table: Mapping[str, str], known: tuple[str, ...]) -> str:
    by_key = {key(word): word for word in known} | {key(word): value for word, value in table.items()}
    if key(text) in by_key:
        return by_key[key(text)]
    raise CellFault(f"“{text}” is none of {', '.join(known)}", advice(text, (*known, *table)))


def _date(text: str) -> date:
    readings = date_readings(re.sub(r"[T ]00:00(?::00)?$", "", text.strip()), {})
    if len(readings) == 1:
        return readings[0]
    if readings:
        first, second = readings[:2]
        raise CellFault(f"“{text}” can be read as {first} or as {second}", f"write {first} or {second}")
    raise CellFault(f"“{text}” is no date", "write year-month-day, such as 2026-03-04")


def _time(text: str, zone: tzinfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        found = _date(text)
        moment = datetime(found.year, found.month, found.day)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
