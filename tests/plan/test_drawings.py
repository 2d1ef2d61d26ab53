"""Drawings that came with an order stand on the production document of what they show."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl

from orders.drawings import named_in
from orders.records import Drawing, OrderRecord
from plan import Commitments, split, write_documents
from tests.plan.factory import TODAY, bom, item, line, made, masters, of_type, order

WORLD = masters(
    [
        item("FG-1", "make", drawing_id="D-100"),
        item("FG-10", "make", drawing_id="D-1001"),
        item("SA-7", "make", drawing_id="D-207"),
        item("RM-1"),
    ],
    [bom("FG-1", "SA-7", "2"), bom("FG-10", "RM-1", "1"), bom("SA-7", "RM-1", "1")],
)


def with_drawings(*drawings: Drawing) -> OrderRecord:
    first = line("FG-1", "10", "1", buyer_item_id="KD-55")
    return replace(order("PO-1", first, line("FG-10", "5", "2")), drawings=drawings)


def drawing(file: str, number: str | None = None) -> Drawing:
    return Drawing(f"mail.eml/{file}", file.encode().hex().ljust(64, "0"), number)


def test_a_drawing_stands_at_the_line_that_makes_what_it_shows() -> None:
    by_name, of_part, by_block = drawing("D-100 rev B.dwg"), drawing("SA-7.step"), drawing("scan1.pdf", "D-1001")
    plan = split([with_drawings(by_name, of_part, by_block)], WORLD, Commitments(), TODAY)
    assert made(plan, "FG-1")[0].drawings == (replace(by_name, drawing_id="D-100"),)
    assert made(plan, "SA-7")[0].drawings == (replace(of_part, drawing_id="D-207"),)
    assert made(plan, "FG-10")[0].drawings == (by_block,)
    assert made(plan, "RM-1")[0].drawings == ()


def test_the_customers_code_names_it_too_and_what_names_nothing_goes_to_all_that_is_sold() -> None:
    plan = split([with_drawings(drawing("KD-55.dxf"), drawing("overview.pdf", "X-1"))], WORLD, Commitments(), TODAY)
    assert [one.file for one in made(plan, "FG-1")[0].drawings] == ["mail.eml/KD-55.dxf", "mail.eml/overview.pdf"]
    (everywhere,) = made(plan, "FG-10")[0].drawings
    assert (everywhere.file, everywhere.drawing_id) == ("mail.eml/overview.pdf", None)
    assert made(plan, "SA-7")[0].drawings == ()


def test_other_documents_and_orders_without_drawings_are_as_before() -> None:
    plain, drawn = (
        split([one], WORLD, Commitments(), TODAY) for one in (with_drawings(), with_drawings(drawing("FG-1.dwg")))
    )
    assert [one.document_id for one in plain.documents] == [one.document_id for one in drawn.documents]
    assert not any(
        row.drawings for kind in ("sales", "outbound", "purchase") for one in of_type(drawn, kind) for row in one.lines
    )
    assert not any(row.drawings for one in plain.documents for row in one.lines)


def test_the_files_name_them(tmp_path: Path) -> None:
    mine = drawing("FG-1.dwg")
    plan = split([with_drawings(mine)], WORLD, Commitments(), TODAY)
    (document,) = (one for one in of_type(plan, "production") if one.lines[0].sku == "FG-1")
    record, book = write_documents([document], tmp_path)
    written = json.loads(record.read_text(encoding="utf-8"))["lines"][0]["drawings"]
    assert written == [{"file": mine.file, "sha256": mine.sha256, "drawing_id": "D-100"}]
    cells = [str(cell.value) for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]
    assert any(mine.file in cell for cell in cells)


def test_the_longest_name_counts() -> None:
    names = ["B-2002", "B-2002-10", "A1"]
    assert named_in(drawing("B-2002-10_A1.dwg"), names) == {"B-2002-10"}
    assert named_in(drawing("XB-2002.dwg"), names) == frozenset()
    assert named_in(drawing("any.pdf", "b-2002"), names) == {"B-2002"}
