"""Units as printed → Rec 20 codes, and how many of the item's own unit one printed unit holds. Never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, by_person, derive, forget, lines_of, order_of
from intake.check.pointer import put
from orders.codes import finding
from orders.masters import Item, UnitFactor
from orders.records import OrderLine, OrderRecord
from orders.values import key

_NUMBER = r"(\d+(?:\.\d+)?)"
_WORD = r"([^\W\d]+\.?)"
# 箱(20只), 箱(20只/箱) · 20只/箱, 20 pcs per carton · CTN/50, CTN/50PCS · box of 20
_STATED = (
    (re.compile(rf"^{_WORD}\(=?{_NUMBER}{_WORD}?(?:/\1)?\)$"), (1, 2, 3)),
    (re.compile(rf"^{_NUMBER}{_WORD}(?:/|PER){_WORD}$"), (3, 1, 2)),
    (re.compile(rf"^{_WORD}/{_NUMBER}{_WORD}?$"), (1, 2, 3)),
    (re.compile(rf"^{_WORD}OF{_NUMBER}{_WORD}?$"), (1, 2, 3)),
)


@dataclass(frozen=True)
class Reading:
    """What a printed unit means: its Rec 20 code and how many of the item's own unit it holds; None = not known."""

    code: str | None
    factor: Decimal | None


def check_units(record: OrderRecord, context: Context) -> OrderRecord:
    """Set every line's unit_code; hold units that are unknown or are not the item's without a factor."""
    for path, line in lines_of(record):
        item = context.masters.items.get(line.sku or "")
        record = _check(record, path, line, item, context)
    return record


def _check(record: OrderRecord, path: str, line: OrderLine, item: Item | None, context: Context) -> OrderRecord:
    place = f"{path}/unit_code"
    given = by_person(record, place)
    record, line = (record, line) if given else _fresh(record, place, line)
    if line.unit is None and not given:
        return _none_printed(record, place, line, item, context)
    customer_id = order_of(record).buyer.party_id
    reading = read_unit(line, item, customer_id, context)
    if given and reading.code:
        # only the code is kept: a factor that a person wrote beside it (箱(20只)) belongs into the units master
        reading = read_unit(replace(line, unit_code=reading.code), item, customer_id, context)
    if reading.code:
        record = put(record, place, reading.code) if given else derive(record, place, reading.code, line.unit or "")
    if item is None or reading.factor is not None:
        return record if reading.code or item else _unknown(record, place, line, None, context)
    if reading.code is None:
        return _unknown(record, place, line, item, context)
    code, facts = context.unit_words.get(key(item.unit)), {"sku": item.sku, "unit": item.unit, "seen": line.unit}
    return add(record, finding("unit-disagrees", place, proposed=code, **facts))


def _fresh(record: OrderRecord, place: str, line: OrderLine) -> tuple[OrderRecord, OrderLine]:
    return forget(record, place), replace(line, unit_code=None)


def _unknown(record: OrderRecord, place: str, line: OrderLine, item: Item | None, context: Context) -> OrderRecord:
    facts = {"seen": line.unit, "sku": item.sku if item else line.sku, "unit": item.unit if item else None}
    proposed = context.unit_words.get(key(item.unit)) if item else None
    return add(record, finding("unit-unknown", place, proposed=proposed, **facts))


def _none_printed(record: OrderRecord, place: str, line: OrderLine, item: Item | None, context: Context) -> OrderRecord:
    """Take the item's own unit where a printed price can prove it (the price check then holds what does not fit)."""
    if item is None:
        return record
    held = _unknown(record, place, line, item, context)
    if line.unit_price is None:
        return held
    code = context.unit_words.get(key(item.unit))
    shown = replace(held, findings=(*held.findings[:-1], replace(held.findings[-1], severity="info")))
    return derive(shown, place, code, "") if code else shown


def read_unit(line: OrderLine, item: Item | None, customer_id: str | None, context: Context) -> Reading:
    """Read a line's unit against its item: the customer's own factor, the same unit, a general factor, a stated factor.

    A unit_code that is not the printed unit's (a person gave it) goes before the printed unit.
    """
    words = context.unit_words
    printed = _meant(line, words)
    if item is None:
        return Reading(words.get(key(printed)), None)
    stated = stated_factor(printed)
    pack = stated[0] if stated else printed
    code, rows = words.get(key(pack)), context.masters.units.get(item.sku, ())
    own = _factor([row for row in rows if row.customer_id and row.customer_id == customer_id], pack, words)
    general = _factor([row for row in rows if not row.customer_id], pack, words)
    if stated:
        return Reading(code, _agreed(stated, item, own or general, words))
    if own is not None:
        return Reading(code, own)
    return Reading(code, Decimal(1) if same_unit(printed, item.unit, words) else general)


def _meant(line: OrderLine, words: Mapping[str, str]) -> str:
    stated = stated_factor(line.unit or "")
    pack = stated[0] if stated else line.unit or ""
    return line.unit_code if line.unit_code and words.get(key(pack)) != line.unit_code else line.unit or ""


def same_unit(left: str, right: str, words: Mapping[str, str]) -> bool:
    """Say whether two unit words mean the same: the same word or the same code."""
    return key(left) == key(right) or (key(left) in words and words[key(left)] == words.get(key(right)))


def stated_factor(text: str) -> tuple[str, Decimal, str | None] | None:
    """Read a unit that states its factor: 箱(20只), 20只/箱, CTN/50 → (pack, how many, of what or None)."""
    for pattern, (pack, many, base) in _STATED:
        if (found := pattern.match(key(text))) and Decimal(found[many]) > 0:
            return found[pack], Decimal(found[many]), found[base]
    return None


def _factor(rows: list[UnitFactor], printed: str, words: Mapping[str, str]) -> Decimal | None:
    """Return the factor of the rows for this very word, else of its code; None if there is none or they differ."""
    exact = {row.factor for row in rows if key(row.unit) == key(printed)}
    factors = exact or {row.factor for row in rows if same_unit(row.unit, printed, words)}
    return factors.pop() if len(factors) == 1 else None


def _agreed(
    stated: tuple[str, Decimal, str | None], item: Item, known: Decimal | None, words: Mapping[str, str]
) -> Decimal | None:
    """Return the stated factor unless it counts in another unit than the item's or the masters say otherwise."""
    _, factor, base = stated
    fits = base is None or same_unit(base, item.unit, words)
    return factor if fits and known in (None, factor) else None
