"""The truth: what each purchase order says, before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from samples.maker import world
from samples.maker.catalogue import all_items

FOREIGN_UNITS = {"米": "MTR"}
DIGITS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")


@dataclass(frozen=True)
class Line:
    """One line as it stands on the paper; dates are ISO, an absent field is None."""

    line_id: str
    sku: str
    buyer_item_id: str | None
    seller_item_id: str
    description: str
    specification: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    price_base_quantity: int
    line_amount: Decimal
    requested_date: str
    bom_version: str | None = None
    drawing_id: str | None = None
    drawing_revision: str | None = None
    parameter: str | None = None  # what the item's own specification does not say
    discount_percent: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True)
class Order:
    """One purchase order; `printed` holds totals that the paper prints wrongly on purpose."""

    order_id: str
    customer: world.Customer
    issue_date: str
    requested_date: str
    lines: tuple[Line, ...]
    charges: tuple[tuple[bool, str, Decimal], ...] = ()
    revision: str | None = None
    revises: str | None = None
    note: str | None = None
    priority: str | None = None
    account: str | None = None
    seller: str | None = None
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def allowance(self) -> Decimal:
        """What is taken off the sum of the lines, below zero."""
        return -sum((amount for charge, _, amount in self.charges if not charge), Decimal("0.00"))

    @property
    def line_total(self) -> Decimal:
        return sum((line.line_amount for line in self.lines), Decimal("0.00"))

    @property
    def charge_total(self) -> Decimal:
        return sum((amount if charge else -amount for charge, _, amount in self.charges), Decimal("0.00"))

    @property
    def tax_total(self) -> Decimal:
        """Value-added tax on top; prices that include it, and exports, have none."""
        if self.customer.prices_include_tax or self.customer.currency != "CNY":
            return Decimal("0.00")
        return cents((self.line_total + self.charge_total) * Decimal("0.13"))

    @property
    def payable_total(self) -> Decimal:
        printed = self.printed.get("payable_total")
        return Decimal(printed) if printed else self.line_total + self.charge_total + self.tax_total

    @property
    def capital(self) -> str:
        return self.printed.get("capital") or in_words(self.payable_total)


def cents(amount: Decimal) -> Decimal:
    """Round half up to two places."""
    return amount.quantize(world.CENT, ROUND_HALF_UP)


def in_words(amount: Decimal) -> str:
    """Write an amount below 1,0000,0000,0000 in financial Chinese numerals (大写)."""
    whole, fraction = f"{amount:.2f}".split(".")
    text = "".join(_group(part, unit) for part, unit in _groups(whole)).lstrip("零") or "零"
    tail = "整" if fraction == "00" else _fraction(fraction)
    return f"{text}元{tail}"


def _groups(whole: str) -> list[tuple[str, str]]:
    padded = whole.zfill(-(-len(whole) // 4) * 4)
    parts = [padded[at : at + 4] for at in range(0, len(padded), 4)]
    return list(zip(parts, reversed(GROUPS[: len(parts)]), strict=True))


def _group(part: str, unit: str) -> str:
    if not int(part):
        return ""
    text = ""
    for place, digit in zip(reversed(PLACES), part, strict=True):
        if digit != "0":
            text += DIGITS[int(digit)] + place
        elif not text.endswith("零"):
            text += "零"
    return text.rstrip("零") + unit


def _fraction(fraction: str) -> str:
    jiao, fen = (int(digit) for digit in fraction)
    first = f"{DIGITS[jiao]}角" if jiao else "零"
    return first + (f"{DIGITS[fen]}分" if fen else "整")


def order(
    customer_id: str, order_id: str, issue_date: str, requested_date: str, rows: Sequence[tuple[Any, ...]], **more: Any
) -> Order:
    """Build an order whose every amount is right; a row is (sku, quantity[, date[, overrides of the line]])."""
    customer = world.BY_ID[customer_id]
    lines = tuple(_line(customer, number, requested_date, *row) for number, row in enumerate(rows, 1))
    return Order(order_id, customer, issue_date, requested_date, lines, **more)


def _line(
    customer: world.Customer,
    number: int,
    header_date: str,
    sku: str,
    quantity: int,
    day: str = "",
    changes: dict[str, Any] | None = None,
) -> Line:
    item, base, price = all_items()[sku], world.price_base(sku), world.price(customer.customer_id, sku)
    name = item.name if customer.currency == "CNY" else item.name_en
    plain = Line(
        str(number),
        sku,
        world.their_item(customer.customer_id, sku),
        sku,
        name,
        item.specification,
        Decimal(quantity),
        item.unit if customer.currency == "CNY" else FOREIGN_UNITS.get(item.unit, "PCS"),
        price,
        base,
        Decimal(0),
        day or header_date,
    )
    line = replace(plain, **{key: value for key, value in (changes or {}).items() if key != "line_amount"})
    paid = 1 - (line.discount_percent or Decimal(0)) / 100
    amount = cents(line.quantity * line.unit_price / line.price_base_quantity * paid)
    return replace(line, line_amount=(changes or {}).get("line_amount", amount))
