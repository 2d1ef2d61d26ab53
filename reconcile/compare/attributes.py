"""Differences of item, customer, dates, waybill and BOM version; a blank is never a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.cells import Ints
from reconcile.compare.differences import differences
from reconcile.compare.view import Situation, View
from reconcile.vocabulary import DATE_COLUMNS
from reconcile.waybills import waybills

CODED = (
    ("sku_loose", "sku", "sku-mismatch"),
    ("bom_version", "bom_version", "bom-version-mismatch"),
)


def attribute_mismatches(view: View) -> Iterator[Situation]:
    """Yield every difference of attributes, one per line and field."""
    for name, kind, found in attribute_differences(view):
        for line, pairs in found.items():
            yield _situation(view, line, pairs, name, kind)


def attribute_differences(view: View) -> Iterator[tuple[str, str, dict[int, list[tuple[int, int]]]]]:
    """Yield field, kind, and by line the systems that differ in it."""
    for column, name, kind in CODED:
        yield name, kind, _unequal(view, column)
    yield "customer", "customer-mismatch", _customers(view)
    for name in DATE_COLUMNS:
        yield name, "date-mismatch", differences(view, name)
    yield "waybill_id", "waybill-mismatch", _waybills(view)


def _unequal(view: View, column: str) -> dict[int, list[tuple[int, int]]]:
    values = view.matched.wide[column]
    found: dict[int, list[tuple[int, int]]] = {}
    for first, second in view.pairs:
        there = (values[first] >= 0) & (values[second] >= 0)
        for line in np.flatnonzero(there & (values[first] != values[second])):
            found.setdefault(int(line), []).append((first, second))
    return found


def _customers(view: View) -> dict[int, list[tuple[int, int]]]:
    """Compare names with names and ids with ids, a name with an id only where nothing else can be compared."""
    wide = view.matched.wide
    names, ids = wide["name_root"], wide["id_root"]
    found: dict[int, list[tuple[int, int]]] = {}
    for first, second in view.pairs:
        differ = _differ(names[first], names[second]) | _differ(ids[first], ids[second])
        for line in np.flatnonzero(differ):
            found.setdefault(int(line), []).append((first, second))
    return found


def _differ(one: Ints, other: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray((one >= 0) & (other >= 0) & (one != other))


def _waybills(view: View) -> dict[int, list[tuple[int, int]]]:
    """Compare the sets of waybills of lines whose first waybills differ or that have several rows."""
    wide = view.matched.wide
    first_codes = wide["waybill_id"]
    found: dict[int, list[tuple[int, int]]] = {}
    for first, second in view.pairs:
        there = (first_codes[first] >= 0) & (first_codes[second] >= 0)
        several = (wide.count[first] > 1) | (wide.count[second] > 1)
        for line in np.flatnonzero(there & ((first_codes[first] != first_codes[second]) | several)):
            if _set(view, int(line), first) != _set(view, int(line), second):
                found.setdefault(int(line), []).append((first, second))
    return found


def _set(view: View, line: int, system: int) -> frozenset[str]:
    texts = (view.text(row, "waybill_id") for row in view.living(line, system))
    return frozenset().union(*map(waybills, texts))


def _situation(view: View, line: int, pairs: Sequence[tuple[int, int]], name: str, kind: str) -> Situation:
    column = name if any(view.values_of(line, name).values()) else "customer_id"
    values = view.values_of(line, column)
    present = [n for n, text in values.items() if text]
    said = ", ".join(f"{view.systems[n].upper()} {text}" for n, text in values.items() if text)
    days = view.tolerance(*pairs[0]).day_limit(name)
    sentence = "difference-working" if days.working else "difference"
    facts = {"sentence": sentence, "name": name, "values": said, "tolerance": str(days)}
    return Situation(
        kind, line, view.all_rows(line), name, values, view.odd_of(pairs, present), view.amount(line), facts
    )
