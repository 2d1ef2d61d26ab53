"""Quantities: another unit into the item's own, rounding up to what can be bought or made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal
from functools import cache

from orders.masters import Item, Masters, UnitFactor
from orders.values import key

UnitWords = Mapping[str, str]

# Rec 20 codes of things that come whole; packages are Rec 21 codes with an X in front
WHOLE = frozenset({"H87", "C62", "SET", "PR"})
SMALLEST = Decimal("0.0001")
# 箱(20只) · 20只/箱, 20 pcs per carton · CTN/50 · box of 20: a unit that states its factor needs no table
_STATED = (
    re.compile(r"^(?P<pack>[^\W\d]+\.?)\(=?(?P<many>\d+(?:\.\d+)?)(?P<base>[^\W\d]+\.?)?(?:/(?P=pack))?\)$"),
    re.compile(r"^(?P<many>\d+(?:\.\d+)?)(?P<base>[^\W\d]+\.?)(?:/|PER)(?P<pack>[^\W\d]+\.?)$"),
    re.compile(r"^(?P<pack>[^\W\d]+\.?)(?:/|OF)(?P<many>\d+(?:\.\d+)?)(?P<base>[^\W\d]+\.?)?$"),
)


@cache
def built_in_words() -> UnitWords:
    """Return the built-in unit words (in key form) → Rec 20 code; a code stands for itself."""
    from orders.mapping import mappings

    words: dict[str, str] = {}
    for mapping in reversed(mappings("units")):
        for code, names in mapping.data["units"].items():
            words.update({key(name): code for name in (code, *names)})
    return words


def unit_code(unit: str, words: UnitWords) -> str | None:
    """Return the Rec 20 code of a unit word; None if no list knows it."""
    return words.get(key(unit))


def factor(unit: str, item: Item, customer_id: str | None, masters: Masters, words: UnitWords) -> Decimal | None:
    """Return how many of the item's own unit one `unit` holds: the customer's row, the same unit, a general row, or
    the factor the unit itself states; None if it cannot be told or two say different things.
    """
    rows = masters.units.get(item.sku, ())
    own = _row_factor((row for row in rows if customer_id and row.customer_id == customer_id), unit, words)
    if own is not None:
        return own
    if same_unit(unit, item.unit, words):
        return Decimal(1)
    general = _row_factor((row for row in rows if not row.customer_id), unit, words)
    return general if general is not None else _stated(unit, item, customer_id, masters, words)


def same_unit(left: str, right: str, words: UnitWords) -> bool:
    """Say whether two unit words mean the same: one word, or two words of one code."""
    return key(left) == key(right) or (key(left) in words and words[key(left)] == words.get(key(right)))


def round_up(quantity: Decimal, item: Item, words: UnitWords) -> Decimal:
    """Round up to whole numbers where the item is counted in pieces, else to 4 digits."""
    code = unit_code(item.unit, words) or ""
    step = Decimal(1) if code in WHOLE or code.startswith("X") else SMALLEST
    return tidy(quantity.quantize(step, ROUND_CEILING))


def lot_size(quantity: Decimal, item: Item, words: UnitWords) -> Decimal:
    """Return the smallest lot that covers `quantity` and keeps minimum and multiple."""
    wanted = round_up(max(quantity, item.minimum_order_quantity or Decimal(0)), item, words)
    multiple = item.order_multiple
    if not multiple or multiple <= 0:
        return wanted
    return round_up((wanted / multiple).quantize(Decimal(1), ROUND_CEILING) * multiple, item, words)


def tidy(quantity: Decimal) -> Decimal:
    """Drop zeros behind the point, so that equal quantities are written alike."""
    whole = quantity.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == quantity else quantity.normalize()


def pack_of(unit: str) -> str:
    """Return the pack word of a unit that states its factor (箱 of 箱(20只)), else the unit itself."""
    found = _match(unit)
    return found["pack"] if found else unit


def _row_factor(rows: Iterable[UnitFactor], unit: str, words: UnitWords) -> Decimal | None:
    known = tuple(rows)
    exact = {row.factor for row in known if key(row.unit) == key(unit)}
    factors = exact or {row.factor for row in known if same_unit(row.unit, unit, words)}
    return factors.pop() if len(factors) == 1 else None


def _stated(unit: str, item: Item, customer_id: str | None, masters: Masters, words: UnitWords) -> Decimal | None:
    found = _match(unit)
    if found is None or Decimal(found["many"]) <= 0:
        return None
    if found["base"] and not same_unit(found["base"], item.unit, words):
        return None
    # the pack's own row in the master may contradict what the paper states: then nobody knows
    known = factor(found["pack"], item, customer_id, masters, words)
    stated = Decimal(found["many"])
    return stated if known in (None, stated) else None


def _match(unit: str) -> re.Match[str] | None:
    return next((match for pattern in _STATED if (match := pattern.match(key(unit)))), None)
