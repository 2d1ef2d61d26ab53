"""Small steps that return a changed copy of a record: a line, a party, evidence, findings added or taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from intake.check.pointer import put, value_at
from orders.records import Evidence, Finding, Order, OrderLine, OrderRecord

# where to look on the paper when the value itself was never printed
PRINTED_BY = {
    "sku": ("buyer_item_id", "seller_item_id", "description"),
    "unit_code": ("unit",),
    "party_id": ("name", "tax_id"),
}


def order_of(record: OrderRecord) -> Order:
    """Return the record's order; checks run only on records that have one."""
    assert record.order is not None
    return record.order


def lines_of(record: OrderRecord) -> tuple[tuple[str, OrderLine], ...]:
    """Return each line with its path."""
    return tuple((f"/order/lines/{index}", line) for index, line in enumerate(order_of(record).lines))


def add(record: OrderRecord, *findings: Finding) -> OrderRecord:
    """Return the record with more findings."""
    return replace(record, findings=(*record.findings, *findings))


def keep(record: OrderRecord, wanted: Callable[[Finding], bool]) -> OrderRecord:
    """Return the record with only the wanted findings."""
    return replace(record, findings=tuple(item for item in record.findings if wanted(item)))


def by_person(record: OrderRecord, path: str) -> bool:
    """Say whether a person has given the value at `path`."""
    return path in record.evidence and record.evidence[path].method == "person"


def place(record: OrderRecord, path: str) -> Evidence | None:
    """Return the evidence of `path`, or of the printed value it was derived from."""
    parent, _, name = path.rpartition("/")
    names = (name, *PRINTED_BY.get(name, ()))
    return next((record.evidence[f"{parent}/{n}"] for n in names if f"{parent}/{n}" in record.evidence), None)


def derive(record: OrderRecord, path: str, value: Any, seen: str) -> OrderRecord:
    """Return the record with a value that follows from `seen` and the masters; its evidence says "derived"."""
    found = place(record, path)
    evidence = replace(found, method="derived") if found else Evidence(text=seen, method="derived")
    return replace(put(record, path, value), evidence={**record.evidence, path: evidence})


def forget(record: OrderRecord, path: str) -> OrderRecord:
    """Return the record without a value derived earlier, so that it is derived anew."""
    if path not in record.evidence and value_at(record, path) is None:
        return record
    rest = {key: value for key, value in record.evidence.items() if key != path}
    return replace(put(record, path, None), evidence=rest)
