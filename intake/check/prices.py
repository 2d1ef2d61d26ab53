"""Printed prices against the customer's price list: currency, day, quantity step, unit, base and tax basis."""

from __future__ import annotations

from decimal import Decimal

from intake.check.context import Context
from intake.check.edit import add, by_person, derive, keep, lines_of, order_of
from intake.check.price_list import Asked, expected, price_rows
from intake.check.units import read_unit
from orders.codes import finding
from orders.masters import Customer, Item, Price
from orders.records import Finding, OrderLine, OrderRecord

BASIS = "/order/prices_include_tax"
CURRENCY = "/order/currency"
# which currencies a bare sign can stand for; the customer's profile picks one (CONTRACT section 3)
SIGNS = {"¥": ("CNY", "JPY"), "$": ("USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD", "MXN", "BRL")}


def check_prices(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold prices that are not the list's, unlisted ones, other currencies; settle an unsaid tax basis by proof."""
    customer = context.customer(record)
    if customer is None:
        return record
    record = _currency(record, customer, context)
    if _of_another_currency(record, context):
        return record
    record = _tax_basis(record, customer, context)
    for path, line in lines_of(record):
        record = add(record, *_line(record, path, line, customer, context))
    return record


def _currency(record: OrderRecord, customer: Customer, context: Context) -> OrderRecord:
    order = order_of(record)
    if order.currency is None:
        return _currency_of_sign(record, customer)
    if customer.currency in (None, order.currency) or by_person(record, CURRENCY):
        return record
    listed = [context.masters.prices.get((customer.customer_id, line.sku or ""), ()) for line in order.lines]
    if all(any(row.currency == order.currency for row in rows) for rows in listed):
        return record
    # nothing is proposed: our currency's name beside the paper's amounts would be another order
    return add(record, finding("currency-disagrees", CURRENCY, currency=customer.currency, seen=order.currency))


def _of_another_currency(record: OrderRecord, context: Context) -> bool:
    """Say whether the currency is asked about: until a person has answered, no price can be compared."""
    code = "currency-disagrees"
    holds = context.policy.get(code, "error") == "error" and (code, CURRENCY) not in context.settled
    return holds and any(item.code == code for item in record.findings)


def _currency_of_sign(record: OrderRecord, customer: Customer) -> OrderRecord:
    """Let the customer's profile say what a bare sign means; a sign that cannot mean it stays held."""
    held = next((item for item in record.findings if item.code == "currency-unknown"), None)
    sign = (held.facts.get("seen", "") if held else "").replace("￥", "¥").strip()
    if customer.currency is None or held is None or customer.currency not in SIGNS.get(sign, ()):
        return record
    record = keep(record, lambda item: item is not held)
    return derive(record, CURRENCY, customer.currency, sign)


def _tax_basis(record: OrderRecord, customer: Customer, context: Context) -> OrderRecord:
    """Derive an unsaid tax basis if every priced line fits the list in one reading and not in the other."""
    lines = [line for line in order_of(record).lines if line.unit_price is not None]
    unsaid = all(_basis(record, line) is None for line in lines)
    if not lines or not unsaid or by_person(record, BASIS):
        return record
    fitting = [basis for basis in (True, False) if all(_fits(record, x, customer, context, basis) for x in lines)]
    if len(fitting) != 1:
        return record
    record = keep(record, lambda item: item.code != "tax-basis-unknown")
    return derive(record, BASIS, fitting[0], str(lines[0].unit_price))


def _basis(record: OrderRecord, line: OrderLine) -> bool | None:
    return order_of(record).prices_include_tax if line.prices_include_tax is None else line.prices_include_tax


def _line(record: OrderRecord, path: str, line: OrderLine, customer: Customer, context: Context) -> tuple[Finding, ...]:
    item = context.masters.items.get(line.sku or "")
    if item is None or line.quantity is None:
        return ()
    rows, place = _rows(record, line, customer, context), f"{path}/unit_price"
    if not rows:
        return (finding("price-unknown", place, customer=customer.customer_id, sku=item.sku),)
    asked = _asked(record, line, customer, context)
    if line.unit_price is None or asked is None:
        return ()
    basis = _basis(record, line)
    basis = rows[0].includes_tax if basis is None else basis
    if _fits(record, line, customer, context, basis):
        return ()
    price = expected(rows[0], asked, basis)
    shown = str(rows[0].unit_price) if price is None else str(price)
    facts = {"sku": item.sku, "price": shown, "seen": format(line.unit_price, "f")}
    return (finding("price-disagrees", place, proposed=None if price is None else shown, **facts),)


def listed_amount(record: OrderRecord, line: OrderLine, customer: Customer, context: Context) -> Decimal | None:
    """Return what a line comes to by the price list, in the list's own tax basis; None if the list does not say."""
    asked, rows = _asked(record, line, customer, context), _rows(record, line, customer, context)
    price = expected(rows[0], asked, rows[0].includes_tax) if asked and len(rows) == 1 else None
    return price * asked.quantity / asked.base if asked and price is not None else None


def _rows(record: OrderRecord, line: OrderLine, customer: Customer, context: Context) -> tuple[Price, ...]:
    asked = _asked(record, line, customer, context) or Asked(line.quantity or Decimal(0), None, context.today)
    return price_rows(context.masters.prices.get((customer.customer_id, line.sku or ""), ()), asked)


def _asked(record: OrderRecord, line: OrderLine, customer: Customer, context: Context) -> Asked | None:
    """Return what the printed price refers to; None while the unit is not known."""
    item, order = context.masters.items.get(line.sku or ""), order_of(record)
    if item is None or line.quantity is None:
        return None
    factor = _factor(line, item, customer, context)
    if factor is None:
        return None
    base = line.price_base_quantity or Decimal(1)
    day = order.issue_date or context.today
    return Asked(line.quantity, order.currency or customer.currency, day, factor, base, _rate(line, item, record))


def _factor(line: OrderLine, item: Item, customer: Customer, context: Context) -> Decimal | None:
    return read_unit(line, item, customer.customer_id, context).factor


def _rate(line: OrderLine, item: Item, record: OrderRecord) -> Decimal | None:
    return next((r for r in (item.tax_rate, line.tax_rate, order_of(record).tax_rate) if r is not None), None)


def _fits(record: OrderRecord, line: OrderLine, customer: Customer, context: Context, basis: bool) -> bool:
    """Say whether a line's printed price, its discount taken off, is the list's in this tax basis."""
    asked = _asked(record, line, customer, context)
    if asked is None or line.unit_price is None:
        return False
    off = Decimal(1) - (line.discount_percent or Decimal(0)) / 100
    printed = line.unit_price * off if line.discount_percent else line.unit_price
    prices = (expected(row, asked, basis, line.unit_price) for row in _rows(record, line, customer, context))
    return any(price is not None and _within(printed, price, context) for price in prices)


def _within(printed: Decimal, price: Decimal, context: Context) -> bool:
    allowed = context.price_tolerance
    return printed == price if allowed is None else allowed.permits(price, printed)
