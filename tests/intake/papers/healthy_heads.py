"""Heads in the layouts that customers use, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.intake.papers.goods import (
    CHENGUANG,
    HARBOR,
    HEAD,
    HEAD_ZH,
    HENGTAI,
    ROWS_ZH,
    SUNRISE,
    TRUTH,
    TRUTH_ZH,
    Said,
    headed,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, beside, head, parts, table, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD


def block(label: str, *lines: str) -> Any:
    return text(label, *lines, gap=4)


HEADS: Mapping[str, Said] = {
    "labels with colons": (TRUTH, order()),
    "labels left": (TRUTH, headed(*HEAD, style="left")),
    "labels above": (TRUTH, order(head=parts(head(HEAD[:4], "above"), head(HEAD[4:], "above")))),
    "labels in boxes": (TRUTH, order(head=parts(head(HEAD[:3], "boxed"), head(HEAD[3:], "boxed")))),
    "labels in a form": (TRUTH_ZH, order_zh(head=head(HEAD_ZH, "grid"))),
    "labels without colons": (
        TRUTH,
        order(head=parts(text(*(f"{one} {value}" for one, value in HEAD[:4])), head(HEAD[4:]))),
    ),
    "two columns": (TRUTH_ZH, order_zh(head=beside(head(HEAD_ZH[::2]), head(HEAD_ZH[1::2])))),
    "two languages": (
        {**TRUTH_ZH, "currency": "CNY"},
        order_zh(
            head=head(
                [
                    ("订单编号 PO No.", "CG-2026-0117"),
                    ("订单日期 Order Date", "2026-01-17"),
                    ("交货日期 Delivery Date", "2026-02-28"),
                    ("币种 Currency", "CNY"),
                    ("需方 Buyer", HENGTAI),
                    ("供方 Supplier", CHENGUANG),
                ]
            ),
            items=table(
                (
                    "序号 No.",
                    "物料编码 Item Code",
                    "名称 Description",
                    "规格 Spec",
                    "数量 Qty",
                    "单位 Unit",
                    "单价 Price",
                    "金额 Amount",
                ),
                ROWS_ZH,
                "half",
            ),
            total=totals(("合计 Total", "21540.00")),
            title=title("采购订单 PURCHASE ORDER"),
        ),
    ),
    "blocks of parties": (
        TRUTH,
        order(
            head=parts(
                beside(
                    block("Buyer", HARBOR, "12 Quay Street", "Bristol BS1 4DJ"),
                    block("Seller", SUNRISE, "88 Xinhua Road", "Ningbo"),
                ),
                head(HEAD[:4], "left"),
            )
        ),
    ),
    "vendor, bill to and ship to": (
        TRUTH,
        order(
            head=parts(
                head(HEAD[:4], "left"),
                beside(
                    block("Vendor", SUNRISE, "Attn: Chen Wei", "Tel: +86 574 8800 1122"),
                    block("Bill To", HARBOR, "12 Quay Street, Bristol"),
                    block("Ship To", "Harbor Warehouse 3", "Dock Road 7"),
                    x=170,
                ),
            )
        ),
    ),
    "letterhead for the buyer": (
        TRUTH,
        order(
            before=[text(HARBOR, size=13), text("12 Quay Street, Bristol", size=7, gap=0)],
            head=beside(head(HEAD[:4]), block("Supplier", SUNRISE, "88 Xinhua Road, Ningbo", "China")),
        ),
    ),
    "contract with seals": (
        TRUTH_ZH,
        order_zh(
            beside(text("甲方（盖章）：", "日期：2026年1月20日"), text("乙方（盖章）：", "日期：2026年1月21日")),
            head=head([("甲方（需方）", HENGTAI), ("乙方（供方）", CHENGUANG), *HEAD_ZH[:4]]),
            title=title("采购合同"),
        ),
    ),
    "five dates": (
        TRUTH,
        headed(("Print Date", "2026-01-21"), ("Quotation Date", "2025-12-19"), ("Valid Until", "2026-06-30"), *HEAD),
    ),
    "five numbers": (
        TRUTH,
        headed(
            ("Supplier No", "100234"),
            ("Quotation No", "Q-88120"),
            ("Our Reference", "MK-17"),
            ("Contract No", "F-9"),
            *HEAD,
        ),
    ),
}


def dated(issued: str, due: str) -> Paper:
    return headed(NUMBER, ("PO Date", issued), ("Delivery Date", due), *HEAD[3:])


DATES: Mapping[str, Said] = {
    "08.01.2026": (TRUTH, dated("08.01.2026", "04.03.2026")),
    "8-Jan-26": (TRUTH, dated("8-Jan-26", "4-Mar-26")),
    "January 8, 2026": (TRUTH, dated("January 8, 2026", "March 4, 2026")),
    "20260108": (TRUTH, dated("20260108", "20260304")),
    "2026年1月17日": (
        TRUTH_ZH,
        order_zh(head=head([HEAD_ZH[0], ("订单日期", "2026年1月17日"), ("交货日期", "2026年2月28日"), *HEAD_ZH[3:]])),
    ),
}
