"""Master data as frozen records and an index over them (CONTRACT section 2); `orders.master_files` loads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from orders.problems import Problem


@dataclass(frozen=True)
class Item:
    sku: str
    name: str
    unit: str
    make_or_buy: Literal["make", "buy"]
    lead_time_days: int
    name_en: str | None = None
    specification: str | None = None
    gtin: str | None = None
    supplier: str | None = None
    safety_stock: Decimal | None = None
    minimum_order_quantity: Decimal | None = None
    order_multiple: Decimal | None = None
    drawing_id: str | None = None
    drawing_revision: str | None = None
    list_price: Decimal | None = None
    currency: str | None = None
    tax_rate: Decimal | None = None
    status: Literal["active", "phase_out", "blocked"] = "active"
    replaced_by: str | None = None
    phantom: bool = False


@dataclass(frozen=True)
class BomLine:
    parent_sku: str
    bom_version: str
    component_sku: str
    quantity_per: Decimal
    unit: str
    valid_from: date | None = None
    valid_to: date | None = None
    scrap_rate: Decimal | None = None


@dataclass(frozen=True)
class Customer:
    customer_id: str
    name: str
    level: Literal["A", "B", "C", "D"]
    aliases: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    tax_id: str | None = None
    credit_limit: Decimal | None = None
    credit_used: Decimal | None = None
    currency: str | None = None
    prices_include_tax: bool | None = None
    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    payment_terms: str | None = None
    addresses: tuple[str, ...] = ()
    bank_accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Price:
    customer_id: str
    sku: str
    unit_price: Decimal
    currency: str
    includes_tax: bool
    valid_from: date | None = None
    valid_to: date | None = None
    minimum_quantity: Decimal | None = None
    price_base_quantity: Decimal | None = None


@dataclass(frozen=True)
class UnitFactor:
    """How many of the item's own unit one `unit` holds; for one customer only if `customer_id` is set."""

    sku: str
    unit: str
    factor: Decimal
    customer_id: str | None = None


@dataclass(frozen=True)
class Stock:
    sku: str
    warehouse: str
    on_hand: Decimal
    reserved: Decimal = Decimal(0)
    as_of: datetime | None = None


@dataclass(frozen=True)
class Incoming:
    sku: str
    quantity: Decimal
    due_date: date
    document_id: str | None = None


@dataclass(frozen=True)
class ItemSupplier:
    sku: str
    supplier: str
    priority: int
    lead_time_days: int | None = None
    unit_price: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Calendar:
    """Working days: the master's rows decide; a day without a row works Monday to Friday.

    `known_years` are the years the master has any row for; holidays of another year are unknown.
    """

    days: Mapping[date, bool] = field(default_factory=dict)

    def known(self, day: date) -> bool:
        return any(known.year == day.year for known in self.days)

    def works(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)


MONDAY_TO_FRIDAY = Calendar()


@dataclass(frozen=True)
class Masters:
    """All masters, indexed: items by sku, BOM lines by parent, the rest by the key they are asked by."""

    items: Mapping[str, Item] = field(default_factory=dict)
    bom: Mapping[str, tuple[BomLine, ...]] = field(default_factory=dict)
    cross_reference: Mapping[tuple[str, str], str] = field(default_factory=dict)
    customers: Mapping[str, Customer] = field(default_factory=dict)
    prices: Mapping[tuple[str, str], tuple[Price, ...]] = field(default_factory=dict)
    units: Mapping[str, tuple[UnitFactor, ...]] = field(default_factory=dict)
    stock: Mapping[str, tuple[Stock, ...]] = field(default_factory=dict)
    incoming: Mapping[str, tuple[Incoming, ...]] = field(default_factory=dict)
    suppliers: Mapping[str, tuple[ItemSupplier, ...]] = field(default_factory=dict)
    calendar: Calendar = Calendar()
    shut_out: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)  # sku → its faults, if lenient

    def why_shut_out(self, sku: str) -> str | None:
        """Say why an item must not be used, None if it may."""
        if sku not in self.shut_out:
            return None
        return "; ".join(f"{one.file}:{one.place or one.line}: {one.what}" for one in self.shut_out[sku])


def valid(start: date | None, end: date | None, day: date) -> bool:
    """Say whether `day` lies in the closed interval; an absent end is open."""
    return (start is None or start <= day) and (end is None or day <= end)
