"""Two faults on one line: exactly the exceptions that the order of precedence leaves (docs/exceptions.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from tests.reconcile.books import CUSTOMERS, Books, clean_books, found, order_number
from tests.reconcile.test_kinds import again, cell, without

Plant = Callable[[Books, int], object]


def other_customer(books: Books, order: int) -> None:
    own = books.row("erp", order)["customer"]
    cell("erp", order, customer=next(name for name in CUSTOMERS if name != own))(books)


# name: (what is planted into a line, the kind it is called if nothing explains it)
FAULTS: dict[str, tuple[Plant, str]] = {
    "number": (lambda books, n: cell("erp", n, order_id=f"SO-2026-O{n:04d}")(books), "suggested-match"),
    "destroyed": (lambda books, n: cell("erp", n, order_id="2.026E+08")(books), "lossy-cell"),
    "missing": (lambda books, n: without("wms", n)(books), "missing-in-wms"),
    "quantity": (lambda books, n: cell("erp", n, quantity="3")(books), "quantity-mismatch"),
    "price": (lambda books, n: cell("crm", n, unit_price="0.77")(books), "price-mismatch"),
    "amount": (lambda books, n: cell("crm", n, amount="1.23")(books), "amount-mismatch"),
    "currency": (lambda books, n: cell("crm", n, currency="USD")(books), "amount-mismatch"),
    "item": (lambda books, n: cell("erp", n, sku="SN-77X")(books), "sku-mismatch"),
    "customer": (other_customer, "customer-mismatch"),
    "date": (lambda books, n: cell("crm", n, promised_date="2026-12-01")(books), "date-mismatch"),
    "waybill": (lambda books, n: cell("erp", n, waybill_id="YD777")(books), "waybill-mismatch"),
    "version": (lambda books, n: cell("erp", n, bom_version="V2.8")(books), "bom-version-mismatch"),
    "stage": (lambda books, n: cell("crm", n, status="已确认")(books), "status-conflict"),
    "word": (lambda books, n: cell("crm", n, status="飞走了")(books), "unreadable-value"),
    "twice": (lambda books, n: again("crm", n)(books), "duplicate"),
}
# what a fault hides: its comparison needs what the first has taken away
HIDES = {
    ("quantity", "amount"),
    ("price", "amount"),
    ("currency", "price"),
    ("currency", "amount"),
    ("missing", "waybill"),
    ("missing", "version"),
}
# what is joined by number alone is another order if the customer differs too, and asked about if the currency does
ASUNDER = {
    ("item", "customer"): ["key-collision"],
    ("currency", "item"): ["suggested-match"],
}
# both change the same cell, or nobody could tell which line the row is
IMPOSSIBLE = {("number", "destroyed"), ("stage", "word")}


def expected(first: str, second: str) -> list[str]:
    if (first, second) in ASUNDER:
        return ASUNDER[first, second]
    names = {first, second}
    names -= {hidden for hider, hidden in HIDES if {hider, hidden} == names}
    return sorted(FAULTS[name][1] for name in names)


def test_two_faults_on_one_line_are_what_precedence_leaves(tmp_path: Path) -> None:
    pairs = [pair for pair in combinations(FAULTS, 2) if pair not in IMPOSSIBLE]
    books, planted = clean_books(15 * len(pairs) + 15), dict[str, tuple[str, str]]()
    for at, pair in enumerate(pairs):
        order = 15 * at + 9  # one line, signed for
        planted[order_number(order)] = pair
        for name in pair:
            FAULTS[name][0](books, order)
    seen = defaultdict[str, list[str]](list)
    for record in found(books, tmp_path):
        seen[record.order_id].append(record.kind)
    wrong = {pair: sorted(seen[number]) for number, pair in planted.items() if sorted(seen[number]) != expected(*pair)}
    assert wrong == {}


def test_nothing_of_a_missing_order_is_stalled(tmp_path: Path) -> None:
    books = clean_books(14)
    for line in (1, 2, 3):
        cell("crm", 11, line, updated_at="2026-01-12 20:00:00")(books)
    without("erp", 11)(books)
    assert [record.kind for record in found(books, tmp_path)] == ["missing-in-erp"]
