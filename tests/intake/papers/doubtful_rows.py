"""Tables whose rows cannot be told apart, placed or trusted, by the finding that says so."""

from __future__ import annotations

from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_COLUMNS_ZH,
    BARE_HEAD,
    BARE_ROWS,
    BARE_ROWS_ZH,
    COLUMNS,
    COLUMNS_ZH,
    FIRST,
    ROWS,
    ROWS_ZH,
    SECOND,
    THIRD,
    TITLE,
    bare,
    bare_listing,
    bare_listing_zh,
    columns_of,
    goods,
    listing,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Pen, Row, head, new_page, parts, table, text, title, totals

UNCOUNTED, UNCOUNTED_ROWS = COLUMNS[1:], columns_of(1, 2, 3, 4, 5, 6)
UNCOUNTED_ZH = BARE_COLUMNS_ZH[1:]
OTHER_WORDS = table(("Tuotenumero", "Nimike", "Määrä", "Yks."), [THIRD], right=(2,))
SEALS = goods([("S-9001", "Seal kit", "2", "set")], BARE_COLUMNS)


def with_second(*cells: str | None, **style: str) -> Paper:
    """The order without prices whose second row has these cells."""
    return bare_listing([FIRST, cells, THIRD], **style)


def below(mark: str) -> list[Row]:
    """The items with something in their code cells below the code."""
    return [(f"{row[0]}\n{mark}{index}", *row[1:]) for index, row in enumerate(BARE_ROWS)]


