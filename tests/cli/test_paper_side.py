"""`reconcile --orders ledger`: papers taken in, typed into the ERP with faults, and told with their own words."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

import cli
from intake.crops import with_crops
from orders.exceptions import Reconciliation
from orders.inputs import papers
from orders.papers import PaperDifference
from orders.run import Setting
from orders.workspace import open_workspace
from reconcile.stage import match_exports
from tests.cli.test_night import decide
from tests.cli.workspaces import add_mails, ledger_rows, orderloom, workspace

HEADERS = {
    "order_id": "销售订单号",
    "line_id": "行号",
    "customer_order_id": "客户订单号",
    "sku": "存货编码",
    "customer": "客户名称",
    "quantity": "数量",
    "unit_price": "含税单价",
    "amount": "价税合计",
    "currency": "币种",
    "promised_date": "交货日期",
}
Row = dict[str, str]
MAILS = ("01", "02", "03")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three orders in a ledger: two Chinese ones and an English one."""
    folder = workspace(tmp_path_factory.mktemp("papers") / "factory", MAILS)
    done = orderloom(folder, "intake")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def factory(taken_in: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "factory"
    shutil.copytree(taken_in, folder, ignore=shutil.ignore_patterns("out"))
    return folder


def typed(folder: Path) -> list[Row]:
    """Type what the ledger's orders say into the ERP: numbers of our own, lines in tens."""
    found = ledger_rows(folder, "SELECT record FROM orders WHERE state = 'accepted' ORDER BY order_key")
    orders = [json.loads(text)["order"] for (text,) in found]
    return [
        {
            "order_id": f"SO2026{n:05d}",
            "line_id": f"{at}0",
            "customer_order_id": order["order_id"],
            "sku": line["sku"],
            "customer": order["buyer"]["name"],
            "quantity": line["quantity"],
            "unit_price": line["unit_price"],
            "amount": line["line_amount"],
            "currency": order["currency"],
            "promised_date": line["requested_date"] or order["delivery"]["requested_date"],
        }
        for n, order in enumerate(orders, 101)
        for at, line in enumerate(order["lines"], 1)
    ]


def write(folder: Path, system: str, rows: Sequence[Row]) -> None:
    with (folder / f"{system}.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADERS.values())
        out.writerows([row[name] for name in HEADERS] for row in rows)


def compared(folder: Path, erp: Sequence[Row], crm: Sequence[Row]) -> tuple[int, list[Row], dict[str, Any]]:
    """Reconcile the rows with the papers; return exit code, paper.csv and the summary's `paper`."""
    write(folder, "erp", erp)
    write(folder, "crm", crm)
    exports = [part for name in ("erp", "crm") for part in (f"--{name}", str(folder / f"{name}.csv"))]
    code = cli.main(["reconcile", *exports, "--orders", "ledger", "-w", str(folder), "-o", str(folder / "result")])
    assert code in (0, 1)
    with (folder / "result/paper.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    summary = json.loads((folder / "result/summary.json").read_text(encoding="utf-8"))
    return code, found, summary["paper"]


def damaged(rows: list[Row]) -> list[Row]:
    """Make four typing errors: a nought too few, digits swapped, another item, a line forgotten."""
    by_item = {(row["customer_order_id"], row["sku"]): row for row in rows}
    by_item["CG-20260303-018", "CN-M12-4F"].update(quantity="10")
    by_item["4500017432", "CX-PT300-25"].update(unit_price="86.52")
    by_item["HCPO2603-0047", "CX-TT210-S"].update(sku="CX-TT200-A")
    return [row for row in rows if (row["customer_order_id"], row["sku"]) != ("HCPO2603-0047", "CX-FS500-50")]


EXPECTED = [
    ("missing-in-erp", "HCPO2603-0047", "2", "", "", "", "11232.00"),
    ("price-mismatch", "4500017432", "1", "unit_price", "85.62", "86.52", "21.60"),
    ("quantity-mismatch", "CG-20260303-018", "4", "quantity", "100", "10", "1702.80"),
    ("sku-mismatch", "HCPO2603-0047", "3", "sku", "CX-TT210-S", "CX-TT200-A", "5688.00"),
]
COLUMNS = ("kind", "order_id", "line_id", "field", "paper_value", "erp_value", "amount_at_stake")


@pytest.mark.slow
def test_what_was_typed_right_is_no_difference(factory: Path) -> None:
    rows = typed(factory)
    code, found, counted = compared(factory, rows, rows)
    assert (code, found) == (0, [])
    assert counted == {"orders": 3, "lines": 10, "differences": {}, "at_stake": {}}


@pytest.mark.slow
def test_each_typing_error_is_told_with_the_papers_own_words(factory: Path) -> None:
    right = typed(factory)
    code, found, counted = compared(factory, damaged(typed(factory)), right)
    assert code == 1
    assert sorted(tuple(row[name] for name in COLUMNS) for row in found) == EXPECTED
    assert [row["crm_value"] for row in found if row["kind"] == "quantity-mismatch"] == ["100"]
    assert {row["odd_system"] for row in found} == {"erp"}
    assert counted["differences"] == dict.fromkeys((kind for kind, *_ in EXPECTED), 1)
    assert [(row["file"][6:8], row["page"]) for row in found] == [("03", "1"), ("03", "1"), ("01", "1"), ("02", "1")]
    page = (factory / "result/report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 4
    assert "img-src data:" in page
    assert len(page.encode()) < 2_000_000
    assert _pictures(factory / "result/exceptions.xlsx") == 4


def _pictures(book: Path) -> int:
    from zipfile import ZipFile

    return sum(name.startswith("xl/media/") for name in ZipFile(book).namelist())


@pytest.mark.slow
def test_shuffled_rows_change_no_byte_beyond_row_numbers(factory: Path) -> None:
    right, wrong = typed(factory), damaged(typed(factory))
    first, page = compared(factory, wrong, right)[1], _papers_part(factory)
    shuffled = compared(factory, wrong[::-1], right[::-1])[1]
    numbers = {"erp_rows": "", "crm_rows": ""}
    assert [{**row, **numbers} for row in shuffled] == [{**row, **numbers} for row in first]
    assert _papers_part(factory) == page


def _papers_part(folder: Path) -> str:
    """Return the papers' part of report.html without the numbers of rows."""
    page = (folder / "result/report.html").read_text(encoding="utf-8")
    found = re.search(r'<section class="papers">.*?</section>', page, re.DOTALL)
    assert found
    return re.sub(r"<small>(CRM|ERP) [\d; ]+", "", found[0])


@pytest.mark.slow
def test_each_picture_is_the_place_that_the_records_evidence_names(factory: Path) -> None:
    from intake.read import picture

    compared(factory, damaged(typed(factory)), typed(factory))
    result = _with_crops(factory)
    assert result.papers is not None
    for item in result.papers.differences:
        mail = message_from_bytes((factory / item.file.rpartition("/")[0]).read_bytes())
        [data] = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "application/pdf"]
        assert item.picture == picture(bytes(data), 1, _around(item)), item.kind
        if item.field in ("quantity", "unit_price"):
            assert item.record.evidence[item.path].text.strip() == item.paper_value
    assert len(result.papers.differences) == 4


def _with_crops(folder: Path) -> Reconciliation:
    """Match as the command does, and draw."""
    workspace_ = open_workspace(folder)
    setting = Setting(workspace_, datetime(2026, 3, 4, 20, tzinfo=workspace_.timezone), "en", papers=papers(workspace_))
    files = {system: (folder / f"{system}.csv",) for system in ("crm", "erp")}
    return with_crops(setting, match_exports(setting, files, setting.masters())[0])


def _around(item: PaperDifference) -> tuple[float, float, float, float]:
    """Return the box of the value (of a line: of all its values) as printed, and what stands beside it."""
    printed = item.path.replace("/sku", "/buyer_item_id" if item.record.source.file.count("03-") else "/seller_item_id")
    seen = (one for path, one in item.record.evidence.items() if path == printed or path.startswith(f"{printed}/"))
    boxes = [one.bbox for one in seen if one.bbox]
    width, height = item.record.source.page_sizes[0]
    left, top = (min(box[n] for box in boxes) for n in (0, 1))
    right, bottom = (max(box[n] for box in boxes) for n in (2, 3))
    return max(0.0, left - 90), max(0.0, top - 14), min(width, right + 90), min(height, bottom + 14)


@pytest.mark.slow
def test_a_persons_correction_is_what_counts(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "factory", ("26",))
    assert orderloom(folder, "intake").returncode == 1
    assert orderloom(folder, "review", "apply", str(decide(folder, "correct", "2026-05-06"))).returncode == 0
    rows = typed(folder)
    assert compared(folder, rows, rows)[:2] == (0, [])
    other = [{**row, "promised_date": "2026-06-05"} for row in rows]
    code, found, _ = compared(folder, other, rows)
    assert code == 1
    dates = {(row["kind"], row["paper_value"], row["erp_value"]) for row in found}
    assert dates == {("date-mismatch", "2026-05-06", "2026-06-05")}
    assert "corrected by a person" in (folder / "result/report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_an_accepted_revision_is_what_counts(factory: Path) -> None:
    before = typed(factory)
    add_mails(factory, ("14",))
    assert orderloom(factory, "intake").returncode == 1
    assert compared(factory, before, before)[1] == []
    assert orderloom(factory, "review", "apply", str(decide(factory, "accept"))).returncode == 0
    code, found, _ = compared(factory, before, before)
    assert code == 1
    assert {row["order_id"] for row in found} == {"HCPO2603-0047"}
    assert compared(factory, typed(factory), typed(factory))[1] == []


@pytest.mark.parametrize("command", ["reconcile", "nightly"])
def test_without_papers_it_says_what_to_do(tmp_path: Path, command: str) -> None:
    folder = workspace(tmp_path / "factory", ())
    write(folder, "erp", ())
    exports = ("--erp", "erp.csv", "--crm", "erp.csv") if command == "reconcile" else ()
    done = orderloom(folder, command, *exports, "--orders", "ledger")
    if command == "nightly":
        assert done.returncode == 0, done.stderr
        return
    assert done.returncode == 3
    assert "ledger-missing" in done.stderr
    assert "intake fills it" in done.stderr
    assert not (folder / "out").exists()
    assert not (folder / "orderloom.db").exists()
    assert orderloom(folder, "intake").returncode == 0
    done = orderloom(folder, command, *exports, "--orders", "ledger")
    assert done.returncode == 3
    assert "orders-missing" in done.stderr
