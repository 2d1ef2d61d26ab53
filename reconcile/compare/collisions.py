"""The same number on orders of different customers and items, where neither has a better home: one key-collision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from reconcile.cells import Ints
from reconcile.compare.view import Situation, View


def homeless_collisions(view: View) -> Iterator[Situation]:
    """Yield orders whose number two systems use for other customers and no common item."""
    orders = view.orders
    for order, lines in _partly(view, orders).items():
        parts = {system: [line for line in lines if view.matched.wide.count[system, line]] for system in view.numbers}
        against = [(a, b) for a, b in view.pairs if _strangers(view, parts[a], parts[b])]
        if against:
            yield _situation(view, order, lines, against, [n for n in view.numbers if parts[n]])


def _partly(view: View, orders: Ints) -> dict[int, list[int]]:
    """Return the lines of orders that stand in several systems and of which some line stands in one only."""
    wide = view.matched.wide
    alone = np.flatnonzero(((wide.count > 0).sum(0) < len(view.systems)) & (orders >= 0))
    groups: dict[int, list[int]] = defaultdict(list)
    wanted = set(orders[alone])
    for line in np.flatnonzero(np.isin(orders, sorted(wanted))):
        groups[int(orders[line])].append(int(line))
    return {order: lines for order, lines in groups.items() if len(lines) > 1}


def _strangers(view: View, mine: list[int], theirs: list[int]) -> bool:
    wide = view.matched.wide
    if not mine or not theirs or set(mine) & set(theirs):
        return False
    for name in ("name_root", "sku_loose"):
        one, other = (set(wide[name][:, lines].ravel()) - {-1} for lines in (mine, theirs))
        if not one or not other or one & other:
            return False
    return True


def _situation(
    view: View, order: int, lines: list[int], against: list[tuple[int, int]], present: list[int]
) -> Situation:
    number = view.matched.stack.text("order", order)
    systems = ", ".join(view.systems[n].upper() for n in present)
    rows = view.rows_of(lines)
    values = {n: "; ".join(dict.fromkeys(view.text(row, "customer") for row in found)) for n, found in rows.items()}
    facts = {"sentence": "key-collision-homeless", "systems": systems, "seen": number}
    return Situation(
        "key-collision",
        lines[0],
        rows,
        "order_id",
        values,
        view.odd_of(against, present),
        view.amounts(lines),
        facts,
        whole_order=True,
    )