ROWS_HELD: dict[str, dict[str, Paper]] = {
    "row-unexplained": {
        "note before items": bare_listing([FIRST, "Note: pack separately", SECOND, THIRD], style="half"),
        "note before items, ruled": bare_listing([FIRST, "Remark: pack separately", SECOND, THIRD]),
        "note in Chinese": bare_listing_zh([BARE_ROWS_ZH[0], "备注：单独包装，附检验报告", *BARE_ROWS_ZH[1:]]),
        "note among amounts": listing([ROWS[0], "Note: pack separately", *ROWS[1:]]),
        "note, then a line for nothing": order(
            items=goods([*ROWS[:2], "Note: free sample", ("3", "C-3003", "Gland", "5", "pcs", "0.00", "0.00")]),
            total=totals(("Total EUR", "1,378.00")),
        ),
        "quantity in a word": with_second("B-2002", "Mounting bracket", "tbd", "pcs"),
        "quantity blank": with_second("B-2002", "Mounting bracket", "", "pcs"),
        "quantity 若干": bare_listing_zh(
            [BARE_ROWS_ZH[0][1:], ("WL-10035", "安装支架", "304", "若干", "件"), BARE_ROWS_ZH[2][1:]], UNCOUNTED_ZH
        ),
        "on call, and the total closes": order(
            items=goods(
                [UNCOUNTED_ROWS[0], ("B-2002", "Bracket", "on call", "pcs", "", ""), UNCOUNTED_ROWS[2]], UNCOUNTED
            ),
            total=totals(("Total EUR", "1,470.00")),
        ),
        "rows far apart": bare_listing(BARE_ROWS, style="plain", row_height=120),
        "rows far apart, with amounts": listing(UNCOUNTED_ROWS, UNCOUNTED, style="half", row_height=110),
        "table of other words": bare(text("Also ordered:"), OTHER_WORDS, items=goods([FIRST, SECOND], BARE_COLUMNS)),
        "page 2 in other words": bare(new_page, OTHER_WORDS, items=goods([FIRST, SECOND], BARE_COLUMNS)),
        "items on page 3": bare(
            new_page,
            text("Sketch of the bracket"),
            new_page,
            table((), [THIRD], "plain"),
            items=goods([FIRST, SECOND], BARE_COLUMNS, style="plain"),
        ),
    },
    "number-unexplained": {
        "the end of a size before the unit": order(
            items=goods([(*ROWS[0][:4], "x 150 pcs", *ROWS[0][5:]), (*ROWS[1][:4], "mm pcs", *ROWS[1][5:]), ROWS[2]])
        ),
        "about forty": with_second("B-2002", "Mounting bracket", "ca. 40", "pcs"),
    },
    "code-wrapped": {
        "quantity in a word, unruled": with_second("B-2002", "Mounting bracket", "tbd", "pcs", style="plain"),
        "centred": with_second("HX-2231\n-00815\n-ALU-7", *SECOND[1:], style="plain", align="middle"),
        "centred, zebra": with_second(
            "HX-2231-00\n815-ALU-7", "Bracket\nwith zinc coat", "40", "pcs", style="zebra", align="middle"
        ),
        "at the foot of the row": bare_listing(below("-ALU-"), style="plain", align="bottom"),
        "centred, and the sums close": order(
            items=goods(
                [UNCOUNTED_ROWS[0], ("HX-2231\n-00815\n-ALU-7", *UNCOUNTED_ROWS[1][1:]), UNCOUNTED_ROWS[2]],
                UNCOUNTED,
                style="plain",
                align="middle",
            )
        ),
        "their code below ours": bare_listing(below("(SN-24G)")),
        "drawing below the code": bare_listing(below("7712")),
        "footnote behind a code": bare_listing([("A-1001^2", *FIRST[1:]), SECOND, THIRD]),
    },
    "line-number-gap": {
        "line 3 is gone": order(items=goods([*ROWS[:2], ("4", *ROWS[2][1:])])),
        "one of the numbers under 项目 is none": order_zh(
            items=goods([*ROWS_ZH[:2], ("3 3", *ROWS_ZH[2][1:])], ("项目", *COLUMNS_ZH[1:]))
        ),
    },
    "line-incomplete": {
        "one code for two rows": with_second(None, None, "60", "pcs", align="middle"),
        "goods that come back": order(
            items=goods([*ROWS, ("4", "B-2002", "Return of bracket", "-20", "pcs", "3.20", "-64.00")]),
            total=totals(("Total EUR", "1,534.00")),
        ),
    },
    "text-struck": {
        "row": with_second(*(f"~{cell}" for cell in SECOND)),
        "quantity": with_second("B-2002", "Mounting bracket", "~40", "pcs"),
        "cancelled in a remark": bare_listing(
            [(*FIRST, ""), (*SECOND, "cancelled, do not deliver"), (*THIRD, "")], (*BARE_COLUMNS, "Remark")
        ),
    },
    "tables-several": {
        "spare parts, not ordered": bare(text("Recommended spare parts, not part of this order"), SEALS),
        "open from an earlier order": bare(text("Still open from order 4500016111:"), SEALS),
        "stock above the items": bare(
            items=parts(text("Consignment stock"), SEALS, text("We order:"), goods(BARE_ROWS, BARE_COLUMNS))
        ),
        "packing schedule": bare(new_page, title("Packing schedule", 13), goods(BARE_ROWS, BARE_COLUMNS)),
        "delivery note behind the order": bare(new_page, title("Delivery Note"), SEALS),
        "two orders on a page": Paper(
            tuple(
                part
                for number in ("4500017432", "4500017433")
                for part in (TITLE, head((("PO Number", number), *BARE_HEAD[1:])), goods(BARE_ROWS, BARE_COLUMNS))
            )
        ),
        "terms in columns": bare(
            new_page,
            table(
                (), [("Warranty", "from delivery on", "24 months", "all"), ("Delay", "a week", "0.5 %", "cap")], "plain"
            ),
            items=goods(BARE_ROWS, BARE_COLUMNS, style="plain"),
        ),
    },
}


def typed_over(pen: Pen) -> None:
    """A white box covers the first quantity, and another is written there."""
    top = pen.y - 3 * (pen.line + 10)
    pen.fill(pen.x + 395, top + 2, pen.x + 432, top + 18, 1)
    pen.write(pen.x + 419, top + 5, "80")


def painted_over(pen: Pen) -> None:
    """A white box covers the second row; its text is still in the file."""
    top = pen.y - 2 * (pen.line + 10)
    pen.fill(pen.x + 1, top + 2, pen.x + 500, top + 17, 1)


def remarked(pen: Pen) -> None:
    pen.canvas.freeTextAnnotation("Line 1: 80 pcs only!", DA="/Helv 10 Tf 0 g", Rect=[430, 618, 560, 640], relative=0)


def filled_in(pen: Pen) -> None:
    pen.canvas.acroForm.textfield(name="quantity", value="40", x=300, y=600, width=30, height=12, fontName="Helvetica")


MARKED: dict[str, dict[str, Paper]] = {
    "document-annotated": {"remark of a viewer": bare(remarked), "field of a form": bare(filled_in)},
    "readings-differ": {"typed over": bare(typed_over)},
    "text-struck": {"painted over": bare(painted_over)},
}
