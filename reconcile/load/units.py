"""How many base units one unit of a row holds: by its column, the item's master row, or its own words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orders.masters import Item, Masters, UnitFactor
from orders.units import UnitWords, factor, stated_factor
from reconcile.cells import MISSING, SCALE, Ints, scaled
from reconcile.keys import plain_key
from reconcile.load.columns import Columns
from reconcile.texts import Texts
from reconcile.vocabulary import Vocabulary, word_table


@dataclass(frozen=True)
class ItemFactors:
    """The master's units of items, by the normal spelling of the item; items without such a row are not among them."""

    items: dict[str, tuple[Item, tuple[UnitFactor, ...]]]
    words: UnitWords

    def of(self, sku_key: str, unit: str, customer_id: str) -> int:
        """Return the factor in 1/10,000, 0 if the master does not tell it."""
        if not unit or sku_key not in self.items:
            return 0
        item, rows = self.items[sku_key]
        found = factor(unit, item, customer_id or None, rows, self.words)
        return 0 if found is None else scaled(found)


def item_factors(masters: Masters, words: UnitWords) -> ItemFactors:
    """Make the table of a workspace's master data."""
    rows = ((sku, found) for sku, found in masters.units.items() if sku in masters.items)
    return ItemFactors({plain_key(sku): (masters.items[sku], tuple(found)) for sku, found in rows}, words)


def factors(part: Columns, stated: Ints, sku: Texts, words: Vocabulary, items: ItemFactors | None) -> Ints:
    """Return each row's factor in 1/10,000; 1 where nothing says otherwise."""
    found = np.full(len(stated), SCALE, np.int64)
    if (units := part.texts.get("unit")) is not None:
        said = word_table(words, "unit")
        texts = [said(text) for text in units.words.to_pylist()]
        found = units.spread(np.array([_stated(text) for text in texts], np.int64))
        if items and items.items:
            known = _by_item(part, units, texts, sku, items)
            found = np.where(known > 0, known, found)
    return np.where(stated != MISSING, stated, found)


def _stated(unit: str) -> int:
    stated = stated_factor(unit)
    return int(stated.many * SCALE) if stated else SCALE


def _by_item(part: Columns, units: Texts, texts: list[str], sku: Texts, items: ItemFactors) -> Ints:
    """Ask the master once for each different item, unit and customer."""
    customers = part.texts.get("customer_id") or Texts.blank(len(units))
    wide, most = len(units.words), len(customers.words)
    place = (sku.codes.astype(np.int64) * wide + units.codes) * most + customers.codes
    different, back = np.unique(place, return_inverse=True)
    skus, ids = sku.words.to_pylist(), customers.words.to_pylist()
    asked = ((at // most // wide, at // most % wide, at % most) for at in different.tolist())
    return np.array([items.of(skus[s], texts[u], ids[c].strip()) for s, u, c in asked], np.int64)[back]
