"""Matched lines → exceptions. One situation is one exception; what explains comes before what follows from it:

1. the number: lossy-cell, ambiguous-match, key-collision, suggested-match — the line is then not missing there too
2. duplicate — the surplus rows then count in no sum
3. missing-in-* (a whole order as one) — then nothing is stalled
4. quantity-mismatch, then price-mismatch, then amount-mismatch (not where quantity or price differ)
5. sku-, customer-, date-, waybill-, bom-version-mismatch, each by itself
6. status-conflict, then stalled (not what is missing, in conflict, or a row whose line nobody knows)
7. unreadable-value, and lossy-cell of other ids: the value takes part in no comparison
"""

from __future__ import annotations

from dataclasses import replace

from reconcile.cells import MISSING
from reconcile.compare.attributes import attribute_mismatches
from reconcile.compare.collisions import homeless_collisions
from reconcile.compare.duplicates import duplicate_situations, surplus_rows, without
from reconcile.compare.identity import lossy_cells, number_faults, unreadable_cells
from reconcile.compare.missing import missing
from reconcile.compare.packs import unlike_units
from reconcile.compare.quantities import money_mismatches, quantity_mismatches
from reconcile.compare.shipments import missing_of_shipments
from reconcile.compare.states import stalled, status_conflicts
from reconcile.compare.view import Situation, View
from reconcile.match.stack import SUM_FIELDS

# what a suggestion of a pair that no machine may join asks about: other item and currency, or cancelled on one side
ASKED = ("sku", "currency", "status")


def compare(view: View) -> list[Situation]:
    """Find every exception of the matched lines, in the order of precedence of this module."""
    surplus = surplus_rows(view)
    duplicates = list(duplicate_situations(view, surplus))
    view = without(view, surplus)
    numbers = list(number_faults(view))
    collisions = list(homeless_collisions(view))
    words = list(unreadable_cells(view))
    corrected = unsummed(view, words)
    absent = list(missing(corrected, excused(view, [*numbers, *collisions])))
    unreadable = [*words, *unlike_units(corrected)]
    packs = frozenset(item.line for item in unreadable if item.field == "unit")
    parts = list(missing_of_shipments(corrected, packs))
    wanting = frozenset(item.line for item in parts)
    parts = [item for item in parts if not any(_within(item, other) for other in collisions)]
    quantities = list(quantity_mismatches(corrected, packs | wanting))
    explained = packs | wanting | {item.line for item in quantities if item.field == "quantity"}
    money = list(money_mismatches(corrected, packs, frozenset(explained)))
    conflicts = list(status_conflicts(view))
    held_up = frozenset(line for item in (*absent, *parts, *conflicts) for line in view.lines_of(item))
    held_up |= {int(view.matched.line[row]) for item in collisions for rows in item.rows.values() for row in rows}
    found = [
        *numbers,
        *collisions,
        *duplicates,
        *absent,
        *parts,
        *quantities,
        *money,
        *attribute_mismatches(view),
        *conflicts,
        *stalled(view, held_up | _homeless(view)),
        *unreadable,
        *lossy_cells(view),
    ]
    asked = frozenset(fault.lines[0] for fault in view.matched.faults if fault.vetoed)
    return [item for item in found if item.line not in asked or item.field not in ASKED]


def _within(item: Situation, other: Situation) -> bool:
    """Say whether all rows of a situation are another one's too."""
    return all(set(rows) <= set(other.rows.get(system, ())) for system, rows in item.rows.items())


def unsummed(view: View, words: list[Situation]) -> View:
    """Return the view without the sums of rows of which one cannot be read: they would be the sum of the others."""
    places = [(item, view.systems.index(item.odd)) for item in words if item.field in SUM_FIELDS]
    if not places:
        return view
    known = view.matched.wide.fields
    fields = {**known, **{item.field: known[item.field].copy() for item, _ in places}}
    for item, system in places:
        fields[item.field][system, item.line] = MISSING
    return replace(view, matched=replace(view.matched, wide=replace(view.matched.wide, fields=fields)))


def _homeless(view: View) -> frozenset[int]:
    """Return the lines of rows whose home is undecided: theirs is another line, which is judged by itself."""
    rows = [row for fault in view.matched.faults if not fault.decided for row in fault.rows]
    return frozenset(view.matched.line[rows].tolist())


def excused(view: View, situations: list[Situation]) -> dict[int, set[int]]:
    """Return by system the lines that are not missing there because a wrong number explains them.

    Rows that found no line are missing nowhere, nor are those that one system alone has and that they may belong to;
    any other line they found, or may belong to, is not missing in their system.
    """
    found: dict[int, set[int]] = {system: set() for system in view.numbers}
    line, alone = view.matched.line, (view.matched.wide.count > 0).sum(0) == 1
    for item in situations:
        lines = {int(line[row]) for rows in item.rows.values() for row in rows}
        own = {int(line[row]) for rows in item.joined.values() for row in rows}
        lost = {at for at in (own | lines if item.kind == "ambiguous-match" else own) if alone[at]}
        for system in view.numbers:
            found[system] |= lines if not item.joined or system in item.joined else lost
    return found
