"""Differences of item, customer, dates, waybill and BOM version; a blank is never a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.compare.differences import differences
from reconcile.compare.several import unlike
from reconcile.compare.view import Situation, View
from reconcile.compare.waybill_sets import waybill_differences
from reconcile.vocabulary import DATE_COLUMNS

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
        yield name, kind, unlike(view, column)
    yield "customer", "customer-mismatch", _customers(view)
    for name in DATE_COLUMNS:
        yield name, "date-mismatch", differences(view, name)
    yield "waybill_id", "waybill-mismatch", waybill_differences(view)


def _customers(view: View) -> dict[int, list[tuple[int, int]]]:
    """Compare names with names and ids with ids; a name and an id are not comparable."""
    found = unlike(view, "name_root")
    for line, pairs in unlike(view, "id_root").items():
        found[line] = sorted({*found.get(line, ()), *pairs})
    return found


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
