"""How a value is written on a paper of a given style: dates, thousands, totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samples.maker import world
from samples.maker.orders import Line, Order
from samples.maker.styles import Style

CURRENCY_WORDS = {"CNY": "人民币 CNY"}


def day(text: str, style: Style) -> str:
    """Write an ISO date in the style's way."""
    return date.fromisoformat(text).strftime(style.date_format)


def number(amount: Decimal, style: Style) -> str:
    """Write a number, with thousands separators where the style has them."""
    return f"{amount:,}" if style.thousands else str(amount)


def heading(order: Order, style: Style) -> list[tuple[str, str]]:
    """Return the labels of the paper's head with their values."""
    return [(label, _head(order, name, style)) for label, name in style.heading]


def _head(order: Order, name: str, style: Style) -> str:
    customer = order.customer
    values = {
        "order_id": order.order_id,
        "buyer": customer.name,
        "seller": order.seller or style.seller,
        "contact": customer.contact,
        "phone": customer.phone,
        "payment_terms": customer.payment_terms,
        "address": customer.address,
        "seller_tax_id": world.COMPANY_TAX_ID,
        "issue_date": order.printed.get("issue_date") or day(order.issue_date, style),
        "revision": order.revision or "",
        "requested_date": order.printed.get("requested_date") or day(order.requested_date, style),
        "revises": order.revises or "",
        "note": order.note or "",
        "priority": order.priority or "",
        "account": order.account or "",
        "currency": customer.currency if style.english else CURRENCY_WORDS.get(customer.currency, customer.currency),
    }
    return values[name]


def cell(line: Line, name: str, style: Style) -> str:
    """Write one field of a line."""
    value = getattr(line, name)
    if name == "requested_date":
        return day(value, style)
    if value is None:
        return ""
    return number(value, style) if isinstance(value, Decimal) else str(value)


def table(order: Order, style: Style) -> list[list[str]]:
    """Return the table's rows, the header first."""
    rows = [[cell(line, column.field, style) for column in style.columns] for line in order.lines]
    return [[column.header for column in style.columns], *rows]


def totals(order: Order, style: Style) -> list[tuple[str, str]]:
    """Return the rows below the table; freight and discount only where the order has them."""
    found = [(label, _total(order, name, style)) for label, name in style.totals]
    return [(label, value) for label, value in found if value]


def _total(order: Order, name: str, style: Style) -> str:
    if name in ("charge", "allowance"):
        sign = "" if name == "charge" else "-"
        mine = [amount for charge, _, amount in order.charges if charge == (name == "charge")]
        return sign + number(mine[0], style) if mine else ""
    if name == "capital":
        return order.capital
    return number(getattr(order, name), style)
