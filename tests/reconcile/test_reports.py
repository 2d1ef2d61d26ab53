"""The files of a reconciliation: columns, formulas made harmless, ids as text, a page that needs no network."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orders.codes import Language
from orders.exceptions import Reconciliation
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


def test_workbook_has_summary_list_filter_and_text_ids(result: Reconciliation, tmp_path: Path) -> None:
    import openpyxl

    write_exceptions(result, tmp_path, "en")
    book = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")
    assert book.sheetnames == ["Summary", "Exceptions"]
    sheet = book["Exceptions"]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == f"A1:X{len(result.exceptions) + 1}"
    assert {cell.data_type for cell in sheet["A"][1:]} == {"s"}
    assert {type(cell.value) for cell in sheet["Q"][1:]} <= {float, int}
    counts = {row[0].value: row[1].value for row in book["Summary"].iter_rows(min_row=4)}
    assert counts["quantities differ (quantity-mismatch)"] == 1


def test_a_formula_in_an_export_stays_text(result: Reconciliation, tmp_path: Path) -> None:
    import openpyxl

    bad = replace(result, exceptions=(replace(result.exceptions[0], customer='=HYPERLINK("http://x")', sku="=1+1"),))
    write_exceptions(bad, tmp_path, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "exceptions.xlsx")["异常"]
    assert {sheet["F2"].data_type, sheet["G2"].data_type} == {"s"}


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


def test_the_page_escapes_what_exports_say(result: Reconciliation) -> None:
    bad = replace(result, exceptions=(replace(result.exceptions[0], customer="<script>alert(1)</script>"),))
    assert "<script>alert" not in exceptions_page(bad, "zh")


def test_no_exceptions_is_said(result: Reconciliation, tmp_path: Path) -> None:
    empty = replace(result, exceptions=(), at_stake={})
    assert "没有异常" in exceptions_page(empty, "zh")
    assert len(write_exceptions(empty, tmp_path, "zh")) == 5
