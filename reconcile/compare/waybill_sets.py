"""The waybills of a line are a set in each system; what cannot be said of them, or is explained, is no difference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.compare.differences import Pair, differences
from reconcile.compare.view import View
from reconcile.waybills import waybills


def waybill_differences(view: View) -> dict[int, list[Pair]]:
    """Return the lines on which two systems have other waybills, and which two.

    A part that is wanting took its waybill along: the system that has less may lack some.
    """
    wide, lacking = view.matched.wide, differences(view, "quantity")
    codes = wide["waybill_id"]
    found: dict[int, list[Pair]] = {}
    for pair in view.pairs:
        first, second = pair
        several = (wide.count[first] > 1) | (wide.count[second] > 1)
        there = (codes[first] >= 0) & (codes[second] >= 0)
        for line in np.flatnonzero(there & ((codes[first] != codes[second]) | several)).tolist():
            if _differ(view, line, pair, short=pair in lacking.get(line, ())):
                found.setdefault(line, []).append(pair)
    return found


def _differ(view: View, line: int, pair: Pair, *, short: bool) -> bool:
    """Say whether a system names a waybill that the other neither names nor lost; `short`: their quantities differ."""
    one, other = _named(view, line, pair)
    if not one or not other:
        return False
    first, second = pair
    return any(
        theirs - mine
        and not _destroyed(view, line, lacks)
        and not (short and _took_along(view, line, lacks, has, theirs - mine))
        for lacks, has, mine, theirs in ((first, second, one, other), (second, first, other, one))
    )


def _took_along(view: View, line: int, lacks: int, has: int, extra: frozenset[str]) -> bool:
    """Say whether what a system lacks is what went under the waybills that it lacks, as far as rows can tell."""
    wanting = view.value("quantity", has, line) - view.value("quantity", lacks, line)
    rows = view.living(line, has)
    if len(rows) == 1:
        return wanting > 0
    parts = [row for row in rows if _set(view, (row,)) & extra]
    return int(view.matched.stack.column("quantity")[parts].sum()) == wanting


def _named(view: View, line: int, pair: Pair) -> list[frozenset[str]]:
    """Return the waybills of living rows, less what was cancelled or came back if others are left."""
    sets = [_set(view, view.living(line, system)) for system in pair]
    gone = frozenset().union(*(_gone(view, line, system) for system in pair))
    left = [named - gone for named in sets]
    return left if all(left) else sets


def _gone(view: View, line: int, system: int) -> frozenset[str]:
    living = view.living(line, system)
    dead = [row for row in view.rows(line, system) if row not in living]
    return _set(view, dead) - _set(view, living)


def _set(view: View, rows: Sequence[int]) -> frozenset[str]:
    lossy = view.matched.stack.column("lossy_waybill_id")
    return frozenset().union(*(waybills(view.text(row, "waybill_id")) for row in rows if not lossy[row]))


def _destroyed(view: View, line: int, system: int) -> bool:
    return bool(view.matched.stack.column("lossy_waybill_id")[list(view.living(line, system))].any())
