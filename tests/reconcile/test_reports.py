"""The files of a reconciliation: columns, formulas made harmless, ids as text, a page that needs no network."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, Reconciliation, ShownRow
from orders.standing import Memory, Night, Standing, Verdict
from reports.exceptions import exceptions_csv, matches_csv, safe_cell, write_exceptions
from reports.exceptions_page import exceptions_page
from tests.reconcile.books import run, write
from tests.reconcile.test_stable import faulty_books

HEADER = (
    "exception_id,kind,severity,order_id,line_id,sku,customer,crm_rows,erp_rows,wms_rows,field,crm_value,erp_value,wms_value,"
    "odd_system,owner,amount_at_stake,currency,first_seen,last_movement,age_hours,match_method,match_score,explanation"
)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Reconciliation:
    return run(write(faulty_books(), tmp_path_factory.mktemp("exports")))


def test_csv_has_the_contracts_columns_and_a_bom(result: Reconciliation) -> None:
    content = exceptions_csv(result.exceptions, "zh")
    assert content.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(result.exceptions)
    quantity = next(row for row in rows if row["kind"] == "quantity-mismatch")
    assert (quantity["amount_at_stake"], quantity["age_hours"], quantity["odd_system"]) == ("29.40", "39.0", "erp")
    assert quantity["last_movement"] == "2026-03-03T05:00:00"


def test_matches_name_method_score_and_band(result: Reconciliation) -> None:
    rows = list(csv.DictReader(io.StringIO(matches_csv(result.matches).decode("utf-8-sig"))))
    assert list(rows[0]) == ["crm_rows", "erp_rows", "wms_rows", "method", "score", "band"]
    assert {row["band"] for row in rows} == {"auto", "suggested"}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-A100", "'-A100"),
        ("-12.50", "-12.50"),
        ("+7", "+7"),
        ("SO-1", "SO-1"),
    ],
)
def test_no_cell_becomes_a_formula(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


def column(sheet: Worksheet, name: str) -> list[Cell]:
    [place] = [number for number, cell in enumerate(sheet[1]) if cell.value == name]
    return [row[place] for row in sheet.iter_rows(min_row=2)]


def test_workbook_has_summary_list_filter_and_text_ids(result: Reconciliation, tmp_path: Path) -> None:
    write_exceptions(result, tmp_path, "en")
    book = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")
    assert book.sheetnames == ["Summary", "Exceptions", "Help"]
    sheet = book["Exceptions"]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{len(result.exceptions) + 1}"
    assert {cell.data_type for cell in column(sheet, "Exception")} == {"s"}
    assert {type(cell.value) for cell in column(sheet, "At stake")} <= {float, int}
    assert {cell.value for cell in column(sheet, "Decision")} == {None}
    counts = {row[0].value: row[1].value for row in book["Summary"].iter_rows(min_row=4)}
    assert counts["quantities differ (quantity-mismatch)"] == 1
    assert counts["new"] == len(result.exceptions)


def test_what_is_new_comes_first_and_decisions_are_shown(result: Reconciliation, tmp_path: Path) -> None:
    one, two, three, *others = result.exceptions
    made = Verdict(
        one.exception_id, "accept", None, "客户同意", "李雷", result.as_of, {**one.evidence, "stake": "1.00"}
    )
    standings = {record.exception_id: Standing("still") for record in others}
    standings[one.exception_id] = Standing("reopened", made, None, made.evidence)
    standings[two.exception_id] = Standing("accepted", replace(made, evidence=two.evidence))
    nights = tuple(Night(result.as_of - timedelta(days=day), 10 * day, day, 1, 0) for day in (2, 1))
    memory = Memory(standings, (three,), nights)
    write_exceptions(result, tmp_path, "zh", memory)
    book = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")
    sheet = book["异常"]
    changes = [cell.value for cell in column(sheet, "状态")]
    assert (changes[:3], changes[-1]) == (["新出现", "重新出现", "仍存在"], "已接受")
    assert column(sheet, "以前的依据")[1].value == f"涉及金额：1.00 → {one.amount_at_stake}"
    assert column(sheet, "已有决定")[1].value == "接受 · 李雷 2026-03-04：客户同意"
    assert [row[0].value for row in book["上次以来已消除"].iter_rows(min_row=2)] == [EXCEPTIONS[three.kind][1]]
    summary = [cell.value for row in book["汇总"].iter_rows() for cell in row]
    assert ("已接受" in summary, 20 in summary) == (True, True)
    page = exceptions_page(result, "zh", memory)
    assert f">{len(result.exceptions) - 1}</b>" in page
    assert "03-03" in page


def test_a_formula_in_an_export_stays_text(result: Reconciliation, tmp_path: Path) -> None:
    bad = replace(result, exceptions=(replace(result.exceptions[0], customer='=HYPERLINK("http://x")', sku="=1+1"),))
    write_exceptions(bad, tmp_path, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")["异常"]
    assert {column(sheet, "物料")[0].data_type, column(sheet, "客户")[0].data_type} == {"s"}


class Links(HTMLParser):
    """Collect what a browser would fetch."""

    found: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.found = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in ("src", "href", "style", "onclick")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fetches_nothing_and_speaks_both_languages(result: Reconciliation, language: Language) -> None:
    page = exceptions_page(result, language)
    links = Links()
    links.feed(page)
    assert links.found == []
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert not re.search(r"https?://", page)
    assert "三方对账异常报告" in page
    assert "Reconciliation: exceptions" in page
    assert re.search(rf'id="{language}" checked', page)


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "\u2028 &amp; ${x} {{7*7}}",
)


class Elements(HTMLParser):
    """Collect the elements of a page and the text of its data."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.data, self._last = list[str](), "", ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._last = (tag, dict(attrs).get("id") or "")

    def handle_data(self, data: str) -> None:
        self.data += data if self._last == ("script", "data") else ""


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_escapes_what_exports_and_persons_say(result: Reconciliation, text: str) -> None:
    one = result.exceptions[0]
    cells = {"customer": text, "sku": text}
    shown = tuple(ShownRow(system, text, cells) for system in ("crm", "erp"))
    bad = replace(
        one, customer=text, owner=text, erp_value=text, crm_rows=text, facts={"sentence": "missing", "present": text}
    )
    bad = replace(bad, shown=shown, currency=text)
    made = Verdict(one.exception_id, "assign", text, text, text, result.as_of, {})
    memory = Memory({one.exception_id: Standing("reopened", replace(made, decision="accept"), made, {"erp": text})})
    page = exceptions_page(replace(result, exceptions=(bad,), at_stake={text: Decimal(1)}), "en", memory)
    clean, found = Elements(), Elements()
    clean.feed(exceptions_page(replace(result, exceptions=(one,)), "en", memory))
    found.feed(page)
    assert found.tags.count("script") == clean.tags.count("script") == 2
    assert "img" not in found.tags
    assert text in json.loads(found.data)["texts"]


def test_5000_exceptions_are_a_page_under_2_mb(result: Reconciliation) -> None:
    def other(number: int, record: ExceptionRecord) -> ExceptionRecord:
        cells = {"order_id": f"SO-{number:09d}", "amount": f"{number}.50", "updated_at": f"2026-03-04 12:{number:05d}"}
        shown = tuple(replace(row, row=str(number), cells={**row.cells, **cells}) for row in record.shown)
        name, order = f"{number * 7919:016x}", cells["order_id"]
        return replace(
            record, exception_id=name, order_id=order, crm_value=f"{number}.25", crm_rows=str(number), shown=shown
        )

    records = tuple(other(number, result.exceptions[number % 7]) for number in range(5000))
    assert len(exceptions_page(replace(result, exceptions=records), "zh").encode()) < 2_000_000


def test_no_exceptions_is_said(result: Reconciliation, tmp_path: Path) -> None:
    empty = replace(result, exceptions=(), at_stake={})
    assert "没有异常" in exceptions_page(empty, "zh")
    assert len(write_exceptions(empty, tmp_path, "zh")) == 5
