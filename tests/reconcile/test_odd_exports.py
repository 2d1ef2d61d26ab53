"""Exports that are odd as a whole: one question for what no row can answer, no exception for an odd dress."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from orders.mapping import mappings
from orders.problems import UnusableError
from reconcile.load.workbooks import read_workbook
from reconcile.vocabulary import vocabulary
from tests.reconcile.books import Books, clean_books, run, table, write, write_csv
from tests.reconcile.test_last_night import night


def refused(books: Books, folder: Path, *told: str) -> None:
    with pytest.raises(UnusableError) as error:
        run(write(books, folder))
    assert all(text in str(error.value) for text in (*told, "erp.csv", "help:"))


def erp_of(books: Books, **cells: str) -> Books:
    for row in books.erp:
        row.update(cells)
    return books


# ── columns that say nothing ─────────────────────────────────────────────────────────────────────────────────────


def test_words_that_no_mapping_knows_are_asked_once(tmp_path: Path) -> None:
    refused(
        erp_of(clean_books(), status="S7"), tmp_path, "erp.csv:2: export-column-unreadable", "“S7”", '{"S7": STAGE}'
    )


def test_cells_under_anothers_header_are_asked_once(tmp_path: Path) -> None:
    refused(erp_of(clean_books(), quantity="只"), tmp_path, "80 of 80 cells of column “数量” (quantity)")


def test_rows_that_are_shifted_are_asked_once(tmp_path: Path) -> None:
    books = clean_books()
    for row in books.erp[::3]:
        row.update(quantity=row["unit"], unit=row["unit_price"], unit_price=row["amount"], amount=row["currency"])
    refused(books, tmp_path, "erp.csv:2: export-column-unreadable 27 of 80 cells of column “数量”")


def test_few_unreadable_cells_are_exceptions(tmp_path: Path) -> None:
    books = clean_books()
    books.erp[3]["status"] = books.erp[5]["status"] = "S7"
    assert [item.kind for item in run(write(books, tmp_path)).exceptions] == ["unreadable-value"] * 2


@pytest.mark.parametrize(("name", "header"), [("order_id", "销售订单号"), ("sku", "存货编码")])
def test_a_column_of_ids_without_ids(name: str, header: str, tmp_path: Path) -> None:
    refused(
        erp_of(clean_books(), **{name: ""}),
        tmp_path,
        "export-column-blank",
        f"80 of 80 lines have nothing in column “{header}”",
    )


# ── several rows, several files ──────────────────────────────────────────────────────────────────────────────────


def test_an_order_named_in_its_first_row_only(tmp_path: Path) -> None:
    books = clean_books()
    for row in books.erp:
        if row["line_id"] != "1":
            row.update(order_id="", customer="", order_date="")
    result = run(write(books, tmp_path))
    assert result.exceptions == ()
    assert result.files[1].notes == ("40 rows took the order number of a row above them",)


def test_a_number_that_is_blank_alone_is_no_group(tmp_path: Path) -> None:
    books = clean_books()
    for row in books.erp:
        if row["line_id"] == "3":
            row["order_id"] = ""
    assert {item.kind for item in run(write(books, tmp_path)).exceptions} == {"suggested-match"}


@pytest.mark.parametrize("order", [1, -1])
def test_periods_that_overlap_count_once(order: int, tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "erp")
    second = [header[::-1], *(line[::-1] for line in lines[40:][::order])]
    parts = (write_csv(tmp_path / "1.csv", [header, *lines[:50]]), write_csv(tmp_path / "2.csv", second))
    result = run({**write(books, tmp_path), "erp": parts})
    rows = result.rows["erp"]
    assert result.exceptions == ()
    assert (rows.given, rows.clean, rows.excluded) == (90, 80, 10)
    assert {item.reason for item in result.excluded if item.system == "erp"} == {"overlap"}


def test_all_of_a_file_may_be_in_another(tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "erp")
    parts = (write_csv(tmp_path / "1.csv", [header, *lines]), write_csv(tmp_path / "2.csv", [header, *lines[:2]]))
    result = run({**write(books, tmp_path), "erp": parts})
    assert (result.exceptions, result.rows["erp"].excluded) == ((), 2)


def test_a_row_entered_twice_is_a_duplicate_in_another_file_too(tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "erp")
    parts = (
        write_csv(tmp_path / "1.csv", [header, *lines[:50]]),
        write_csv(tmp_path / "2.csv", [header, *lines[50:], lines[7]]),
    )
    result = run({**write(books, tmp_path), "erp": parts})
    assert [(item.kind, item.erp_rows) for item in result.exceptions] == [("duplicate", "1.csv:9;2.csv:32")]


def test_one_file_for_two_systems(tmp_path: Path) -> None:
    files = write(clean_books(), tmp_path)
    with pytest.raises(UnusableError, match="export-twice the same file is given for crm and for erp"):
        run({**files, "erp": files["crm"]})


@pytest.mark.parametrize("word", ["Gesamtsumme", "Итого:", "合計", "Sous-total (80)"])
def test_sums_in_other_languages(word: str, tmp_path: Path) -> None:
    books = clean_books()
    rows = [*table(books, "erp"), [word, "", "", "", "4000", *[""] * 10]]
    result = run({**write(books, tmp_path), "erp": (write_csv(tmp_path / "sums.csv", rows),)})
    assert (result.exceptions, result.rows["erp"].excluded) == ((), 1)


@pytest.mark.parametrize("leave_out", [(), ("unit",)])
def test_units_beside_their_quantities(leave_out: tuple[str, ...], tmp_path: Path) -> None:
    books = clean_books()
    for row, unit in zip(books.erp, ("只", " PCS", "个", "") * 20, strict=True):
        row["quantity"] += unit
    files = {**write(books, tmp_path), "erp": write(books, tmp_path / "erp", ("erp",), leave_out=leave_out)["erp"]}
    assert run(files).exceptions == ()
    books.erp[4]["quantity"] = "1只"
    assert [item.kind for item in run({**files, **write(books, tmp_path, ("erp",))}).exceptions] == [
        "quantity-mismatch"
    ]


@pytest.mark.parametrize("cell", ["5万", "5 boxes of something"])
def test_what_is_no_unit_beside_a_quantity_is_unreadable(cell: str, tmp_path: Path) -> None:
    books = clean_books()
    books.erp[4]["quantity"] = cell
    assert [item.kind for item in run(write(books, tmp_path)).exceptions] == ["unreadable-value"]


def test_a_unit_that_contradicts_the_rows_own_is_unreadable(tmp_path: Path) -> None:
    books = clean_books()
    books.erp[4]["quantity"] += "kg"
    assert [item.kind for item in run(write(books, tmp_path)).exceptions] == ["unreadable-value"]


@pytest.mark.parametrize("nothing", ["-", "N/A", "无", " / "])
def test_words_for_no_waybill_are_blank(nothing: str, tmp_path: Path) -> None:
    assert run(write(erp_of(clean_books(), waybill_id=nothing, bom_version=nothing), tmp_path)).exceptions == ()


# ── exports that hardly know each other ──────────────────────────────────────────────────────────────────────────


def test_another_years_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = clean_books()
    files = write(books, tmp_path / "in")
    for at, row in enumerate(books.erp):
        row.update(
            order_id=f"ZX-{at * 7 + 90:07d}", sku=f"Q{at}", customer="Harbour Pumps Ltd", quantity=str(9000 + at)
        )
    code, told = night(tmp_path, {**files, "erp": write(books, tmp_path / "other")["erp"]}, 4, capsys)
    assert code == 3
    assert "erp.csv: export-nothing-common 80 of 80 order lines of erp are in no other export" in told
    assert not (tmp_path / "out").exists()


def test_a_tenth_of_what_the_others_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = clean_books(100)
    files = write(books, tmp_path / "in")
    short = {**files, "erp": (write_csv(tmp_path / "erp.csv", table(books, "erp")[:11]),)}
    code, told = night(tmp_path, short, 4, capsys)
    assert (code, "export-far-smaller erp has 10 order lines, and lacks" in told) == (3, True)
    assert night(tmp_path, short, 4, capsys, "--changed-exports")[0] == 1


# ── other files ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "export-damaged it is a PDF"),
        (gzip.compress(b"x" * 99, mtime=0), "export-damaged it is packed: unpack it first"),
        (b"\x89PNG\r\n\x1a\n", "export-damaged it is a picture"),
        (b'{"rows": []}', "export-damaged it is JSON"),
        (b"Order No,Item No\nA,B" + bytes(2), "export-encoding row 2 holds NUL bytes"),
    ],
    ids=["pdf", "gzip", "png", "json", "nul"],
)
def test_what_is_no_export_is_named(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(UnusableError, match=told):
        run({**write(clean_books(8), tmp_path), "erp": (tmp_path / "x.csv",)})


def test_a_locked_workbook_is_no_damaged_one(tmp_path: Path) -> None:
    locked = tmp_path / "x.xlsx"
    book: Any = xlsxwriter.Workbook(str(locked))
    book.add_worksheet()
    book.close()
    opened = OOXMLFile(io.BytesIO(locked.read_bytes()))
    with locked.open("wb") as out:
        opened.encrypt("secret", out)
    with pytest.raises(UnusableError, match="export-encrypted the workbook has a password"):
        run({**write(clean_books(8), tmp_path), "erp": (locked,)})


# ── the XML of workbooks ─────────────────────────────────────────────────────────────────────────────────────────


def rewritten(path: Path, change: Callable[[str], str]) -> bytes:
    """Change the XML of the first sheet."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name, change(text.decode().replace(">blank<", "><")).encode() if name.endswith("sheet1.xml") else text
            )
    return out.read_bytes()


