"""The truth as the three systems see it: a row each, with the true line it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from bench.reconcile.factory import READY, SHIPPED, STAGES, Line, Order, Part

SYSTEMS = ("crm", "erp", "wms")
# What each system has a word for: the ERP never hears of a signature, the CRM of no picking
WORDS = {
    "crm": ("confirmed", "in_production", "ready", "shipped", "signed"),
    "erp": ("confirmed", "released", "in_production", "ready", "shipped", "invoiced"),
    "wms": ("ready", "picking", "shipped", "in_transit", "signed"),
}


@dataclass(eq=False)
class Row:
    """One row of an export; `label` is its physical number once it is written."""

    system: str
    line: Line
    values: dict[str, Any]
    label: str = ""


@dataclass
class Books:
    """All rows, by system and true line."""

    kept: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Row) -> Row:
        self.kept[row.system, row.line.group if row.system == "wms" else row.line.key].append(row)
        return row

    def rows(self, system: str, line: Line) -> list[Row]:
        """Return a line's rows in one system; a merged shipment is a row of all its lines."""
        return self.kept.get((system, line.group if system == "wms" else line.key), [])

    def everywhere(self, lines: Iterable[Line]) -> list[Row]:
        """Return all rows of some lines and of those merged with them, each once."""
        whole = [other for line in lines for other in line.order.lines if other.group == line.group]
        found = [row for line in whole for system in SYSTEMS for row in self.rows(system, line)]
        return list(dict.fromkeys(found))

    def drop(self, system: str, lines: Iterable[Line]) -> None:
        for line in lines:
            self.kept.pop((system, line.group if system == "wms" else line.key), None)

    def present(self, line: Line) -> list[str]:
        return [system for system in SYSTEMS if self.rows(system, line)]

    def all(self, system: str) -> Iterator[Row]:
        for (owner, _), rows in self.kept.items():
            if owner == system:
                yield from rows


def seen_as(system: str, stage: str) -> str:
    """Return the last stage a system has a word for that the true stage has reached."""
    words = [word for word in WORDS[system] if STAGES.index(word) <= STAGES.index(stage)]
    return words[-1] if words else ""


def books_of(orders: Sequence[Order], rng: Random, *, erp_step: int = 1) -> Books:
    """Write every line into the systems that must know it; `erp_step` is how the ERP counts its lines."""
    books = Books()
    for order in orders:
        for line in order.lines:
            books.add(Row("crm", line, _crm(line, rng)))
            books.add(Row("erp", line, _erp(line, rng, erp_step)))
            if line.reached >= READY and line.group == line.key:
                for part in _parts(line):
                    books.add(Row("wms", line, _wms(line, part, rng)))
    return books


def _parts(line: Line) -> list[Part]:
    """Return what the warehouse has of a line; lines merged into one shipment are one part."""
    whole = [other for other in line.order.lines if other.group == line.group]
    if len(whole) == 1:
        return line.parts
    first = line.parts[0]
    return [Part(sum(other.quantity for other in whole), first.stage, first.waybill, first.shipped)]


def _common(line: Line, system: str, stage: str, rng: Random) -> dict[str, Any]:
    return {
        "order_id": line.order.number,
        "line_id": str(line.number),
        "sku": line.item.sku,
        "description": line.item.name,
        "customer": line.order.customer.name,
        "quantity": line.quantity,
        "unit": "PCS",
        "status": seen_as(system, stage),
        "updated_at": line.order.moved + timedelta(minutes=rng.randint(0, 170)),
    }


def _crm(line: Line, rng: Random) -> dict[str, Any]:
    return {
        **_common(line, "crm", line.stage, rng),
        "customer_order_id": line.order.purchase,
        "customer_id": line.order.customer.number,
        "unit_price": line.item.price,
        "amount": line.amount,
        "currency": "CNY",
        "order_date": line.order.ordered,
        "promised_date": line.promised,
    }


def _erp(line: Line, rng: Random, step: int) -> dict[str, Any]:
    bills = ";".join(part.waybill for part in _parts_of_group(line) if part.waybill)
    own = {"line_id": str(line.number * step), "status": seen_as("erp", line.stage)}
    return {**_crm(line, rng), **own, "waybill_id": bills, "bom_version": "V3.2"}


def _parts_of_group(line: Line) -> list[Part]:
    return next(other for other in line.order.lines if other.key == line.group).parts


def _wms(line: Line, part: Part, rng: Random) -> dict[str, Any]:
    gone = STAGES.index(part.stage) >= SHIPPED
    return {
        **_common(line, "wms", part.stage, rng),
        "quantity": part.quantity,
        "shipped_quantity": part.quantity if gone else 0,
        "shipped_date": part.shipped,
        "waybill_id": part.waybill,
        "warehouse": "W1",
        "bom_version": "V3.2",
    }


def times(price: Decimal, quantity: int) -> Decimal:
    """Return an amount in whole cents."""
    return (price * quantity).quantize(Decimal("0.01"))
