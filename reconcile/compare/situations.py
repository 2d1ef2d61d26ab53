"""Matched lines → exceptions. One situation is one exception; what explains comes before what follows from it:

1. the number: lossy-cell, ambiguous-match, key-collision, suggested-match — the line is then not missing too
2. duplicate — the surplus rows then count in no sum
3. missing-in-* (a whole order as one) — then nothing is stalled
4. quantity-mismatch, then price-mismatch, then amount-mismatch (not where quantity or price differ)
5. sku-, customer-, date-, waybill-, bom-version-mismatch, each by itself
6. status-conflict, then stalled (not where something above holds the line up)
7. unreadable-value, and lossy-cell of other ids: the value takes part in no comparison
"""

from __future__ import annotations

from reconcile.compare.attributes import attribute_mismatches
from reconcile.compare.collisions import homeless_collisions
from reconcile.compare.duplicates import duplicate_situations, surplus_rows, without
from reconcile.compare.identity import lossy_cells, number_faults, unreadable_cells
from reconcile.compare.missing import missing
from reconcile.compare.packs import unlike_units
from reconcile.compare.quantities import money_mismatches, quantity_mismatches
from reconcile.compare.states import stalled, status_conflicts
from reconcile.compare.view import Situation, View


def compare(view: View) -> list[Situation]:
    """Find every exception of the matched lines, in the order of precedence of this module."""
    numbers = list(number_faults(view))
    collisions = list(homeless_collisions(view))
    surplus = surplus_rows(view)
    corrected = without(view, surplus)
    absent = list(missing(corrected, excused(view, [*numbers, *collisions])))
    unreadable = [*unreadable_cells(view), *unlike_units(corrected)]
    packs = frozenset(item.line for item in unreadable if item.field == "unit")
    quantities = list(quantity_mismatches(corrected, packs))
    explained = packs | {item.line for item in quantities if item.field == "quantity"}
    money = list(money_mismatches(corrected, packs, frozenset(explained)))
    conflicts = list(status_conflicts(view))
    busy = frozenset(item.line for item in (*absent, *conflicts, *numbers, *collisions))
    return [
        *numbers,
        *collisions,
        *duplicate_situations(view, surplus),
        *absent,
        *quantities,
        *money,
        *attribute_mismatches(view),
        *conflicts,
        *stalled(view, busy),
        *unreadable,
        *lossy_cells(view),
    ]


def excused(view: View, situations: list[Situation]) -> dict[int, set[int]]:
    """Return by system the lines that are not missing because a wrong number explains them."""
    found: dict[int, set[int]] = {system: set() for system in view.numbers}
    line = view.matched.line
    for item in situations:
        lines = {int(line[row]) for rows in item.rows.values() for row in rows}
        for system in view.numbers:
            found[system] |= lines
    return found
