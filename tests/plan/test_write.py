"""Planned documents as files: by the contract's names, printable, and nothing in a name becomes a formula."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from orders.documents import PlannedDocument, PlannedLine
from orders.masters import ItemSupplier
from orders.problems import UnusableError
from orders.records import build, plain
from plan import Commitments, document_layouts, split, write_documents
from tests.plan.factory import TODAY, D, bom, item, line, masters, order

LONG = "高温压力变送器（一体化、带数显、防爆型）0-4.0MPa 200℃ M20x1.5 不锈钢"


def plan_documents(**more: Any) -> tuple[PlannedDocument, ...]:
    items = (replace(item("FG", "make"), name=LONG), item("007", minimum_order_quantity=D(100)))
    rows = [ItemSupplier("007", "S001", 1, None, D("1.25"), "CNY")]
    sold = line("FG", "10", unit_price=D("12.50"), line_amount=D("125.00"), description="=1+1", **more)
    world = masters(items, [bom("FG", "007", "2")], suppliers=rows)
    return split([order("4500017432", sold)], world, Commitments(), TODAY).documents


def cells(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def find(rows: list[list[Any]], text: str) -> tuple[int, int]:
    return next((r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if text in str(value or ""))


def test_json_has_the_contracts_names_and_comes_back(tmp_path: Path) -> None:
    documents = plan_documents()
    write_documents(documents, tmp_path)
    for document in documents:
        path = tmp_path / document.document_type / f"{document.document_id}.json"
        said = json.loads(path.read_text(encoding="utf-8"))
        assert list(said) == [one.name for one in fields(PlannedDocument)]
        assert list(said["lines"][0]) == [one.name for one in fields(PlannedLine)]
        assert build(PlannedDocument, said) == document
    assert isinstance(said["lines"][0]["quantity"], str)


def test_one_json_and_one_workbook_each_and_nothing_half_done(tmp_path: Path) -> None:
    documents = plan_documents()
    paths = write_documents(documents, tmp_path)
    assert sorted(paths) == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(paths) == 2 * len(documents) == 8


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    documents = plan_documents()
    first, second = (write_documents(documents, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_sales_sheet_reads_like_an_order(tmp_path: Path) -> None:
    (document,) = (one for one in plan_documents() if one.document_type == "sales")
    rows = cells(write_documents([document], tmp_path, company="苏州辰芯传感科技有限公司")[1])
    assert rows[0][0] == "苏州辰芯传感科技有限公司"
    assert rows[1][0] == "销售订单 SALES ORDER"
    head = find(rows, "物料编码")[0]
    by_name = dict(zip((str(one).split("\n")[1] for one in rows[head]), rows[head + 1], strict=True))
    assert by_name["Description"] == "=1+1"
    assert (by_name["Quantity"], by_name["Unit price"], by_name["Amount"]) == (10, 12.5, 125)
    assert by_name["Due"] == datetime(2026, 5, 20)
    assert any("4500017432" in row for row in rows)
    total = rows[find(rows, "合计")[0]]
    assert 125 in total
    assert "CNY" in total


def test_ids_are_texts_and_texts_are_no_formulas(tmp_path: Path) -> None:
    documents = plan_documents(buyer_item_id="00012")
    for path in write_documents(documents, tmp_path):
        if path.suffix == ".xlsx":
            kinds = {cell.data_type for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row}
            assert "f" not in kinds
    bought = next(path for path in tmp_path.rglob("PO-*.xlsx"))
    assert any("007" in row for row in cells(bought))


def test_production_lists_its_parts_and_purchases_their_money(tmp_path: Path) -> None:
    documents = plan_documents()
    write_documents(documents, tmp_path)
    work = cells(next(tmp_path.rglob("MO-*.xlsx")))
    row = find(work, "用料清单")[0] + 2
    assert work[row][1:4] == ["007", 20, "只"]
    bought = cells(next(tmp_path.rglob("PO-*.xlsx")))
    assert 125 in bought[find(bought, "合计")[0]]
    assert not any("4500017432" in str(value) for row in bought for value in row)  # no supplier learns our customers


def test_a_long_chinese_name_has_room(tmp_path: Path) -> None:
    (document,) = (one for one in plan_documents() if one.document_type == "production")
    sheet = openpyxl.load_workbook(write_documents([document], tmp_path)[1]).active
    assert sheet.column_dimensions["C"].width > 30


def test_a_sites_layout_goes_first_and_a_bad_field_is_named(tmp_path: Path) -> None:
    layout = (
        "kind: document\ndocument_type: sales\ntitle: {en: ORDER}\nheader: []\ncolumns:\n  - {field: FIELD, en: Item}\n"
    )
    (tmp_path / "sales.yaml").write_text(layout.replace("FIELD", "sku"), encoding="utf-8")
    document = of_type_sales()
    rows = cells(write_documents([document], tmp_path / "out", document_layouts(tmp_path))[1])
    assert [row[0] for row in rows] == ["ORDER", None, "Item", "FG"]
    (tmp_path / "sales.yaml").write_text(layout.replace("FIELD", "skuu"), encoding="utf-8")
    with pytest.raises(UnusableError, match="did you mean `sku`"):
        document_layouts(tmp_path)


def of_type_sales() -> PlannedDocument:
    return next(one for one in plan_documents() if one.document_type == "sales")


def test_a_plan_survives_the_ledgers_way() -> None:
    documents = plan_documents()
    assert tuple(build(PlannedDocument, plain(one)) for one in documents) == documents
