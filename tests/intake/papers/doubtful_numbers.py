"""Columns of which two may be meant and numbers that can be read in two ways, by the finding that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_HEAD,
    BARE_ROWS,
    COLUMNS,
    FIRST,
    HEAD,
    ROWS,
    SECOND,
    THIRD,
    bare,
    bare_listing,
    bare_listing_zh,
    columns_of,
    goods,
    listing,
    order,
)
from tests.intake.papers.kit import Paper, Row, head, parts, table, text, totals

PRICED, PRICED_ROWS = COLUMNS[:6], columns_of(0, 1, 2, 3, 4, 5)  # prices, but no amounts that would prove them
GERMAN = (HEAD[0], ("PO Date", "08.01.2026"), ("Delivery Date", "04.03.2026"), *HEAD[3:])
FIRST_PRICED = PRICED_ROWS[0][:5]


def columns(*titles: str, rows: Sequence[Row], **style: Any) -> Paper:
    """The order without prices in these columns."""
    return bare(items=table(titles, rows, **style))


NUMBERS: dict[str, dict[str, Paper]] = {
    "column-ambiguous": {
        "sizes under Quantity": columns(
            *("Part No", "Description", "S", "M", "L"),
            rows=[("TS-100", "T-shirt", "10", "20", "30"), ("TS-200", "Polo", "5", "15", "25")],
            over={"Quantity": (2, 4)},
        ),
        "list price and net price": listing(
            [(*row, "10", "2.88") for row in PRICED_ROWS], (*COLUMNS[:5], "Price", "Disc %", "Net Price")
        ),
        "two dates per line": bare(
            head=head(BARE_HEAD[:2] + BARE_HEAD[3:]),
            items=goods(
                [(*row, "2026-02-10", "2026-03-18") for row in BARE_ROWS], (*BARE_COLUMNS, "ETA", "Required Date")
            ),
        ),
        "halves side by side": bare_listing([(*row[:3], "P-1", "Pin", "7") for row in BARE_ROWS], BARE_COLUMNS[:3] * 2),
        "halves side by side in Chinese": bare_listing_zh(
            [("WL-2001", "垫圈", "10", "WL-2004", "垫圈", "40"), ("WL-2002", "垫圈", "20", "WL-2005", "垫圈", "50")],
            ("物料编码", "名称", "数量") * 2,
        ),
        "boxes, pieces in a box, pieces": columns(
            *("Part No", "Description", "Boxes", "Pcs/Box", "Total Qty"),
            rows=[("A-1001", "Bracket", "10", "50", "500 pcs"), ("B-2002", "Nut", "4", "50", "200 pcs")],
        ),
    },
    "line-incomplete": {
        "pieces in a box, boxes, pieces": columns(
            *("Part No", "Description", "Qty/Box", "Boxes", "Total"),
            rows=[("A-1001", "Bracket", "50", "10", "500"), ("B-2002", "Nut", "50", "4", "200")],
        ),
    },
    "number-ambiguous": {
        "1.000 pieces": bare_listing([("A-1001", "Screw", "1.000", "pcs"), ("B-2002", "Nut", "2.500", "pcs")]),
        "1.000 times 3 is 3.000": order(
            items=goods([("1", "A-1001", "Screw", "1.000", "pcs", "3", "3.000")]), total=totals(("Total EUR", "3.000"))
        ),
        "price of 1,234": order(
            head=head(GERMAN),
            items=goods(
                [("1", "A-1001", "Screw", "100", "pcs", "1,234"), ("2", "B-2002", "Nut", "40", "pcs", "2,150")], PRICED
            ),
            total=parts(),
        ),
    },
    "number-unexplained": {
        "boxes in the quantity, pieces in the unit": bare_listing(
            [("A-1001", "Bracket", "10 boxes", "50 pcs"), ("B-2002", "Nut", "4 boxes", "50 pcs")]
        ),
        "stock beside the quantity": columns(
            *("Part No", "Description", "Qty", "", "Unit"),
            rows=[("A-1001", "Bracket", "12", "500", "pcs"), ("B-2002", "Nut", "40", "120", "pcs")],
            style="plain",
            wide=False,
        ),
        "amounts without a heading": order(items=goods(ROWS, (*COLUMNS[:6], ""))),
        "ten thousands in Chinese": bare_listing_zh([("1", "WL-20017", "密封垫圈", "DN50", "5万", "只")]),
        "thousands in the heading": columns(
            *("Line", "Part No", "Description", "Qty (1000 pcs)"),
            rows=[("1", "A-1001", "Screw", "5"), ("2", "B-2002", "Nut", "12")],
        ),
        "footnote behind a quantity": bare_listing([("A-1001", "Screw", "100^1", "pcs"), SECOND, THIRD]),
        "footnote behind a price": listing([(*FIRST_PRICED, "12.50^1"), *PRICED_ROWS[1:]], PRICED),
        "footnote as a character": listing([(*FIRST_PRICED, "12.50¹"), *PRICED_ROWS[1:]], PRICED),
        "power inside a code": bare_listing([("K²-200", *FIRST[1:]), SECOND, THIRD]),
        "price per 100 in the terms": order(
            text("All prices in this order are per 100 pieces."), items=goods(PRICED_ROWS, PRICED), total=parts()
        ),
    },
}