def prefixed(text: str) -> str:
    head, body = text.split("<worksheet", 1)
    return head + ("<worksheet" + body).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace(
        "xmlns=", "xmlns:x="
    )


def nameless(text: str) -> str:
    return re.sub(r'(<c|<row) r="\w+"', r"\1", text)


@pytest.mark.parametrize("change", [str, prefixed, nameless])
def test_zeros_errors_and_computed_blanks_in_any_markup(
    change: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cell is built: 100,000 rows took more than half a minute to look through with openpyxl."""
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_: pytest.fail("read cell by cell"))
    book: Any = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["销售订单号", "存货编码", "数量", "运单号"])
    for row in (1, 2):
        sheet.write_number(row, 0, 42, book.add_format({"num_format": '"A&B"0000'}))
        sheet.write_number(row, 1, 7, book.add_format({"num_format": "000"}))
        sheet.write_formula(row, 2, "=NA()", None, "#N/A")
        sheet.write_formula(row, 3, '=IF(A1="","","")', None, "blank")
    book.close()
    words = vocabulary("erp", [mapping.data for mapping in mappings("export")], [])
    read = read_workbook(tmp_path / "x.xlsx", rewritten(tmp_path / "x.xlsx", change), words)
    assert [read.texts(at) for at in range(2)] == [["A&B0042", "007", "#N/A", ""]] * 2
