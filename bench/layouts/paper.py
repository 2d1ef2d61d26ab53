"""What a layout draws and what must be read from it: orders by chance and their truth in the contract's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, Literal

from bench.layouts.goods import PLACES, Goods, Place

Expect = Literal["accept", "hold", "reject"]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Row:
    """One ordered item; `base` is the number of units that the price is for, `amount` is rounded to cents."""

    line_id: int
    code: str
    description: str
    specification: str
    drawing: str
    quantity: Decimal
    unit: str
    price: Decimal
    amount: Decimal
    due: date
    base: int = 1


@dataclass(frozen=True)
class Order:
    """Everything a layout may print; what it leaves out it also leaves out of its truth."""

    place: Place
    order_id: str
    issue_date: date
    due: date
    currency: str
    buyer: str
    buyer_address: str
    seller: str
    seller_address: str
    contact: str
    phone: str
    payment_terms: str
    rows: tuple[Row, ...]
    tax_rate: Decimal
    line_total: Decimal
    tax_total: Decimal
    payable_total: Decimal


@dataclass(frozen=True)
class Paper:
    """A finished document: bytes of a PDF, the truth of each order in it, and what a proud reader does with it.

    `expect` is accept (fault-free: counts for touchless), hold (a person must look) or reject (no order in it).
    """

    pdf: bytes
    orders: tuple[dict[str, Any], ...]
    expect: Expect = "accept"


@dataclass
class Pen:
    """A layout's source of chance; with `fault` the next order it makes carries one mistake that arithmetic shows."""

    rng: Random
    fault: bool = False
    faulted: bool = field(default=False, init=False)

    def order(self, language: str = "zh", **wishes: Any) -> Order:
        """Make an order; for wishes see `random_order`. Layouts without amounts must ask with `provable=False`."""
        provable = wishes.pop("provable", True)
        order = random_order(self.rng, language, **wishes)
        if not (self.fault and provable and not self.faulted):
            return order
        self.faulted = True
        return _with_fault(self.rng, order)

    def paper(self, pdf: bytes, *orders: dict[str, Any], expect: Expect = "accept") -> Paper:
        """Finish: a paper with a planted mistake is never expected to be accepted."""
        return Paper(pdf, orders, "hold" if self.faulted and expect == "accept" else expect)


Draw = Callable[[Pen], Paper]


@dataclass(frozen=True)
class Layout:
    """A named way to draw; `scan`: it makes sense as a picture too, `faults`: mistakes can be planted."""

    name: str
    producer: str
    draw: Draw
    scan: bool = True
    faults: bool = True


def random_order(
    rng: Random,
    language: str,
    *,
    rows: tuple[int, int] = (2, 9),
    base: int = 1,
    tax_rate: str | None = None,
    decimals: int = 2,
    quantity_decimals: int = 0,
    currency: str | None = None,
    code_style: str | None = None,
    same_unit: bool = False,
) -> Order:
    """Make an order in 'zh' or 'en' (or another language of PLACES) whose amounts and totals are right to the cent.

    `tax_rate` is added on top of the line total ("0" = none); `decimals` are those of prices.
    """
    place = PLACES[language]
    goods = Goods(rng, place, code_style)
    issue = date(2026, rng.randint(1, 11), rng.randint(1, 28))
    unit = goods.unit()
    lines = []
    for number in range(1, rng.randint(*rows) + 1):
        item = goods.item()
        quantity = goods.quantity(quantity_decimals) * (base if base > 1 else 1)
        price = goods.price(decimals) * (base if base > 1 else 1)
        amount = (quantity * price / base).quantize(CENT, ROUND_HALF_UP)
        due = issue + timedelta(days=rng.randint(10, 75))
        lines.append(
            Row(
                number,
                item.code,
                item.description,
                item.specification,
                item.drawing,
                quantity,
                unit if same_unit else goods.unit(),
                price,
                amount,
                due,
                base,
            )
        )
    rate = Decimal(tax_rate if tax_rate is not None else rng.choice(place.tax_rates))
    total = sum((row.amount for row in lines), Decimal(0))
    tax = (total * rate).quantize(CENT, ROUND_HALF_UP)
    buyer, seller = rng.sample(place.companies, 2)
    buyer_address, seller_address = rng.sample(place.addresses, 2)
    return Order(
        place,
        goods.order_id(),
        issue,
        issue + timedelta(days=rng.randint(14, 60)),
        currency or rng.choice(place.currencies),
        buyer,
        buyer_address,
        seller,
        seller_address,
        rng.choice(place.people),
        goods.phone(),
        rng.choice(place.payment_terms),
        tuple(lines),
        rate,
        total,
        tax,
        total + tax,
    )


def _with_fault(rng: Random, order: Order) -> Order:
    """Misprint one figure as a typist does: a row's amount, a quantity, or the grand total (and only that)."""
    kind = rng.choice(("amount", "quantity", "total"))
    if kind == "total":
        off = rng.choice((Decimal("9.00"), Decimal("-90.00"), Decimal("0.90")))
        return replace(order, payable_total=order.payable_total + (off if order.payable_total > 100 else abs(off)))
    at = rng.randrange(len(order.rows))
    row = order.rows[at]
    wrong = (
        replace(row, amount=row.amount + rng.choice((Decimal(10), Decimal("0.50"), Decimal(-1))))
        if kind == "amount"
        else replace(row, quantity=row.quantity + rng.choice((1, 10, 100)))
    )
    return replace(order, rows=(*order.rows[:at], wrong, *order.rows[at + 1 :]))


def truth(
    order: Order,
    *,
    due: bool = False,
    row_dues: bool = False,
    amounts: bool = True,
    prices: bool = True,
    total: bool = True,
    tax: bool = False,
    terms: bool = False,
    currency: bool = True,
    buyer: bool = True,
    seller: bool = True,
    units: bool = True,
    issued: bool = True,
    rows: Sequence[Row] | None = None,
    **other: Any,
) -> dict[str, Any]:
    """Say what a careful reader reads from the printed order; the flags tell what the layout printed.

    `due`: one delivery date in the head; `row_dues`: one in every row; `tax`: the sum of tax; `other` overrides keys.
    """
    printed = order.rows if rows is None else rows
    return {
        "order_id": order.order_id,
        "issue_date": order.issue_date.isoformat() if issued else None,
        "requested_date": order.due.isoformat() if due else None,
        "currency": order.currency if currency else None,
        "currency_meant": order.currency,  # a reader who infers it from a bare sign and the addresses is not wrong
        "buyer": order.buyer if buyer else None,
        "seller": order.seller if seller else None,
        "payment_terms": order.payment_terms if terms else None,
        "tax_total": str(order.tax_total) if tax else None,
        "payable_total": str(order.payable_total) if total else None,
        "lines": [line_truth(row, amounts=amounts, prices=prices, units=units, row_dues=row_dues) for row in printed],
        **other,
    }


def line_truth(
    row: Row, *, amounts: bool = True, prices: bool = True, units: bool = True, row_dues: bool = False, **other: Any
) -> dict[str, Any]:
    """Say what stands in one row; a price for several units keeps its base."""
    return {
        "code": row.code,
        "quantity": str(row.quantity),
        "unit": row.unit if units else None,
        "unit_price": str(row.price) if prices else None,
        "line_amount": str(row.amount) if amounts else None,
        "price_base_quantity": str(row.base) if row.base > 1 and prices else None,
        "requested_date": row.due.isoformat() if row_dues else None,
        **other,
    }
