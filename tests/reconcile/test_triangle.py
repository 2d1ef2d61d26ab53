"""Three systems, no order among them: whichever plays which part, the same rows are together and the same are odd."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from orders.exceptions import ExceptionRecord, Reconciliation
from orders.mapping import mappings
from reconcile.pipeline import reconcile
from tests.reconcile.books import (
    AS_OF,
    CRM_WORDS,
    HEADERS,
    Books,
    FakeMapping,
    clean_books,
    order_number,
    run,
    write,
    write_csv,
)
from tests.reconcile.test_kinds import cell, without

SYSTEMS = ("crm", "erp", "wms")
NAMES = [*HEADERS["crm"], "waybill_id"]
FAULTS: tuple[tuple[int, Mapping[str, str]], ...] = (
    (4, {"order_id": "SO-2026-O0004"}),
    (9, {"order_id": ""}),
    (14, {"sku": "XN-14"}),
    (19, {"quantity": "5"}),
    (24, {"customer": "沈阳远方电气有限公司"}),
    (29, {"promised_date": "2026-12-01"}),
    (34, {"unit_price": "3.33"}),
    (39, {"order_id": order_number(41)}),
    (44, {"waybill_id": "YX77"}),
    (49, {"sku": "XN-49", "order_id": "SO-2026-O0049"}),
    (54, {"amount": "1.00"}),
    (59, {"order_id": "2.026E+08"}),
)


def alike() -> Books:
    """Make three systems that have the same columns and the same rows."""
    rows = clean_books(60).crm
    for row in rows:
        row.update(status="已签收", waybill_id=f"YD{row['key'].replace('/', '')}")
    return Books(*([dict(row) for row in rows] for _ in SYSTEMS))


def files(books: Books, roles: tuple[str, ...], folder: Path) -> dict[str, tuple[Path, ...]]:
    """Write each system's rows as the export of the part that it plays."""
    folder.mkdir()
    header = [HEADERS["crm"].get(name, "运单号") for name in NAMES]
    tables = {
        role: [header, *([row[name] for name in NAMES] for row in books.of(s))]
        for s, role in zip(SYSTEMS, roles, strict=True)
    }
    return {role: (write_csv(folder / f"{role}.csv", table),) for role, table in tables.items()}


def reconciled(books: Books, roles: tuple[str, ...], folder: Path) -> Reconciliation:
    site = tuple(
        FakeMapping(Path(f"site/{s}.yaml"), {"kind": "export", "system": s, "values": {"status": CRM_WORDS}})
        for s in SYSTEMS
    )
    return reconcile(files(books, roles, folder), (*site, *mappings("export")), None, AS_OF)


def by_part(record: ExceptionRecord, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an exception says with its systems called by whose rows they are."""
    real = dict(zip(roles, SYSTEMS, strict=True))
    kind, _, system = record.kind.partition("-in-")
    rows = (f"{real[role]}={getattr(record, f'{role}_rows')}" for role in roles)
    return (
        f"{kind}-in-{real[system]}" if system else kind,
        record.field,
        real.get(record.odd_system, ""),
        *sorted(rows),
    )


@pytest.mark.parametrize("damaged", SYSTEMS)
def test_the_parts_that_systems_play_change_no_exception(damaged: str, tmp_path: Path) -> None:
    books = alike()
    for order, values in FAULTS:
        books.row(damaged, order).update(values)
    told = {
        roles: sorted(
            by_part(record, roles) for record in reconciled(books, roles, tmp_path / "".join(roles)).exceptions
        )
        for roles in permutations(SYSTEMS)
    }
    first = told[SYSTEMS]
    assert {odd for _, _, odd, *_ in first} == {damaged}
    assert {roles: rows for roles, rows in told.items() if rows != first} == {}


@pytest.mark.parametrize("damaged", SYSTEMS)
@pytest.mark.parametrize("number", [order_number(24), "SO-2026-O0024", ""])
def test_a_row_nearer_to_another_order_is_not_linked_to_it_by_itself(damaged: str, number: str, tmp_path: Path) -> None:
    """Two systems agree; the third one's row has the number of an order like it, and that order's own row is lost."""
    books = clean_books()
    for system in SYSTEMS:
        other = books.row(system, 24)
        other.update({name: books.row("crm", 9)[name] for name in ("sku", "customer", "unit_price", "order_date")})
    cell(damaged, 9, order_id=number)(books)
    without(damaged, 24)(books)
    result = run(write(books, tmp_path))
    row = books.numbers(damaged, 9)
    joined = [match for match in result.matches if getattr(match, f"{damaged}_rows") == row]
    assert [match.band for match in joined] in ([], ["suggested"])
    assert [r.order_id for r in result.exceptions if row in getattr(r, f"{damaged}_rows").split(";")]
