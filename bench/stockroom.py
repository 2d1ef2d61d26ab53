"""Masters that know everything the drawn papers order: items, customers and prices by the papers' own truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from intake.check import Context
from intake.check.catalogue import party_key
from orders.masters import Calendar, Customer, Item, Masters, Price
from orders.records import OrderRecord
from orders.workspace import Company

FIRST, DAYS = date(2026, 1, 1), 1100  # every day works: what a calendar holds is not what is measured
NO_UNIT, NO_PRICE = "EA", Decimal(1)


def context_of(honest: Sequence[OrderRecord], truths: Sequence[Mapping[str, Any]]) -> Context:
    """Make the context in which the papers with these truths are checked.

    What no truth says (names of items, whether prices include tax) is taken from the true reading of one paper.
    """
    read = [record.order for record in honest if record.order]
    names = {line.buyer_item_id or line.seller_item_id: line.description for order in read for line in order.lines}
    basis = any(order.prices_include_tax for order in read)
    orders = list(_orders(truths))
    buyers = {_customer(order): Customer(_customer(order), order["buyer"], "A") for order in orders}
    items = {line["code"]: _item(line, names.get(line["code"])) for _, line in _lines(orders)}
    prices = {(_customer(order), line["code"]): (_price(order, line, basis),) for order, line in _lines(orders)}
    masters = Masters(items=items, customers=buyers, prices=prices, calendar=_calendar())
    return Context(masters, Company(names=tuple({order["seller"] for order in orders if order["seller"]})), FIRST)


def _orders(truths: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    yield from (order for truth in truths for order in truth["orders"] if order["buyer"])


def _lines(orders: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    yield from ((order, line) for order in orders for line in order["lines"] if line["code"])


def _customer(order: Mapping[str, Any]) -> str:
    """Name the customer; two spellings of one name on different papers are one."""
    return party_key(order["buyer"])


def _item(line: Mapping[str, Any], name: str | None) -> Item:
    return Item(line["code"], name or line["code"], line["unit"] or NO_UNIT, "buy", 0)


def _price(order: Mapping[str, Any], line: Mapping[str, Any], basis: bool) -> Price:
    base = line.get("price_base_quantity")
    return Price(
        _customer(order),
        line["code"],
        Decimal(line["unit_price"]) if line["unit_price"] else NO_PRICE,
        order["currency_meant"],
        basis,
        price_base_quantity=Decimal(base) if base else None,
    )


def _calendar() -> Calendar:
    return Calendar({FIRST + timedelta(days=count): True for count in range(DAYS)})
