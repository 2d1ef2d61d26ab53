"""Does the printed description or specification tell another item than the printed code?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.check.catalogue import Catalogue, has_chinese, words
from orders.masters import Item

NEAR, FAR = 90, 50  # rapidfuzz ratio; between them nothing is claimed
SHORTEST = {True: 3, False: 8}  # letters a name needs before being found inside a description counts


def other_item_named(description: str, item: Item, catalogue: Catalogue) -> str | None:
    """Return another item's name that the description clearly means; None if it fits `item` or says nothing clear.

    A shorter, more general description of the item is no disagreement; a longer one that is exactly another item's
    name (高温压力变送器 for a 压力变送器) is.
    """
    chinese = has_chinese(description)
    name = item.name if chinese else item.name_en
    if not name or has_chinese(name) != chinese:
        return None
    printed, own = words(description), words(name)
    if not printed or printed in own:
        return None
    if (printed, own) not in catalogue.other_names:
        names = catalogue.names_by_script[chinese]
        catalogue.other_names[printed, own] = _other(printed, own, names, shortest=SHORTEST[chinese])
    return catalogue.other_names[printed, own]


def other_item_specified(specification: str, item: Item, catalogue: Catalogue) -> bool:
    """Say whether a specification is exactly another item's, and neither a part of this item's nor around it."""
    printed, own = words(specification), words(item.specification or "")
    apart = bool(own) and printed not in own and own not in printed
    return apart and bool(catalogue.specifications.get(printed))


def _other(printed: str, own: str, names: Mapping[str, int], *, shortest: int) -> str | None:
    inside = _longest_inside(printed, names, shortest)
    inside = None if inside == own else inside
    if own in printed:
        return inside if inside and len(inside) > len(own) and own in inside else None
    if inside:
        return None if inside in own else inside
    return _near(printed, own, tuple(names))


def _longest_inside(printed: str, names: Mapping[str, int], shortest: int) -> str | None:
    """Look every part of the text up among the names, the longest first: there may be 200,000 names."""
    for length in range(len(printed), shortest - 1, -1):
        parts = (printed[start : start + length] for start in range(len(printed) - length + 1))
        if found := min((part for part in parts if part in names), key=names.__getitem__, default=None):
            return found
    return None


def _near(printed: str, own: str, names: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process

    if fuzz.ratio(printed, own) >= FAR:
        return None
    hit = process.extractOne(printed, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    return hit[0] if hit and hit[0] != own else None
