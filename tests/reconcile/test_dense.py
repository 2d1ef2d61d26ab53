"""Many faults at once among repeat orders in a dense number range: every one found, none invented, no wrong link."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from orders.exceptions import Reconciliation
from tests.reconcile import books as world
from tests.reconcile.books import Books, Row, clean_books, order_number, run, word, write

KINDS = (
    "missing",
    "typo",
    "blank",
    "cut",
    "collide",
    "duplicate",
    "quantity",
    "amount",
    "price",
    "promised",
    "status",
    "lossy",
    "spelling",
    "unknown",
    "sku",
    "customer",
)
Truth = tuple[str, str]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_planted_faults_and_nothing_else(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "CUSTOMERS", tuple(f"客户{number:04d}有限公司" for number in range(40)))
    monkeypatch.setattr(world, "ITEMS", tuple((f"SN-{n:05d}G", Decimal(n) / 100 + 1) for n in range(120)))
    books, truth = damaged_books(400, random.Random(seed))
    result = run(write(books, tmp_path))
    keys = {system: [row["key"] for row in books.of(system)] for system in ("crm", "erp", "wms")}
    found = Counter((record.kind, *sorted(_keys(record, keys))) for record in result.exceptions)
    assert found == Counter((kind, key) for kind, key in truth)
    assert [match for match in result.matches if len(_keys(match, keys)) > 1] == []
    _check_sums(result)


def damaged_books(orders: int, chance: random.Random) -> tuple[Books, list[Truth]]:
    """Damage one cell in a quarter of the orders; return the books and what must be found."""
    books, truth = clean_books(orders), []
    numbers = chance.sample(range(1, orders + 1), orders)
    for place, order in enumerate(numbers[: orders // 4]):
        kind = KINDS[place % len(KINDS)]
        system = chance.choice(["crm", "erp"])
        row = chance.choice([row for row in books.of(system) if row["key"].startswith(f"{order}/")])
        expected = damage(kind, books, system, row, chance.choice(numbers[orders // 4 :]))
        truth += [(expected, row["key"])] if expected else []
    for system in ("crm", "erp", "wms"):
        chance.shuffle(books.of(system))
    return books, truth


def damage(kind: str, books: Books, system: str, row: Row, other: int) -> str:
    """Plant one fault; return the kind of exception it is ("" for a spelling that can be repaired)."""
    number = row["order_id"]
    changes: dict[str, tuple[str, str, str]] = {
        "typo": ("order_id", f"{number[:-2]}Z{number[-1]}", "suggested-match"),
        "blank": ("order_id", "", "suggested-match"),
        "cut": ("order_id", number[:-2], "suggested-match"),
        "collide": ("order_id", order_number(other), "key-collision"),
        "lossy": ("order_id", "2.02600E+08", "lossy-cell"),
        "spelling": ("order_id", number.lower().replace("-", ""), ""),
        "quantity": ("quantity", str(int(row["quantity"]) + 7), "quantity-mismatch"),
        "amount": ("amount", str(Decimal(row["amount"]) + 3), "amount-mismatch"),
        "price": ("unit_price", str(Decimal(row["unit_price"]) + 1), "price-mismatch"),
        "promised": ("promised_date", "2026-06-06", "date-mismatch"),
        "status": ("status", word(system, "cancelled"), "status-conflict"),
        "unknown": ("status", "??", "unreadable-value"),
        "sku": ("sku", "ZZ" + row["sku"][2:], "sku-mismatch"),
        "customer": (
            "customer",
            next(name for name in world.CUSTOMERS if name != row["customer"]),
            "customer-mismatch",
        ),
    }
    if kind in changes:
        column, value, expected = changes[kind]
        row[column] = value
        return expected
    if kind == "duplicate":
        books.of(system).append(dict(row))
        return "duplicate"
    books.of(system).remove(row)
    return f"missing-in-{system}"


def _keys(record: object, keys: dict[str, list[str]]) -> set[str]:
    rows = {system: getattr(record, f"{system}_rows") for system in keys}
    return {keys[system][int(row) - 2] for system, text in rows.items() for row in text.split(";") if row}


def _check_sums(result: Reconciliation) -> None:
    assert all(count.adds_up for count in result.rows.values())
