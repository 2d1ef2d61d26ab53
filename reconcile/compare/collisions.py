"""The same number on orders of different customers and items, where neither has a better home: one key-collision.

A single line of an order can be the other order's: the same line number, and the rest of the order agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from reconcile.cells import Ints
from reconcile.compare.shipments import Rows, worth_of
from reconcile.compare.view import Situation, View


def homeless_collisions(view: View) -> Iterator[Situation]:
    """Yield orders whose number two systems use for other customers and no common item."""
    for order, lines in _partly(view, view.orders).items():
        parts = {system: [line for line in lines if view.matched.wide.count[system, line]] for system in view.numbers}
        against = [(a, b) for a, b in view.pairs if _strangers(view, parts[a], parts[b])]
        if against:
            yield _situation(view, order, lines, against, [n for n in view.numbers if parts[n]])
        else:
            yield from _of_lines(view, order, lines)


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


# ── a line of an order ───────────────────────────────────────────────────────────────────────────────────────────


def _of_lines(view: View, order: int, lines: list[int]) -> Iterator[Situation]:
    """Yield the lines of an order that one system has for another customer and item than the others do."""
    free = [line for line in lines if line not in view.questioned]
    for line in free:
        (own, *more) = np.flatnonzero(view.matched.wide.count[:, line]).tolist()
        if more or (number := view.value("line_id", own, line)) < 0:
            continue
        homes = {n: rows for home in free if home != line for n, rows in _numbered(view, home, number, own).items()}
        mine = view.rows(line, own)
        if homes and own not in homes and _is_odd(view, own, homes) and _unlike(view, mine, homes):
            yield _of_line(view, order, own, {own: mine, **homes})


def _numbered(view: View, line: int, number: int, own: int) -> dict[int, Rows]:
    """Return by system the rows of a line that bear a line number, and the only row of another system than `own`.

    That is the row of all of them where lines went out as one.
    """
    numbers, every = view.matched.stack.column("line_id"), view.all_rows(line)
    mine = {n: tuple(row for row in rows if numbers[row] == number) for n, rows in every.items()}
    if not any(mine.values()):
        return {}
    single = {n: rows for n, rows in every.items() if len(rows) == 1 and n != own}
    return {**single, **{n: rows for n, rows in mine.items() if rows}}


def _is_odd(view: View, own: int, homes: Mapping[int, Rows]) -> bool:
    """Say whether several systems are against one; of two alone it is the one whose word counts for less."""
    return len(homes) > 1 or view.preferred.index(own) > view.preferred.index(min(homes))


def _unlike(view: View, mine: Rows, homes: Mapping[int, Rows]) -> bool:
    """Say whether rows name another customer and another item than all rows of the others."""
    theirs = [row for rows in homes.values() for row in rows]
    for name in ("name_root", "sku_loose"):
        codes = view.matched.stack.column(name)
        one, other = (set(codes[list(rows)].tolist()) - {-1} for rows in (mine, theirs))
        if not one or not other or one & other:
            return False
    return True


def _of_line(view: View, order: int, own: int, rows: Mapping[int, Rows]) -> Situation:
    others = [n for n in view.preferred if n in rows and n != own]
    lines = [int(view.matched.line[rows[n][0]]) for n in (others[0], own)]
    against = [(min(own, other), max(own, other)) for other in others]
    made = _situation(view, order, lines, against, sorted(rows))
    values = {n: "; ".join(dict.fromkeys(view.text(row, "customer") for row in found)) for n, found in rows.items()}
    number, stake = view.text(rows[own][0], "line_id"), _stake(view, rows, [(own,), others])
    return replace(made, rows=rows, values=values, stake=stake, whole_order=False, number=number)


def _stake(view: View, rows: Mapping[int, Rows], groups: Sequence[Sequence[int]]) -> int | None:
    """Add up what the rows of the first system of each group come to that says it."""
    worth = [[amount for n in group if (amount := worth_of(view, rows[n])) is not None] for group in groups]
    known = [amounts[0] for amounts in worth if amounts]
    return sum(known) if known else None
