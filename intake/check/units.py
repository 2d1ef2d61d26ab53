"""Units as printed → Rec 20 codes, and how many of the item's own unit one printed unit holds. Never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, by_person, derive, forget, lines_of, order_of
from intake.check.pointer import put
from orders.codes import finding
from orders.masters import Item
from orders.records import OrderLine, OrderRecord
from orders.units import factor, meant_unit, pack_of, unit_code


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
    given = by_person(record, place) or _of_message(record, path)
    record, line = (record, line) if given else _fresh(record, place, line)
    if line.unit is None and not given:
        return _none_printed(record, place, line, item, context)
    customer_id = order_of(record).buyer.party_id
    reading = read_unit(line, item, customer_id, context)
    if _of_message(record, path) and line.unit_code is None:
        reading = Reading(None, None)  # a code of a standard is no word: ST is a sheet, a set or a Stück
    if given and reading.code:
        # only the code is kept: a factor that a person wrote beside it (箱(20只)) belongs into the units master
        reading = read_unit(replace(line, unit_code=reading.code), item, customer_id, context)
    if reading.code:
        record = put(record, place, reading.code) if given else derive(record, place, reading.code, line.unit or "")
    if item is None or reading.factor is not None:
        return record if reading.code or item else _unknown(record, place, line, None, context)
    if reading.code is None:
        return _unknown(record, place, line, item, context)
    code, facts = unit_code(item.unit, context.unit_words), {"sku": item.sku, "unit": item.unit, "seen": line.unit}
    return add(record, finding("unit-disagrees", place, proposed=code, **facts))


def _of_message(record: OrderRecord, path: str) -> bool:
    """Say whether the unit is a code of a structured message, whose meaning its own standard has told."""
    unit = record.evidence.get(f"{path}/unit")
    return unit is not None and unit.method == "structured" and not by_person(record, f"{path}/unit")


def _fresh(record: OrderRecord, place: str, line: OrderLine) -> tuple[OrderRecord, OrderLine]:
    return forget(record, place), replace(line, unit_code=None)


def _unknown(record: OrderRecord, place: str, line: OrderLine, item: Item | None, context: Context) -> OrderRecord:
    facts = {"seen": line.unit, "sku": item.sku if item else line.sku, "unit": item.unit if item else None}
    proposed = unit_code(item.unit, context.unit_words) if item else None
    return add(record, finding("unit-unknown", place, proposed=proposed, **facts))


def _none_printed(record: OrderRecord, place: str, line: OrderLine, item: Item | None, context: Context) -> OrderRecord:
    """Take the item's own unit where a printed price can prove it (the price check then holds what does not fit)."""
    if item is None:
        return record
    held = _unknown(record, place, line, item, context)
    if line.unit_price is None:
        return held
    code = unit_code(item.unit, context.unit_words)
    shown = replace(held, findings=(*held.findings[:-1], replace(held.findings[-1], severity="info")))
    return derive(shown, place, code, "") if code else shown


def read_unit(line: OrderLine, item: Item | None, customer_id: str | None, context: Context) -> Reading:
    """Read a line's unit against its item: the customer's own factor, the same unit, a general factor, a stated factor.

    A unit_code that is not the printed unit's (a person gave it) goes before the printed unit.
    """
    words = context.words_of(customer_id)
    unit = meant_unit(line, words) or ""
    code = unit_code(pack_of(unit), words)
    if item is None:
        return Reading(code, None)
    return Reading(code, factor(unit, item, customer_id, context.masters.units.get(item.sku, ()), words))
