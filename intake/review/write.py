"""The review workbook: one row a question, the picture of the place beside its value, decisions to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from intake.review.rows import COLUMNS, Entry, Row, rows
from intake.review.wording import DECISIONS, HELP, HELP_SHEET
from orders.codes import Language
from orders.pictures import scaled

SHEET = "review"
WIDTHS = dict(zip(COLUMNS, (12, 26, 8, 42, 22, 18, 7, 18, 20, 40, 20, 18, 22, 14, 20, 24, 12), strict=True))
FOR_PERSON = ("decision", "new_value", "note", "by")
LONGEST = 32_000  # characters Excel takes in one cell
LINE_POINTS, LEAST_POINTS, MOST_POINTS = 15.0, 30.0, 400.0
PIXELS_A_CHARACTER, POINTS_A_PIXEL = 7, 0.75
PICTURE_PIXELS = (WIDTHS["picture"] * PIXELS_A_CHARACTER - 8, 300)


def write_review(
    path: Path, entries: Iterable[Entry], language: Language = "zh", command: str = "orderloom review apply review.xlsx"
) -> int:
    """Write `review.xlsx`, every cell as text, and return how many rows it asks about.

    `command` is what takes the sheet back, for its help. The file is written under a temporary name and renamed.
    Cells that start with = + - @ stay text.
    """
    import xlsxwriter

    made = [row for entry in entries for row in rows(entry, language)]
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(draft), options) as book:
        book.set_properties({"title": "orderloom review", "created": datetime(2000, 1, 1)})
        _questions(book, made)
        _help(book, language, command)
    draft.replace(path)
    return len(made)


def _questions(book: Any, made: list[Row]) -> None:
    sheet = book.add_worksheet(SHEET)
    text = {"num_format": "@", "text_wrap": True, "valign": "top"}
    plain, open_cell = book.add_format(text), book.add_format({**text, "bg_color": "#FFF8DC", "border": 1})
    head = book.add_format({**text, "bold": True, "bg_color": "#DDE6EE", "border": 1})
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, WIDTHS[name], open_cell if name in FOR_PERSON else plain)
        sheet.write_string(0, place, name, head)
    for number, row in enumerate(made, 1):
        _question(sheet, number, row, plain, open_cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(made), 1), len(COLUMNS) - 1)
    _choices(sheet, max(len(made), 1))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _question(sheet: Any, number: int, row: Row, plain: Any, open_cell: Any) -> None:
    picture = scaled(row.png, PICTURE_PIXELS)
    height = max(_text_points(row), (picture[2] + 6) * POINTS_A_PIXEL if picture else 0)
    sheet.set_row(number, min(max(height, LEAST_POINTS), MOST_POINTS))
    for place, name in enumerate(COLUMNS):
        if name in FOR_PERSON:
            sheet.write_blank(number, place, None, open_cell)
        elif name != "picture":
            sheet.write_string(number, place, row.cells.get(name, "")[:LONGEST], plain)
    if row.png and picture:
        x_scale, y_scale, _ = picture
        placing = {"x_offset": 3, "y_offset": 3, "x_scale": x_scale, "y_scale": y_scale, "object_position": 1}
        about = {"description": f"{row.cells['path']}: {row.cells['value']}"[:250], "image_data": BytesIO(row.png)}
        sheet.insert_image(number, COLUMNS.index("picture"), f"{number}.png", {**placing, **about})


def _choices(sheet: Any, count: int) -> None:
    place = COLUMNS.index("decision")
    rule = {"validate": "list", "source": list(DECISIONS), "error_title": "decision", "ignore_blank": True}
    sheet.data_validation(1, place, count, place, {**rule, "error_message": ", ".join(DECISIONS)})


def _text_points(row: Row) -> float:
    """Return how high the row must be for its longest text, wrapped; a Chinese character is two wide."""
    lines = max(_lines(text, WIDTHS[name]) for name, text in row.cells.items() if name not in ("key", "path"))
    return lines * LINE_POINTS


def _lines(text: str, width: int) -> int:
    parts = text[:LONGEST].split("\n")
    return sum(1 + sum(2 if ord(char) > 0x2E7F else 1 for char in part) // max(width - 1, 1) for part in parts)


def _help(book: Any, language: Language, command: str) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 2, 62)
    for number, (name, *both) in enumerate(HELP):
        chinese, english = (text.replace("{command}", command) for text in both)
        first, second = (chinese, english) if language == "zh" else (english, chinese)
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, first, wrap if name else bold)
        sheet.write_string(number, 2, second, wrap if name else bold)
        sheet.set_row(number, LINE_POINTS * max(_lines(chinese, 60), _lines(english, 60), 1) + 4)
