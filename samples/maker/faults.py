"""Faults planted in the three systems, and what must be said of each; healthy oddities that must raise nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from samples.maker.sales import NOW, STAGES, Books, Row, Sale, word

SYSTEMS = ("crm", "erp", "wms")


@dataclass(frozen=True)
class Expected:
    """One exception that must be raised; a whole missing order names no line and no item."""

    kind: str
    sales: tuple[Sale, ...]
    rows: dict[str, list[Row]]
    stake: Decimal
    field: str = ""
    odd_system: str = ""

    @property
    def whole(self) -> bool:
        return len(self.sales) > 1


@dataclass
class Planter:
    """Hand out orders that no other fault has touched and keep what must be found."""

    books: Books
    orders: list[list[Sale]]
    expected: list[Expected] = field(default_factory=list)

    def take(self, first: str, last: str, *, lines: int = 1, least: int = 1, split: bool = False) -> tuple[Sale, ...]:
        """Take an untouched order between two stages: `lines` lines or more (one if 1), `least` pieces in the first."""
        for order in self.orders:
            fits = STAGES.index(first) <= STAGES.index(order[0].stage) <= STAGES.index(last)
            size = len(order) == 1 if lines == 1 else len(order) >= lines
            if fits and size and order[0].quantity >= least and self._parts(order[0]) == split:
                self.orders.remove(order)
                return tuple(order)
        raise LookupError(f"no untouched order between {first} and {last}")

    def _parts(self, sale: Sale) -> bool:
        return len(self.books.rows("wms", [sale])) > 1

    def expect(
        self, kind: str, sales: Sequence[Sale], odd: str = "", name: str = "", stake: Decimal | None = None
    ) -> None:
        """Note an exception over all rows of the sales."""
        rows = {system: self.books.rows(system, sales) for system in SYSTEMS}
        amount = sum((sale.amount for sale in sales), Decimal(0)) if stake is None else stake
        self.expected.append(Expected(kind, tuple(sales), rows, amount, name, odd))

    def change(self, system: str, sale: Sale, **values: object) -> None:
        """Change every row of a sale in one system."""
        for row in self.books.rows(system, [sale]):
            row.update(values)


def plant(books: Books, orders: list[list[Sale]]) -> list[Expected]:
    """Plant every fault and every harmless oddity; return what must be found."""
    mixed = list(orders)
    random.Random("faults").shuffle(mixed)  # so that faults lie all over the files
    planter = Planter(books, mixed)
    for step in (
        harmless_lag,
        harmless_absence,
        stages,
        quantities,
        missing,
        duplicates,
        money,
        dates,
        numbers,
        harmless_spelling,
    ):
        step(planter)
    return planter.expected


def missing(planter: Planter) -> None:
    """A whole order and a single line are missing in each system."""
    for system in SYSTEMS:
        whole = planter.take("shipped", "signed", lines=2)
        planter.books.drop(system, whole)
        planter.expect(f"missing-in-{system}", whole, system)
        line = planter.take("shipped", "signed", lines=3)[1:2]
        planter.books.drop(system, line)
        planter.expect(f"missing-in-{system}", line, system)


def duplicates(planter: Planter) -> None:
    """A row entered twice, cell for cell."""
    for system in ("crm", "erp"):
        sales = planter.take("shipped", "signed")
        rows = getattr(planter.books, system)
        rows.append(dict(planter.books.rows(system, sales)[0]))
        planter.expect("duplicate", sales, system)


def quantities(planter: Planter) -> None:
    """A shipment noted short, a quantity changed in the ERP, parts that do not add up, fewer pieces shipped."""
    (sale,) = planter.take("shipped", "signed", least=20)
    planter.change("wms", sale, quantity=sale.quantity - 2, shipped_quantity=sale.quantity - 2)
    planter.expect("quantity-mismatch", [sale], "wms", "quantity", 2 * sale.price)
    (sale,) = planter.take("ready", "signed", least=10)
    planter.change("erp", sale, quantity=sale.quantity + 10, amount=sale.price * (sale.quantity + 10))
    planter.expect("quantity-mismatch", [sale], "erp", "quantity", 10 * sale.price)
    sale = planter.take("shipped", "signed", lines=2, least=20, split=True)[0]
    part = planter.books.rows("wms", [sale])[1]
    part.update(quantity=part["quantity"] - 3, shipped_quantity=part["quantity"] - 3)
    planter.expect("quantity-mismatch", [sale], "wms", "quantity", 3 * sale.price)
    (sale,) = planter.take("shipped", "signed", least=20)
    planter.change("wms", sale, shipped_quantity=sale.quantity - 5)
    planter.expect("quantity-mismatch", [sale], "wms", "shipped_quantity", 5 * sale.price)


def money(planter: Planter) -> None:
    """Another price in the ERP with its own amount; an amount that is not quantity times price."""
    for first, last in (("shipped", "signed"), ("in_production", "in_production")):
        sale = planter.take(first, last, lines=2)[0]
        price = sale.price + Decimal("1.50")
        planter.change("erp", sale, unit_price=price, amount=price * sale.quantity)
        planter.expect("price-mismatch", [sale], "", "unit_price", Decimal("1.50") * sale.quantity)
    for system, wrong in (("erp", Decimal("100.00")), ("crm", Decimal("-27.00"))):
        sale = planter.take("confirmed", "signed", lines=2)[1]
        planter.change(system, sale, amount=sale.amount + wrong)
        planter.expect("amount-mismatch", [sale], system, "amount", abs(wrong))


def dates(planter: Planter) -> None:
    """The promised date moved in the ERP only."""
    for days in (7, -12):
        sale = planter.take("confirmed", "ready", lines=2)[0]
        planter.change("erp", sale, promised_date=sale.promised + timedelta(days=days))
        planter.expect("date-mismatch", [sale], "", "promised_date")


def stages(planter: Planter) -> None:
    """One system lags behind two others for days; one side only has cancelled."""
    for system, first, last, behind in (
        ("crm", "shipped", "in_transit", "ready"),
        ("erp", "shipped", "delivered", "ready"),
        ("wms", "shipped", "shipped", "picking"),
    ):
        (sale,) = planter.take(first, last)
        planter.change(system, sale, status=word(system, behind), updated_at=sale.moved - timedelta(days=2))
        if system == "wms":
            planter.change("wms", sale, shipped_quantity=0, shipped_date=None, waybill_id="")
        planter.expect("status-conflict", [sale], system, "status")
    (sale,) = planter.take("ready", "picking")
    planter.change("crm", sale, status=word("crm", "cancelled"), updated_at=sale.moved + timedelta(hours=20))
    planter.expect("status-conflict", [sale], "crm", "status")


def numbers(planter: Planter) -> None:
    """Order numbers with a typing error, and numbers that Excel turned into powers of ten."""
    (sale,) = planter.take("shipped", "signed")
    digits = str(sale.number)
    planter.change("erp", sale, order_id=f"20260000{digits[0]}7{digits[1:]}")
    planter.expect("suggested-match", [sale], "erp", "order_id")
    (sale,) = planter.take("shipped", "signed")
    planter.change("wms", sale, order_id=f"SO-2026-000009{sale.number % 100:02d}")
    planter.expect("suggested-match", [sale], "wms", "order_id")
    for _ in range(2):
        (sale,) = planter.take("confirmed", "signed")
        planter.change("erp", sale, order_id="2.026E+11")
        planter.expect("lossy-cell", [sale], "erp", "order_id")


def harmless_spelling(planter: Planter) -> None:
    """Spellings of a number that can be repaired without a doubt raise nothing."""
    wide = {ord(sign): ord(sign) + 0xFEE0 for sign in "SO-0123456789"}
    for system, respell in (
        ("crm", str.lower),
        ("crm", lambda text: text.replace("-", "–")),
        ("crm", lambda text: text.translate(wide)),
        ("erp", lambda text: text + ".0"),
        ("wms", lambda text: text.replace("-", "")),
        ("wms", lambda text: f" {text.replace('-', ' - ')} "),
    ):
        for sale in planter.take("shipped", "signed", lines=1):
            planter.change(system, sale, order_id=respell(planter.books.rows(system, [sale])[0]["order_id"]))


def harmless_lag(planter: Planter) -> None:
    """A system that lags within the permitted 24 hours, the edge included, and an amount that is one cent off."""
    for hours in (2, 24):
        (sale,) = planter.take("signed", "signed")
        for system in ("erp", "crm"):
            planter.change(system, sale, status=word(system, "shipped"), updated_at=NOW - timedelta(days=3))
        planter.change(
            "wms", sale, updated_at=NOW - timedelta(hours=hours), shipped_date=(NOW - timedelta(days=3)).date()
        )
    sale = planter.take("confirmed", "signed", lines=2)[0]
    planter.change("erp", sale, amount=sale.amount + Decimal("0.01"))


def harmless_absence(planter: Planter) -> None:
    """The WMS may lack cancelled and held lines and one ready for two hours; half a line may have left."""
    for stage in ("cancelled", "cancelled", "on_hold"):
        sales = planter.take("confirmed", "released", lines=2)
        for sale in sales:
            for system in ("crm", "erp"):
                planter.change(system, sale, status=word(system, stage))
    (sale,) = planter.take("ready", "ready", least=20)
    (rest,) = planter.books.rows("wms", [sale])
    gone = sale.quantity // 2
    part = {
        **rest,
        "quantity": gone,
        "shipped_quantity": gone,
        "status": word("wms", "shipped"),
        "shipped_date": sale.moved.date(),
        "waybill_id": f"YD7{sale.number:06d}10",
    }
    rest["quantity"] = sale.quantity - gone
    planter.books.wms.append(part)
    (sale,) = planter.take("ready", "ready")
    planter.books.drop("wms", [sale])
    for system in ("crm", "erp"):
        planter.change(system, sale, updated_at=NOW - timedelta(hours=2))
