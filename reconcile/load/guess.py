"""How well a header and the cells below it fit each canonical column: name, kind of cells, arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from orders.values import key, normal
from reconcile.load.dates import is_date
from reconcile.load.numbers import read_number
from reconcile.vocabulary import CANONICAL, DATE_COLUMNS, NUMBER_COLUMNS, TIME_COLUMNS, Vocabulary, header_key

SEEN = 400  # rows looked at
MOST = 0.8  # share of the filled cells that must be of a column's kind
NAME, CELLS = 0.59, 0.2  # a name that is merely like a known one is never sure: 不含税金额 is nearly 含税金额
PROVED, WORDED = 0.85, 0.75  # without a known name: by arithmetic, by status words
FEW_WORDS = 40


@dataclass(frozen=True)
class Cells:
    """What the cells of one column are: shares of the filled ones, and the different texts."""

    header: str
    texts: Sequence[str]
    dates: float
    numbers: float
    digits: float
    timed: float
    different: frozenset[str]


def cells_of(header: str, texts: Sequence[str]) -> Cells:
    """Look at the cells of one column."""
    filled = [cell for text in texts if (cell := normal(text))]

    def share(fits: Callable[[str], bool]) -> float:
        return sum(map(fits, filled)) / len(filled) if filled else 0.0

    return Cells(
        header,
        texts,
        share(is_date),
        share(lambda cell: read_number(cell, "point") is not None or read_number(cell, "comma") is not None),
        share(lambda cell: any(sign.isdigit() for sign in cell)),
        share(lambda cell: ":" in cell),
        frozenset(map(key, filled)),
    )


def fits(columns: Sequence[Cells], words: Vocabulary) -> list[list[float]]:
    """Return a score 0…1 for each column (row) and each canonical column; 0 where the cells rule it out."""
    proved = _multiplied(columns)
    return [[_fit(column, name, words, proved) for name in CANONICAL] for column in columns]


def _fit(column: Cells, name: str, words: Vocabulary, proved: Mapping[str, str]) -> float:
    if column.different and not _possible(column, name, words):
        return 0.0
    likeness = _likeness(column.header, words.columns[name])
    if likeness == 1:
        return 1.0
    if proved.get(column.header) == name:
        return PROVED
    score = NAME * likeness + CELLS * bool(column.different)
    return max(score, WORDED) if name == "status" and column.different and _known(column, words) >= MOST else score


def _likeness(header: str, known: Sequence[str]) -> float:
    from rapidfuzz import fuzz, process

    form = header_key(header)
    if form in known:
        return 1.0
    best = process.extractOne(form, known, scorer=fuzz.ratio) if form and known else None
    return best[1] / 100 if best else 0.0


def _possible(column: Cells, name: str, words: Vocabulary) -> bool:
    """Say whether cells of this kind can stand in a canonical column."""
    dated, number = column.dates >= MOST, column.numbers >= MOST
    if name in (*DATE_COLUMNS, *TIME_COLUMNS):
        return dated and (name not in TIME_COLUMNS or column.timed > 0 or column.dates == 1)
    if name in NUMBER_COLUMNS:
        return number and not dated
    if name == "currency":
        table = words.values.get("currency", {})
        return all(word in table or (len(word) == 3 and word.isalpha()) for word in column.different)
    if name in ("status", "closed", "unit", "warehouse"):
        return len(column.different) <= FEW_WORDS and not dated and (name == "closed" or not number)
    if name in ("customer", "description"):
        return not dated and not number
    return column.digits >= MOST and not dated if name in ("order_id", "customer_order_id") else not dated


def _known(column: Cells, words: Vocabulary) -> float:
    return sum(word in words.values["status"] for word in column.different) / len(column.different)


def _multiplied(columns: Sequence[Cells]) -> dict[str, str]:
    """Return by header what quantity × price = amount proves; quantity is the one with fewer decimals."""
    numeric = [column for column in columns if column.numbers >= MOST and column.dates < MOST]
    values = {column.header: [read_number(text) for text in column.texts] for column in numeric}
    for one, other, product in permutations(values, 3):
        rows = [
            (a, b, c)
            for a, b, c in zip(values[one], values[other], values[product], strict=True)
            if a and b and c and a != 10_000 and b != 10_000
        ]
        good = sum(abs(a * b - c * 10_000) <= 10**6 for a, b, c in rows)
        if len(rows) >= 3 and good * 10 >= len(rows) * 9:
            whole = [sum(value % 10_000 == 0 for value in column) for column in zip(*rows, strict=True)]
            first, second = (one, other) if whole[0] >= whole[1] else (other, one)
            return {first: "quantity", second: "unit_price", product: "amount"}
    return {}
