"""Cells of a line that leave a doubt: two values in one, signs of notes, units that may be something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from intake.extract.evidence import Draft
from intake.extract.table.cells import Cells
from intake.extract.table.columns import AMOUNTS, PRICES
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Word
from orders.codes import finding
from orders.records import Finding
from orders.units import same_unit, unit_words
from orders.values import NumberStyle, normal

CODED = ("buyer_item_id", "seller_item_id", "drawing_id")
_COUNT = re.compile(r"[\d.,' ]*\d")


def doubtful(base: str, row: Cells) -> Iterator[Finding]:
    """Report cells whose words may not be one value, and signs such as ² or ① that stand for a note."""
    for role in row.broken:
        code = "code-wrapped" if role in CODED else "number-unexplained"
        if role not in ("unit", "line_id", "requested_date"):
            yield finding(code, f"{base}/{role}", seen=row.roles[role].text)
    for role in row.twice:
        yield finding("number-unexplained", f"{base}/{role}", seen=row.roles[role].text)
    dated, ordered = row.roles.get("requested_date"), row.roles.get("quantity")
    part = _partly(dated) if dated else None
    if dated and part and ordered and part != _number(ordered):
        yield finding("number-unexplained", f"{base}/requested_date", seen=dated.text)
    for role, word in row.roles.items():
        if role in (*CODED, "quantity", *PRICES, *AMOUNTS) and any(unicodedata.category(c) == "No" for c in word.text):
            yield finding("number-unexplained", f"{base}/{role}", seen=word.text)


def unsure_unit(draft: Draft, base: str, style: NumberStyle, words: Lexicon) -> Iterator[Finding]:
    """Ask about units with more in their cell than a unit, and about ST: pieces in Germany, sets in America.

    ST means pieces on a paper written as in Germany, Switzerland or Sweden.
    """
    unit, at_home = draft.values.get(f"{base}/unit"), draft.values.get("/order/currency") in ("EUR", "CHF", "SEK")
    if not unit:
        return
    if not (at_home and style == "comma") and words.groups["units"].get(compared(unit)) == "unsure":
        yield finding("unit-ambiguous", f"{base}/unit", seen=unit)
    parts = [compared(part) in words.groups["units"] for part in unit.split()]
    if len(parts) > 1 and any(parts) and compared(unit) not in words.groups["units"] and not _said_twice(unit):
        yield finding("number-unexplained", f"{base}/unit", seen=unit)  # "dia 32 x 150 PCS": where the size ends


def _said_twice(unit: str) -> bool:
    """Say whether a unit is one in Chinese and the same in English: 米 m, 套 set."""
    first, *others = unit.split()
    turned = len(others) == 1 and first.isascii() != others[0].isascii()
    return turned and same_unit(first, others[0], unit_words())


def _partly(word: Word) -> str | None:
    """Return the quantity that stands before a date: "400 EA ON 08 NOV 2024"; it may be a part of what is ordered."""
    found = re.match(r"([\d.,]*\d)\s+[^\W\d_]{1,6}\s+\D*\d", normal(word.text))
    return found[1] if found and not re.match(r"\d{1,2}\s+[^\W\d_]+\.?,?\s+\d{2,4}\b", normal(word.text)) else None


def _number(word: Word) -> str:
    found = _COUNT.match(normal(word.text))
    return found[0].strip() if found else normal(word.text)
