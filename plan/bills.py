"""Bills of material: the one valid on a day, and how deep every item lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orders.masters import BomLine, Masters, valid
from orders.values import key

Bill = tuple[str, tuple[BomLine, ...]]


def bill_of(sku: str, days: Iterable[date], masters: Masters, printed: str | None = None) -> Bill | None:
    """Return (version, lines) of the bill valid on the first of `days` that has just one; several: the printed one."""
    for day in days:
        lines = [line for line in masters.bom.get(sku, ()) if valid(line.valid_from, line.valid_to, day)]
        versions = {line.bom_version for line in lines}
        if len(versions) > 1 and printed:
            versions = {version for version in versions if _same_version(version, printed)}
        if len(versions) == 1:
            version = versions.pop()
            chosen = (line for line in lines if line.bom_version == version)
            return version, tuple(sorted(chosen, key=lambda line: (line.component_sku, line.unit, line.quantity_per)))
    return None


def levels_below(skus: Iterable[str], masters: Masters) -> dict[str, int]:
    """Return the low-level code of every item at or below `skus`: the deepest place it has in any bill version."""
    codes: dict[str, int] = {}
    for sku in sorted(set(skus)):
        _deepen(sku, 0, (), codes, masters)
    return codes


def _deepen(sku: str, depth: int, above: tuple[str, ...], codes: dict[str, int], masters: Masters) -> None:
    if sku in above or codes.get(sku, -1) >= depth:
        return
    codes[sku] = depth
    for component in sorted({line.component_sku for line in masters.bom.get(sku, ())}):
        _deepen(component, depth + 1, (*above, sku), codes, masters)


def _same_version(left: str, right: str) -> bool:
    return key(left).removeprefix("V").removeprefix(".") == key(right).removeprefix("V").removeprefix(".")
