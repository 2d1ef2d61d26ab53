"""Planned documents: what we want to buy, make and ship for an order (CONTRACT section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from orders.records import Attribute, Drawing, OrderRecord

PlanType = Literal["sales", "purchase", "production", "outbound"]
PlanState = Literal["proposed", "approved", "delivered", "cancelled"]
UNDELIVERED: tuple[PlanState, ...] = ("proposed", "approved")
CHANGE = "change"  # attribute of a changed line: by how much
SUPPLEMENT, REDUCTION, CANCELLATION = "supplement", "reduction", "cancellation"  # tags of delta documents
EXPECTED = "expected_date"  # attribute of a planned line that comes later than it is needed


@dataclass(frozen=True)
class Peg:
    """Which order line a planned quantity is for, and the first day it is needed there, if that is known."""

    order_key: str
    line_id: str
    schedule_id: str | None
    quantity: Decimal
    need_date: date | None = None


@dataclass(frozen=True)
class PlannedLine:
    """One line of a planned document; `quantity` in the item's own unit = sum of `pegs` + `surplus`.

    `drawings` are files that came with the orders; a production line names those of what it makes.
    """

    line_id: str
    sku: str
    description: str | None
    specification: str | None
    quantity: Decimal
    unit: str
    unit_code: str | None
    unit_price: Decimal | None
    currency: str | None
    start_date: date | None
    due_date: date | None
    warehouse: str | None
    bom_version: str | None
    drawing_id: str | None
    drawing_revision: str | None
    level: int
    attributes: tuple[Attribute, ...] = ()
    pegs: tuple[Peg, ...] = ()
    surplus: Decimal = Decimal(0)
    drawings: tuple[Drawing, ...] = ()

    @property
    def comes(self) -> date | None:
        """The day the line is expected: the expected date of a late one, else its due date."""
        expected = (date.fromisoformat(one.value) for one in self.attributes if one.name == EXPECTED)
        return next(expected, self.due_date)


@dataclass(frozen=True)
class PlannedDocument:
    """A sales, purchase, production or outbound document; same input gives the same `document_id`."""

    document_id: str
    revision: int
    replaces: str | None
    document_type: PlanType
    state: PlanState
    party_id: str | None
    party_name: str | None
    order_key: str | None
    customer_order_id: str | None
    issue_date: date
    priority: str | None
    tags: tuple[str, ...]
    lines: tuple[PlannedLine, ...]

    @property
    def order_keys(self) -> frozenset[str]:
        """The keys of all orders it is for."""
        pegged = {peg.order_key for line in self.lines for peg in line.pegs}
        return frozenset(pegged | ({self.order_key} if self.order_key else set()))

    @property
    def stands(self) -> bool:
        """Whether anything is still to be bought, made or shipped by it."""
        return self.state != "cancelled" and any(line.quantity for line in self.lines)


@dataclass(frozen=True)
class Reservation:
    """A quantity promised to an order line, out of `kind` supply; it counts until its order ends or an export shows it.

    `kind` is stock (on hand), incoming (a purchase in the masters, `reference` its document_id) or planned
    (a line of our own planned document, `reference` "document_id/line_id").
    """

    sku: str
    quantity: Decimal
    kind: Literal["stock", "incoming", "planned"]
    reference: str
    order_key: str
    line_id: str
    schedule_id: str | None
    until: date | None = None


@dataclass(frozen=True)
class Plan:
    """What one split made: new documents and the reservations that go with them.

    `freed` are orders whose earlier reservations end with it, `superseded` ids of documents that new ones replace.
    """

    documents: tuple[PlannedDocument, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    freed: frozenset[str] = frozenset()
    superseded: frozenset[str] = frozenset()


def key_of(record: OrderRecord) -> str:
    """Return the key planned documents know an order by; one without a key stands for itself by its document."""
    return record.order_key or f"sha256/{record.source.sha256[:16]}"


def served(documents: Iterable[PlannedDocument]) -> frozenset[str]:
    """Return the keys of all orders for which one of these documents stands."""
    return frozenset[str]().union(*(one.order_keys for one in documents if one.stands))
