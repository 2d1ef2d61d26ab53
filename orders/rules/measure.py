"""What the facts of an order and its lines are: one function a fact, None where it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from orders.masters import Customer, Item, Masters
from orders.records import Attribute, Order, OrderLine, OrderRecord
from orders.rules.evaluate import Facts, Known
from orders.rules.ruleset import Money
from orders.rules.words import Fact, first, words
from orders.units import UnitWords, factor, meant_unit
from orders.values import key
from orders.worth import Credit, order_amount

URGENT = "urgent"
CreditOf = Callable[[OrderRecord], Credit | None]


def unknown_credit(_: OrderRecord) -> Credit | None:
    """Say nothing of what counts against a customer's credit limit: the fact is missing."""
    return None


@dataclass(frozen=True)
class Asked:
    """An order that rules ask about, with what they may look up; `line` is the line asked, None for the whole order."""

    record: OrderRecord
    masters: Masters
    today: date
    money: Money
    units: UnitWords = field(default_factory=dict)
    line: OrderLine | None = None
    credit: CreditOf = unknown_credit

    @cached_property
    def order(self) -> Order:
        assert self.record.order is not None
        return self.record.order

    @cached_property
    def customer(self) -> Customer | None:
        return self.masters.customers.get(self.order.buyer.party_id or "")

    @cached_property
    def item(self) -> Item | None:
        return self.masters.items.get((self.line.sku if self.line else None) or "")

    @property
    def asked_line(self) -> OrderLine:
        assert self.line is not None
        return self.line

    @property
    def day(self) -> date | None:
        """The requested date of the line, else of the order."""
        return self.asked_line.requested_date or self.order.delivery.requested_date

    def turned(self, amount: Decimal | None) -> Decimal | None:
        """Return an amount of the paper in the rules' currency."""
        return self.money.turned(amount, self.order.currency)

    def of_customer(self, amount: Decimal | None) -> Decimal | None:
        """Return an amount of the customer master in the rules' currency."""
        return self.money.turned(amount, self.customer.currency if self.customer else None)


class Measured(Mapping[str, "Known | None"]):
    """The facts of one order or line, each measured when it is first asked for; `above` are those of the order."""

    def __init__(self, asked: Asked, above: Measured | None = None) -> None:
        self._asked, self._above = asked, above
        self._known: dict[str, Known | None] = {}

    def __getitem__(self, name: str) -> Known | None:
        try:
            return self._known[name]
        except KeyError:
            fact = words().facts[name]
            above = self._above if fact.of == "order" else None
            found = self._known[name] = _measured(fact, self._asked) if above is None else above[name]
            return found

    def printed(self, name: str) -> Any:
        """Return a fact as paper or master have it, before it was made comparable."""
        fact = words().facts[name]
        above = self._above if fact.of == "order" else None
        return MEASURES[name](self._asked) if above is None else above.printed(name)

    def __iter__(self) -> Iterator[str]:
        return iter(words().facts)

    def __len__(self) -> int:
        return len(words().facts)


def shown(fact: Fact, facts: Facts) -> str:
    """Say a fact as people read it: 订单金额 620000."""
    value = facts.printed(fact.name) if isinstance(facts, Measured) else facts.get(fact.name)
    if fact.type == "level" and isinstance(value, int):
        value = next(level for level, rank in words().ranks.items() if rank == value)
    if isinstance(value, bool):
        value = first(words().truths, str(value).lower())
    text = "、".join(value) if isinstance(value, tuple) else format(value, "f") if isinstance(value, Decimal) else value
    return f"{fact.title} {'—' if text in (None, '') else text}"


def _measured(fact: Fact, asked: Asked) -> Known | None:
    value = MEASURES[fact.name](asked)
    if value is None and fact.absent is not None:
        value = Decimal(fact.absent) if fact.type not in ("text", "words") else () if fact.type == "words" else ""
    if isinstance(value, str):
        return words().ranks.get(value) if fact.type == "level" else key(value)
    return tuple(key(one) for one in value) if isinstance(value, tuple) else value


# ── the order ────────────────────────────────────────────────────────────────────────────────────────────────────


def _customer(name: str) -> Callable[[Asked], Any]:
    return lambda asked: getattr(asked.customer, name) if asked.customer else None


def _printed(name: str) -> Callable[[Asked], Any]:
    return lambda asked: getattr(asked.order, name)


def _credit_share(asked: Asked) -> Decimal | None:
    credit = asked.credit(asked.record)
    return credit.share if credit else None


def _urgent(asked: Asked) -> bool:
    return URGENT in asked.order.tags or asked.order.priority == URGENT


def _tags(asked: Asked) -> tuple[str, ...]:
    return (*asked.order.tags, *((asked.order.priority,) if asked.order.priority else ()))


def _earliest(asked: Asked) -> Decimal | None:
    header = asked.order.delivery.requested_date
    days = [line.requested_date or header for line in asked.order.lines]
    known = [day for day in days if day is not None]
    return Decimal((min(known) - asked.today).days) if known and len(known) == len(days) else None


