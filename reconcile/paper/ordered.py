"""Orders in force → a side of the matching: what the papers say, with what the masters know of customers and units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

import numpy as np
import pyarrow as pa

from orders.ledger import Held
from orders.masters import Masters
from orders.records import Order, OrderLine, OrderRecord
from orders.units import UnitWords, factor, meant_unit
from orders.values import key
from reconcile.cells import SCALE, Ints
from reconcile.keys import plain_key
from reconcile.load.columns import Columns
from reconcile.load.sheets import Sheet
from reconcile.load.side import Side, side_of
from reconcile.texts import Texts
from reconcile.tolerances import Tolerances
from reconcile.vocabulary import Vocabulary

PAPER = "paper"
DIGITS = Decimal("0.0001")
# columns of the paper's side
NAMES = (
    *("order_id", "customer_order_id", "line_id", "sku", "customer", "customer_id", "quantity", "unit", "unit_factor"),
    *("unit_price", "amount", "currency", "order_date", "promised_date"),
)


@dataclass(frozen=True)
class Known:
    """What the masters and the site's words know of customers, items and units."""

    masters: Masters
    words: UnitWords
    customer_words: Mapping[str, UnitWords]

    @cached_property
    def customers(self) -> Mapping[str, str]:
        """Every name, alias and id of a customer (as a key) → customer_id; what two customers have says nothing."""
        found: dict[str, set[str]] = {}
        for one in self.masters.customers.values():
            for name in (one.customer_id, one.name, *one.aliases):
                found.setdefault(key(name), set()).add(one.customer_id)
        return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Customers' item codes that mean one item of ours and are none of our own → that item (keys)."""
        ours = {plain_key(sku) for sku in self.masters.items}
        found: dict[str, set[str]] = {}
        for (_, code), sku in self.masters.cross_reference.items():
            found.setdefault(plain_key(code), set()).add(plain_key(sku))
        return {code: skus.pop() for code, skus in found.items() if len(skus) == 1 and code not in ours}

    def name(self, word: str) -> str:
        """Return a customer's own name for any name of theirs (keys); a name nobody knows stays."""
        known = self.masters.customers.get(self.customers.get(word, ""))
        return key(known.name) if known else word

    def words_of(self, customer_id: str) -> UnitWords:
        return self.customer_words.get(customer_id, self.words)


@dataclass(frozen=True)
class Ordered:
    """One order in force, its number, and the names (as keys) by which its customer may stand in an export."""

    record: OrderRecord
    cancelled: bool
    customer_id: str
    names: frozenset[str]

    @property
    def order(self) -> Order:
        assert self.record.order is not None
        return self.record.order

    @property
    def number(self) -> str:
        return self.order.order_id or ""

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return () if self.cancelled else self.order.lines


def orders_of(found: Sequence[Held], known: Known) -> tuple[Ordered, ...]:
    """Return the orders that have a number, as they are in force."""
    return tuple(_ordered(held, known) for held in found if held.record.order and held.record.order.order_id)


def _ordered(held: Held, known: Known) -> Ordered:
    assert held.record.order is not None
    buyer = held.record.order.buyer
    customer = known.masters.customers.get(buyer.party_id or "")
    names = [buyer.name, buyer.party_id, *((customer.name, *customer.aliases) if customer else ())]
    keys = frozenset(key(name) for name in names if name)
    return Ordered(held.record, held.state == "cancelled", buyer.party_id or "", keys)


@dataclass(frozen=True)
class PaperSide:
    """The papers' lines as a side; by row the order and its line (from 0), and what its price rests on.

    `rate` is the tax rate, `discount` the discount (1/10,000, 0 where there is none), `taxed` 1 if the price includes
    tax, 0 if not, −1 if nobody knows.
    """

    side: Side
    order: Ints
    line: Ints
    rate: Ints
    discount: Ints
    taxed: Ints


def paper_side(orders: Sequence[Ordered], known: Known, words: Vocabulary, as_of: datetime) -> PaperSide:
    """Type the papers' lines as an export of `words` would be typed; rows in the order of orders and lines."""
    places = [(n, at) for n, order in enumerate(orders) for at in range(len(order.lines))]
    cells = [_cells(orders[n], orders[n].lines[at], n, known) for n, at in places]
    sheet = Sheet(PAPER, [], list(NAMES), [], np.arange(1, len(places) + 1), PAPER, frozenset(range(len(NAMES))))
    texts = {name: Texts.of(pa.array([row[name] for row in cells], pa.string())) for name in NAMES}
    columns = Columns(sheet, texts, sheet.rows, (), {name: name for name in NAMES}, {})
    spoken = replace(words, system=PAPER, formats={"decimal": "point", "dates": "ymd"}, tolerances=Tolerances())
    side = side_of(columns, spoken, as_of)
    terms = np.array(list(_terms(orders, known)), np.int64).reshape(-1, 3)
    order, line = np.array(places, np.int64).reshape(-1, 2).T
    return PaperSide(with_meaning(side, known), order, line, *terms.T)


def with_meaning(side: Side, known: Known) -> Side:
    """Return a side whose customers, items and units are called as the masters call them."""
    keys = dict(side.keys)
    keys["customer"] = keys["customer"].mapped(known.name)
    keys["customer_id"] = keys["customer_id"].mapped(lambda word: word if word in known.customers else "")
    keys["sku"] = keys["sku"].mapped(lambda word: known.codes.get(word, word))
    single = side.frame["factor"].to_numpy() == SCALE  # a pack that is converted counts in no unit of its own
    keys["unit"] = keys["unit"].mapped(lambda word: known.words.get(word, word)).where(single)
    return replace(side, keys=keys)


def _cells(order: Ordered, line: OrderLine, number: int, known: Known) -> dict[str, str]:
    customer = known.masters.customers.get(order.customer_id)
    words = known.words_of(order.customer_id)
    unit = meant_unit(line, words) or ""
    item = known.masters.items.get(line.sku or "")
    factors = known.masters.units.get(line.sku or "", ())
    many = factor(unit, item, order.customer_id or None, factors, words) if unit and item else None
    price = None if line.unit_price is None else line.unit_price / (line.price_base_quantity or 1)
    return {
        "order_id": f"{number:09d}",
        "customer_order_id": order.number,
        "line_id": line.line_id or "",
        "sku": line.sku or line.seller_item_id or line.buyer_item_id or "",
        "customer": customer.name if customer else order.order.buyer.name or "",
        "customer_id": order.customer_id,
        "quantity": _number(line.quantity),
        "unit": words.get(key(unit), unit),
        "unit_factor": _number(many),
        "unit_price": _number(None if price is None else price.quantize(DIGITS)),
        "amount": _number(line.line_amount),
        "currency": order.order.currency or "",
        "order_date": _day(order.order.issue_date),
        "promised_date": _day(line.requested_date or order.order.delivery.requested_date),
    }


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _terms(orders: Sequence[Ordered], known: Known) -> Iterator[tuple[int, int, int]]:
    for order in orders:
        for line in order.lines:
            item = known.masters.items.get(line.sku or "")
            rates = (line.tax_rate, order.order.tax_rate, item.tax_rate if item else None)
            rate = next((value for value in rates if value is not None), Decimal(0))
            says = line.prices_include_tax if line.prices_include_tax is not None else order.order.prices_include_tax
            discount = (line.discount_percent or Decimal(0)) / 100
            yield int(rate * SCALE), int(discount * SCALE), -1 if says is None else int(says)
