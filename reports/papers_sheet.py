"""Differences from papers as a sheet of exceptions.xlsx: both values side by side, and the place on the paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from orders.codes import Language
from orders.papers import KINDS, PaperDifference, Papers
from orders.pictures import scaled
from reports.exceptions_words import COLUMNS, SEVERITIES, said
from reports.papers import PAPER_WORDS, paper_cell, told

# column: its width; the first four stay in sight
WIDTHS = {
    "kind": 18,
    "order_id": 22,
    "line_id": 7,
    "paper_value": 16,
    "picture": 64,
    "erp_value": 16,
    "crm_value": 16,
    "explanation": 44,
    "amount_at_stake": 13,
    "currency": 8,
    "owner": 20,
    "sku": 18,
    "customer": 28,
    "field": 14,
    "file": 30,
    "page": 8,
    "erp_rows": 12,
    "crm_rows": 12,
    "severity": 8,
    "order_key": 26,
    "difference_id": 19,
}
FROZEN = 4
PIXELS_A_CHARACTER, POINTS_A_PIXEL = 7, 0.75
PICTURE_PIXELS = (WIDTHS["picture"] * PIXELS_A_CHARACTER - 8, 180)
LINE_POINTS, LEAST_POINTS = 15.0, 30.0
LONGEST = 32_000  # characters Excel takes in one cell


def papers_sheet(book: Any, styles: dict[str, Any], papers: Papers, language: Language) -> None:
    """Write the sheet: most money first, every text as text, a picture wherever one was drawn."""
    sheet = book.add_worksheet(said(PAPER_WORDS["typed_otherwise"], language)[:31])
    words = {**COLUMNS, **PAPER_WORDS}
    for column, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, said(words[name], language), styles["head"])
    for row, item in enumerate(papers.differences, 1):
        _row(sheet, styles, row, item, language)
    sheet.freeze_panes(1, FROZEN)
    sheet.autofilter(0, 0, len(papers.differences), len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _row(sheet: Any, styles: dict[str, Any], row: int, item: PaperDifference, language: Language) -> None:
    picture = scaled(item.picture, PICTURE_PIXELS)
    lines = 1 + len(said(told(item), language)) * (2 if language == "zh" else 1) // WIDTHS["explanation"]
    drawn = (picture[2] + 6) * POINTS_A_PIXEL if picture else 0
    sheet.set_row(row, max(LEAST_POINTS, lines * LINE_POINTS, drawn))
    for column, name in enumerate(WIDTHS):
        if name == "amount_at_stake" and item.amount_at_stake is not None:
            sheet.write_number(row, column, float(item.amount_at_stake), styles["money"])
        elif name != "picture":
            sheet.write_string(row, column, _text(item, name, language)[:LONGEST], styles[_style(item, name)])
    if item.picture and picture:
        x_scale, y_scale, _ = picture
        placing = {"x_offset": 3, "y_offset": 3, "x_scale": x_scale, "y_scale": y_scale, "object_position": 1}
        about = {"description": item.paper_value[:250], "image_data": BytesIO(item.picture)}
        sheet.insert_image(row, list(WIDTHS).index("picture"), f"{row}.png", {**placing, **about})


def _text(item: PaperDifference, name: str, language: Language) -> str:
    if name == "kind":
        return said(KINDS[item.kind][1:], language)
    if name == "severity":
        return said(SEVERITIES[item.severity], language)
    if name == "paper_value" and item.mended:
        return f"{item.paper_value} ({said(PAPER_WORDS['mended'], language)})"
    return paper_cell(item, name, language)


def _style(item: PaperDifference, name: str) -> str:
    if name in ("crm_value", "erp_value") and name.removesuffix("_value") in item.odd_system.split(";"):
        return "odd"
    return "wrap"
