"""Sheets that companies make for themselves: where names, days, numbers and amounts stand on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source
from tests.read.office_files import word

Rows = Sequence[Sequence[str]]
ITEMS = [
    ["Item code", "Description", "Qty", "Unit", "Unit price", "Amount"],
    ["PB-208", "Flange bearing", "24", "EA", "21.60", "518.40"],
    ["PB-012", "Take-up frame", "6", "EA", "88.25", "529.50"],
    ["", "", "", "", "Total EUR", "1047.90"],
]
HEAD = [["Blue Ridge Conveyor Ltd", "", "Date:", "12 May 2026"], ["", "", "Supplier:", "Piedmont Bearing GmbH"]]
TITLED = [["PURCHASE ORDER", "", "PO No:", "BR-7741"], *HEAD, []]


def said(rows: Rows) -> OrderRecord:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, [cell or None for cell in row])
    book.close()
    (only,) = extract(read(buffer.getvalue(), "a.xlsx"), Source("a.xlsx", "0", "x"))
    return only


def order_of(record: OrderRecord) -> Any:
    return record.order


def codes(record: OrderRecord) -> set[str]:
    return {item.code for item in record.findings if item.severity == "error"}


def test_a_titled_sheet_is_accepted() -> None:
    record = said([*TITLED, *ITEMS])
    assert (record.status, codes(record)) == ("accepted", set())


# ── a title, or none ─────────────────────────────────────────────────────────────────────────────────────────────


def test_labels_that_name_order_day_and_supplier_show_an_order_without_a_title() -> None:
    record = said([["PO No:", "BR-7741"], *HEAD, [], *ITEMS])
    assert (record.status, order_of(record).order_id) == ("accepted", "BR-7741")


def test_conditions_of_purchase_show_that_the_writer_buys() -> None:
    head = [["Blue Ridge Conveyor Ltd", "", "Order No.", "BR-7741"], ["", "", "Order date", "12 May 2026"]]
    to = [["To: Piedmont Bearing GmbH"]]
    ours = [["Subject to our conditions of purchase, edition 2024"]]
    assert said([*head, *to, *ours, [], *ITEMS]).status == "accepted"
    assert "document-type-unproved" in codes(said([*head, *to, [], *ITEMS]))


@pytest.mark.parametrize(
    "row",
    [
        ["Goods inward"],
        ["Inspection sheet"],
        ["Returned goods"],
        ["Stock count"],
        ["", "", "Invoice No:", "4711"],
        ["", "", "Delivery note:", "4711"],
    ],
)
def test_an_unknown_title_or_another_paper_s_number_leaves_the_kind_open(row: list[str]) -> None:
    assert said([row, ["PO No:", "BR-7741"], *HEAD, [], *ITEMS]).status != "accepted"


def test_what_an_order_was_made_from_and_how_it_is_paid_are_no_titles() -> None:
    source = [["来源单据：", "采购申请"], ["Terms", "60 days from date of invoice"]]
    assert said([*TITLED[:3], *source, [], *ITEMS]).status == "accepted"
    assert said([*TITLED[:3], ["单据类型：", "采购申请"], [], *ITEMS]).status != "accepted"


# ── numbers and days ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_over_a_sign_over_its_number() -> None:
    head = [["Blue Ridge Conveyor S.r.l.", "", "ORDINE A FORNITORE"], ["", "", "N.", "Data"]]
    head += [["", "", "OF/2026/0713", "17/09/2026"], ["Fornitore:", "Valvotecnica S.p.A."]]
    record = said([*head, [], *ITEMS])
    assert (order_of(record).order_id, order_of(record).issue_date) == ("OF/2026/0713", date(2026, 9, 17))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Bernay, le 12 novembre 2026", date(2026, 11, 12)),
        ("Greven, den 12. März 2026", date(2026, 3, 12)),
        ("Liefertermin, den 12. März 2026", None),
        ("Bernay, avant 12 novembre 2026", None),
    ],
)
def test_a_place_and_its_day_date_a_letter(line: str, day: date | None) -> None:
    def fill(document: Any) -> None:
        for text in ("Lemarchand et Fils SARL", line, "Fournisseur : Transmissions SAS", "Commande n° 26-1187"):
            document.add_paragraph(text)
        table = document.add_table(0, 6)
        for row in ITEMS:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    (record,) = extract(read(word(fill), "a.docx"), Source("a.docx", "0", "x"))
    assert order_of(record).issue_date == day


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Lenz Antriebe KG\nSchillerstr. 20\n33602 Bielefeld", "Lenz Antriebe KG"),
        ("Bearings Ibaizabal\n12 Mill Lane\nLeeds", "Bearings Ibaizabal"),
        ("[008]Lenz Antriebe KG", "Lenz Antriebe KG"),
    ],
)
def test_a_name_is_the_first_line_of_its_cell(cell: str, name: str) -> None:
    record = said([TITLED[0], TITLED[1], ["", "", "Supplier:", cell], [], *ITEMS])
    assert order_of(record).seller.name == name


def test_two_lines_of_words_in_a_cell_are_not_cut() -> None:
    record = said(
        [TITLED[0], TITLED[1], ["", "", "Supplier:", "Société Générale\nde Robinetterie\n12 rue X"], [], *ITEMS]
    )
    assert order_of(record).seller.name != "Société Générale"
    office = said([TITLED[0], TITLED[1], ["", "", "Supplier:", "Accounts Payable\n12 High Street"], [], *ITEMS])
    assert order_of(office).seller.name is None


def test_a_department_that_buys_stands_below_the_buyer_s_name() -> None:
    rows = [["PURCHASE ORDER", "", "PO No:", "BR-7741"], ["Laiteries du Bocage", "", "Date:", "12 May 2026"]]
    supplier = ["", "", "Supplier:", "Piedmont Bearing GmbH"]
    known = said([*rows, ["Service Achats — 35500 Vitré", *supplier[1:]], [], *ITEMS])
    assert (known.status, order_of(known).buyer.name) == ("accepted", "Laiteries du Bocage")
    assert "buyer-ambiguous" in codes(said([*rows, ["35500 Vitré", *supplier[1:]], [], *ITEMS]))


def test_a_table_in_the_first_lines_names_no_buyer() -> None:
    record = said([["PURCHASE ORDER", "PO No:", "BR-7741", "Date:", "12 May 2026"], *ITEMS])
    assert order_of(record).buyer.name is None


# ── amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def taxed(total: str) -> OrderRecord:
    heads = [
        "Item code",
        "Qty",
        "Unit",
        "Rate (INR)",
        "Taxable Value",
        "CGST %",
        "CGST Amt",
        "SGST %",
        "SGST Amt",
        "Total",
    ]
    rows = [["RM-50", "60", "Nos", "1,480.00", "88,800.00", "9", "7,992.00", "9", "7,992.00", total]]
    rows += [["RM-80", "35", "Nos", "2,265.00", "79,275.00", "9", "7,134.75", "9", "7,134.75", "93,544.50"]]
    return said([*TITLED, heads, *rows])


def test_amounts_without_and_with_their_taxes() -> None:
    record = taxed("104,784.00")
    line = order_of(record).lines[0]
    assert record.status == "accepted"
    assert (line.line_amount, line.gross_amount) == (Decimal("88800.00"), Decimal("104784.00"))
    assert (line.tax_amount, line.tax_rate) == (None, None)  # neither of the two is the line's tax
    assert {item.name for item in line.attributes} == {"CGST %", "CGST Amt", "SGST %", "SGST Amt"}


def test_two_amounts_that_the_taxes_do_not_join_are_asked_about() -> None:
    assert "column-ambiguous" in codes(taxed("104,748.00"))


# ── the foot of a page of a portal ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("foot", "held"),
    [
        ("© 2026 Blue Ridge. Page 1 of 1", False),
        ("版权所有 © 2026 科阀信息中心 共 2 条记录 第 1/1 页", False),
        ("© 2026 Blue Ridge. 3 records", True),
        ("© 2026 Blue Ridge. Please send 12 more", True),
    ],
)
def test_the_foot_of_a_portal_s_page_changes_nothing(foot: str, held: bool) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ITEMS)
    head = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TITLED[:3])
    page = f"<html><body><table>{head}</table><table>{rows}</table><div>{foot}</div></body></html>"
    (record,) = extract(read(page.encode(), "a.html"), Source("a.html", "0", "x"))
    assert ("order-mentioned" in codes(record)) == held
