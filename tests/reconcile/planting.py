"""Places that faults are planted into: an ordinary line, healthy splits, merged shipments; each case has its own order.

What must be found is written down after the contract (kinds, odd system, money, rows), not after what is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from orders.exceptions import ExceptionRecord
from tests.reconcile.books import CUSTOMERS, Books, Row, clean_books, found, order_number

APART = 15  # orders of one shape: as many lines, the same stage
SYSTEMS = ("crm", "erp", "wms")


@dataclass(frozen=True)
class Spot:
    """One order of a world, and which row of each system a fault is planted into."""

    books: Books
    order: int
    line: int = 1  # of CRM and ERP
    part: int = 0  # of the WMS
    whole: bool = False  # all lines are one shipment

    def row(self, system: str) -> Row:
        """Return the row to damage."""
        if system != "wms":
            return self.books.row(system, self.order, self.line)
        return self._rows("wms")[self.part]

    def _rows(self, system: str) -> list[Row]:
        return [row for row in self.books.of(system) if row["key"].startswith(f"{self.order}/")]

    def names_its_rows(self, record: ExceptionRecord) -> bool:
        """Say whether an exception names all rows of the line; one about a line of a shipment names some of them."""
        named = [set(text.split(";")) - {""} for text in self.rows_of(record)]
        there = [{self.books.number(s, row) for row in self._rows(s) if self._is_mine(row)} for s in SYSTEMS]
        return all(map(set.issubset, named, there)) if self.whole else named == there

    def _is_mine(self, row: Row) -> bool:
        return self.whole or row["key"] == f"{self.order}/{self.line}"

    @staticmethod
    def rows_of(record: ExceptionRecord) -> tuple[str, str, str]:
        return record.crm_rows, record.erp_rows, record.wms_rows

    @property
    def price(self) -> Decimal:
        return Decimal(self.books.row("crm", self.order, self.line)["unit_price"])

    @property
    def size(self) -> int:
        return int(self.books.row("crm", self.order, self.line)["quantity"])

    @property
    def worth(self) -> Decimal:
        """The amount of the line, or of all lines that are one shipment."""
        rows = self._rows("crm") if self.whole else [self.books.row("crm", self.order, self.line)]
        return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


@dataclass(frozen=True)
class Place:
    """Orders of one shape (`first`, then every APART), what becomes of them, and which row is damaged."""

    first: int
    prepare: Callable[[Books, int], None]
    line: int = 1
    part: int = 0
    whole: bool = False


def nothing(books: Books, order: int) -> None:
    """Leave an ordinary line as it is."""


def split(books: Books, order: int) -> None:
    """Ship a line in three parts of one waybill."""
    whole = books.row("wms", order)
    at, size = books.wms.index(whole), int(whole["quantity"])
    sizes = (size // 2, size // 3, size - size // 2 - size // 3)
    books.wms[at : at + 1] = [{**whole, "quantity": str(n), "shipped_quantity": str(n)} for n in sizes]


def split_apart(books: Books, order: int) -> None:
    """Ship a line in three parts with a waybill each, all of which the ERP knows."""
    split(books, order)
    parts = [books.row("wms", order, part=n) for n in range(3)]
    for n, row in enumerate(parts):
        row["waybill_id"] = f"YD{order:04d}{n}X"
    books.row("erp", order)["waybill_id"] = ";".join(row["waybill_id"] for row in parts)


def merged(books: Books, order: int) -> None:
    """Ship two lines of one item as one row under the number of the first."""
    _same_item(books, order)
    first, second = (books.row("wms", order, line) for line in (1, 2))
    whole = str(int(first["quantity"]) + int(second["quantity"]))
    first.update(quantity=whole, shipped_quantity=whole)
    books.wms.remove(second)


def one_waybill(books: Books, order: int) -> None:
    """Ship two lines of two items under one waybill."""
    for system in ("erp", "wms"):
        for line in (1, 2):
            books.row(system, order, line)["waybill_id"] = f"YD{order:04d}"


def _same_item(books: Books, order: int) -> None:
    for system in SYSTEMS:
        first, second = (books.row(system, order, line) for line in (1, 2))
        second.update(sku=first["sku"], unit_price=first["unit_price"])
        second["amount"] = str(Decimal(first["unit_price"]) * int(second["quantity"]))
        if "waybill_id" in second:
            second["waybill_id"] = first["waybill_id"]


def _distinct(books: Books, order: int) -> None:
    """Give the lines of an order quantities that no other has, nor any sum of two: it can be told from all others."""
    for system in SYSTEMS:
        for row in books.of(system):
            if row["key"].startswith(f"{order}/"):
                quantity = (1000, 20000)[int(row["line_id"]) - 1] + 3 * order
                row.update(quantity=str(quantity), amount=str(Decimal(row["unit_price"]) * quantity))
                if "shipped_quantity" in row:
                    row["shipped_quantity"] = row["quantity"]


PLACES: Mapping[str, Place] = {
    "ordinary": Place(9, nothing),
    "split": Place(9, split, part=1),
    "split, first part": Place(9, split),
    "split, waybills": Place(9, split_apart, part=1),
    "merged": Place(4, merged, whole=True),
    "merged, second line": Place(4, merged, line=2, whole=True),
    "one waybill": Place(4, one_waybill),
}

# ── what is planted, and what must be found ──────────────────────────────────────────────────────────────────────

Plant = Callable[[Spot], None]
Seen = tuple[str, str, str, str]  # kind, field, odd system, money
Expect = Callable[[Spot], Sequence[Seen]]  # asked before the fault is planted


@dataclass(frozen=True)
class Case:
    """A fault (or several) and the exceptions that it must raise."""

    plant: Plant
    expect: Expect


def money(amount: Decimal | int) -> str:
    return str(Decimal(amount).quantize(Decimal("0.01")))


def planted(
    place: Place, cases: Mapping[str, Case], folder: Path, *, weigh: bool = True
) -> dict[str, tuple[list[Seen], list[Seen]]]:
    """Plant every case into an order of its own; returns what was expected and seen where that is not the same.

    Rows are checked too: an exception names rows of its own order alone, and in every system that has some. Money is
    left out unless `weigh`.
    """
    books = clean_books(APART * len(cases) + APART)
    spots = {
        name: Spot(books, place.first + APART * at, place.line, place.part, place.whole)
        for at, name in enumerate(cases)
    }
    for spot in spots.values():
        _distinct(books, spot.order)
        place.prepare(books, spot.order)
    expected = {name: sorted(cases[name].expect(spot)) for name, spot in spots.items()}
    for name, spot in spots.items():
        cases[name].plant(spot)
    records = _by_order(found(books, folder), books)
    named = {name: records.pop(spot.order, []) for name, spot in spots.items()}
    seen = {name: sorted(map(_seen, own)) for name, own in named.items()}
    if not weigh:
        expected, seen = (
            {name: sorted((*one[:3], "") for one in every) for name, every in table.items()}
            for table in (expected, seen)
        )
    for name, spot in spots.items():
        seen[name] += [("rows", *spot.rows_of(record)) for record in named[name] if not spot.names_its_rows(record)]
    wrong = {name: (expected[name], seen[name]) for name in cases if expected[name] != seen[name]}
    return wrong | {f"order {order}": ([], sorted(map(_seen, others))) for order, others in records.items()}


def _seen(record: ExceptionRecord) -> Seen:
    return record.kind, record.field, record.odd_system, str(record.amount_at_stake)


def _by_order(records: Iterable[ExceptionRecord], books: Books) -> dict[int, list[ExceptionRecord]]:
    """Group exceptions by the order whose rows they name; rows of several orders belong to none (−1)."""
    groups = defaultdict[int, list[ExceptionRecord]](list)
    for record in records:
        groups[_order_of(record, books)].append(record)
    return groups


def _order_of(record: ExceptionRecord, books: Books) -> int:
    named = {
        int(books.of(system)[int(number) - 2]["key"].split("/")[0])
        for system in SYSTEMS
        for number in getattr(record, f"{system}_rows").split(";")
        if number
    }
    return named.pop() if len(named) == 1 else -1


def put(system: str, **values: str) -> Plant:
    """Overwrite cells."""
    return lambda spot: spot.row(system).update(values)


def add(system: str, amount: int, *names: str) -> Plant:
    """Add to numbers."""

    def change(spot: Spot) -> None:
        row = spot.row(system)
        row.update({name: str(Decimal(row[name]) + amount) for name in names})

    return change


def drop(system: str) -> Plant:
    """Delete the row."""
    return lambda spot: spot.books.of(system).remove(spot.row(system))


def twice(system: str) -> Plant:
    """Enter the row again."""
    return lambda spot: spot.books.of(system).append(dict(spot.row(system)))


def other_item(system: str) -> Plant:
    return lambda spot: spot.row(system).update(sku=f"XN-{spot.order}")


def other_waybill(system: str) -> Plant:
    return lambda spot: spot.row(system).update(waybill_id=f"YX{spot.order:05d}")


def other_customer(system: str) -> Plant:
    def change(spot: Spot) -> None:
        own = spot.row(system)["customer"]
        spot.row(system)["customer"] = next(name for name in CUSTOMERS if name != own)

    return change


def number(system: str, make: Callable[[int], str]) -> Plant:
    """Write another order number."""
    return lambda spot: spot.row(system).update(order_id=make(spot.order))


def mistyped(order: int) -> str:
    """Return a slip that is nobody else's slip."""
    return f"SO-2026-{'OQDUCGBZX'[order % 9]}{order:04d}"


def unknown(order: int) -> str:
    return f"SO-2026-9{order:04d}"


def destroyed(order: int) -> str:
    """Return what a spreadsheet makes of an order number of digits."""
    return f"{202600000 + order:.5E}"


def cut(order: int) -> str:
    return order_number(order)[:-2]


def following(order: int) -> str:
    return order_number(order + 1)
