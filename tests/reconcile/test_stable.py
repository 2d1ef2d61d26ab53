"""What must not change: identities under shuffling, sums of rows, matches, the sample factory's known faults."""

from __future__ import annotations

import csv
import random
from datetime import datetime
from pathlib import Path

from orders.mapping import mappings
from reconcile.pipeline import reconcile
from tests.reconcile.books import Books, clean_books, order_number, run, write
from tests.reconcile.test_kinds import SINGLE

COLUMNS = ("kind", "order_id", "line_id", "sku", "crm_rows", "erp_rows", "wms_rows", "field", "odd_system", "currency")


def faulty_books() -> Books:
    books = clean_books()
    for system, order, values in (
        ("erp", 9, {"quantity": "80"}),
        ("crm", 14, {"order_id": "SO-2026-0O014"}),
        ("erp", 19, {"order_id": ""}),
        ("wms", 24, {"status": "飞走了"}),
        ("crm", 29, {"promised_date": "2026-12-01"}),
        ("erp", 34, {"order_id": order_number(39)}),
    ):
        books.row(str(system), int(str(order))).update(dict(values))
    books.crm.append(dict(books.row("crm", 4)))
    return books


def test_shuffled_rows_and_renamed_files_change_no_identity(tmp_path: Path) -> None:
    books = faulty_books()
    first = run(write(books, tmp_path / "a"))
    for system in ("crm", "erp", "wms"):
        random.Random(system).shuffle(books.of(system))
    files = write(books, tmp_path / "b")
    renamed = {
        system: (paths[0].rename(paths[0].with_name(f"{system} 导出(2).csv")),) for system, paths in files.items()
    }
    second = run(renamed)
    assert [(r.exception_id, r.kind, r.amount_at_stake) for r in first.exceptions] == [
        (r.exception_id, r.kind, r.amount_at_stake) for r in second.exceptions
    ]
    assert len({record.exception_id for record in first.exceptions}) == len(first.exceptions) == 7


def test_first_seen_is_remembered(tmp_path: Path) -> None:
    files = write(faulty_books(), tmp_path)
    exports, owners, as_of = mappings("export"), mappings("owners")[0], datetime(2026, 3, 4, 20)
    record = reconcile(files, exports, owners, as_of).exceptions[0]
    before = datetime(2026, 3, 1, 20)
    again = reconcile(files, exports, owners, as_of, {record.exception_id: before})
    assert next(r for r in again.exceptions if r.exception_id == record.exception_id).first_seen == before


def test_rows_add_up_and_a_line_is_one_match(tmp_path: Path) -> None:
    result = run(write(faulty_books(), tmp_path))
    assert all(count.adds_up for count in result.rows.values())
    split = next(match for match in result.matches if match.wms_rows.count(";") == 1)
    assert (split.method, split.band) == ("exact", "auto")
    suggested = [match for match in result.matches if match.band == "suggested"]
    assert {match.method for match in suggested} == {"fuzzy", "attributes"}
    assert len(suggested) == 3


def test_known_headers_need_no_mapping_and_two_systems_suffice(tmp_path: Path) -> None:
    files = write(clean_books(), tmp_path, ("crm", "erp"))
    result = reconcile(files, mappings("export"), mappings("owners")[0], datetime(2026, 3, 4, 20))
    assert result.exceptions == ()
    assert len(result.matches) == 80


def test_the_sample_factory_has_exactly_its_planted_faults(factory: Path) -> None:
    exports = {"crm": "crm.xlsx", "erp": "erp.csv", "wms": "wms.csv"}
    files = {system: (factory / "exports" / name,) for system, name in exports.items()}
    found = mappings("export", factory / "mappings")
    result = reconcile(files, found, mappings("owners")[0], datetime(2026, 3, 4, 20))
    with (factory / "exports" / "exceptions.expected.csv").open(encoding="utf-8-sig", newline="") as handle:
        expected = sorted([*(row[name] for name in COLUMNS), row["amount_at_stake"]] for row in csv.DictReader(handle))
    seen = sorted([*(str(getattr(r, name)) for name in COLUMNS), str(r.amount_at_stake)] for r in result.exceptions)
    assert seen == expected


def test_every_fault_keeps_the_sums(tmp_path: Path) -> None:
    books = clean_books()
    for _, fault, *_ in SINGLE[:3]:
        fault(books)
    result = run(write(books, tmp_path))
    assert all(count.given == count.clean + count.exception + count.excluded for count in result.rows.values())
