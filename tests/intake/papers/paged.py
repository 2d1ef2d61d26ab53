"""Orders over several pages, several orders in one file or sheet, letters and terms beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_COLUMNS_ZH,
    BARE_HEAD,
    BARE_ROWS,
    BARE_ROWS_ZH,
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    ROWS,
    TITLE,
    TRUTH,
    TRUTH_ZH,
    Said,
    bare,
    bare_zh,
    goods,
    line,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Row, head, new_page, parts, text, title, totals

MANY = [
    (str(n), f"P-{3000 + n}", f"Fitting size {n}", str(10 * n), "pcs", "2.50", f"{25 * n}.00") for n in range(1, 13)
]
LONG = {**TRUTH, "payable_total": Decimal(1950), "lines": tuple(line(row[1], *row[3:]) for row in MANY)}
LONG_ZH = {**TRUTH_ZH, "payable_total": Decimal(1950), "lines": LONG["lines"]}
MANY_ZH = [(row[0], row[1], row[2], "M8", *row[3:]) for row in MANY]


def again(number: str = HEAD[0][1]) -> Part:
    """What some print on each further page."""
    return text(f"Harbor Instruments Ltd    Purchase Order    PO Number: {number}")


def paged(first: Sequence[Row], *second: Part, marks: tuple[str, str] = ("", ""), total: str = "1,950.00") -> Paper:
    """The long order over two pages."""
    return order(
        text(marks[0], x=420, gap=80),
        new_page,
        *second,
        totals(("Total EUR", total)),
        text(marks[1], x=420, gap=80),
        items=goods(first),
        total=parts(),
    )


def carried(words: str, amount: str) -> Row:
    return ("", "", words, "", "", "", amount)


def carried_zh(words: str, amount: str) -> Row:
    return ("", words, "", "", "", "", "", amount)


def one_of(number: str, row: Row, total: str, *before: Part) -> Part:
    """One order of a file of several."""
    return parts(*before, TITLE, head((("PO Number", number), *HEAD[1:])), goods([row]), totals(("Total EUR", total)))


LETTER = (
    text("Harbor Instruments Ltd", "12 Quay Street, Bristol", "", "2026-01-09", "", "Dear Ms Chen,", ""),
    text("please find enclosed our purchase order 4500017432. It replaces nothing; order 4500016999 stays open."),
    text("Please confirm within 5 days.", "", "Kind regards", "Tom Brandt"),
)
TERMS = (
    title("General Terms and Conditions of Purchase", 13),
    text(
        "Date: 2024-03-01", "PO No.: see each order", "1. Payment: 60 days after receipt of goods.",
        "2. Late delivery: 0.5 % a week, at most 5 %.", "3. Insurance: 5,000,000.00 for each case.",
    ),
)  # fmt: skip

PAGES: Mapping[str, Said] = {
    "page 2 of 2": (LONG, paged(MANY[:7], again(), goods(MANY[7:]), marks=("Page 1 of 2", "Page 2 of 2"))),
    "page 2 without a heading": (LONG, order(items=goods(MANY, breaks=(7,)), total=totals(("Total EUR", "1,950.00")))),
    "page 2 and 3 without a heading, unruled": (
        LONG,
        order(items=goods(MANY, style="half", breaks=(4, 8)), total=totals(("Total EUR", "1,950.00"))),
    ),
    "carried forward": (
        LONG,
        paged(
            [*MANY[:7], carried("Carried forward", "700.00")], goods([carried("Brought forward", "700.00"), *MANY[7:]])
        ),
    ),
    "a subtotal on each page": (
        LONG,
        paged([*MANY[:7], carried("Page total", "700.00")], goods([*MANY[7:], carried("Page total", "1250.00")])),
    ),
    "过次页": (
        LONG_ZH,
        order_zh(
            new_page,
            text("采购订单    订单编号：CG-2026-0117（续）"),
            goods([carried_zh("承前页", "700.00"), *MANY_ZH[7:]], COLUMNS_ZH),
            totals(("合计", "1950.00")),
            items=goods([*MANY_ZH[:7], carried_zh("过次页", "700.00")], COLUMNS_ZH),
            total=parts(),
        ),
    ),
    "本页小计": (
        LONG_ZH,
        order_zh(
            new_page,
            goods([*MANY_ZH[7:], ("", "本页小计", "", "", "500", "", "", "1250.00")], COLUMNS_ZH),
            totals(("合计", "1950.00")),
            items=goods([*MANY_ZH[:7], ("", "本页小计", "", "", "280", "", "", "700.00")], COLUMNS_ZH),
            total=parts(),
        ),
    ),
    "half an inch at the foot": (TRUTH, order(text("Spare part", gap=440), text("1/2 NPT", x=200))),
    "total on the next page": (TRUTH, order(new_page, again(), totals(("Total EUR", "1,598.00")), total=parts())),
    "cover letter": (TRUTH, Paper((*LETTER, new_page, TITLE, head(HEAD), goods(), totals(("Total EUR", "1,598.00"))))),
    "terms behind": (TRUTH, order(new_page, *TERMS)),
    "letter and terms": (
        TRUTH,
        Paper((*LETTER, new_page, TITLE, head(HEAD), goods(), totals(("Total EUR", "1,598.00")), new_page, *TERMS)),
    ),
}

PAGES_HELD: dict[str, dict[str, Paper]] = {
    "number-unexplained": {
        "carried forward, not brought": paged(
            [*MANY[:7], carried("Carried forward", "700.00")], goods([carried("Brought forward", "750.00"), *MANY[7:]])
        ),
    },
    "pages-incomplete": {
        "carried forward to a page that is not here": order(
            items=goods([*MANY[:7], carried("Carried forward", "700.00")]), total=parts()
        ),
        "brought forward from a page that is not here": order(
            items=goods([carried("Brought forward", "700.00"), *MANY[7:]]), total=totals(("Total", "1,950.00"))
        ),
        "only the sum of a page": order(items=goods([*MANY[:7], carried("Page total", "700.00")]), total=parts()),
        "list that goes on": bare(text("Continued on next page", x=200)),
        "list that began before": bare_zh(items=parts(text("接上页"), goods(BARE_ROWS_ZH, BARE_COLUMNS_ZH))),
        "page 1 of 2": order(text("Page 1 of 2", x=420)),
        "page 2 of 2": order(text("Page 2 of 2", x=420)),
        "第1页共3页": order_zh(text("第 1 页 共 3 页", x=420)),
    },
    "line-number-gap": {"begins with 8": order(items=goods(MANY[7:]), total=totals(("Total EUR", "1,250.00")))},
}
FILES_HELD: dict[str, Paper] = {
    "one of two misprinted": Paper(
        (one_of("4711", ROWS[0], "1,250.00"), one_of("4712", ("1", *ROWS[1][1:]), "129.00", new_page))
    ),
    "a page with its own number and no total": Paper(
        (
            TITLE,
            head(HEAD),
            goods(MANY[:7]),
            new_page,
            TITLE,
            head((("PO Number", "45OOO17432"), *HEAD[1:])),
            goods([("1", *row[1:]) for row in MANY[7:8]]),
            totals(("Total EUR", "200.00")),
        )
    ),
    "lists without prices": Paper(
        (
            TITLE,
            head(BARE_HEAD),
            goods(BARE_ROWS, BARE_COLUMNS),
            new_page,
            TITLE,
            head((("PO Number", "4500017433"), *BARE_HEAD[1:])),
            goods(BARE_ROWS, BARE_COLUMNS),
        )
    ),
}


def numbered(numbers: Sequence[str], counts: Sequence[str] = "123", **special: Any) -> Paper:
    """The order with an order number in each row and none in the head."""
    rows = [(number, count, *row[1:]) for number, count, row in zip(numbers, counts, ROWS, strict=True)]
    return order(**{"head": head(HEAD[1:]), "items": goods(rows, ("PO No", *COLUMNS)), **special})


NUMBERED_HELD: Mapping[str, Paper] = {
    "the head names another": numbered(("4711", "4711", "4712"), head=head(HEAD)),
    "the total does not close": numbered(("4711", "4711", "4712"), total=totals(("Total EUR", "1,589.00"))),
    "a row without a number": numbered(("4711", "4711", "")),
    "line 2 of the second is gone": numbered(("4711", "4712", "4712"), "113"),
    "freight for nobody": numbered(
        ("4711", "4711", "4712"), total=totals(("Freight", "50.00"), ("Total EUR", "1,648.00"))
    ),
}
