"""Columns of texts → int64 of 1/10,000: each column's decimal sign is proved by its cells or its file, or asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orders.values import NumberStyle, normal, number_readings
from reconcile.cells import MISSING, Ints, Typed
from reconcile.texts import Texts

_SIMPLE = r"^-?\d{1,13}(\.\d{1,4})?$"
_SAME = r"^-?\d*$"  # reads the same in both styles, or is blank
_POINT = r"^-?(\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d{3}|0\.\d+)$"
_POWER = re.compile(r"^[-+]?\d(?:\.(\d+))?E([-+]?\d{1,3})$", re.IGNORECASE)
_ENDS_IN_POINT = re.compile(r"(?<=^\d)\.$|(?<=\d\d)\.$")
CENTS = 2  # decimals that a number in powers must have kept: 1.8696000E+04, not 1.87E+04
FEW = 20  # of so many words with one sign a single one with the other is a slip, not a style
MONEY = ("quantity", "unit_price", "amount")
TESTED = 500


@dataclass(frozen=True)
class Style:
    """How a column writes decimals, and what proves it: cells, file, separator, arithmetic, mapping."""

    sign: NumberStyle
    proof: str


class DecimalUnknownError(Exception):
    """A column's numbers can be read in two ways; args: the column, an example."""


def decimal_styles(
    columns: Mapping[str, Texts], given: str, exact: Collection[str] = (), delimiter: str = ""
) -> dict[str, Style]:
    """Say for each column which decimal sign it has; raises DecimalUnknownError where nothing proves it.

    Columns in `exact` have numbers, not texts of numbers. A file separated by commas has decimal points: where the
    comma is the decimal sign, programs separate by something else.
    """
    if given != "auto":
        sign: NumberStyle = "comma" if given in ("comma", ",") else "point"
        return dict.fromkeys(columns, Style(sign, "mapping"))
    seen = {name: _signs(texts) for name, texts in columns.items()}
    proved = {name: _proved(name, found) or ("point" if name in exact else None) for name, found in seen.items()}
    signs = {sign for sign in proved.values() if sign}
    of_file = signs.pop() if len(signs) == 1 else None
    out: dict[str, Style] = {}
    for name, found in seen.items():
        if (own := proved[name]) is not None:
            out[name] = Style(own, "cells")
        elif not found.open:
            out[name] = Style(of_file or "point", "")
        elif of_file:
            out[name] = Style(of_file, "file")
        elif delimiter == ",":
            out[name] = Style("point", "separator")
        elif reckoned := _reckoned(columns):
            out[name] = Style(reckoned, "arithmetic")
        else:
            raise DecimalUnknownError(name, found.open)
    return out


@dataclass(frozen=True)
class _Signs:
    """How many words of a column read in one style only, one of each, and one that both read differently."""

    count: Mapping[NumberStyle, int]
    example: Mapping[NumberStyle, str]
    open: str


def _signs(texts: Texts) -> _Signs:
    words = texts.words.filter(pc.invert(pc.match_substring_regex(texts.words, _SAME)))
    point = pc.match_substring_regex(words, _POINT)
    count: dict[NumberStyle, int] = {"point": pc.sum(point).as_py() or 0, "comma": 0}
    example: dict[NumberStyle, str] = {}
    undecided = ""
    for text in words.filter(pc.invert(point)).to_pylist():
        readings = number_readings(normal(text).rstrip("% "))
        if len(readings) == 1:
            style = next(iter(readings))
            count[style] += 1
            example.setdefault(style, text)
        elif len(set(readings.values())) == 2:
            undecided = undecided or text
    return _Signs(count, example, undecided)


def _proved(name: str, found: _Signs) -> NumberStyle | None:
    point, comma = found.count["point"], found.count["comma"]
    if point and comma and min(point, comma) * FEW > max(point, comma):
        raise DecimalUnknownError(name, " / ".join(found.example.values()))
    return None if point == comma else "point" if point > comma else "comma"


def _reckoned(columns: Mapping[str, Texts]) -> NumberStyle | None:
    """Return the only style in which quantity × price is the amount."""
    if any(name not in columns for name in MONEY):
        return None
    fitting: list[NumberStyle] = []
    for style in ("point", "comma"):
        rows = [
            [read_number(columns[name][at], style) for name in MONEY]
            for at in range(min(TESTED, len(columns["amount"])))
        ]
        known = [(q * p, a * 10_000) for q, p, a in rows if q is not None and p is not None and a is not None]
        good = sum(abs(product - amount) <= 10**6 for product, amount in known)  # a cent of rounding
        if known and good * 10 >= len(known) * 9:
            fitting.append(style)
    return fitting[0] if len(fitting) == 1 else None


def numbers(texts: Texts, style: NumberStyle) -> Typed:
    """Turn texts into int64 of 1/10,000; blanks are MISSING, what is no number is unreadable."""
    words = texts.words
    values = np.full(len(words), MISSING, np.int64)
    simple = np.zeros(len(words), bool)
    if style == "point":
        simple = pc.match_substring_regex(words, _SIMPLE).to_numpy(zero_copy_only=False)
    values[simple] = _scaled(words.filter(pa.array(simple)))
    unreadable, rounded = np.zeros(len(words), bool), np.zeros(len(words), bool)
    rest = np.flatnonzero(~simple)
    for at, text in zip(rest.tolist(), words.take(pa.array(rest)).to_pylist(), strict=True):
        if not text.strip():
            continue
        exact = _exact(text, style)
        found = None if exact is None else _whole(exact)
        unreadable[at] = found is None
        values[at] = MISSING if found is None else found
        rounded[at] = exact is not None and found is not None and Decimal(found) != exact * 10_000
    return Typed(texts.spread(values), tuple(texts.rows_of(unreadable).tolist()), len(texts.rows_of(rounded)))


def _scaled(column: pa.Array) -> Ints:
    decimals = pc.cast(column, pa.decimal128(20, 4))
    raw = np.frombuffer(decimals.buffers()[1], np.int64).reshape(-1, 2)[:, 0]
    return raw[decimals.offset : decimals.offset + len(decimals)].copy()


def read_number(text: str, style: NumberStyle = "point") -> int | None:
    """Read one cell as whole 1/10,000 (rounded half up), None if it is no number; a percent sign divides by 100."""
    exact = _exact(text, style)
    return None if exact is None else _whole(exact)


def _exact(text: str, style: NumberStyle) -> Decimal | None:
    cell = normal(text)
    if power := _POWER.match(cell):
        return Decimal(cell) if len(power[1] or "") >= int(power[2]) + CENTS else None
    reading = number_readings(_ENDS_IN_POINT.sub("", cell.rstrip("% "))).get(style)
    return reading / 100 if reading is not None and cell.endswith("%") else reading


def _whole(value: Decimal) -> int | None:
    scaled = value * 10_000
    return int(scaled.quantize(Decimal(1), ROUND_HALF_UP)) if abs(scaled) < 9 * 10**18 else None
