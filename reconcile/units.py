"""Units of exports: how many base units one of them holds (CONTRACT section 6)."""

from __future__ import annotations

from orders.units import stated_factor
from reconcile.vocabulary import SCALE


def unit_factor(unit: str) -> int:
    """Return how many base units one `unit` holds, in 1/10,000; 1 where the unit states nothing."""
    stated = stated_factor(unit)
    return int(stated.many * SCALE) if stated else SCALE
