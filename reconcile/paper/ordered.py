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
    """One order in force, its number, and the names (as keys) by which its customer may stand in an export.

    A supplement is an order of its own under the number of the first: in an export nobody can tell whose line is
    whose, so `records` are the first order and its supplements, of each what its customer has not cancelled.
    """

    records: tuple[OrderRecord, ...]
    cancelled: bool
    customer_id: str
    names: frozenset[str]

    @property
    def record(self) -> OrderRecord:
        return self.records[0]

    @property
    def order(self) -> Order:
        return _order(self.record)

    @property
    def number(self) -> str:
        return self.order.order_id or ""

    @cached_property
    def printed(self) -> tuple[tuple[OrderRecord, int], ...]:
        """The paper of each line, and which of the paper's lines it is."""
        return tuple((one, at) for one in self.records for at in range(len(_order(one).lines)) if not self.cancelled)

    @cached_property
    def lines(self) -> tuple[OrderLine, ...]:
        return tuple(_order(record).lines[at] for record, at in self.printed)

    def paper_of(self, line: int | None) -> OrderRecord:
        """Return the paper a line stands on; that of the order itself for none."""
        return self.record if line is None else self.printed[line][0]


def _order(record: OrderRecord) -> Order:
    assert record.order is not None
    return record.order


def orders_of(found: Sequence[Held], known: Known) -> tuple[Ordered, ...]:
    """Return the orders that have a number, as they are in force, supplements with the order they belong to."""
    families: dict[tuple[str, str], list[Held]] = {}
    for held in found:
        if held.record.order and held.record.order.order_id:
            owner = (held.record.order_key or held.record.source.sha256).partition("/")[0]
            families.setdefault((owner, key(held.record.order.order_id)), []).append(held)
    return tuple(_ordered(family, known) for family in families.values())


def _ordered(family: Sequence[Held], known: Known) -> Ordered:
    living = [held for held in family if held.state != "cancelled"]
    records = tuple(held.record for held in living or family)
    buyer = _order(records[0]).buyer
    customer = known.masters.customers.get(buyer.party_id or "")
    names = [buyer.name, buyer.party_id, *((customer.name, *customer.aliases) if customer else ())]
    keys = frozenset(key(name) for name in names if name)
    return Ordered(records, not living, buyer.party_id or "", keys)


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
    cells = [_cells(orders[n], at, n, known) for n, at in places]
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


def _cells(order: Ordered, at: int, number: int, known: Known) -> dict[str, str]:
    line, head = order.lines[at], _order(order.paper_of(at))
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
        "customer": customer.name if customer else head.buyer.name or "",
        "customer_id": order.customer_id,
        "quantity": _number(line.quantity),
        "unit": words.get(key(unit), unit),
        "unit_factor": _number(many),
        "unit_price": _number(None if price is None else price.quantize(DIGITS)),
        "amount": _number(line.line_amount),
        "currency": head.currency or "",
        "order_date": _day(head.issue_date),
        "promised_date": _day(line.requested_date or head.delivery.requested_date),
    }


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _terms(orders: Sequence[Ordered], known: Known) -> Iterator[tuple[int, int, int]]:
    for order in orders:
        for at, line in enumerate(order.lines):
            head = _order(order.paper_of(at))
            item = known.masters.items.get(line.sku or "")
            rates = (line.tax_rate, head.tax_rate, item.tax_rate if item else None)
            rate = next((value for value in rates if value is not None), Decimal(0))
            says = line.prices_include_tax if line.prices_include_tax is not None else head.prices_include_tax
            discount = (line.discount_percent or Decimal(0)) / 100
            yield int(rate * SCALE), int(discount * SCALE), -1 if says is None else int(says)
