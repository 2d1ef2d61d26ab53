"""Quantities in units that do not say how they convert: 5 箱 beside 100 只 proves nothing until a factor is known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.cells import MISSING
from reconcile.compare.differences import differences
from reconcile.compare.several import span
from reconcile.compare.view import Situation, View, bad_cell


def unlike_units(view: View) -> Iterator[Situation]:
    """Yield lines whose quantities differ by a whole factor and whose units are never seen to mean the same.

    Rows of one line that count in several such units have no sum, whatever the factor.
    """
    same, (low, high) = _same_units(view), span(view, "unit")
    for line, pairs in differences(view, "quantity").items():
        mixed = [n for pair in pairs for n in pair if low[n, line] != high[n, line]]
        odd = next((n for n in mixed if frozenset((low[n, line], high[n, line])) not in same), None)
        if odd is not None:
            yield _situation(view, line, odd)
            continue
        for first, second in pairs:
            units = _units(view, line, first, second)
            if units and units not in same and _whole_factor(view, line, first, second):
                # the side with the smaller number counts in packs
                pack = min((first, second), key=lambda system: view.value("quantity", system, line))
                yield _situation(view, line, pack)
                break


def _units(view: View, line: int, first: int, second: int) -> frozenset[int] | None:
    one, other = view.value("unit", first, line), view.value("unit", second, line)
    return frozenset((one, other)) if one >= 0 and other >= 0 and one != other else None


def _same_units(view: View) -> set[frozenset[int]]:
    """Learn which unit words mean the same: quantities agree where one system says the one and another the other."""
    wide = view.matched.wide
    found: set[frozenset[int]] = set()
    for first, second in view.pairs:
        one, other = wide["unit"][first], wide["unit"][second]
        equal = (wide["quantity"][first] == wide["quantity"][second]) & (wide["quantity"][first] != MISSING)
        lines = np.flatnonzero((one >= 0) & (other >= 0) & (one != other) & equal)
        found |= {frozenset(pair) for pair in zip(one[lines].tolist(), other[lines].tolist(), strict=True)}
    return found


def _whole_factor(view: View, line: int, first: int, second: int) -> bool:
    low, high = sorted(abs(view.value("quantity", system, line)) for system in (first, second))
    return low > 0 and high % low == 0 and high // low >= 2


def _situation(view: View, line: int, system: int) -> Situation:
    text = view.values_of(line, "unit").get(system, "")
    return bad_cell(view, "unreadable-value", line, system, "unit", text)
