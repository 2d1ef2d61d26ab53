"""What a customer may do: order up to its credit limit, order as urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, lines_of, order_of
from intake.check.prices import listed_amount
from orders.codes import finding
from orders.masters import Customer
from orders.records import OrderRecord
from orders.rules.ruleset import Money
from orders.worth import Credit, order_amount

URGENT = "urgent"
TOTALS = "/order/totals"


def check_credit(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an order that, with what is owed and every other open order, leads over the customer's credit limit.

    What cannot be added up (no amount, another currency than the limit's) is said.
    """
    customer = context.customer(record)
    if customer is None or customer.credit_limit is None:
        return record
    credit = _credit(record, context, Money(""))
    if credit is None:
        seen = ", ".join(sorted(set(_strange(record, customer, context)))) or "—"
        return add(record, finding("credit-unknown", TOTALS, limit=customer.credit_limit, seen=seen))
    if credit.taken <= credit.limit:
        return record
    parts = (credit.used, credit.others, credit.order) if credit.others else (credit.used, credit.order)
    used = " + ".join(f"{part:f}" for part in parts)
    return add(record, finding("credit-exceeded", TOTALS, limit=credit.limit, used=used))


def credit_of(record: OrderRecord, context: Context) -> Credit | None:
    """Add up what counts against the customer's limit, as the check does, with the rates of the site's rules.

    None without a customer or limit, and where something cannot be added: no amount, or a currency without a rate.
    """
    return _credit(record, context, context.standing.rules.money if context.standing else Money(""))


def _credit(record: OrderRecord, context: Context, money: Money) -> Credit | None:
    customer, order = context.customer(record), order_of(record)
    amount = (order_amount(order) or _listed(record, customer, context)) if customer else None
    if customer is None or customer.credit_limit is None or amount is None:
        return None
    own = customer.currency or order.currency
    others = _others(record, customer, context)
    used = customer.credit_used or Decimal(0)
    values = [(customer.credit_limit, own), (used, own), (amount, order.currency or own)]
    values += [(worth, currency or own) for currency, worth in others.items()]
    turned = _in_one(values, own, money)
    return Credit(turned[0], turned[1], sum(turned[3:], Decimal(0)), turned[2]) if turned else None


def _in_one(values: Sequence[tuple[Decimal, str | None]], own: str | None, money: Money) -> tuple[Decimal, ...] | None:
    """Return amounts in one currency: as they are if they all have `own`, else by the rates of `money`."""
    if all(currency == own for _, currency in values):
        return tuple(amount for amount, _ in values)
    turned = [money.turned(amount, currency) for amount, currency in values]
    known = tuple(amount for amount in turned if amount is not None)
    return known if len(known) == len(turned) else None


def _others(record: OrderRecord, customer: Customer, context: Context) -> Mapping[str | None, Decimal]:
    return context.history.open_amounts(customer.customer_id, besides=record.order_key)


def _strange(record: OrderRecord, customer: Customer, context: Context) -> Iterator[str]:
    """Name the currencies, of this order and of open ones, that are not the limit's."""
    order = order_of(record)
    own = customer.currency or order.currency
    for currency in (order.currency, *_others(record, customer, context)):
        if currency not in (own, None):
            yield currency or ""


def _listed(record: OrderRecord, customer: Customer, context: Context) -> Decimal | None:
    """Return what an order that names no amounts comes to by the customer's price list."""
    amounts = [listed_amount(record, line, customer, context) for _, line in lines_of(record)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def check_urgent(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an urgent order of a customer whose level does not allow it."""
    customer, order = context.customer(record), order_of(record)
    urgent = URGENT in order.tags or order.priority == URGENT
    if customer is None or not urgent or customer.level != "D":
        return record
    return add(record, finding("urgent-not-allowed", "/order/tags", level=customer.level))
