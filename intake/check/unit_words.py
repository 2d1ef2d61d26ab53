"""Words for units on paper → Rec 20 codes, from the mappings of kind `units`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orders.values import key


def unit_words(*site_folders: Path) -> Mapping[str, str]:
    """Return unit word (in its key form) → UN/ECE Rec 20 code; a site's word goes before a built-in one.

    A code stands for itself. An unusable mapping raises UnusableError.
    """
    from orders.mapping import mappings

    words: dict[str, str] = {}
    for mapping in reversed(mappings("units", *site_folders)):
        for code, names in mapping.data["units"].items():
            words.update({key(name): code for name in (code, *names)})
    return words
