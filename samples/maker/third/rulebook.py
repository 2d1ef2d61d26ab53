"""Chenxin's 27 rules once more, in plain Python: what must fire for which order, worked out without the product.

True, False, or None where a fact is not known (Kleene's logic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from samples.maker import catalogue, world
from samples.maker.orders import Line, Order
from samples.maker.third import masters

Answer = bool | None
T = TypeVar("T")
RATES = {"CNY": Decimal(1), "EUR": Decimal("7.80"), "USD": Decimal("7.10")}  # as the rules say
URGENT = {"加急", "Urgent"}  # what the papers print


@dataclass(frozen=True)
class Asked:
    """An order as the rules see it, and one of its lines; `known`: its buyer is found among the customers."""

    order: Order
    line: Line
    known: bool = True
    today: str = masters.TODAY
    limits: tuple[str, str] = ("0", "0")
    beside: Decimal = Decimal(0)  # the customer's other open orders, in yuan

    @property
    def amount(self) -> Decimal:
        return self.order.payable_total * RATES[self.order.customer.currency]

    @property
    def level(self) -> str | None:
        return self.order.customer.level if self.known else None

    @property
    def share(self) -> Decimal | None:
        if not self.known:
            return None
        rate = RATES[world.BY_ID[self.order.customer.customer_id].currency]
        limit, used = (Decimal(one) * rate for one in self.limits)
        return (used + self.beside + self.amount) / limit * 100

    @property
    def tags(self) -> set[str]:
        said = self.order.priority
        return {"urgent"} if said in URGENT else {said} if said else set()

    @property
    def item(self) -> catalogue.Item | None:
        return catalogue.all_items().get(self.line.sku)

    @property
    def days(self) -> int:
        return (date.fromisoformat(self.line.requested_date) - date.fromisoformat(self.today)).days

    @property
    def slack(self) -> int | None:
        return self.days - int(self.item.cells["lead_time_days"]) if self.item else None

    @property
    def quantity(self) -> Decimal | None:
        """In the item's own unit."""
        if self.item is None:
            return None
        if self.line.unit in (self.item.unit, "PCS", "MTR"):
            return self.line.quantity
        rows = (row for row in world.UNIT_ROWS[1:] if row[:2] == [self.line.sku, self.line.unit])
        return next((self.line.quantity * Decimal(row[2]) for row in rows), None)

    @property
    def free(self) -> Decimal | None:
        rows = (row for row in world.stock_rows()[1:] if row[0] == self.line.sku)
        return sum((Decimal(row[2]) - Decimal(row[3]) for row in rows), Decimal(0)) if self.item else None

    def cell(self, name: str) -> str | None:
        """Return what the item master says of the line's item."""
        return self.item.cells[name] if self.item else None

    @property
    def least(self) -> Decimal | None:
        return Decimal(self.cell("minimum_order_quantity") or 0) if self.cell("minimum_order_quantity") else None

    @property
    def odd(self) -> Answer:
        """Whether the line asks for what the item's own name and specification do not say."""
        said = self.line.parameter
        if self.item is None:
            return None
        return bool(said) and str(said).replace(" ", "") not in f"{self.item.name} {self.item.specification}"


def given(*values: T | None, test: Callable[..., bool]) -> Answer:
    """Compare what is known."""
    return None if None in values else test(*values)


def every(*answers: Answer) -> Answer:
    """And: one no decides, whatever is not known."""
    return False if False in answers else None if None in answers else True


def over(value: Decimal | int | None, border: int) -> Answer:
    """More than a border."""
    return given(value, test=lambda one: bool(one > border))


def under(value: Decimal | int | None, border: int) -> Answer:
    """Less than a border."""
    return given(value, test=lambda one: bool(one < border))


def level(asked: Asked, letter: str) -> Answer:
    """A customer of this level."""
    return given(asked.level, test=lambda one: one == letter)


