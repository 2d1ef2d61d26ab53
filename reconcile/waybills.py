"""Waybills in one cell are a set, whatever stands between them."""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.keys import plain_key

_SEPARATORS = re.compile(r"[;,、/|\s；，]+")


@lru_cache(65_536)
def waybills(text: str) -> frozenset[str]:
    """Return the keys of all waybills in a cell."""
    return frozenset(key for part in _SEPARATORS.split(text) if (key := plain_key(part)))
