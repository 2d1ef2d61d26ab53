"""Lines and whole orders that a system lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from reconcile.compare.states import NAMES, READY, older
from reconcile.compare.view import Situation, View
from reconcile.match.stack import CANCELLED, ON_HOLD, RETURNED, Bools


def missing(view: View, excused: dict[int, set[int]]) -> Iterator[Situation]:
    """Yield missing lines, a whole missing order as one; `excused` are lines by system that something explains."""
    wide = view.matched.wide
    for system in view.numbers:
        lacking = (wide.count[system] == 0) & (wide.count.sum(0) > 0)
        if view.systems[system] == "wms":
            lacking &= _due(view, system)
        lines = [int(line) for line in np.flatnonzero(lacking) if int(line) not in excused.get(system, ())]
        yield from _by_order(view, system, lines)


def _due(view: View, system: int) -> Bools:
    """Say which lines the WMS should have: ready or later for longer than the lag, not cancelled or held."""
    stage = view.stages
    others = [n for n in view.numbers if n != system]
    told = any("status" in view.matched.sides[n].present for n in others)
    if not told:
        return np.ones(stage.shape[1], bool)
    due = np.zeros(stage.shape[1], bool)
    for other in others:
        ready = ((stage[other] >= READY) & (stage[other] < ON_HOLD)) | (stage[other] == RETURNED)
        due |= ready & older(view, other, system)
    return due & ~np.isin(stage[others], (CANCELLED, ON_HOLD)).any(0)


def _by_order(view: View, system: int, lines: list[int]) -> Iterator[Situation]:
    orders = view.orders
    there = set(np.unique(orders[view.matched.wide.count[system] > 0]))
    groups: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        groups[int(orders[line])].append(line)
    sizes = np.bincount(orders[orders >= 0], minlength=int(orders.max(initial=0)) + 1)
    for order, members in groups.items():
        if order >= 0 and order not in there and len(members) == sizes[order]:
            yield _situation(view, system, members, whole=True)
        else:
            for line in members:
                yield _situation(view, system, [line], whole=False)


def _situation(view: View, system: int, lines: list[int], *, whole: bool) -> Situation:
    rows = view.rows_of(lines)
    name = view.systems[system]
    stage = int(view.stages[:, lines].max())
    due = name == "wms" and stage >= 0
    facts = {
        "sentence": "missing-stage" if due else "missing",
        "present": ", ".join(view.systems[n].upper() for n in rows),
        "system": name.upper(),
        "count": str(len(lines)),
        "stage": NAMES[max(stage, 0)],
        "lag": str(view.tolerance(system, next(iter(rows))).status_hours),
    }
    return Situation(f"missing-in-{name}", lines[0], rows, "", {}, name, view.amounts(lines), facts, whole_order=whole)
