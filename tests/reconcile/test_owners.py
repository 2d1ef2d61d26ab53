"""The responsibility table: the first rule whose every word fits names team and contact."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from orders.exceptions import Reconciliation
from orders.mapping import load_mapping, mappings
from reconcile.pipeline import reconcile
from reports.exceptions import exceptions_csv, write_exceptions
from reports.exceptions_page import exceptions_page
from tests.reconcile.books import AS_OF, Books, FakeMapping, clean_books, site_mappings, write
from tests.reconcile.test_kinds import again, cell, without

Fault = Callable[[Books], object]
ROOT = Path(__file__).parent.parent.parent
REST = {"team": "rest"}


def owned(fault: Fault, folder: Path, *rules: dict[str, Any]) -> Reconciliation:
    books = clean_books()
    fault(books)
    table = FakeMapping(Path("owners.yaml"), {"kind": "owners", "rules": [*rules, REST]})
    return reconcile(write(books, folder), (*site_mappings(), *mappings("export")), table, AS_OF)


def owner(fault: Fault, folder: Path, *rules: dict[str, Any]) -> tuple[str, str]:
    [record] = owned(fault, folder, *rules).exceptions
    return record.owner, record.contact


@pytest.mark.parametrize(
    ("fault", "odd", "direction"),
    [
        (cell("erp", 9, quantity="80"), "erp", "lower"),
        (cell("wms", 9, quantity="90", shipped_quantity="90"), "wms", "higher"),
        (cell("wms", 8, shipped_quantity="1"), "wms", "lower"),
        (cell("crm", 9, amount="600.00"), "crm", "lower"),
        (cell("crm", 9, status="已确认"), "crm", "behind"),
        (again("wms", 9), "wms", ""),
        (cell("erp", 9, status="挂起"), "erp", ""),
        (cell("crm", 9, quantity="八十四"), "crm", ""),
        (cell("crm", 9, promised_date="2026-12-01"), "", ""),
        (without("erp", 9), "erp", ""),
    ],
)
def test_the_direction_is_that_of_the_odd_system(fault: Fault, odd: str, direction: str, tmp_path: Path) -> None:
    rules = [{"direction": word, "team": word} for word in ("higher", "lower", "earlier", "later", "ahead", "behind")]
    result = owned(fault, tmp_path, *rules)
    assert [(record.odd_system, record.owner) for record in result.exceptions] == [(odd, direction or "rest")]


def test_the_stage_is_the_least_advanced_of_the_line(tmp_path: Path) -> None:
    late = {"stage": {"from": "shipped"}, "team": "Dispatch", "contact": "+86 21 5555"}
    early = {"stage": ["received", "confirmed"], "team": "Desk"}
    assert owner(cell("erp", 9, quantity="80"), tmp_path / "a", early, late) == ("Dispatch", "+86 21 5555")
    assert owner(cell("erp", 10, quantity="80"), tmp_path / "b", early, late) == ("Desk", "")
    assert owner(cell("crm", 9, status="已确认"), tmp_path / "c", late, early) == ("Desk", "")
    exact = {"stage": "signed", "team": "After sales"}
    assert owner(cell("erp", 9, quantity="80"), tmp_path / "d", exact, late) == ("After sales", "")
    to = {"stage": {"to": "ready"}, "team": "Plant"}
    assert owner(cell("erp", 9, quantity="80"), tmp_path / "e", to) == ("rest", "")


def test_every_word_of_a_rule_must_fit_and_the_first_rule_wins(tmp_path: Path) -> None:
    rules = (
        {"kind": "quantity-mismatch", "odd_system": "wms", "team": "no"},
        {"kind": ["quantity-mismatch"], "field": "shipped_quantity", "team": "no"},
        {"kind": ["quantity-mismatch"], "odd_system": ["crm", "erp"], "direction": "lower", "team": "first"},
        {"kind": ["quantity-mismatch"], "team": "second"},
    )
    assert owner(cell("erp", 9, quantity="80"), tmp_path, *rules)[0] == "first"


def test_the_built_in_table_is_a_table_of_today(tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    text = mappings("owners")[0].path.read_text(encoding="utf-8")
    (folder / "owners.yaml").write_text(text, encoding="utf-8")
    assert load_mapping(folder / "owners.yaml").data == mappings("owners")[0].data


@pytest.mark.parametrize(
    ("file", "begins", "before"),
    [
        ("docs/exceptions.md", "kind: owners", ""),
        ("docs/integrators.md", "tolerances:", "kind: export\nsystem: erp\n"),
    ],
)
def test_the_examples_of_the_docs_are_sound(file: str, begins: str, before: str, tmp_path: Path) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    [example] = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if block.startswith(begins)]
    (tmp_path / "example.yaml").write_text(before + example, encoding="utf-8")
    assert load_mapping(tmp_path / "example.yaml").data


def test_the_contact_is_shown_and_is_no_column_of_the_csv(tmp_path: Path) -> None:
    rule = {"kind": "quantity-mismatch", "team": "计划部", "contact": "王芳 8021"}
    result = owned(cell("erp", 9, quantity="80"), tmp_path, rule)
    write_exceptions(result, tmp_path, "en")
    sheet = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")["Exceptions"]
    shown = {heading.value: cell.value for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (shown["Owner"], shown["Contact"]) == ("计划部", "王芳 8021")
    assert "王芳 8021" in exceptions_page(result, "zh")
    assert "王芳" not in exceptions_csv(result.exceptions, "zh").decode("utf-8-sig")


def test_three_clocks_stand_beside_each_exception(tmp_path: Path) -> None:
    result = owned(cell("erp", 9, quantity="80"), tmp_path)
    [record] = result.exceptions
    assert record.order_date is not None
    assert record.order_date.isoformat() == "2026-01-10"
    write_exceptions(result, tmp_path, "en")
    sheet = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")["Exceptions"]
    shown = {heading.value: cell.value for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert [shown[name] for name in ("Since order (d)", "Age (h)", "Since found (d)")] == [53, 39, 0]
    assert "ordered {n} d ago" in exceptions_page(result, "en")
