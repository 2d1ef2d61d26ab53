"""The master files' columns, taken from the records they become, and what must hold between the files."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from orders import masters
from orders.history import HistoryRow

Kind = Literal["text", "texts", "number", "integer", "flag", "date", "time", "word"]


@dataclass(frozen=True)
class CrossReference:
    """One row of cross_reference: a customer's code for our item."""

    customer_id: str
    customer_item_id: str
    sku: str


@dataclass(frozen=True)
class CalendarDay:
    """One row of calendar: a day that works or not, against the weekday."""

    date: date
    working: bool
    note: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a master file; `limit` is what its number must hold to, `words` what a word column may say."""

    name: str
    kind: Kind
    needed: bool
    words: tuple[str, ...] = ()
    limit: str | None = None


@dataclass(frozen=True)
class TableSpec:
    """One master file: the record a row becomes, its columns, what names a row, and which columns name other rows."""

    name: str
    record: type[Any]
    key: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)
    may_be_absent: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in the order of the record's fields."""
        hints = typing.get_type_hints(self.record)
        return tuple(_column(item, hints[item.name]) for item in dataclasses.fields(self.record))


_LIMITS = {
    "quantity_per": "positive",
    "factor": "positive",
    "order_multiple": "positive",
    "price_base_quantity": "positive",
    "quantity": "positive",
    "tax_rate": "rate",
    "scrap_rate": "rate",
    "on_hand": None,
    "credit_used": None,
}
_KINDS: Mapping[Any, Kind] = {
    str: "text",
    Decimal: "number",
    int: "integer",
    bool: "flag",
    date: "date",
    datetime: "time",
}


def _column(item: dataclasses.Field[Any], hint: Any) -> Column:
    needed = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return Column(item.name, "texts", needed)
    if typing.get_origin(hint) is Literal:
        return Column(item.name, "word", needed, typing.get_args(hint))
    kind = _KINDS[hint]
    limit = _LIMITS.get(item.name, "not-negative") if kind in ("number", "integer") else None
    return Column(item.name, kind, needed, limit=limit)


_SPECS = (
    TableSpec("items", masters.Item, ("sku",), {"replaced_by": "items"}),
    TableSpec(
        "bom",
        masters.BomLine,
        ("parent_sku", "bom_version", "valid_from", "component_sku"),
        {"parent_sku": "items", "component_sku": "items"},
    ),
    TableSpec("customers", masters.Customer, ("customer_id",)),
    TableSpec(
        "cross_reference",
        CrossReference,
        ("customer_id", "customer_item_id"),
        {"customer_id": "customers", "sku": "items"},
    ),
    TableSpec(
        "prices",
        masters.Price,
        ("customer_id", "sku", "currency", "valid_from", "minimum_quantity"),
        {"customer_id": "customers", "sku": "items"},
    ),
    TableSpec(
        "units", masters.UnitFactor, ("sku", "unit", "customer_id"), {"sku": "items", "customer_id": "customers"}
    ),
    TableSpec("stock", masters.Stock, ("sku", "warehouse"), {"sku": "items"}),
    TableSpec("incoming", masters.Incoming, (), {"sku": "items"}),
    TableSpec("suppliers", masters.ItemSupplier, ("sku", "supplier"), {"sku": "items"}, may_be_absent=True),
    TableSpec("calendar", CalendarDay, ("date",)),
)
TABLES: Mapping[str, TableSpec] = {spec.name: spec for spec in _SPECS}
# a list of earlier orders is mapped like a master, but is no master
HISTORY = TableSpec("history", HistoryRow, ())
MAPPED: Mapping[str, TableSpec] = {**TABLES, HISTORY.name: HISTORY}