def _extras(*, charge: bool) -> Callable[[Asked], Decimal | None]:
    def total(asked: Asked) -> Decimal | None:
        rows = [row.amount for row in asked.order.allowance_charges if row.charge == charge]
        return asked.turned(sum(rows, Decimal(0))) if rows else Decimal(0)

    return total


def _items(asked: Asked) -> Decimal | None:
    skus = {line.sku for line in asked.order.lines}
    return None if None in skus else Decimal(len(skus))


# ── a line ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(name: str) -> Callable[[Asked], Any]:
    return lambda asked: getattr(asked.asked_line, name)


def _item(name: str) -> Callable[[Asked], Any]:
    return lambda asked: getattr(asked.item, name) if asked.item else None


def _amount(name: str) -> Callable[[Asked], Decimal | None]:
    return lambda asked: asked.turned(getattr(asked.asked_line, name))


def _unit_price(asked: Asked) -> Decimal | None:
    """The price of one unit, also where the paper prints that of 100."""
    price, base = asked.asked_line.unit_price, asked.asked_line.price_base_quantity
    return asked.turned(price if price is None or not base else price / base)


def _days(asked: Asked) -> Decimal | None:
    return Decimal((asked.day - asked.today).days) if asked.day else None


def _lead_time(asked: Asked) -> Decimal | None:
    return Decimal(asked.item.lead_time_days) if asked.item else None


def _slack(asked: Asked) -> Decimal | None:
    days, lead = _days(asked), _lead_time(asked)
    return None if days is None or lead is None else days - lead


def _quantity(asked: Asked) -> Decimal | None:
    """In the item's own unit, so that it can be compared with stock and minimum; missing where that is not known."""
    line, item = asked.asked_line, asked.item
    unit = meant_unit(line, asked.units)
    if item is None or unit is None or line.quantity is None:
        return None
    times = factor(unit, item, asked.order.buyer.party_id, asked.masters.units.get(item.sku, ()), asked.units)
    return None if times is None else line.quantity * times


def _free_stock(asked: Asked) -> Decimal | None:
    if asked.item is None:
        return None
    rows = asked.masters.stock.get(asked.item.sku, ())
    return sum((row.on_hand - row.reserved for row in rows), Decimal(0))


def _nonstandard(asked: Asked) -> tuple[str, ...] | None:
    """Return the printed parameters whose value the item's own name and specification do not say."""
    if asked.item is None:
        return None
    own = key(" ".join(part for part in (asked.item.name, asked.item.name_en, asked.item.specification) if part))
    return tuple(
        f"{one.name} {_with_unit(one)}" for one in asked.asked_line.attributes if key(_with_unit(one)) not in own
    )


def _with_unit(one: Attribute) -> str:
    return f"{one.value}{one.unit or ''}"


def _has_nonstandard(asked: Asked) -> bool | None:
    found = _nonstandard(asked)
    return None if found is None else bool(found)


MEASURES: Mapping[str, Callable[[Asked], Any]] = {
    "order_amount": lambda asked: asked.turned(order_amount(asked.order)),
    "customer_level": _customer("level"),
    "customer_id": _customer("customer_id"),
    "customer_name": _customer("name"),
    "credit_limit": lambda asked: asked.of_customer(_customer("credit_limit")(asked)),
    "credit_used": lambda asked: asked.of_customer(_customer("credit_used")(asked)),
    "credit_share": _credit_share,
    "payment_terms": _printed("payment_terms"),
    "currency": _printed("currency"),
    "prices_include_tax": _printed("prices_include_tax"),
    "tags": _tags,
    "urgent": _urgent,
    "note": _printed("note"),
    "delivery_terms": lambda asked: asked.order.delivery.terms,
    "ship_to": lambda asked: asked.order.delivery.address,
    "line_count": lambda asked: Decimal(len(asked.order.lines)),
    "item_count": _items,
    "drawing_count": lambda asked: Decimal(len(asked.record.drawings)),
    "issue_date": _printed("issue_date"),
    "earliest_days": _earliest,
    "charges": _extras(charge=True),
    "discounts": _extras(charge=False),
    "is_change": lambda asked: asked.record.document_type == "order_change",
    "delivery_days": _days,
    "requested_date": lambda asked: asked.day,
    "slack_days": _slack,
    "sku": lambda asked: asked.item.sku if asked.item else None,
    "item_name": _item("name"),
    "item_status": _item("status"),
    "make_or_buy": _item("make_or_buy"),
    "description": _line("description"),
    "specification": _line("specification"),
    "quantity": _quantity,
    "unit_price": _unit_price,
    "line_amount": _amount("line_amount"),
    "discount_percent": _line("discount_percent"),
    "lead_time": _lead_time,
    "minimum_order": _item("minimum_order_quantity"),
    "safety_stock": _item("safety_stock"),
    "free_stock": _free_stock,
    "has_nonstandard": _has_nonstandard,
    "nonstandard": _nonstandard,
    "has_drawing": lambda asked: asked.asked_line.drawing_id is not None,
    "bom_version": _line("bom_version"),
    "line_note": _line("note"),
}
