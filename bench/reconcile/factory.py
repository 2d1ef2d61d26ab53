"""One factory's truth: who ordered what, how far each line has come, in which parts it left the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

NOW = datetime(2026, 9, 15, 18, 0)
STAGES = ("confirmed", "released", "in_production", "ready", "picking", "shipped", "in_transit", "signed", "invoiced")
READY, SHIPPED, SIGNED = (STAGES.index(name) for name in ("ready", "shipped", "signed"))
LEAST_HOURS = 30  # whatever moved last did so longer ago than the permitted lag of 24 hours


@dataclass(frozen=True)
class Item:
    """What is sold; `price` in the order's currency."""

    sku: str
    name: str
    price: Decimal


@dataclass(frozen=True)
class Customer:
    """Who buys."""

    number: str
    name: str


@dataclass(frozen=True)
class Part:
    """What of a line goes out in one piece."""

    quantity: int
    stage: str
    waybill: str
    shipped: date | None


@dataclass(eq=False)
class Line:
    """A line of an order; `group` is the key of the line with which the warehouse has merged it, else its own."""

    key: str
    order: Order
    number: int
    item: Item
    quantity: int
    promised: date
    parts: list[Part] = field(default_factory=list)
    group: str = ""

    @property
    def stage(self) -> str:
        return self.order.stage

    @property
    def reached(self) -> int:
        return STAGES.index(self.order.stage)

    @property
    def amount(self) -> Decimal:
        return self.item.price * self.quantity

    @property
    def kin(self) -> tuple[str, str]:
        """What lines have in common that can be taken for one another."""
        return self.order.customer.number, self.item.sku


@dataclass(eq=False)
class Order:
    """An order; all its lines have come equally far at `moved`. `twin` is the order it equals in all but its number."""

    number: str
    customer: Customer
    purchase: str
    ordered: date
    stage: str
    moved: datetime
    lines: list[Line] = field(default_factory=list)
    twin: Order | None = None


@dataclass(frozen=True)
class Habits:
    """What kind of factory it is; shares from 0 to 1."""

    numbers: Callable[[Random, int], list[str]]
    items: Sequence[Item]
    customers: Sequence[Customer]
    standing: float = 0.0  # orders that repeat a customer's one item and quantity
    split: float = 0.04  # lines in the warehouse that go out in parts
    merged: float = 0.0  # orders with an item twice that goes out as one
    twins: float = 0.0  # orders that come twice on one day
    most_lines: int = 4


def orders_of(habits: Habits, rng: Random, count: int) -> list[Order]:
    """Draw the orders of a factory, oldest first."""
    days = sorted((rng.randint(3, 200) for _ in range(count)), reverse=True)
    standing = {customer: (rng.choice(habits.items), rng.randint(1, 40) * 5) for customer in habits.customers}
    orders: list[Order] = []
    for at, (number, age) in enumerate(zip(habits.numbers(rng, count), days, strict=True)):
        if orders and not orders[-1].twin and rng.random() < habits.twins:
            orders.append(_again(orders[-1], number, at))
            continue
        order = _order(habits, rng, number, age)
        if rng.random() < habits.standing:
            order.purchase = f"BPO-{order.customer.number}"  # one number for all calls of a year
            _line(rng, order, at, *standing[order.customer])
        else:
            _various(habits, rng, order, at)
        orders.append(order)
    for order in orders:
        _ship(habits, rng, order)
    return orders


def _order(habits: Habits, rng: Random, number: str, age: int) -> Order:
    stage = rng.choice(STAGES[: 5 if age < 10 else len(STAGES)])
    hours = rng.randint(LEAST_HOURS, (17 if STAGES.index(stage) < SIGNED else 90) * 24)
    moved = max(NOW - timedelta(hours=hours), NOW - timedelta(days=age) + timedelta(hours=8))
    customer = rng.choice(habits.customers)
    purchase = f"PO{rng.randint(10_000, 99_999)}"
    return Order(number, customer, purchase, (NOW - timedelta(days=age)).date(), stage, moved)


def _line(rng: Random, order: Order, at: int, item: Item, quantity: int) -> Line:
    number = len(order.lines) + 1
    promised = order.ordered + timedelta(days=rng.randint(20, 75))
    line = Line(f"{at}/{number}", order, number, item, quantity, promised, group=f"{at}/{number}")
    order.lines.append(line)
    return line


def _various(habits: Habits, rng: Random, order: Order, at: int) -> None:
    count = 1 if rng.random() < 0.4 else rng.randint(1, habits.most_lines)
    for item in rng.sample(list(habits.items), count):
        _line(rng, order, at, item, rng.choice((rng.randint(1, 60), rng.randint(2, 30) * 20)))
    if rng.random() < habits.merged:
        first = order.lines[0]
        _line(rng, order, at, first.item, first.quantity + rng.randint(1, 30)).group = first.key


def _again(order: Order, number: str, at: int) -> Order:
    """Make the order that came twice on one day: equal in all but its numbers."""
    twin = Order(number, order.customer, f"{order.purchase}B", order.ordered, order.stage, order.moved, twin=order)
    for line in order.lines:
        key = f"{at}/{line.number}"
        group = f"{at}/{line.group.partition('/')[2]}"
        twin.lines.append(Line(key, twin, line.number, line.item, line.quantity, line.promised, group=group))
    return twin


def _ship(habits: Habits, rng: Random, order: Order) -> None:
    """Send the lines out whole, in parts, or one with another."""
    if STAGES.index(order.stage) < READY:
        return
    shipped = (order.moved - timedelta(days=rng.randint(0, 2))).date() if STAGES.index(order.stage) >= SHIPPED else None
    waybill = f"YD{rng.randint(10**9, 10**10 - 1)}"
    for line in order.lines:
        split = line.quantity >= 12 and not order.twin and not _merged(line) and rng.random() < habits.split
        pieces = _pieces(rng, line.quantity) if split else [line.quantity]
        for number, quantity in enumerate(pieces):
            bill = (f"{waybill}{number}" if number else waybill) if shipped else ""
            line.parts.append(Part(quantity, order.stage, bill, shipped and shipped - timedelta(days=number)))


def _pieces(rng: Random, quantity: int) -> list[int]:
    """Cut a quantity into two to six parts; some are equal, as two full pallets are."""
    count = rng.choice((2, 2, 2, 3, 4, 6))
    if rng.random() < 0.3 and quantity % count == 0:
        return [quantity // count] * count
    cuts = sorted(rng.sample(range(1, quantity), count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, quantity], strict=True)]


def _merged(line: Line) -> bool:
    return any(other.group == line.group and other is not line for other in line.order.lines)
