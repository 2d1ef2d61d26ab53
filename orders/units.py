"""Units: words → Rec 20 codes, units that state their factor, and how many of the item's own unit one unit holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from orders.masters import Item, UnitFactor
from orders.records import OrderLine
from orders.values import key, normal

UnitWords = Mapping[str, str]  # a unit word in key form → UN/ECE Rec 20 code

WHOLE = frozenset({"H87", "C62", "SET", "PR"})  # Rec 20 codes of things that come whole

_WORD, _NUMBER = r"[^\W\d]+\.?", r"\d+(?:\.\d+)?"
_STATED = (
    re.compile(rf"^(?P<pack>{_WORD})\(=?(?:每(?:(?P=pack))?)?(?P<many>{_NUMBER})(?P<base>{_WORD})?(?:/(?P=pack))?\)$"),
    re.compile(rf"^(?P<many>{_NUMBER})(?P<base>{_WORD})(?:/|PER)(?P<pack>{_WORD})$"),
    re.compile(rf"^(?P<pack>{_WORD})(?:[/*]|OF)(?P<many>{_NUMBER})(?P<base>{_WORD})?$"),
)
# an x between a word and a number is a sign only where it is no letter of the word: 箱x20, CTN x 20, not BOX20
_TIMES = re.compile(r"(?:(?<![A-Z])\s*X|\s*×)\s*(?=\d)")


@dataclass(frozen=True)
class Stated:
    """What a unit says of itself: one `pack` holds `many` of `base` (None if it does not say of what)."""

    pack: str
    many: Decimal
    base: str | None = None


def unit_words(*site_folders: Path) -> UnitWords:
    """Return unit word (in its key form) → UN/ECE Rec 20 code; a site's word goes before a built-in one.

    A code stands for itself. An unusable mapping raises UnusableError.
    """
    from orders.mapping import mappings

    words: dict[str, str] = {}
    for mapping in reversed(mappings("units", *site_folders)):
        for code, names in mapping.data["units"].items():
            words.update({key(name): code for name in (code, *names)})
    return words


def unit_code(unit: str, words: UnitWords) -> str | None:
    """Return the Rec 20 code of a unit word; None if no list knows it."""
    return words.get(key(unit))


def is_pack(unit: str, words: UnitWords) -> bool:
    """Say whether a unit is a package: a Rec 21 code, which Rec 20 writes with an X in front."""
    return (unit_code(unit, words) or "").startswith("X")


def comes_whole(unit: str, words: UnitWords) -> bool:
    """Say whether things of this unit are counted and never parted: pieces, sets, pairs, packages."""
    return unit_code(unit, words) in WHOLE or is_pack(unit, words)


def same_unit(left: str, right: str, words: UnitWords) -> bool:
    """Say whether two unit words mean the same: one word, or two words of one code."""
    return key(left) == key(right) or (key(left) in words and words[key(left)] == words.get(key(right)))


def stated_factor(text: str) -> Stated | None:
    """Read a unit that states its factor: 箱(20只), 20只/箱, 20 pcs per carton, CTN/50, CTN x 50, box of 20."""
    printed = key(_TIMES.sub("*", normal(text).upper()))
    for pattern in _STATED:
        if (found := pattern.match(printed)) and Decimal(found["many"]) > 0:
            return Stated(found["pack"], Decimal(found["many"]), found["base"])
    return None


def pack_of(unit: str) -> str:
    """Return the pack word of a unit that states its factor (箱 of 箱(20只)), else the unit itself."""
    stated = stated_factor(unit)
    return stated.pack if stated else unit


def meant_unit(line: OrderLine, words: UnitWords) -> str | None:
    """Return the unit a line counts in: as printed, or a unit_code that is not the printed one's (a person gave it)."""
    if line.unit_code and (line.unit is None or unit_code(pack_of(line.unit), words) != line.unit_code):
        return line.unit_code
    return line.unit


def factor(
    unit: str, item: Item, customer_id: str | None, factors: Iterable[UnitFactor], words: UnitWords
) -> Decimal | None:
    """Return how many of the item's own unit one `unit` holds; None if it cannot be told or two say different things.

    `factors` are the item's rows. In turn: the customer's own row, the same unit, a general row, what the unit states.
    """
    rows = tuple(factors)
    own = _row_factor((row for row in rows if customer_id and row.customer_id == customer_id), unit, words)
    if own is not None:
        return own
    if same_unit(unit, item.unit, words):
        return Decimal(1)
    general = _row_factor((row for row in rows if not row.customer_id), unit, words)
    return general if general is not None else _stated(unit, item, customer_id, rows, words)


def _row_factor(rows: Iterable[UnitFactor], unit: str, words: UnitWords) -> Decimal | None:
    """Return the factor of the rows for this very word, else of its code; None if there is none or they differ."""
    known = tuple(rows)
    exact = {row.factor for row in known if key(row.unit) == key(unit)}
    factors = exact or {row.factor for row in known if same_unit(row.unit, unit, words)}
    return factors.pop() if len(factors) == 1 else None


def _stated(
    unit: str, item: Item, customer_id: str | None, rows: tuple[UnitFactor, ...], words: UnitWords
) -> Decimal | None:
    stated = stated_factor(unit)
    if stated is None or (stated.base and not same_unit(stated.base, item.unit, words)):
        return None
    # the pack's own row in the master may contradict what the paper states: then nobody knows
    known = factor(stated.pack, item, customer_id, rows, words)
    return stated.many if known in (None, stated.many) else None
