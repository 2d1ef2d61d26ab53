"""Units that state their factor: 箱(20只), 20只/箱, CTN/50 (CONTRACT section 6)."""

from __future__ import annotations

import re

from orders.values import key
from reconcile.vocabulary import SCALE

_BRACKET = re.compile(r"^[^\d(]+\((?:[^\d]*?)(\d+(?:\.\d+)?)[^\d)]*\)$")
_PER_PACK = re.compile(r"^(\d+(?:\.\d+)?)[^\d/]+/[^\d/]+$")
_PACK_OF = re.compile(r"^[^\d/*X]+[/*X](\d+(?:\.\d+)?)[^\d]*$")


def unit_factor(unit: str) -> int:
    """Return how many base units one `unit` holds, in 1/10,000; 1 where the unit states nothing."""
    text = key(unit)
    for pattern in (_BRACKET, _PER_PACK, _PACK_OF):
        if found := pattern.match(text):
            return int(float(found[1]) * SCALE)
    return SCALE
