"""Which rows are order lines, as people and spreadsheets leave them; a line that has lost cells stops the night."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from orders.exceptions import Reconciliation
from orders.problems import UnusableError
from tests.reconcile.books import HEADERS, Books, clean_books, run, table, write, write_csv

Rows = list[list[str]]


def reconciled(folder: Path, system: str, rows: Rows, books: Books | None = None) -> Reconciliation:
    files = write(books or clean_books(20), folder)
    return run({**files, system: (write_csv(folder / "x.csv", rows),)})


def grouped(rows: Rows, system: str, word: str) -> Rows:
    """Sums below each order, as the subtotals of spreadsheets are: in the order's column stands “NUMBER word”."""
    names = list(HEADERS[system])
    out, group = [rows[0]], list[list[str]]()
    for row, after in zip(rows[1:], [*rows[2:], [""]], strict=True):
        out.append(row)
        group.append(row)
        if after[0] != row[0]:
            sums = [""] * len(row)
            sums[0] = f"{row[0]} {word}"
            for name in ("quantity", "shipped_quantity", "unit_price", "amount"):
                if name in names:
                    cells = [line[names.index(name)] for line in group]
                    sums[names.index(name)] = str(sum(Decimal(cell) for cell in cells))
            out.append(sums)
            group = []
    return out


@pytest.mark.parametrize("word", ["汇总", "小计", "Total", "合计（2行）", "Ergebnis"])
@pytest.mark.parametrize("system", ["erp", "wms"])
def test_a_spreadsheets_subtotals_are_sums(word: str, system: str, tmp_path: Path) -> None:
    rows = grouped(table(clean_books(20), system), system, word)
    result = reconciled(tmp_path, system, rows)
    assert result.exceptions == ()
    assert {row.reason for row in result.excluded} == {"total"}
    assert len(result.excluded) == len({row[0] for row in table(clean_books(20), system)[1:]})


def test_names_below_the_table_are_a_note_whatever_columns_they_stand_in(tmp_path: Path) -> None:
    rows = [*table(clean_books(20), "erp"), ["制表人：张三", "", "审核：李四"], ["Printed by: Li", "", "Page 1"]]
    result = reconciled(tmp_path, "erp", rows)
    assert result.exceptions == ()
    assert [row.reason for row in result.excluded] == ["note", "note"]


def test_a_header_repeated_with_blanks_is_a_header(tmp_path: Path) -> None:
    rows = table(clean_books(20), "erp")
    again = [f"{cell}\u3000" for cell in rows[0]]
    result = reconciled(tmp_path, "erp", [*rows[:9], again, *rows[9:]])
    assert (result.exceptions, [row.reason for row in result.excluded]) == ((), ["header"])


@pytest.mark.parametrize("nothing", ["NULL", "\\N", "(null)", "nan"])
def test_what_databases_write_for_nothing_is_blank(nothing: str, tmp_path: Path) -> None:
    rows = {system: table(clean_books(20), system) for system in ("erp", "wms")}
    for system, names in (("erp", ["waybill_id"]), ("wms", ["shipped_date", "waybill_id"])):
        for at in (list(HEADERS[system]).index(name) for name in names):
            for row in rows[system][1:]:
                row[at] = row[at] or nothing
    files = {system: (write_csv(tmp_path / f"{system}.csv", rows[system]),) for system in rows}
    assert run({**write(clean_books(20), tmp_path / "others"), **files}).exceptions == ()


def test_a_line_without_a_quantity_is_a_line(tmp_path: Path) -> None:
    books = clean_books(20)
    books.row("erp", 4).update(quantity="", amount="", unit_price="")
    assert reconciled(tmp_path, "erp", table(books, "erp"), books).rows["erp"].excluded == 0


@pytest.mark.parametrize("lost", [slice(5, None), slice(12, None)])
def test_one_line_with_fewer_cells_than_all_others_has_lost_some(lost: slice, tmp_path: Path) -> None:
    rows = table(clean_books(20), "erp")
    del rows[10][lost]
    with pytest.raises(UnusableError, match=r"x.csv:11: export-row-too-short row 11 has \d+ cells, the header 15"):
        reconciled(tmp_path, "erp", rows)


def test_a_line_that_lost_a_cell_within_is_no_clean_line(tmp_path: Path) -> None:
    rows = table(clean_books(20), "erp")
    for at, row in enumerate(rows[10:13], 3):
        del row[at]
    assert {row for record in reconciled(tmp_path, "erp", rows).exceptions for row in record.erp_rows.split(";")} == {
        "11",
        "12",
        "13",
    }


def test_an_export_that_leaves_out_blank_cells_at_the_end_is_whole(tmp_path: Path) -> None:
    names = list(HEADERS["wms"])
    order = [*(at for at, name in enumerate(names) if name != "waybill_id"), names.index("waybill_id")]
    rows = [[row[at] for at in order] for row in table(clean_books(20), "wms")]
    short = [row[:-1] if not row[-1] else row for row in rows]
    assert len({len(row) for row in short}) == 2
    assert reconciled(tmp_path, "wms", short).exceptions == ()


def test_a_spreadsheet_leaves_out_blank_ends_in_blocks_of_16_rows(tmp_path: Path) -> None:
    rows = [[*row, ""] for row in table(clean_books(40), "erp")]
    rows[0][-1], rows[70][-1] = "备注", "加急"
    blocks = [row if at < 17 or at > 64 else row[:-1] for at, row in enumerate(rows)]
    assert reconciled(tmp_path, "erp", blocks, clean_books(40)).exceptions == ()


def test_a_web_page_named_like_a_workbook_says_what_it_is(tmp_path: Path) -> None:
    lines = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in table(clean_books(8), "erp"))
    (tmp_path / "erp.xls").write_text(f"\n<html><table>{lines}</table></html>", encoding="utf-8")
    with pytest.raises(UnusableError, match="export-damaged it is a web page or XML, no workbook and no csv"):
        run({**write(clean_books(8), tmp_path), "erp": (tmp_path / "erp.xls",)})
