"""Masters: every fault at once with its cell, ids as text, headers in Chinese or English, csv in two encodings."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orders.bills import valid_versions
from orders.master_files import load_masters
from orders.master_words import compared, vocabulary
from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.tables import column_letters

GOOD = {
    "items": "sku,name,unit,make_or_buy,lead_time_days\nFG,成品,只,make,5\nRM,钢,千克,buy,10\n",
    "bom": "parent_sku,bom_version,component_sku,quantity_per,unit\nFG,V1,RM,0.25,kg\n",
    "cross_reference": "customer_id,customer_item_id,sku\nC1,00008271,FG\n",
    "customers": "customer_id,name,level\nC1,云海,A\n",
    "prices": "customer_id,sku,unit_price,currency,includes_tax\nC1,FG,12.50,CNY,yes\n",
    "units": "sku,unit,factor\nFG,箱,20\n",
    "stock": "sku,warehouse,on_hand\nFG,W1,5\n",
    "incoming": "sku,quantity,due_date\nRM,5,2026-03-09\n",
    "calendar": "date,working\n2026-10-01,no\n",
}
Change = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Change:
    def written(**changed: str | bytes) -> Path:
        for name, text in {**GOOD, **changed}.items():
            (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return written


def refused(path: Path, mappings: Path | None = None) -> tuple[Problem, ...]:
    with pytest.raises(UnusableError) as caught:
        load_masters(path, mappings)
    return caught.value.problems


def test_the_factory_loads(factory: Path) -> None:
    masters = load_masters(factory / "master", factory / "mappings")
    assert masters.items["CX-PT100-05"].make_or_buy == "make"
    assert masters.prices[("C001", "CX-PT100-05")][0].unit_price == Decimal("374.26")
    assert valid_versions("CX-PT100-05", date(2026, 3, 4), masters) == ("V1.2",)
    assert masters.customers["C001"].aliases == ("杭州云海", "云海自动化")
    assert masters.stock["CX-PT100-05"][0].as_of == datetime(2026, 3, 4, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert masters.calendar.works(date(2026, 1, 1)) is False


def test_no_folder_no_masters(tmp_path: Path) -> None:
    assert load_masters(tmp_path / "none") == Masters()


def test_ids_keep_their_zeros_in_csv(folder: Change) -> None:
    assert load_masters(folder()).cross_reference == {("C1", "00008271"): "FG"}


def workbook(rows: list[list[object]], *, form: str | None = None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell in sheet["B"] if form else ():
        cell.number_format = form
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (8271, "00000000", "00008271"),
        (123456.0, None, "123456"),
        (123456, "General", "123456"),
        ("00017", None, "00017"),
    ],
)
def test_ids_in_a_workbook_are_read_as_displayed(folder: Change, value: object, form: str | None, wanted: str) -> None:
    path = folder()
    (path / "cross_reference.csv").unlink()
    content = workbook([["customer_id", "customer_item_id", "sku"], ["C1", value, "FG"]], form=form)
    (path / "cross_reference.xlsx").write_bytes(content)
    assert load_masters(path).cross_reference == {("C1", wanted): "FG"}


def test_an_id_that_excel_destroyed_is_refused(folder: Change) -> None:
    problems = refused(folder(cross_reference="customer_id,customer_item_id,sku\nC1,4.5E+17,FG\n"))
    assert [(found.code, found.line) for found in problems] == [("cell-unreadable", 2)]
    assert "format the column as text" in problems[0].help


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_either_encoding_with_chinese_headers_below_a_title(folder: Change, encoding: str) -> None:
    text = (
        "物料主数据导出\n\n物料编码,物料名称,计量单位,物料属性,提前期,含税\nFG,成品,只,自制,5,x\nRM,钢,千克,外购,10,x\n"
    )
    masters = load_masters(folder(items=text.encode(encoding)))
    assert [(item.name, item.make_or_buy) for item in masters.items.values()] == [("成品", "make"), ("钢", "buy")]


def test_a_site_names_its_own_headers_and_files(folder: Change, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    tables = "tables: {items: {files: [artikel], columns: {sku: Artikel, name: Text1}}}"
    text = f"kind: master\n{tables}\nvalues: {{make_or_buy: {{E: make}}}}\n"
    (site / "master.yaml").write_text(text, encoding="utf-8")
    path = folder()
    (path / "items.csv").unlink()
    text = "Artikel;Text1;unit;make_or_buy;lead_time_days\nFG;fertig;只;E;5\nRM;roh;千克;buy;10\n"
    (path / "Artikel.csv").write_text(text, encoding="utf-8")
    assert load_masters(path, site).items["FG"].name == "fertig"


def test_columns_may_stand_in_any_order_and_blank_rows_are_passed_over(folder: Change) -> None:
    masters = load_masters(folder(stock="on_hand,sku,warehouse,reserved\n\n5,FG,W1,2\n,,,\n"))
    assert masters.stock["FG"][0].reserved == Decimal(2)


@pytest.mark.parametrize(
    ("changed", "code", "line", "what", "told"),
    [
        ({"items": "sku,nam,unit,make_or_buy,lead_time_days\n"}, "column-missing", 1, "name", "is it “nam”?"),
        (
            {"items": GOOD["items"] + "fg,x,只,buy,1\n"},
            "master-double",
            4,
            "in row 2 (“FG”) and row 4",
            "keep row 2 or",
        ),
        ({"items": GOOD["items"] + "X,x,只,buy,kurz\n"}, "cell-unreadable", 4, "“kurz” is no number", "digits"),
        ({"items": GOOD["items"] + "X,x,只,buy,1.5\n"}, "cell-unreadable", 4, "no whole number", "write 1 or 2"),
        ({"items": GOOD["items"] + "X,x,只,bye,1\n"}, "cell-unreadable", 4, "none of make, buy", "did you mean `buy`?"),
        ({"items": GOOD["items"] + ",x,只,buy,1\n"}, "cell-empty", 4, "sku", "fill it in"),
        ({"items": "a,b\n1,2\n"}, "header-missing", None, "no header row", "sku, name, unit"),
        (
            {"items": GOOD["items"].replace("lead_time_days", "lead_time_days,list_prise").replace(",5\n", ",5,1\n")},
            "column-unknown",
            1,
            "nearly list_price",
            "rename it",
        ),
        ({"items": GOOD["items"].replace("unit", "unit,单位", 1)}, "column-twice", 1, "two columns for unit", "remove"),
        (
            {"bom": GOOD["bom"] + "FG,V1,RMM,1,kg\n"},
            "reference-unknown",
            3,
            "“RMM” is not in items",
            "did you mean RM?",
        ),
        ({"bom": GOOD["bom"] + "RM,V1,FG,1,只\n"}, "bom-circular", 2, "FG → RM → FG", "leads back"),
        ({"bom": GOOD["bom"].replace("kg", "米")}, "unit-unknown", 2, "counted in 千克", "add RM,米 to units"),
        ({"bom": GOOD["bom"].replace("0.25", "0")}, "cell-unreadable", 2, "above 0", "above 0"),
        ({"bom": GOOD["bom"].replace("0.25", '"0,25"')}, "cell-unreadable", 2, "no number", "write 0.25"),
        ({"bom": GOOD["bom"].replace("0.25", '"1,250"')}, "cell-unreadable", 2, "no number", "1250 or 1.250"),
        (
            {"cross_reference": GOOD["cross_reference"] + "C1,X,FGG\n"},
            "reference-unknown",
            3,
            "sku",
            "did you mean FG?",
        ),
        ({"prices": GOOD["prices"] + "C11,FG,1,CNY,no\n"}, "reference-unknown", 3, "customer_id", "did you mean C1?"),
        ({"prices": GOOD["prices"] + "C1,ZZZ,1,CNY,no\n"}, "reference-unknown", 3, "sku", "add it to items"),
        ({"prices": GOOD["prices"] + "C1,RM,1,CNY,maybe\n"}, "cell-unreadable", 3, "none of yes, no", "known are"),
        ({"units": GOOD["units"] + "XX,箱,20\n"}, "reference-unknown", 3, "“XX”", "add it to items"),
        ({"incoming": GOOD["incoming"] + "RM,1,soon\n"}, "cell-unreadable", 3, "no date", "2026-03-04"),
        ({"incoming": GOOD["incoming"] + "RM,1,03/04/2026\n"}, "cell-unreadable", 3, "can be read as", "2026-04-03 or"),
        ({"incoming": GOOD["incoming"] + "RM,1,2026-02-30\n"}, "cell-unreadable", 3, "no date", "2026-03-04"),
        (
            {"calendar": GOOD["calendar"] + "2026/10/1,yes\n"},
            "master-double",
            3,
            "in row 2 and row 3",
            "keep row 2 or row 3",
        ),
        ({"stock": GOOD["stock"] + 'FG,"W2,5\n'}, "csv-damaged", 3, "cannot be read", "quote"),
    ],
)
def test_a_fault_is_named_with_its_row(
    folder: Change, changed: dict[str, str], code: str, line: int | None, what: str, told: str
) -> None:
    problems = refused(folder(**changed))
    assert [(found.code, found.line) for found in problems] == [(code, line)]
    assert what in problems[0].what
    assert told in problems[0].help


def test_a_price_in_each_of_two_currencies_is_no_double(folder: Change) -> None:
    both = GOOD["prices"] + "C1,FG,1.60,EUR,no\n"
    prices = load_masters(folder(prices=both), None).prices["C1", "FG"]
    assert [(row.unit_price, row.currency) for row in prices] == [(Decimal("12.50"), "CNY"), (Decimal("1.60"), "EUR")]
    (problem,) = refused(folder(prices=both + "C1,FG,1.70,EUR,no\n"))
    assert (problem.code, problem.line) == ("master-double", 4)


def test_every_fault_of_every_file_is_named_at_once(folder: Change) -> None:
    problems = refused(
        folder(
            items=GOOD["items"] + "X,x,只,bye,many\n",
            prices=GOOD["prices"] + "C7,Y,1,CNY,yes\n",
            calendar="date,working\nsoon,no\n",
        )
    )
    found = [(Path(problem.file).name, problem.line, problem.code) for problem in problems]
    assert sorted(found) == [
        ("calendar.csv", 2, "cell-unreadable"),
        ("items.csv", 4, "cell-unreadable"),
        ("items.csv", 4, "cell-unreadable"),
        ("prices.csv", 3, "reference-unknown"),
        ("prices.csv", 3, "reference-unknown"),
    ]


def test_a_fault_in_a_workbook_names_sheet_and_cell(folder: Change) -> None:
    path = folder()
    (path / "stock.csv").unlink()
    (path / "stock.xlsx").write_bytes(workbook([["库存"], [], ["sku", "warehouse", "on_hand"], ["FG", "W1", "many"]]))
    problem = refused(path)[0]
    assert problem.place == "Sheet!C4"
    assert str(problem).startswith(f"{path}/stock.xlsx:Sheet!C4: cell-unreadable on_hand: “many” is no number")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04 cut off", "master-damaged"), (b"", "master-damaged"), (b"a,b", "master-damaged")],
)
def test_a_workbook_that_cannot_be_read_is_named(folder: Change, content: bytes, code: str) -> None:
    path = folder()
    (path / "stock.csv").unlink()
    (path / "stock.xlsx").write_bytes(content)
    assert [found.code for found in refused(path)] == [code]


def test_a_csv_in_no_known_encoding_is_named(folder: Change) -> None:
    assert [found.code for found in refused(folder(stock=b"sku,warehouse,on_hand\nFG,\xff\xff,1\n"))] == ["not-text"]


def test_missing_double_and_misspelt_files_are_named(folder: Change) -> None:
    path = folder()
    (path / "prices.csv").rename(path / "prise.csv")
    (path / "库存.csv").write_text(GOOD["stock"], encoding="utf-8")
    (path / "remarks.csv").write_text("anything\n", encoding="utf-8")
    assert sorted(found.code for found in refused(path)) == ["master-missing", "master-twice", "master-unknown"]


def test_rates_may_be_percent_and_must_be_below_one(folder: Change) -> None:
    items = "sku,name,unit,make_or_buy,lead_time_days,tax_rate\nFG,成品,只,make,5,13%\nRM,钢,千克,buy,10,{}\n"
    assert load_masters(folder(items=items.format("0.13"))).items["FG"].tax_rate == Decimal("0.13")
    problem = refused(folder(items=items.format("13")))[0]
    assert problem.help.startswith("write 0.13 or 13 %")


def test_every_words_headers_lead_to_columns_that_exist() -> None:
    words = vocabulary(None)
    assert words.headers["items"][compared("物料编码")] == "sku"
    from orders.master_columns import TABLES

    for name, spec in TABLES.items():
        assert set(words.headers[name].values()) == {column.name for column in spec.columns}


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_excel(index: int, letters: str) -> None:
    assert column_letters(index) == letters


SPOILT: dict[str, tuple[dict[str, str], set[str]]] = {
    "text in a number": ({"items": GOOD["items"].replace("RM,钢,千克,buy,10", "RM,钢,千克,buy,ten")}, {"RM"}),
    "a double": ({"items": GOOD["items"] + "fg,成品二,只,make,5\n"}, {"FG", "fg"}),
    "an unknown part": ({"bom": GOOD["bom"] + "FG,V1,XX,1,只\n"}, {"FG"}),
    "a circle": ({"bom": GOOD["bom"] + "RM,V1,FG,1,只\n"}, {"FG", "RM"}),
    "a unit without a factor": ({"bom": GOOD["bom"].replace("kg", "米")}, {"FG"}),
    "a price that is none": ({"prices": GOOD["prices"].replace("12.50", "12,50")}, {"FG"}),
    "a double of a customer's code": ({"cross_reference": GOOD["cross_reference"] + "C1,00008271,RM\n"}, {"FG", "RM"}),
    "no stock but words": ({"stock": GOOD["stock"].replace(",5", ",some")}, {"FG"}),
}


@pytest.mark.parametrize("name", SPOILT)
def test_lenient_shuts_out_the_items_a_fault_touches(folder: Change, name: str) -> None:
    spoilt, skus = SPOILT[name]
    path = folder(**spoilt)
    problems = refused(path)
    masters = load_masters(path, lenient=True)
    assert set(masters.shut_out) == skus
    assert {one for found in masters.shut_out.values() for one in found} == set(problems)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"customers": GOOD["customers"].replace(",A", ",Z")},
        {"calendar": GOOD["calendar"].replace("no", "maybe")},
        {"items": GOOD["items"] + ",无号,只,make,5\n"},
        {"cross_reference": GOOD["cross_reference"] + "C1,1.23457E+11,FG\n"},
        {"items": GOOD["items"].replace("lead_time_days", "days")},
    ],
)
def test_lenient_stops_where_nobody_can_say_which_items_are_touched(folder: Change, spoilt: dict[str, str]) -> None:
    with pytest.raises(UnusableError):
        load_masters(folder(**spoilt), lenient=True)


def test_a_faulty_row_is_one_fault_not_one_for_each_reference(folder: Change) -> None:
    (only,) = refused(folder(items=GOOD["items"].replace("RM,钢,千克,buy,10", "RM,钢,千克,buy,ten")))
    assert "lead_time_days" in only.what


def test_lenient_changes_nothing_where_there_is_no_fault(folder: Change) -> None:
    path = folder()
    assert load_masters(path, lenient=True) == load_masters(path)
