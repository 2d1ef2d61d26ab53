"""`mapping suggest --export` drafts what loading would ask: columns one-to-one, stages, formats; a person confirms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from cli import main
from orders.mapping import load_mapping
from reconcile.load.suggest import suggest_export
from tests.reconcile.books import HEADERS, clean_books, table, write_csv

AS_OF = datetime(2026, 3, 4, 20)


def drafted(tmp_path: Path, rows: list[list[str]], name: str = "export.csv", encoding: str = "gb18030") -> str:
    return suggest_export(write_csv(tmp_path / name, rows, encoding), AS_OF)


@pytest.mark.parametrize("system", ["crm", "erp", "wms"])
def test_known_headers_are_sure_and_the_draft_is_a_mapping(system: str, tmp_path: Path) -> None:
    text = drafted(tmp_path, [["明细"], *table(clean_books(20), system)])
    (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
    draft = load_mapping(tmp_path / "draft.yaml").data
    assert draft["system"] == system
    assert draft["columns"] == HEADERS[system]
    assert draft["formats"]["header_row"] == 2
    assert draft["values"]["status"]["已签收"] == "signed"
    assert "received" not in draft["values"]["status"].values()


def test_unknown_headers_are_told_by_their_likeness_and_their_cells(tmp_path: Path) -> None:
    header, *rows = table(clean_books(20), "erp")
    new = {
        "存货编码": "存货代号",
        "数量": "件数",
        "含税单价": "结算价",
        "价税合计": "结算额",
        "单据状态": "进度",
        "销售订单号": "销售订单编码",
    }
    text = drafted(tmp_path, [[new.get(cell, cell) for cell in header], *rows], "erp.csv")
    (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
    columns = load_mapping(tmp_path / "draft.yaml").data["columns"]
    assert [columns[name] for name in ("quantity", "unit_price", "amount")] == ["件数", "结算价", "结算额"]
    assert not {"order_id", "sku", "status"} & set(columns)
    for line in ('# order_id: "销售订单编码"', '# sku: "存货代号"', '# status: "进度"'):
        assert f"  {line}  # 0." in text


def test_a_name_that_is_nearly_another_is_not_sure(tmp_path: Path) -> None:
    header, *rows = table(clean_books(20), "erp")
    renamed = [{"价税合计": "不含税金额"}.get(cell, cell) for cell in header]
    changed = [[*row[:7], str(float(row[7]) / 2), *row[8:]] for row in rows]
    assert '  # amount: "不含税金额"  # 0.' in drafted(tmp_path, [renamed, *changed], "erp.csv")


def test_what_is_sure_of_the_sample_factory_is_right(factory: Path) -> None:
    for file in ("crm.xlsx", "erp.csv", "wms.csv"):
        truth = load_mapping(factory / "mappings" / f"{file[:3]}.yaml").data
        text = suggest_export(factory / "exports" / file, AS_OF)
        draft = YAML(typ="safe").load(text)
        assert draft["columns"].items() <= truth["columns"].items()
        assert draft["values"]["status"].items() <= truth["values"]["status"].items()
        assert len(draft["columns"]) >= len(truth["columns"]) - 4


def test_what_is_not_sure_is_not_in_force(tmp_path: Path) -> None:
    books = clean_books(20)
    for row in books.crm:
        row["status"] = {"已确认": "确认完了", "生产中": "飞走了"}.get(row["status"], row["status"])
        row["order_date"] = "03/04/2026"
    text = drafted(tmp_path, table(books, "crm"))
    (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
    words = load_mapping(tmp_path / "draft.yaml").data["values"]["status"]
    assert not {"确认完了", "飞走了"} & set(words)
    assert '  # "确认完了": ' in text
    assert "# dates: is the day or the month first, e.g. 03/04/2026" in text


def test_the_command_prints_the_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "wms.csv", table(clean_books(8), "wms"))
    assert main(["mapping", "suggest", "--export", str(path), "-w", str(tmp_path)]) == 0
    assert 'shipped_quantity: "实发数量"  # 1.00' in capsys.readouterr().out
    assert main(["mapping", "suggest", "--export", str(tmp_path / "none.csv"), "-w", str(tmp_path)]) == 2
