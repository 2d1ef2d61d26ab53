"""Sums, charges, taxes, currencies and files of several pages, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_HEAD,
    BARE_ROWS,
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    HEAD_ZH,
    ROWS,
    ROWS_ZH,
    TITLE,
    TRUTH,
    TRUTH_ZH,
    Said,
    goods,
    line,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Row, head, new_page, parts, table, text, title, totals

TAXED = {**TRUTH, "payable_total": Decimal("1901.62"), "tax_total": Decimal("303.62"), "prices_include_tax": False}
FREIGHT = {**TRUTH, "payable_total": Decimal(1648), "charges": ((True, Decimal(50)),)}
TAXED_ZH = {
    **TRUTH_ZH,
    "payable_total": Decimal("24340.20"),
    "tax_total": Decimal("2800.20"),
    "prices_include_tax": False,
}
NOT_NAMED = (*HEAD[:3], *HEAD[4:])  # the head without its currency


def sums(*pairs: tuple[str, str], **style: Any) -> Paper:
    """The English order with these sums below."""
    return order(total=totals(*pairs, **style))


def sums_zh(*pairs: tuple[str, str], **style: Any) -> Paper:
    return order_zh(total=totals(*pairs, **style))


def rows(*more: Row, total: Part | None = None) -> Paper:
    """The English order with these rows at the end of its table."""
    return order(items=goods([*ROWS, *more]), total=total or parts())


def rows_zh(*more: Row) -> Paper:
    return order_zh(items=goods([*ROWS_ZH, *more], COLUMNS_ZH), total=parts())


def unnamed(*after: Part, rows: Sequence[Row] = ROWS, columns: Sequence[str] = COLUMNS, total: str = "Total") -> Paper:
    """The order whose head names no currency."""
    return order(*after, head=head(NOT_NAMED), items=goods(rows, columns), total=totals((total, "1,598.00")))


SUMS: Mapping[str, Said] = {
    "total as a row": (TRUTH, rows(("", "", "Total", "", "", "", "1598.00"))),
    "quantities and amounts added up": (TRUTH, rows(("", "", "Total", "390", "", "", "1598.00"))),
    "合计 with quantities": (TRUTH_ZH, rows_zh(("", "合计", "", "", "680", "", "", "21540.00"))),
    "net, VAT and gross as rows": (
        TAXED,
        rows(
            ("", "", "Net amount", "", "", "", "1598.00"),
            ("", "", "VAT 19%", "", "", "", "303.62"),
            ("", "", "Total amount incl. VAT", "", "", "", "1901.62"),
        ),
    ),
    "rate in front of the colon": (
        TAXED,
        sums(("Subtotal", "1,598.00"), ("VAT 19% :", "303.62"), ("TOTAL", "1,901.62")),
    ),
    "rate in brackets": (
        TAXED,
        sums(("Total excl. tax:", "1,598.00"), ("Sales tax (19%):", "303.62"), ("Total due:", "1,901.62")),
    ),
    "boxes with the label above": (
        TAXED,
        order(total=table((), [("Subtotal", "VAT 19%", "Total EUR"), ("1,598.00", "303.62", "1,901.62")])),
    ),
    "TOTAL (EUR)": (TRUTH, sums(("TOTAL (EUR)", "1,598.00"))),
    "total in EUR": (TRUTH, sums(("Total amount in EUR", "1,598.00"))),
    "amount due": (TRUTH, sums(("Amount due", "EUR 1,598.00"))),
    "currency behind the amount": (TRUTH, sums(("Order total", "1,598.00 EUR"))),
    "total printed twice": (TRUTH, sums(("Total", "1,598.00"), ("Grand total EUR", "1,598.00"))),
    "carriage and a discount in percent": (
        {**TRUTH, "payable_total": Decimal("1616.04"), "charges": ((True, Decimal(50)), (False, Decimal("31.96")))},
        sums(
            ("Goods total", "1,598.00"),
            ("Carriage", "50.00"),
            ("Less 2% discount", "-31.96"),
            ("Total net value", "1,616.04"),
        ),
    ),
    "discount without a sign": (
        {**TRUTH, "payable_total": Decimal("1566.04"), "charges": ((False, Decimal("31.96")),)},
        sums(("Subtotal", "1,598.00"), ("Discount 2%", "31.96"), ("Total", "1,566.04")),
    ),
    "charges, then net, then tax": (
        {
            **TRUTH,
            "payable_total": Decimal("1961.12"),
            "tax_total": Decimal("313.12"),
            "charges": ((True, Decimal(50)),),
            "prices_include_tax": False,
        },
        sums(
            ("Subtotal", "1,598.00"),
            ("Packing and freight", "50.00"),
            ("Net amount", "1,648.00"),
            ("VAT 19%", "313.12"),
            ("Grand Total EUR", "1,961.12"),
        ),
    ),
    "freight as a line": (
        FREIGHT,
        rows(("4", "", "Freight", "1", "lot", "50.00", "50.00"), total=totals(("Total EUR", "1,648.00"))),
    ),
    "运费 as a line": (
        {**TRUTH_ZH, "payable_total": Decimal(21640), "charges": ((True, Decimal(100)),)},
        order_zh(
            items=goods([*ROWS_ZH, ("4", "", "运费", "", "1", "项", "100.00", "100.00")], COLUMNS_ZH),
            total=totals(("合计", "21640.00")),
        ),
    ),
    "deposit and balance": (
        {**TRUTH, "prepaid": Decimal("479.40")},
        sums(("Total", "1,598.00"), ("Less deposit", "479.40"), ("Balance due", "1,118.60")),
    ),
    "未税、税额、价税合计": (
        TAXED_ZH,
        sums_zh(("合计（未税）", "21540.00"), ("税额（13%）", "2800.20"), ("价税合计", "24340.20")),
    ),
    "增值税 13%": (
        TAXED_ZH,
        sums_zh(("不含税合计：", "21540.00"), ("增值税 13%：", "2800.20"), ("总计（含税）：", "24340.20")),
    ),
    "其中税额": (
        {**TRUTH_ZH, "tax_total": Decimal("2478.05"), "prices_include_tax": True},
        order_zh(total=parts(totals(("合计", "21540.00")), text("其中税额（13%）：￥2478.05"))),
    ),
    "大写 and 小写 in one row": (
        TRUTH_ZH,
        order_zh(total=table((), [("合计人民币（大写）", "贰万壹仟伍佰肆拾圆整", "（小写）￥21540.00")])),
    ),
    "大写 without 人民币, parted": (
        TRUTH_ZH,
        order_zh(total=parts(totals(("合计", "21540.00")), text("大写：贰 万 壹 仟 伍 佰 肆 拾 元 正"))),
    ),
    "合计（小写）": (
        TRUTH_ZH,
        order_zh(total=totals(("合计（小写）", "21540.00"), ("金额大写", "贰万壹仟伍佰肆拾元零角零分"))),
    ),
    "groups with their subtotals": (
        TRUTH,
        order(
            items=goods(
                [
                    *ROWS[:2],
                    ("", "", "Subtotal instruments", "", "", "", "1378.00"),
                    ROWS[2],
                    ("", "", "Subtotal fittings", "", "", "", "220.00"),
                ]
            )
        ),
    ),
}
CURRENCIES: Mapping[str, Said] = {
    "beside the total": (TRUTH, unnamed(total="Total EUR")),
    "in the headings": (TRUTH, unnamed(columns=(*COLUMNS[:5], "Unit Price (EUR)", "Amount (EUR)"))),
    "in a sentence": (TRUTH, unnamed(text("All prices in EUR."))),
    "in a sentence about amounts": (TRUTH, unnamed(text("Amounts are in EUR"))),
    "with every amount": (TRUTH, unnamed(rows=[(*row[:5], f"€{row[5]}", f"€{row[6]}") for row in ROWS])),
    "a penalty in another currency": ({**TRUTH, "currency": None}, unnamed(text("Late delivery costs USD 100 a day."))),
    "an account in another currency": (
        {**TRUTH, "currency": None},
        unnamed(text("Bank: Barclays, USD account 20051773")),
    ),
    "元 in the headings": (
        TRUTH_ZH,
        order_zh(
            head=head([*HEAD_ZH[:3], *HEAD_ZH[4:]]),
            items=goods(ROWS_ZH, (*COLUMNS_ZH[:6], "单价(元)", "金额（元）")),
        ),
    ),
    "以上价格为人民币": (
        TRUTH_ZH,
        order_zh(text("以上单价均为人民币价格。"), head=head([*HEAD_ZH[:3], *HEAD_ZH[4:]])),
    ),
}

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
    "total on the next page": (TRUTH, order(new_page, again(), totals(("Total EUR", "1,598.00")), total=parts())),
    "cover letter": (TRUTH, Paper((*LETTER, new_page, TITLE, head(HEAD), goods(), totals(("Total EUR", "1,598.00"))))),
    "terms behind": (TRUTH, order(new_page, *TERMS)),
    "letter and terms": (
        TRUTH,
        Paper((*LETTER, new_page, TITLE, head(HEAD), goods(), totals(("Total EUR", "1,598.00")), new_page, *TERMS)),
    ),
}

HELD: dict[str, dict[str, Paper]] = {
    "total-disagrees": {
        "total misprinted": sums(("Total EUR", "1,589.00")),
        "net right, gross wrong": sums(("Subtotal", "1,598.00"), ("VAT 19%", "303.62"), ("Total", "1,910.62")),
        "discount not taken off": sums(("Subtotal", "1,598.00"), ("Discount 2%", "31.96"), ("Total", "1,598.04")),
        "prices without amounts": order(
            items=goods([row[:6] for row in ROWS], COLUMNS[:6]), total=totals(("Total EUR", "1,698.00"))
        ),
    },
    "line-amount-disagrees": {
        "quantity misprinted": order(items=goods([("1", "A-1001", "Transmitter", "101", *ROWS[0][4:]), *ROWS[1:]])),
    },
    "number-unexplained": {
        "subtotal of a group misprinted": order(
            items=goods([*ROWS[:2], carried("Subtotal instruments", "1387.00"), ROWS[2]])
        ),
        "freight for two": rows(
            ("4", "", "Freight", "2", "lot", "50.00", "50.00"), total=totals(("Total", "1,648.00"))
        ),
        "quantities do not add up": rows(("", "", "Total", "380", "", "", "1598.00")),
        "two totals that differ": sums(("Total", "1,598.00"), ("Total", "1,600.00"), ("Grand total EUR", "1,598.00")),
        "carried forward, not brought": paged(
            [*MANY[:7], carried("Carried forward", "700.00")], goods([carried("Brought forward", "750.00"), *MANY[7:]])
        ),
    },
    "capital-amount-disagrees": {
        "大写 of another sum": order_zh(total=parts(totals(("合计", "21540.00")), text("大写：贰万壹仟肆佰伍拾元整"))),
    },
    "pages-incomplete": {
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
