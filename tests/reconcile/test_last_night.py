"""An export far smaller than last night's, or without a column it had, is a question before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import main
from tests.reconcile.books import clean_books, table, write, write_csv

SITE = "timezone: Asia/Shanghai\n"


def night(
    folder: Path, files: dict[str, tuple[Path, ...]], day: int, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    given = [part for system, paths in files.items() for path in paths for part in (f"--{system}", str(path))]
    as_of = ["--as-of", f"2026-03-{day:02d}T20:00:00", "--lang", "en"]
    code = main(["reconcile", *given, "-w", str(folder), *as_of, *more])
    return code, capsys.readouterr().err


def test_ten_times_fewer_rows_than_last_night(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "orderloom.yaml").write_text(SITE, encoding="utf-8")
    books = clean_books(40)
    files = write(books, tmp_path / "in")
    assert night(tmp_path, files, 4, capsys)[0] in (0, 1)
    short = {**files, "erp": (write_csv(tmp_path / "erp.csv", table(books, "erp")[:9]),)}
    code, told = night(tmp_path, short, 5, capsys)
    assert code == 3
    assert "export-far-smaller" in told
    assert "8 order lines, 80 on 2026-03-04" in told
    assert "--changed-exports" in told
    assert len(list((tmp_path / "out").glob("2026*"))) == 1
    assert night(tmp_path, short, 5, capsys, "--changed-exports")[0] == 1
    assert night(tmp_path, short, 6, capsys)[0] == 1
    nine = {**files, "erp": (write_csv(tmp_path / "erp.csv", table(books, "erp")[:10]),)}
    assert night(tmp_path, files, 7, capsys)[0] in (0, 1)
    assert night(tmp_path, nine, 8, capsys)[0] == 1


def test_a_column_that_was_there_last_night(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "orderloom.yaml").write_text(SITE, encoding="utf-8")
    books = clean_books(8)
    night(tmp_path, write(books, tmp_path / "in"), 4, capsys)
    summary = json.loads((tmp_path / "out" / "latest" / "summary.json").read_text(encoding="utf-8"))
    assert list(summary)[-4:] == ["rows", "exceptions", "at_stake", "failures"]
    files = {
        **write(books, tmp_path / "in"),
        "crm": (write_csv(tmp_path / "crm.csv", table(books, "crm", leave_out=["quantity"])),),
    }
    code, told = night(tmp_path, files, 5, capsys)
    assert (code, "export-column-gone" in told, "“数量”" in told) == (3, True, True)
    assert night(tmp_path, files, 5, capsys, "--changed-exports")[0] in (0, 1)


def test_how_the_files_were_read_is_written_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = clean_books(8)
    rows = [["订单明细"], *table(books, "crm"), ["合计"]]
    files = {**write(books, tmp_path / "in"), "crm": (write_csv(tmp_path / "crm.csv", rows, "gb18030", ";"),)}
    night(tmp_path, files, 4, capsys, "-o", str(tmp_path / "run"))
    told = json.loads((tmp_path / "run" / "loading.json").read_text(encoding="utf-8"))
    crm = next(file for file in told["files"] if file["system"] == "crm")
    assert (crm["read_as"], crm["header_row"], crm["lines"]) == ("gb18030, semicolon", 2, 17)
    assert (
        next(column for column in crm["columns"] if column["column"] == "unit_price")["how"] == "decimal point; cells"
    )
    assert told["excluded"] == [
        {"system": "crm", "row": "1", "reason": "title"},
        {"system": "crm", "row": "20", "reason": "total"},
    ]
