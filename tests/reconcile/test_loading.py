"""Exports as they come: encodings, separators, workbooks, title and sum rows; and what must stop the night."""

from __future__ import annotations

from pathlib import Path

import pytest

from orders.mapping import mappings
from orders.problems import UnusableError
from reconcile.load.apart import read_export
from reconcile.load.sheets import Sheet
from reconcile.vocabulary import vocabulary
from tests.reconcile.books import Books, clean_books, run, table, typed, write, write_csv


def replaced(books: Books, folder: Path, system: str, path: Path) -> dict[str, tuple[Path, ...]]:
    return {**write(books, folder), system: (path,)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_separator(encoding: str, delimiter: str, tmp_path: Path) -> None:
    books = clean_books()
    path = write_csv(tmp_path / "x.txt", table(books, "erp"), encoding, delimiter)
    result = run(replaced(books, tmp_path, "erp", path))
    assert result.exceptions == ()
    assert result.rows["erp"].given == 80


def workbook(path: Path, rows: list[list[object]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_with_title_sums_and_blank_rows(tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "crm")
    rows: list[list[object]] = [
        ["销售订单明细"],
        [],
        list(header),
        *([typed(cell) for cell in line] for line in lines),
        [],
        ["合计", None, None, None, 3000],
    ]
    result = run(replaced(books, tmp_path, "crm", workbook(tmp_path / "crm.xlsx", rows)))
    assert result.exceptions == ()
    assert result.rows["crm"].excluded == 4
    assert [(row.row, row.reason) for row in result.excluded] == [
        ("1", "title"),
        ("2", "blank"),
        ("84", "blank"),
        ("85", "total"),
    ]
    assert result.matches[0].crm_rows == "4"


def test_cells_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["订单号", "行号", "存货编码", "数量"])
    book.active.append(["SO-1", 1, 8271, 5.5])
    book.active.append([None, 2, 8272, 0.1 + 0.2])
    book.active.append([12345678901234567890, 3, "A1", 1e-7])
    book.active.merge_cells("A2:A3")
    for cell in ("C2", "C3"):
        book.active[cell].number_format = "00000000"
    book.save(tmp_path / "x.xlsx")
    words = vocabulary("erp", [mapping.data for mapping in mappings("export")], [])
    assert grid(read_export(tmp_path / "x.xlsx", words)) == [
        ["SO-1", "1", "00008271", "5.5"],
        ["SO-1", "2", "00008272", "0.3"],
        ["1.23456789012346E+19", "3", "A1", "0.0000001"],
    ]


def grid(sheet: Sheet) -> list[list[str]]:
    return [sheet.texts(at) for at in range(len(sheet.rows))]


def test_several_files_of_one_system_are_told_apart(tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "wms")
    parts = (
        write_csv(tmp_path / "w1.csv", [header, *lines[:20]]),
        write_csv(tmp_path / "w2.csv", [header, *lines[20:]]),
    )
    books.row("crm", 9).update(quantity="80")
    result = run({**write(books, tmp_path), "wms": parts})
    assert [record.wms_rows for record in result.exceptions] == ["w1.csv:14"]


def test_sums_of_groups_and_repeated_headers_are_no_lines(tmp_path: Path) -> None:
    books = clean_books(8)
    header, *lines = table(books, "erp")
    number = header.index("行号")
    group = [cell if at in (0, 4) else "小计" if at == number else "" for at, cell in enumerate(lines[0])]
    again = ["\ufeff" + header[0], *header[1:]]
    rows = [
        header,
        *lines[:2],
        group,
        [],
        again,
        *lines[2:],
        header,
        ["小计：" + lines[0][0]],
        ["制表人：王", "", "", "第 1 页"],
    ]
    result = run(replaced(books, tmp_path, "erp", write_csv(tmp_path / "x.csv", rows)))
    assert result.exceptions == ()
    assert [row.reason for row in result.excluded] == ["total", "blank", "header", "header", "total", "note"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    books = clean_books()
    header, *lines = table(books, "wms")
    for folder in ("一月", "二月"):
        (tmp_path / folder).mkdir()
    parts = (
        write_csv(tmp_path / "一月" / "wms.csv", [header, *lines[:20]]),
        write_csv(tmp_path / "二月" / "wms.csv", [header, *lines[20:], ["合计"]]),
    )
    books.row("crm", 9).update(quantity="80")
    result = run({**write(books, tmp_path), "wms": parts})
    assert [record.wms_rows for record in result.exceptions] == ["一月/wms.csv:14"]
    assert [row.row for row in result.excluded] == [f"二月/wms.csv:{len(lines) - 18}"]


def test_the_same_file_twice_for_one_system_stops(tmp_path: Path) -> None:
    files = write(clean_books(8), tmp_path)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(files["erp"][0].read_bytes())
    for given in ({"erp": (*files["erp"], copy)}, {"erp": files["erp"] * 2}):
        with pytest.raises(UnusableError, match="export-twice"):
            run({**files, **given})


def test_leading_zeros_stay(tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            row["sku"] = "00" + row["sku"][3:5]
    result = run(write(books, tmp_path))
    assert result.exceptions == ()
    books.row("erp", 9)["quantity"] = "1"
    assert run(write(books, tmp_path)).exceptions[0].sku == "0001"


def test_day_first_dates_are_proved_by_the_column(tmp_path: Path) -> None:
    books = clean_books()
    for row in books.crm:
        row["order_date"], row["promised_date"] = (
            "/".join(reversed(row[name].split("-"))) for name in ("order_date", "promised_date")
        )
    assert run(write(books, tmp_path)).exceptions == ()


# ── unusable ─────────────────────────────────────────────────────────────────────────────────────────────────────


def refused(books: Books, tmp_path: Path, content: bytes, name: str = "erp.csv") -> str:
    path = tmp_path / "bad" / name
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(UnusableError) as error:
        run({**write(books, tmp_path), "erp": (path,)})
    text = str(error.value)
    assert name in text
    assert "help:" in text
    return text


def test_what_cannot_be_trusted_stops(tmp_path: Path) -> None:
    books = clean_books()
    good = write(books, tmp_path / "good")["erp"][0].read_bytes()
    text = good.decode("utf-8-sig")
    header, *lines = text.splitlines()
    cases = {
        "empty": (b"", "export-empty"),
        "header only": (header.encode(), "export-empty"),
        "no header": ("\n".join(lines).encode(), "export-header-missing"),
        "no item column": (text.replace("存货编码", "备注一", 1).encode(), "export-column-missing"),
        "column twice": (text.replace("BOM版本", "存货编码", 1).encode(), "export-column-twice"),
        "cut off": (good[: -len(lines[-1].encode()) // 2 - 2], "export-cut-off"),
        "stray quote": (text.replace("只", '"只', 1).encode(), "export-damaged"),
        "wrong encoding": (good[:300] + b"\xff\xfe\x81" + good[300:], "export-encoding"),
        "shifted row": (text.replace("只", "只,只", 1).encode(), "export-row-too-long"),
        "workbook cut off": (b"PK\x03\x04" + b"0" * 500, "export-damaged"),
    }
    for number, (name, (content, code)) in enumerate(cases.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert code in refused(books, folder, content), name


def test_a_column_the_sites_mapping_names_must_be_there(tmp_path: Path) -> None:
    files = write(clean_books(8), tmp_path)
    named = {"columns": {"quantity": ["订货数量", "订购数"], "order_date": "订单日", "sku": "产品编码"}}
    with pytest.raises(UnusableError) as error:
        run(files, crm=named)
    quantity, ordered = error.value.problems
    assert (quantity.code, quantity.line) == ("export-column-missing", 1)
    assert quantity.file.endswith("crm.csv")
    assert "quantity is “订货数量” or “订购数”" in quantity.what
    assert quantity.help.startswith("is it “数量”? correct `columns: {quantity: …}` in the crm mapping")
    assert ordered.help.startswith("is it “订单日期”?")
    assert run(files, crm={"columns": {"quantity": ["订货数量", "数量"]}}).exceptions == ()


def test_a_missing_order_number_says_how_to_name_it_and_guesses_nothing_far(tmp_path: Path) -> None:
    books = clean_books(8)
    text = write(books, tmp_path / "good")["erp"][0].read_bytes().decode("utf-8-sig")
    told = refused(books, tmp_path, text.replace("销售订单号", "备注一", 1).encode())
    assert "is it" not in told
    for part in (
        "mappings/erp.yaml",
        "--mapping erp=FILE",
        "kind: export",
        "system: erp",
        "columns: {order_id: HEADER}",
    ):
        assert part in told


def test_dates_that_can_be_read_two_ways_are_a_question(tmp_path: Path) -> None:
    books = clean_books(8)
    for row in books.crm:
        row["order_date"] = row["promised_date"] = "03/04/2026"
    with pytest.raises(UnusableError, match=r"day or the month first(.|\n)*dates: dmy"):
        run(write(books, tmp_path))
    result = run(write(books, tmp_path), crm={"formats": {"dates": "dmy"}})
    assert {record.kind for record in result.exceptions} == {"date-mismatch"}


def test_a_key_pattern_that_takes_for_ever_on_a_cell_is_named(tmp_path: Path) -> None:
    """`mapping check` tries patterns, but only on texts of its own."""
    from reconcile.keys import patterned

    with pytest.raises(UnusableError) as raised:
        patterned(r"^SO(\d|\d\d)+$")("SO" + "1" * 60 + "x")
    assert [problem.code for problem in raised.value.problems] == ["pattern-explodes"]