Rule = Callable[[Asked], Answer]
OF_ORDER: dict[str, tuple[Rule, str]] = {
    "A级大额复审": (lambda a: every(over(a.amount, 500000), level(a, "A")), "hold credit-review-needed; task 财务部"),
    "B级大额复审": (lambda a: every(over(a.amount, 300000), level(a, "B")), "hold credit-review-needed; task 财务部"),
    "C级大额复审": (lambda a: every(over(a.amount, 100000), level(a, "C")), "hold credit-review-needed; task 财务部"),
    "D级大额复审": (lambda a: every(over(a.amount, 20000), level(a, "D")), "hold credit-review-needed; task 财务部"),
    "额度将满": (lambda a: over(a.share, 80), "tag 额度紧张; task 财务部"),
    "T+3加急": (lambda a: every("T+3" in a.tags, level(a, "A")), "priority urgent"),
    "D级不加急": (lambda a: level(a, "D"), "forbid urgent"),
    "C级加急须批": (lambda a: every("urgent" in a.tags, level(a, "C")), "hold rule-held; task 销售总监"),
    "大单交付审批": (lambda a: a.amount >= 300000, "approve 总经理"),
    "大额折让": (lambda a: -a.order.allowance * RATES[a.order.customer.currency] > 5000, "task 财务部"),
    "款到发货": (
        lambda a: any(word in a.order.customer.payment_terms for word in ("款到发货", "advance")),
        "tag 款到发货; approve 财务部",
    ),
    "长账期大单": (
        lambda a: "90天" in a.order.customer.payment_terms and a.amount > 200000,
        "notify 财务总监",
    ),
    "外贸订单": (lambda a: a.order.customer.currency != "CNY", "tag 外贸"),
    "外贸大单锁汇": (lambda a: a.order.customer.currency != "CNY" and a.amount > 100000, "task 财务部"),
    "多行订单": (lambda a: len(a.order.lines) > 20, "tag 多行; task 计划部"),
}
OF_LINE: dict[str, tuple[Rule, str]] = {
    "非标评审": (lambda a: a.odd, "hold needs-engineering-review; task 工程部; notify 技术总监"),
    "短交期锁库": (lambda a: a.days < 7, "reserve"),
    "短交期排产": (
        lambda a: every(a.days < 14, given(a.cell("make_or_buy"), test=lambda one: one == "make")),
        "tag 短交期; task 计划部",
    ),
    "交期紧于提前期": (lambda a: under(a.slack, 0), "tag 交期紧张; notify 计划部"),
    "缺货短交": (
        lambda a: every(given(a.quantity, a.free, test=lambda one, two: bool(one > two)), a.days < 10),
        "task 计划部",
    ),
    "低于起订量": (
        lambda a: every(
            a.least is not None,  # whether a value is there is always known
            given(a.quantity, a.least, test=lambda one, two: bool(one < two)),
        ),
        "hold rule-held; task 销售内勤",
    ),
    "大额行审批": (lambda a: a.line.line_amount * RATES[a.order.customer.currency] >= 100000, "approve 生产总监"),
    "特殊折扣": (lambda a: (a.line.discount_percent or 0) > 10, "hold rule-held; task 销售总监"),
    "带图订单": (lambda a: a.line.drawing_id is not None, "notify 工程部"),
    "停产物料": (
        lambda a: given(a.cell("status"), test=lambda one: one == "phase_out"),
        "hold rule-held; task 产品经理",
    ),
    "指定BOM版本": (lambda a: bool(a.line.bom_version), "notify 工程部"),
    "特殊要求": (
        lambda a: "特殊" in (a.order.note or "") or "特殊" in (a.line.note or ""),
        "hold rule-held; task 销售内勤",
    ),
}


ACTIONS = {name: action for name, (_, action) in {**OF_ORDER, **OF_LINE}.items()}


def fired(
    order: Order, *, known: bool = True, today: str = masters.TODAY, beside: Decimal = Decimal(0)
) -> Iterator[tuple[str, str, Answer]]:
    """Yield each rule that holds for an order (line_id "") or a line of it; None: a fact that it needs is missing."""
    limits = masters.customers()[order.customer.customer_id] if today == masters.TODAY else ("5000000.00", "0.00")
    first = Asked(order, order.lines[0], known, today, limits, beside)
    for name, (rule, _) in OF_ORDER.items():
        if (answer := rule(first)) is not False:
            yield name, "", answer
    for line in order.lines:
        asked = Asked(order, line, known, today, limits)
        yield from (
            (name, line.line_id, one) for name, (rule, _) in OF_LINE.items() if (one := rule(asked)) is not False
        )


def held_by(order: Order, *, known: bool = True) -> list[str]:
    """Return the finding codes by which rules hold an order."""
    deeds = [deed for name, _, answer in fired(order, known=known) if answer for deed in ACTIONS[name].split("; ")]
    return list(dict.fromkeys(deed.removeprefix("hold ") for deed in deeds if deed.startswith("hold ")))
