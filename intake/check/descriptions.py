"""Does the printed description name another item than the printed code? Compared within one script only."""

from __future__ import annotations

from collections.abc import Sequence

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
    names = catalogue.names_by_script[chinese]
    inside = _longest_inside(printed, names, SHORTEST[chinese])
    inside = None if inside == own else inside
    if own in printed:
        return inside if inside and len(inside) > len(own) and own in inside else None
    if inside:
        return None if inside in own else inside
    return _near(printed, own, names)


def _longest_inside(printed: str, names: Sequence[str], shortest: int) -> str | None:
    found = [name for name in names if len(name) >= shortest and name in printed]
    return max(found, key=len, default=None)


def _near(printed: str, own: str, names: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process

    if fuzz.ratio(printed, own) >= FAR:
        return None
    hit = process.extractOne(printed, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    return hit[0] if hit and hit[0] != own else None
