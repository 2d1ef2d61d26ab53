"""Tables of many shapes: stacked and merged headings, cells of several lines, lines under an item, page breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.goods import (
    BARE_TRUTH,
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    HEAD_ZH,
    LINES,
    LINES_ZH,
    ROWS,
    ROWS_ZH,
    TRUTH,
    TRUTH_ZH,
    Said,
    bare,
    bare_listing,
    bare_listing_zh,
    goods,
    line,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Row, head, new_page, parts, table, text, totals

SAP = ("Item", "Material\nDescription", "Order qty", "Un.", "Price per unit", "Net value")
DATED = {
    **TRUTH,
    "requested_date": None,
    "lines": tuple(one._replace(requested_date=date(2026, 3, 18)) for one in LINES),
}
DATED_ZH = {
    **TRUTH_ZH,
    "requested_date": None,
    "lines": tuple(one._replace(requested_date=date(2026, 3, 18)) for one in LINES_ZH),
}
UNDATED, UNDATED_ZH = head((*HEAD[:2], *HEAD[3:])), head((*HEAD_ZH[:2], *HEAD_ZH[3:]))


def sap(row: Sequence[str], number: int, *below: str) -> Row:
    """Code, description and what stands below them in one cell."""
    return (f"000{number}0", "\n".join((row[1], row[2], *below)), *row[3:])


def under(row: Sequence[str], *below: str) -> list[Row]:
    """A row, and lines below it that leave its first cell empty."""
    return [row, *(("", words, *[""] * (len(row) - 2)) for words in below)]


def coded(codes: Sequence[str]) -> list[Row]:
    """The Chinese rows with these codes."""
    return [(row[0], code, *row[2:]) for row, code in zip(ROWS_ZH, codes, strict=True)]


def with_codes(*codes: str) -> Mapping[str, object]:
    return {**TRUTH_ZH, "lines": tuple(one._replace(code=code) for one, code in zip(LINES_ZH, codes, strict=True))}


MONEY_ZH = ("序号", "物料编码", "名称", "数量", "单位", "未税", "含税", "未税", "含税")
BOTH = [(*row[:3], *row[4:6], "300.00", row[6], "18000.00", row[7]) for row in ROWS_ZH[:1]]
SHORT = ("#", "P/N", "Goods", "Qty", "U/M", "Price", "Total")  # no wider than their cells, which are all of one width
LONG = [(f"{n}", f"PN-7000{n}", f"Fitting {n}", "10", "pieces", "0.3000", "3.0000") for n in range(10, 100, 10)]
SHAPED: Mapping[str, Said] = {
    "code above its description": (
        DATED,
        order(
            head=UNDATED,
            items=goods(
                [sap(row, n, "Delivery date: Day 18.03.2026") for n, row in enumerate(ROWS, 1)], SAP, style="half"
            ),
        ),
    ),
    "code above its description, unruled": (
        TRUTH,
        order(items=goods([sap(row, n) for n, row in enumerate(ROWS, 1)], SAP, style="plain")),
    ),
    "net and gross under one heading": (
        {
            **TRUTH_ZH,
            "prices_include_tax": True,
            "payable_total": Decimal(18900),
            "lines": (line("WL-10021", "60", "台", "315.00", "18900.00"),),
        },
        order_zh(
            items=goods(BOTH, MONEY_ZH, over={"单价": (5, 6), "金额": (7, 8)}),
            total=totals(("价税合计", "18900.00")),
        ),
    ),
    "drawing, date and remark under each item": (
        DATED_ZH,
        order_zh(
            head=UNDATED_ZH,
            items=goods(
                [
                    cells
                    for row in ROWS_ZH
                    for cells in under(row, "图号：HX-7712 Rev A", "交货日期：2026-03-18", "备注：无")
                ],
                COLUMNS_ZH,
            ),
        ),
    ),
    "remark under one item": (
        TRUTH_ZH,
        order_zh(items=goods([*under(ROWS_ZH[0], "备注：每箱20件"), *ROWS_ZH[1:]], COLUMNS_ZH)),
    ),
    "codes that break behind a dash": (
        with_codes("WL-10021-A7", "WL-10035-B7", "WL-20017-C7"),
        order_zh(items=goods(coded(("WL-10021-\nA7", "WL-10035-\nB7", "WL-20017-\nC7")), COLUMNS_ZH, wide=False)),
    ),
    "unit under the quantity": (
        TRUTH,
        order(items=goods([(*row[:3], f"{row[3]}\n{row[4]}", *row[5:]) for row in ROWS], (*COLUMNS[:4], *COLUMNS[5:]))),
    ),
    "unit named with the quantity": (
        TRUTH,
        order(
            items=goods(
                [(*row[:3], f"{row[3]} {row[4]}", *row[5:]) for row in ROWS], (*COLUMNS[:3], "Qty / UoM", *COLUMNS[5:])
            )
        ),
    ),
    "unit without a heading": (TRUTH, order(items=goods(ROWS, (*COLUMNS[:4], "", *COLUMNS[5:])))),
    "line numbers without a heading": (TRUTH, order(items=goods(ROWS, ("", *COLUMNS[1:])))),
    "counts of thousands beside small ones": (
        {**BARE_TRUTH, "lines": (line("A-1001", "2000"), line("B-2002", "40"), line("C-3003", "1500"))},
        bare_listing(
            [("A-1001", "Screw", "2,000", "pcs"), ("B-2002", "Nut", "40", "pcs"), ("C-3003", "Washer", "1,500", "pcs")]
        ),
    ),
    "prose right below the items": (
        BARE_TRUTH,
        bare(text("Prices as per frame agreement FA-6335, 30 days net, 2 % discount.", gap=3)),
    ),
    "pages without a heading": (
        {**TRUTH, "payable_total": Decimal(27), "lines": tuple(line(row[1], *row[3:]) for row in LONG)},
        order(
            new_page,
            table((), LONG[4:7]),
            new_page,
            table((), LONG[7:]),
            totals(("Total EUR", "27.00")),
            items=goods(LONG[:4], SHORT, right=()),
            total=parts(),
        ),
    ),
}


def narrow(*codes: str) -> Paper:
    """Bare rows whose code cells have two lines and no room to spare."""
    rows = [(code, *row[1:]) for code, row in zip(codes, [r[1:5] for r in ROWS], strict=True)]
    return bare_listing(rows, wide=False)


def sub_rows(*below: str, first: Sequence[str] = ROWS[0][1:5]) -> Paper:
    return bare_listing([*under(ROWS[0][:5], *below), *(row[:5] for row in ROWS[1:])], COLUMNS[:5])


SHAPED_HELD: Mapping[str, Mapping[str, Paper]] = {
    "code-wrapped": {
        "two codes of one form": narrow("A-1001\nA-1002", "B-2002\nB-2003", "C-3003\nC-3004"),
        "a short code below a long one": narrow("A-10012233\n77", "B-2002", "C-3003"),
        "a line that is full": bare_listing_zh(
            [(row[0], f"{row[1]}998877\n66", *row[2:6]) for row in ROWS_ZH], wide=False
        ),
        "code and drawing": narrow("WL10021\nHX77", "WL10035\nHX78", "WL20017\nHX79"),
    },
    "line-incomplete": {
        "description gone in one row": order(
            items=goods([sap(ROWS[0], 1), ("00020", "B-2002", *ROWS[1][3:]), sap(ROWS[2], 3)], SAP, style="half")
        ),
        "packing among bare items": bare_listing([ROWS[0][1:5], ("", "Packing", "40", "pcs"), ROWS[2][1:5]]),
    },
    "number-unexplained": {
        "sizes before their sum": bare_listing(
            [("TS-100", "T-shirt", "10", "20", "30", "pcs"), ("TS-200", "Polo", "5", "15", "20", "pcs")],
            ("Part No", "Description", "S", "M", "Qty", "Unit"),
        ),
        "more in a line of text": sub_rows("plus 50 free of charge"),
        "two columns of numbers, one unnamed": bare_listing(
            [(*row[1:4], "7", row[4]) for row in ROWS], ("Part No", "Description", "Qty", "", "Unit")
        ),
    },
    "column-ambiguous": {
        "units in the texts of an order that has none": bare_listing(
            [(row[1], f"{row[2]} {unit}", row[3]) for row, unit in zip(ROWS, ("pcs", "EA", "set"), strict=True)],
            ("Part No", "Description", "Qty"),
        ),
    },
    "number-ambiguous": {
        "measured in thousands or with decimals": bare_listing(
            [("A-1001", "Flux", "2,000", "kg"), ("B-2002", "Paste", "40", "kg")]
        ),
        "three decimals": bare_listing([("A-1001", "Screw", "2,125", "pcs"), ("B-2002", "Nut", "40", "pcs")]),
    },
    "row-unexplained": {
        "date twice under an item": sub_rows("Delivery date: 2026-03-18", "Delivery date: 2026-04-18"),
        "an item under an item": sub_rows("B-7001", first=ROWS[0][1:5]),
        "remark where items begin": bare_listing([ROWS[0][1:5], "Remark: pack separately", ROWS[1][1:5], ROWS[2][1:5]]),
    },
}
