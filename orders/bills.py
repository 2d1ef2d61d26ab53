"""Bills of material: the one valid on a day, and how deep every item lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orders.masters import BomLine, Masters, valid
from orders.values import key

Bill = tuple[str, tuple[BomLine, ...]]


def valid_versions(sku: str, day: date, masters: Masters) -> tuple[str, ...]:
    """Return the bill versions of `sku` valid on `day`, sorted."""
    lines = masters.bom.get(sku, ())
    return tuple(sorted({line.bom_version for line in lines if valid(line.valid_from, line.valid_to, day)}))


def bill_of(sku: str, days: Iterable[date], masters: Masters, printed: str | None = None) -> Bill | None:
    """Return (version, lines) of the bill valid on the first of `days` that has just one; several: the printed one."""
    for day in days:
        versions = valid_versions(sku, day, masters)
        if len(versions) > 1 and printed:
            versions = tuple(version for version in versions if same_version(version, printed))
        if len(versions) == 1:
            return versions[0], _lines(sku, versions[0], day, masters)
    return None


def same_version(left: str, right: str) -> bool:
    """Say whether two bill versions are one, however written: V3.2, v3.2, 3.2."""
    return key(left).removeprefix("V").removeprefix(".") == key(right).removeprefix("V").removeprefix(".")


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


def _lines(sku: str, version: str, day: date, masters: Masters) -> tuple[BomLine, ...]:
    there = (line for line in masters.bom.get(sku, ()) if line.bom_version == version)
    chosen = (line for line in there if valid(line.valid_from, line.valid_to, day))
    return tuple(sorted(chosen, key=lambda line: (line.component_sku, line.unit, line.quantity_per)))
