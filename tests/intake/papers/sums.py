"""Sums, charges, taxes, currencies and files of several pages, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    HEAD_ZH,
    ROWS,
    ROWS_ZH,
    TRUTH,
    TRUTH_ZH,
    Said,
    goods,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Row, head, parts, table, text, totals

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
    "total without a word we know": (TRUTH, order(total=text("Gesamtbetrag 1,598.00", x=40))),
    "tax on top of a total": (
        {**TRUTH, "tax_total": Decimal("303.62"), "prices_include_tax": False},
        sums(("Total", "1,598.00"), ("plus VAT 19%", "303.62")),
    ),
    "tax printed twice": (
        TAXED,
        order(
            total=parts(
                totals(("Subtotal", "1,598.00"), ("VAT 19%", "303.62"), ("Total", "1,901.62")), text("VAT 19%: 303.62")
            )
        ),
    ),
    "two taxes alike, and rounded": (
        {**TAXED, "tax_total": Decimal("287.64"), "rounding": Decimal("0.36"), "payable_total": Decimal(1886)},
        sums(
            ("Subtotal", "1,598.00"),
            ("CGST @ 9%", "143.82"),
            ("SGST @ 9%", "143.82"),
            ("Round off", "0.36"),
            ("Grand Total", "1,886.00"),
        ),
    ),
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
    "税率 in each row, no tax": (
        {
            **TRUTH_ZH,
            "payable_total": Decimal("24340.20"),
            "prices_include_tax": False,
        },
        order_zh(
            items=goods([(*row, "13%") for row in ROWS_ZH], (*COLUMNS_ZH, "税率")),
            total=totals(("价税合计", "24340.20")),
        ),
    ),
    "大写 on a printed form": (
        TRUTH_ZH,
        order_zh(total=parts(totals(("合计", "21540.00")), text("大写：⊗佰⊗拾贰万壹仟伍佰肆拾元零角零分"))),
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
    "with a pallet of another name": (
        {**TRUTH},
        unnamed(text("All prices in EUR."), rows=[(*row[:2], f"{row[2]} USD-2", *row[3:]) for row in ROWS]),
    ),
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
            items=goods([*ROWS[:2], ("", "", "Subtotal instruments", "", "", "", "1387.00"), ROWS[2]])
        ),
        "freight for two": rows(
            ("4", "", "Freight", "2", "lot", "50.00", "50.00"), total=totals(("Total", "1,648.00"))
        ),
        "freight in the head": order(head=parts(head(HEAD), text("Freight: 50.00"))),
        "quantities do not add up": rows(("", "", "Total", "380", "", "", "1598.00")),
        "an unknown word far from the amounts": order(total=text("Loppusumma EUR 1,901.62", x=40)),
        "two totals that differ": sums(("Total", "1,598.00"), ("Total", "1,600.00"), ("Grand total EUR", "1,598.00")),
    },
    "currency-unknown": {
        "label and total differ": sums(("Total USD", "1,598.00")),
        "label and sign differ": sums(("Total", "$1,598.00")),
        "label and heading differ": order(items=goods(columns=(*COLUMNS[:5], "Unit Price (GBP)", "Amount"))),
    },
    "capital-amount-disagrees": {
        "大写 of another sum": order_zh(total=parts(totals(("合计", "21540.00")), text("大写：贰万壹仟肆佰伍拾元整"))),
    },
    "row-unexplained": {
        "a total and a tax in unknown words": sums(
            ("Zwischen", "1,598.00"), ("Steuer", "303.62"), ("Gesamt", "1,901.62")
        ),
    },
}
