"""Workbooks whose cells say more than they show, or less."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.intake.papers.goods import BARE_COLUMNS, BARE_HEAD, BARE_TRUTH, COLUMNS, HEAD, TRUTH, Said, line
from tests.intake.papers.kit import Book

Cells = Sequence[object]
NUMBERS: tuple[tuple[Any, ...], ...] = (
    ("A-1001", "Pressure transmitter", 100, "pcs"),
    ("B-2002", "Mounting bracket", 40, "pcs"),
    ("C-3003", "Cable gland M20", 250, "pcs"),
)
PRICES = ((12.5, 1250), (3.2, 128), (0.88, 220))
TOP = len(BARE_HEAD) + 4  # the row of the first item on a sheet without prices


def order_sheet(
    sheet: Any, workbook: Any = None, head: Sequence[Cells] = HEAD, columns: Cells = COLUMNS, rows: Sequence[Cells] = ()
) -> None:
    """Write title, head and table, with the total of the full order below if no rows are given."""
    full = [(index + 1, *row, *PRICES[index]) for index, row in enumerate(NUMBERS)]
    total = [] if rows else [(None,) * 5 + ("Total EUR", 1598)]
    for cells in [("Purchase Order",), *head, (), columns, *(rows or full), *total]:
        sheet.append(list(cells))


def bare_sheet(rows: Sequence[Cells] = NUMBERS, then: Callable[[Any, Any], None] | None = None) -> Book:
    """The order without prices as a workbook; `then(sheet, workbook)` changes it."""

    def fill(sheet: Any, workbook: Any) -> None:
        order_sheet(sheet, workbook, BARE_HEAD, BARE_COLUMNS, rows)
        if then:
            then(sheet, workbook)

    return Book(fill)


def struck(sheet: Any, workbook: Any) -> None:
    from openpyxl.styles import Font

    for cell in sheet[TOP + 1]:
        cell.font = Font(strike=True)


def white(sheet: Any, workbook: Any) -> None:
    from openpyxl.styles import Font

    for cell in sheet[TOP + 1]:
        cell.font = Font(color="FFFFFFFF")


def formatted(column: int, number_format: str) -> Callable[[Any, Any], None]:
    def change(sheet: Any, workbook: Any) -> None:
        for row in range(TOP, TOP + 3):
            sheet.cell(row, column).number_format = number_format

    return change


def stock_list(sheet: Any, workbook: Any) -> None:
    other = workbook.create_sheet("Stock")
    for cells in (("Stock list",), (), BARE_COLUMNS, ("Z-1", "Valve", 999, "pcs")):
        other.append(list(cells))


def last_order(sheet: Any, workbook: Any) -> None:
    for row, cells in enumerate((BARE_COLUMNS, *NUMBERS), TOP - 1):
        for index, value in enumerate(cells):
            sheet.cell(row, 7 + index, value)


def hidden(sheet: Any, workbook: Any) -> None:
    sheet.row_dimensions[TOP + 3].hidden = True


def scientific(sheet: Any, workbook: Any) -> None:
    order_sheet(sheet, workbook, (("PO Number", 4500017432), *HEAD[1:]))
    sheet.cell(2, 2).number_format = "0.00E+00"


DOUBTFUL_SHEETS: Mapping[str, Mapping[str, Book]] = {
    "text-struck": {"font strikes a row": bare_sheet(then=struck), "white on white": bare_sheet(then=white)},
    "number-unexplained": {"shown in thousands": bare_sheet(then=formatted(3, "#,##0,"))},
    "readings-differ": {"shown as nothing": bare_sheet(then=formatted(3, ";;;"))},
    "tables-several": {"stock on another sheet": bare_sheet(then=stock_list)},
    "column-ambiguous": {"last order beside": bare_sheet(then=last_order)},
    "number-ambiguous": {
        "1.000 as text": bare_sheet([("A-1001", "Screw", "1.000", "pcs"), ("B-2002", "Nut", "2.500", "pcs")])
    },
    "row-unexplained": {"note between": bare_sheet([NUMBERS[0], ("Note: pack separately",), *NUMBERS[1:]])},
    "code-wrapped": {"no quantity": bare_sheet([NUMBERS[0], ("B-2002", "Bracket", None, "pcs"), NUMBERS[2]])},
}
MEANT_SHEETS: Mapping[str, Said] = {
    "hidden row": (BARE_TRUTH, bare_sheet([*NUMBERS, ("X-9", "Old", 9, "pcs")], hidden)),
    "order number in E notation": (TRUTH, Book(scientific)),
    "zeros of a code by format": (
        {**BARE_TRUTH, "lines": tuple(line(f"0001234{index}", "100") for index in (5, 6, 7))},
        bare_sheet(
            [(12345, "Screw", 100, "pcs"), (12346, "Nut", 100, "pcs"), (12347, "Pin", 100, "pcs")],
            formatted(1, "00000000"),
        ),
    ),
    "empty rows between": (BARE_TRUTH, bare_sheet([row for item in NUMBERS for row in (item, (), ())])),
}


def merged_sheet(sheet: Any, workbook: Any) -> None:
    """The full order with a title, labels and a total over several cells."""
    order_sheet(sheet)
    last = sheet.max_row
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=7)
    for row in range(2, 2 + len(HEAD)):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
    sheet.cell(last, 6).value, sheet.cell(last, 1).value = None, "Total EUR"
    sheet.merge_cells(start_row=last, start_column=1, end_row=last, end_column=6)


def form_sheet(sheet: Any, workbook: Any) -> None:
    """The full order as a form: two labels a row, blank columns between, borders, real dates."""
    from datetime import date

    for cells in (
        ("Purchase Order",),
        (),
        *((*one, None, *two) for one, two in zip(HEAD[::2], HEAD[1::2], strict=True)),
        (),
    ):
        sheet.append(list(cells))
    sheet["E3"], sheet["B4"] = date(2026, 1, 8), date(2026, 3, 4)
    for address in ("E3", "B4"):
        sheet[address].number_format = "yyyy-mm-dd"
    for cells in (
        COLUMNS,
        *((index + 1, *row, *PRICES[index]) for index, row in enumerate(NUMBERS)),
        (),
        (None,) * 5 + ("Total EUR", 1598),
    ):
        sheet.append(list(cells))
