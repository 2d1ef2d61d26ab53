"""Expectations: what a reader must say of a paper, cut down to what the paper's style prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samples.maker.orders import Line, Order
from samples.maker.styles import Style

LINE_FIELDS = [
    "line_id",
    "buyer_item_id",
    "seller_item_id",
    "description",
    "specification",
    "bom_version",
    "quantity",
    "unit",
    "unit_price",
    "price_base_quantity",
    "line_amount",
    "requested_date",
    "drawing_id",
    "drawing_revision",
    "discount_percent",
    "note",
]


OWNERLESS = {"料号", "Part Number", "Part No."}  # headings of code columns that do not say whose code it is


@dataclass(frozen=True)
class Outcome:
    """What must come of one document: without masters (`status`, `findings`) and in the night with them."""

    status: str | list[str] = "accepted"
    findings: Sequence[str] = ()
    night: str | list[str] = "accepted"
    night_findings: Sequence[str] = ()
    document_type: str = "purchase_order"


def paper(order: Order, style: Style) -> dict[str, Any]:
    """Return the order in the contract's names, only what stands on the paper."""
    shown = style.fields
    said: dict[str, Any] = {
        "order_id": order.order_id,
        "issue_date": order.issue_date,
        "currency": order.customer.currency,
    }
    if order.revision:
        said["revision"] = order.revision
    if any(
        "税" in column.header for column in style.columns
    ):  # only Chinese papers say on which basis their prices are
        said["prices_include_tax"] = order.customer.prices_include_tax
    if "tax_total" in shown:
        said["tax_rate"] = "0.13"
    said["buyer"] = {"name": order.customer.name}
    said["seller"] = {"name": order.seller or style.seller}
    said["delivery"] = {"address": order.customer.address}
    if "requested_date" in {name for _, name in style.heading}:
        said["delivery"]["requested_date"] = order.requested_date
    said["payment_terms"] = order.customer.payment_terms
    if order.note and "note" in shown:
        said["note"] = order.note
    said["lines"] = [_line(line, style) for line in order.lines]
    said["allowance_charges"] = [
        {"charge": charge, "reason": why, "amount": str(sum_)} for charge, why, sum_ in order.charges
    ]
    said["totals"] = _totals(order, shown)
    return said


def _line(line: Line, style: Style) -> dict[str, Any]:
    """Name what the line prints; a code column whose heading names no owner is the buyer's (contract section 3)."""
    printed = {column.field: column.header for column in style.columns}
    said = {name: getattr(line, name) for name in LINE_FIELDS if name in printed}
    if printed.get("seller_item_id") in OWNERLESS:
        said["buyer_item_id"] = said.pop("seller_item_id")
    found: dict[str, Any] = {name: str(value) for name, value in said.items() if value is not None}
    if line.parameter and "parameter" in printed:
        value, _, unit = line.parameter.partition(" ")
        found["attributes"] = [{"name": printed["parameter"], "value": value, "unit": unit or None}]
    return found


def _totals(order: Order, shown: set[str]) -> dict[str, str]:
    names = ["payable_total"] + [name for name in ("line_total", "tax_total") if name in shown]
    return {name: str(getattr(order, name)) for name in names}


def record(file: str, order: Order, style: Style, outcome: Outcome) -> dict[str, Any]:
    """Return the expectation of one drawn order."""
    night: dict[str, Any] = {"status": outcome.night}
    if not {"buyer-unknown", "buyer-ambiguous"} & set(outcome.night_findings):
        night["order_key"] = f"{order.customer.customer_id}/{order.order_id}"
    if outcome.night == "accepted":
        night["skus"] = [line.sku for line in order.lines]
    night["findings"] = list(outcome.night_findings)
    said = paper(order, style)
    if "date-ambiguous" in outcome.findings:  # held with both readings: the field itself stays empty
        said["delivery"]["requested_date"] = None
    return {
        "file": file,
        "document_type": outcome.document_type,
        "status": outcome.status,
        "order": said,
        "findings": list(outcome.findings),
        "intake": night,
    }


def no_order(file: str | None, kind: str | None, status: str | list[str], findings: Sequence[str]) -> dict[str, Any]:
    """Return the expectation of something that is no order, or cannot be read."""
    night = {"status": status, "findings": list(findings)}
    said: dict[str, Any] = {"file": file, "status": status, "order": None, "findings": list(findings), "intake": night}
    return {"file": file, "document_type": kind, **said} if kind else said
