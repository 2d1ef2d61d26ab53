"""What an answer rests on: the same for every export of the same books, another one as soon as a value is another."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from orders.exceptions import ExceptionRecord, Reconciliation
from tests.reconcile.books import HEADERS, Books, clean_books, run, table, write, write_csv
from tests.reconcile.test_kinds import SINGLE
from tests.reconcile.test_stable import faulty_books


def evidence(result: Reconciliation) -> dict[str, dict[str, str]]:
    return {record.exception_id: dict(record.evidence) for record in result.exceptions}


def exported_again(books: Books, folder: Path, seed: int) -> dict[str, tuple[Path, ...]]:
    """Export the same books once more: rows shuffled, files cut in two, columns moved and added, cells spelt else."""
    chance, files = random.Random(seed), {}
    folder.mkdir()
    for system in ("crm", "erp", "wms"):
        head, *rows = table(books, system)
        dates = [place for place, name in enumerate(HEADERS[system]) if name.endswith("_date")]
        numbers = [place for place, name in enumerate(HEADERS[system]) if name in ("quantity", "amount")]
        for row in rows:
            row[:] = [text.replace("-", "/") if place in dates else text for place, text in enumerate(row)]
            row[:] = [f"{text}.00" if place in numbers and text.isdigit() else text for place, text in enumerate(row)]
        order = chance.sample(range(len(head)), len(head))
        moved = [
            [[*(row[place] for place in order), f"note {chance.random()}"] for row in part] for part in ([head], rows)
        ]
        moved[0][0][-1] = "备注"
        chance.shuffle(moved[1])
        half = len(moved[1]) // 2
        parts = (moved[1][:half], moved[1][half:])
        paths = [folder / f"{system} 导出({seed}-{number}).csv" for number in range(2)]
        files[system] = tuple(write_csv(path, [*moved[0], *part]) for path, part in zip(paths, parts, strict=True))
    return files


@pytest.mark.parametrize("seed", range(3))
def test_another_export_of_the_same_books_is_the_same_evidence(tmp_path: Path, seed: int) -> None:
    books = faulty_books()
    first = run(write(books, tmp_path / "first"))
    again = run(exported_again(books, tmp_path / "again", seed))
    assert evidence(again) == evidence(first)
    assert [dict(r.members) for r in again.exceptions] == [dict(r.members) for r in first.exceptions]
    assert len(first.exceptions) == 7


@pytest.mark.parametrize("fault", [case[1] for case in SINGLE], ids=[case[0] for case in SINGLE])
def test_every_fault_is_the_same_evidence_in_another_export(tmp_path: Path, fault: Callable[[Books], object]) -> None:
    books = clean_books()
    fault(books)
    [first] = run(write(books, tmp_path / "first")).exceptions
    [again] = run(exported_again(books, tmp_path / "again", 7)).exceptions
    assert (again.exception_id, again.evidence, again.members) == (first.exception_id, first.evidence, first.members)
    assert first.evidence
    assert any(first.members.values())


Damage = Callable[[Books], object]
OTHER: tuple[tuple[str, Damage], ...] = (
    ("quantity-mismatch", lambda books: books.row("erp", 9).update(quantity="60")),
    ("date-mismatch", lambda books: books.row("crm", 29).update(promised_date="2026-12-02")),
    ("unreadable-value", lambda books: books.row("wms", 24).update(status="飞回来了")),
    ("duplicate", lambda books: books.crm.append(dict(books.row("crm", 4)))),
)


@pytest.mark.parametrize(("kind", "damage"), OTHER, ids=[kind for kind, _ in OTHER])
def test_another_value_is_other_evidence_of_the_same_exception(tmp_path: Path, kind: str, damage: Damage) -> None:
    def one(folder: str, books: Books) -> ExceptionRecord:
        [found] = [record for record in run(write(books, tmp_path / folder)).exceptions if record.kind == kind]
        return found

    books = faulty_books()
    before = one("before", books)
    damage(books)
    after = one("after", books)
    assert after.exception_id == before.exception_id
    assert after.evidence != before.evidence
