"""Rules as their people use them: a table in Excel, check, test on the archive, tonight, tasks and approvals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.workspaces import FACTORY, delivered, ledger_rows, orderloom, records, summary, workspace

CHENXIN = FACTORY / "rules" / "chenxin.yaml"
pytestmark = pytest.mark.slow


def set_rule(path: Path, row: int, **cells: str) -> None:
    """Change cells of a rule in the table by the headings of their columns."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(row, heads[name]).value = value
    book.save(path)


def decide(path: Path, decision: str, by: str = "王芳", why: str = "看过") -> None:
    """Decide every row of tasks.xlsx."""
    book = openpyxl.load_workbook(path)
    sheet = book["tasks"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for name, value in (("decision", decision), ("by", by), ("why", why)):
            sheet.cell(row, heads[name]).value = value
    book.save(path)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A night of two orders in which one rule asks for an approval and one holds an order."""
    folder = workspace(tmp_path_factory.mktemp("rules") / "mill", ["07", "08"])
    (folder / "mappings").mkdir()
    shutil.copy(CHENXIN, folder / "mappings")
    assert orderloom(folder, "nightly").returncode == 1
    return folder


def copy(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to / "mill", symlinks=True)
    return to / "mill"


def test_a_night_with_rules_holds_tags_and_asks(approved: Path) -> None:
    found = {record["order"]["order_id"]: record for record in records(approved)}
    assert [found[name]["status"] for name in ("NS2026030402", "JZW-2026-0088")] == ["review", "accepted"]
    [held] = [item for item in found["NS2026030402"]["findings"] if item["severity"] == "error"]
    assert (held["code"], held["facts"]["rule"]) == ("rule-held", "低于起订量")
    assert found["JZW-2026-0088"]["order"]["tags"] == ["款到发货"]
    assert summary(approved)["tasks"] == {"task": 1, "approve": 1, "notify": 0, "overdue": 0}
    page = (approved / "out/latest/index.html").read_text("utf-8")
    assert "tasks apply" in page
    assert "款到发货" in page


def test_what_needs_approval_is_planned_but_not_delivered(approved: Path) -> None:
    assert delivered(approved) == {}
    states = ledger_rows(approved, "select distinct state from planned_documents")
    assert states == [("proposed",)]
    [sales] = (approved / "out/latest/documents/sales").glob("*.json")
    told = json.loads(sales.read_text("utf-8"))
    assert (told["state"], told["tags"]) == ("proposed", ["款到发货"])


def test_decided_tasks_let_orders_and_documents_go(approved: Path, tmp_path: Path) -> None:
    folder = copy(approved, tmp_path)
    sheet = (folder / "out/latest/tasks.xlsx").resolve()
    decide(sheet, "done")
    done = orderloom(folder, "tasks", "apply", str(sheet))
    assert done.returncode == 0, done.stderr
    assert "2 decision(s) about tasks taken over" in done.stderr
    assert orderloom(folder, "split").returncode == 0
    assert orderloom(folder, "deliver").returncode == 0
    assert len(delivered(folder)) > 20
    assert ledger_rows(folder, "select distinct state from planned_documents") == [("delivered",)]
    again = orderloom(folder, "tasks", "apply", str(sheet))
    assert again.returncode == 0, again.stderr
    report = orderloom(folder, "rules", "report", "--lang", "en")
    assert "rules kept 100.0%" in report.stdout
    assert ledger_rows(folder, "select distinct person, note from tasks where deed = 'approve'") == [("王芳", "看过")]


def test_refused_tasks_leave_everything_waiting(approved: Path, tmp_path: Path) -> None:
    folder = copy(approved, tmp_path)
    sheet = (folder / "out/latest/tasks.xlsx").resolve()
    decide(sheet, "refuse")
    assert orderloom(folder, "tasks", "apply", str(sheet)).returncode == 1
    assert orderloom(folder, "deliver").returncode == 1 or delivered(folder) == {}
    assert delivered(folder) == {}


def test_wrong_decisions_are_named_with_their_cell_and_nothing_is_done(approved: Path, tmp_path: Path) -> None:
    folder = copy(approved, tmp_path)
    sheet = (folder / "out/latest/tasks.xlsx").resolve()
    decide(sheet, "maybe", by="", why="")
    said = orderloom(folder, "tasks", "apply", str(sheet))
    assert said.returncode == 3
    assert "tasks!L2: decision-unknown" in said.stderr
    decide(sheet, "refuse", by="", why="")
    said = orderloom(folder, "tasks", "apply", str(sheet))
    assert said.returncode == 3
    assert "by-missing" in said.stderr
    assert "note-missing" in said.stderr
    assert ledger_rows(folder, "select distinct state from tasks") == [("open",)]


def test_a_changed_rule_is_tried_on_the_archive(approved: Path, tmp_path: Path) -> None:
    folder = copy(approved, tmp_path)
    assert orderloom(folder, "rules", "test").returncode == 0
    draft = tmp_path / "chenxin.yaml"
    draft.write_text(CHENXIN.read_text("utf-8").replace("订单金额 ≥ 30 万元", "订单金额 ≥ 3 万元"), encoding="utf-8")
    tried = orderloom(folder, "rules", "test", str(draft), "--lang", "en")
    assert tried.returncode == 1
    assert "JZW-2026-0088" in tried.stdout
    assert "2 order(s) of the ledger: 1 would have gone otherwise, 1 of them accepted before" in tried.stdout
    told = json.loads(orderloom(folder, "rules", "test", str(draft), "--json").stdout)
    assert told["accepted_changed"] is True


def test_a_business_person_s_way_from_an_empty_table(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "mill", ["07"])
    (folder / "mappings").mkdir()
    table = folder / "mappings" / "rules.xlsx"
    assert orderloom(folder, "nightly").returncode == 0
    made = orderloom(folder, "rules", "table", "mappings/rules.xlsx", "--lang", "zh")
    assert made.returncode == 0
    assert "没有规则" in made.stderr
    assert orderloom(folder, "rules", "table", "mappings/rules.xlsx").returncode == 2  # nothing is overwritten
    assert orderloom(folder, "rules", "table", "rules.csv").returncode == 2
    set_rule(table, 2, 启用="是", 条件="订单金额 > 1 万元 且 客户等级 = B")
    assert orderloom(folder, "rules", "check").returncode == 0
    tried = orderloom(folder, "rules", "test", "--lang", "en")
    assert tried.returncode == 1
    assert "accepted → for a person" in tried.stdout
    set_rule(table, 3, 启用="是", 条件="标签 含 T+3 且 客户等级 ≥ E")
    wrong = orderloom(folder, "nightly")
    assert wrong.returncode == 3
    assert "rules.xlsx:规则!D3: rule-type-wrong" in wrong.stderr
    set_rule(table, 3, 启用="否", 条件="标签 含 T+3 且 客户等级 ≥ A")
    shutil.copy(next((FACTORY / "inbox").glob("04*.eml")), folder / "inbox")
    assert orderloom(folder, "nightly").returncode == 1
    [held] = records(folder)
    assert [item["code"] for item in held["findings"] if item["severity"] == "error"] == ["credit-review-needed"]


def test_contradictions_and_gaps_are_said_with_a_case(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(
        'kind: rules\nrules:\n  - {name: 甲, rule: "订单金额 < 500 → 打标签 小"}\n'
        '  - {name: 乙, rule: "订单金额 > 500 → 打标签 大, 加急"}\n  - {name: 丙, rule: 客户等级 = D → 不允许加急}\n',
        encoding="utf-8",
    )
    said = orderloom(tmp_path, "rules", "check", "r.yaml", "--lang", "en")
    assert said.returncode == 1
    assert "gap between rules: “甲” (r.yaml:3) / “乙” (r.yaml:4); for example 订单金额 500.00" in said.stdout
    assert "contradiction: “乙” (r.yaml:4) / “丙” (r.yaml:5)" in said.stdout
    assert orderloom(tmp_path, "rules", "test").returncode == 3
    assert orderloom(tmp_path, "rules", "report").returncode == 0
    assert not (tmp_path / "orderloom.db").exists()
