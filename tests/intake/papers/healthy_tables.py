"""Tables, notations, sums and pages in the layouts that customers use, by what they truly say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from tests.intake.papers.goods import (
    BARE_TRUTH,
    BARE_TRUTH_ZH,
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    LINES,
    ROWS,
    ROWS_ZH,
    TRUTH,
    TRUTH_ZH,
    Said,
    bare,
    bare_zh,
    columns_of,
    goods,
    line,
    order,
    order_zh,
)
from tests.intake.papers.kit import Book, Paper, head, new_page, parts, table, text, title, totals
from tests.intake.papers.sheets import form_sheet, merged_sheet, order_sheet

NUMBER, ISSUED = HEAD[:2]
UNCOUNTED = goods(columns_of(1, 2, 3, 4, 5, 6), COLUMNS[1:], style="plain")


def noted(write: Callable[[str], str]) -> Paper:
    """The order over 55,348.00 in another notation of numbers."""
    rows = [
        ("1", "A-1001", "Pressure transmitter", "1200", "pcs", write("12.50"), write("15,000.00")),
        ("2", "B-2002", "Mounting bracket", "40", "pcs", write("1,003.20"), write("40,128.00")),
        ("3", "C-3003", "Cable gland M20", "250", "pcs", write("0.88"), write("220.00")),
    ]
    return order(items=goods(rows), total=totals(("Total EUR", write("55,348.00"))))


LARGE = {
    **TRUTH,
    "lines": (
        line("A-1001", "1200", "pcs", "12.50", "15000"),
        line("B-2002", "40", "pcs", "1003.20", "40128"),
        LINES[2],
    ),
    "payable_total": Decimal(55348),
}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
NUMBERS: Mapping[str, Said] = {
    "1,234.50": (LARGE, noted(str)),
    "1.234,50": (LARGE, noted(lambda digits: digits.translate(str.maketrans(",.", ".,")))),
    "1 234,50": (LARGE, noted(lambda digits: digits.translate(str.maketrans(",.", "\u00a0,")))),
    "1'234.50": (LARGE, noted(lambda digits: digits.replace(",", "'"))),
    "€12.50": (TRUTH, order(items=goods([(*row[:5], f"€{row[5]}", f"€{row[6]}") for row in ROWS]))),
    "full width": (
        TRUTH_ZH,
        order_zh(
            items=goods(
                [
                    (*row[:4], row[4].translate(WIDE), row[5], *(cell.translate(WIDE) for cell in row[6:]))
                    for row in ROWS_ZH
                ],
                COLUMNS_ZH,
            ),
            total=totals(("合计", "21540.00".translate(WIDE))),
        ),
    ),
    "大写": (TRUTH_ZH, order_zh(total=table((), [("合计（大写）：人民币贰万壹仟伍佰肆拾元整", "¥21540.00")]))),
}
PER_HUNDRED = (
    line("A-1001", "100", "pcs", "1250", "1250", base="100"),
    line("C-3003", "250", "pcs", "880", "220", base="1000"),
)
TABLES: Mapping[str, Said] = {
    "what a unit costs": (TRUTH, order(items=goods(ROWS, (*COLUMNS[:5], "Unit €", "Total €")))),
    "half ruled": (TRUTH, order(items=goods(style="half"))),
    "striped": (TRUTH, order(items=goods(style="zebra"))),
    "no rules, no line numbers": (TRUTH, order(items=UNCOUNTED)),
    "no prices": (BARE_TRUTH, bare()),
    "no prices in Chinese": (BARE_TRUTH_ZH, bare_zh()),
    "small": (TRUTH, order(font_size=6)),
    "landscape": (TRUTH, order(size=(842, 595))),
    "wrapped descriptions": (
        TRUTH,
        order(
            items=goods(
                [(*row[:2], f"{row[2]}\nrange 0 to 16 bar\nstainless", *row[3:]) for row in ROWS],
                style="half",
                align="middle",
            )
        ),
    ),
    "numbers in descriptions": (
        TRUTH,
        order(items=goods([(*row[:2], "Bolt M8 x 40, DIN 933, 100 per box", *row[3:]) for row in ROWS], style="plain")),
    ),
    "headings of two lines": (
        TRUTH,
        order(
            items=goods(
                ROWS,
                ("Pos", "Part\nNo", "Description", "Order\nQty", "Unit", "Unit\nPrice", "Line\nTotal"),
                style="half",
            )
        ),
    ),
    "numbers of SAP": (
        {**TRUTH, "prices_include_tax": False},
        order(
            items=goods(
                [(f"000{10 * n}", *row[1:]) for n, row in enumerate(ROWS, 1)],
                ("Item", "Material", *COLUMNS[2:5], "Net Price", "Net Amount"),
            )
        ),
    ),
    "columns in another order": (
        TRUTH,
        order(
            items=goods(columns_of(6, 5, 3, 4, 2, 1), ("Amount", "Unit Price", "Qty", "Unit", "Description", "Part No"))
        ),
    ),
    "unit beside the quantity": (
        TRUTH,
        order(items=goods([(*row[:3], f"{row[3]} {row[4]}", *row[5:]) for row in ROWS], (*COLUMNS[:4], *COLUMNS[5:]))),
    ),
    "unit in the heading": (
        {**TRUTH_ZH, "payable_total": Decimal(420), "lines": (line("WL-20017", "5000", "只", "0.084", "420.00"),)},
        order_zh(
            items=goods(
                [("1", "WL-20017", "密封垫圈", "5000", "0.084", "420.00")],
                (*COLUMNS_ZH[:3], "数量(只)", "单价(元)", "金额(元)"),
            ),
            total=totals(("合计", "420.00")),
        ),
    ),
    "price per 100": (
        {**TRUTH, "payable_total": Decimal(1470), "lines": PER_HUNDRED},
        order(
            items=goods(
                [
                    ("A-1001", "Screw", "100", "pcs", "1250.00", "100", "1250.00"),
                    ("C-3003", "Gland", "250", "pcs", "880.00", "1000", "220.00"),
                ],
                ("Part No", "Description", "Qty", "Unit", "Price", "Per", "Amount"),
            ),
            total=totals(("Total EUR", "1,470.00")),
        ),
    ),
    "date per line": (
        {
            **TRUTH,
            "requested_date": None,
            "lines": tuple(item._replace(requested_date=date(2026, 3, 18)) for item in LINES),
        },
        order(
            head=head((NUMBER, ISSUED, *HEAD[3:])),
            items=goods([(*row, "2026-03-18") for row in ROWS], (*COLUMNS, "Delivery Date")),
        ),
    ),
    "drawing below each item": (
        TRUTH,
        order(
            items=goods(
                [cells for row in ROWS for cells in (row, ("", "", f"Drawing HX-7712{row[0]} rev C", "", "", "", ""))],
                style="half",
            )
        ),
    ),
    "discount per line": (
        {
            **TRUTH,
            "payable_total": Decimal("1466.60"),
            "lines": (
                line("A-1001", "100", "pcs", "12.50", "1125.00", discount="10"),
                line("B-2002", "40", "pcs", "3.20", "121.60", discount="5"),
                line("C-3003", "250", "pcs", "0.88", "220.00", discount="0"),
            ),
        },
        order(
            items=goods(
                [
                    (*row[:6], percent, amount)
                    for row, percent, amount in zip(
                        ROWS, ("10", "5", "0"), ("1125.00", "121.60", "220.00"), strict=True
                    )
                ],
                (*COLUMNS[:6], "Disc %", "Amount"),
            ),
            total=totals(("Total EUR", "1,466.60")),
        ),
    ),
    "tables A and B": (
        TRUTH,
        order(items=parts(text("A. Instruments"), goods(ROWS[:2]), text("B. Spare parts"), goods(ROWS[2:]))),
    ),
}
SUMS: Mapping[str, Said] = {
    "subtotal and total": (
        TRUTH,
        order(total=totals(("Subtotal", "1,598.00"), ("Total EUR", "1,598.00"), style="ruled")),
    ),
    "totals at the left": (TRUTH, order(total=totals(("Total EUR", "1,598.00"), x=0))),
    "freight in the table": (
        {**TRUTH, "payable_total": Decimal(1648), "charges": ((True, Decimal(50)),)},
        order(items=goods([*ROWS, ("", "", "Freight", "", "", "", "50.00")]), total=totals(("Total EUR", "1,648.00"))),
    ),
    "freight and discount below": (
        {**TRUTH_ZH, "payable_total": Decimal(21600), "charges": ((True, Decimal(100)), (False, Decimal(40)))},
        order_zh(total=totals(("小计", "21540.00"), ("运费", "100.00"), ("优惠", "-40.00"), ("合计", "21600.00"))),
    ),
    "net, VAT, gross": (
        {**TRUTH, "payable_total": Decimal("1901.62"), "tax_total": Decimal("303.62"), "prices_include_tax": False},
        order(total=totals(("Subtotal", "1,598.00"), ("VAT 19%", "303.62"), ("Grand Total EUR", "1,901.62"))),
    ),
    "two rates of VAT": (
        {**TRUTH, "payable_total": Decimal(1826), "tax_total": Decimal(228), "prices_include_tax": False},
        order(
            total=totals(
                ("Subtotal", "1,598.00"), ("VAT 19%", "200.00"), ("VAT 7%", "28.00"), ("Grand Total EUR", "1,826.00")
            )
        ),
    ),
    "rounding": (
        {
            **TRUTH,
            "rounding": Decimal("-0.04"),
            "lines": (*LINES[:2], line("C-3003", "250", "pcs", "0.88016", "220.04")),
        },
        order(
            items=goods([*ROWS[:2], (*ROWS[2][:5], "0.88016", "220.04")]),
            total=totals(("Rounding", "-0.04"), ("Total EUR", "1,598.00")),
        ),
    ),
    "terms page": (
        TRUTH,
        order(
            new_page,
            title("General Terms and Conditions", 13),
            text(
                *(
                    f"{n}. Deliver within {7 * n} days; deviations above {n}% are refused, see section {n + 2}."
                    for n in range(1, 12)
                )
            ),
        ),
    ),
}
CLAUSES = text(*(f"{n}. The supplier delivers within {7 * n} days, see section {n + 2}." for n in range(1, 9)))
MANY = [
    (str(n), f"P-{3000 + n}", f"Fitting size {n}", str(10 * n), "pcs", "2.50", f"{25 * n}.00") for n in range(1, 13)
]
LONG = {**TRUTH, "payable_total": Decimal(1950), "lines": tuple(line(row[1], *row[3:]) for row in MANY)}
PAGES: Mapping[str, Said] = {
    "heading repeated": (
        LONG,
        order(new_page, goods(MANY[7:]), totals(("Total EUR", "1,950.00")), items=goods(MANY[:7]), total=parts()),
    ),
    "carried forward": (
        LONG,
        order(
            new_page,
            goods([("", "", "Brought forward", "", "", "", "700.00"), *MANY[7:]]),
            totals(("Total EUR", "1,950.00")),
            items=goods([*MANY[:7], ("", "", "Carried forward", "", "", "", "700.00")]),
            total=parts(),
        ),
    ),
    "terms behind bare lines": (BARE_TRUTH, bare(new_page, title("Terms of Purchase", 13), CLAUSES)),
}
SHEETS: Mapping[str, Said] = {
    "plain sheet": (TRUTH, Book(order_sheet)),
    "merged sheet": (TRUTH, Book(merged_sheet)),
    "form sheet": (TRUTH, Book(form_sheet)),
}
