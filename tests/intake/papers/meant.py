"""Papers with a second candidate for a value that a careful reader passes over, by what they truly say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_COLUMNS_ZH,
    BARE_HEAD,
    BARE_HEAD_ZH,
    BARE_LINES,
    BARE_ROWS,
    BARE_ROWS_ZH,
    BARE_TRUTH,
    BARE_TRUTH_ZH,
    COLUMNS,
    FIRST,
    HARBOR,
    HEAD,
    HEAD_ZH,
    ROWS,
    ROWS_ZH,
    SECOND,
    THIRD,
    TRUTH,
    TRUTH_ZH,
    Said,
    bare,
    bare_listing,
    bare_listing_zh,
    bare_zh,
    goods,
    headed,
    line,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, head, parts, table, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
NUMBERED = title("Purchase Order 4500017432")
FAR = 170.0  # a gap that puts words well below the table


def dated(first: str, second: str) -> Any:
    return head((NUMBER, ("PO Date", first), ("Delivery Date", second), BUYER, SELLER))


def headed_zh(*pairs: tuple[str, str], **special: Any) -> Paper:
    return order_zh(head=head(pairs), **special)


BRITISH = {**BARE_TRUTH, "issue_date": date(2026, 4, 3), "requested_date": date(2026, 6, 5)}
PER_LINE = tuple(item._replace(requested_date=date(2026, 3, 18)) for item in BARE_LINES)

IDS_AND_DATES: dict[str, Said] = {
    "quotation date": (TRUTH, headed(("Quotation date", "2025-12-19"), *HEAD)),
    "payment due date": (TRUTH, headed(NUMBER, ISSUED, ("Payment due date", "2026-04-30"), *HEAD[2:])),
    "only a payment due date": (
        {**TRUTH, "requested_date": None},
        headed(NUMBER, ISSUED, ("Payment due date", "2026-04-30"), *HEAD[3:]),
    ),
    "printed on": (TRUTH, order(before=[text("Date (printed): 2026-02-10", x=380)])),
    "printed on, without a word": (TRUTH, order(before=[text("Date: 2026-02-10 09:31   Page 1/1", x=360)])),
    "original date": (TRUTH, headed(NUMBER, ("PO Date (original)", "2025-11-01"), *HEAD[1:])),
    "date of samples": (TRUTH, headed(NUMBER, ISSUED, ("Delivery Date (samples)", "2026-02-01"), *HEAD[2:])),
    "ship date": (TRUTH, headed(NUMBER, ISSUED, ("Ship Date", "2026-02-20"), *HEAD[2:])),
    "报价单有效日期": (TRUTH_ZH, headed_zh(HEAD_ZH[0], ("报价单有效日期", "2026-06-30"), *HEAD_ZH[1:])),
    "日期 and 下单日期": (
        TRUTH_ZH,
        headed_zh(HEAD_ZH[0], ("下单日期", "2026-01-17"), *HEAD_ZH[2:], before=[text("日期：2026-02-10", x=400)]),
    ),
    "previous order": (TRUTH, headed(("Previous order no.", "4500016111"), *HEAD[1:], title=NUMBERED)),
    "supplier's order": (TRUTH, headed(("Supplier order no", "SO-22918"), *HEAD[1:], title=NUMBERED)),
    "vendor in brackets": (TRUTH, headed(("Order No. (vendor)", "SO-22918"), *HEAD[1:], title=NUMBERED)),
    "供应商销售订单号": (
        {**TRUTH_ZH, "order_id": "HT-2026-0117"},
        headed_zh(
            ("供应商销售订单号", "SO-99123"), ("合同编号", "HT-2026-0117"), *HEAD_ZH[1:], title=title("采购合同")
        ),
    ),
    "关联的采购订单编号": (
        TRUTH_ZH,
        headed_zh(("关联的采购订单编号", "CG-2025-0009"), ("单号", "CG-2026-0117"), *HEAD_ZH[1:]),
    ),
    "code like a date": (
        {**BRITISH, "lines": (line("5-16-24", "100"), *BARE_LINES[1:])},
        bare(head=dated("03/04/26", "05/06/26"), items=goods([("5-16-24", *FIRST[1:]), SECOND, THIRD], BARE_COLUMNS)),
    ),
    "American certificate": (
        BRITISH,
        bare(text("Your UL certificate of 02/28/2025 applies.", gap=FAR), head=dated("03/04/26", "05/06/26")),
    ),
}
PARTIES: dict[str, Said] = {
    "persons to and from": (TRUTH, headed(("To", "Mr. Chen Wei"), SELLER, ("From", "Margaret Olsen"), *HEAD[:5])),
    "终端客户": (TRUTH_ZH, headed_zh(("终端客户", "大连石化"), *HEAD_ZH)),
    "slogan above the letterhead": (
        TRUTH,
        headed(
            *HEAD[:4], SELLER, before=[text("Precision since eighteen ninety", size=7), text(HARBOR, size=13, gap=0)]
        ),
    ),
    "invoices to a service centre": (
        TRUTH,
        headed(*HEAD[:4], ("Invoice To", "Harbor Shared Services Sp. z o.o."), SELLER, BUYER),
    ),
}
TERMS: dict[str, Said] = {
    "EUR beside dollars": (
        {**TRUTH, "currency": "USD"},
        order(
            text("Certificates of insurance shall be issued in EUR."),
            head=parts(head(BARE_HEAD), text("Houston, TX 77002", "Newark, NJ 07102")),
            total=totals(("Total", "$1,598.00")),
        ),
    ),
    "USD beside ¥": (
        {**TRUTH_ZH, "currency": None},
        order_zh(text("逾期交货每日罚款 50 USD。"), head=head(BARE_HEAD_ZH), total=totals(("合计", "¥21540.00"))),
    ),
    "tax of the freight": (TRUTH_ZH, order_zh(text("运费不含税，由供方另开发票。", gap=FAR))),
    "VAT number": (TRUTH, order(text("Registered office Bristol", "VAT No. 123456789", size=7))),
    "tax id": (TRUTH, order(text("Tax ID: 913302001", size=7))),
    "days of freight": ({**TRUTH, "payable_total": None}, order(text("Freight: 3 days"), total=parts())),
    "cartons": (TRUTH, order(text("Packaging: 4 cartons"))),
    "pallets": (BARE_TRUTH, bare(text("Packing: 2 pallets"))),
    "account of a carrier": (BARE_TRUTH, bare(text("Shipping: DHL 961234567"))),
    "包装费：第3条": (BARE_TRUTH_ZH, bare_zh(text("包装费：第3条", "保险费：按第 12 条"))),
}
SUMS: dict[str, Said] = {
    "total weight": (BARE_TRUTH, bare(text("Total weight: 350 kg"))),
    "number of items": (BARE_TRUTH, bare(text("Total: 3 items"))),
    "sum of quantities": (BARE_TRUTH, bare_listing([*BARE_ROWS, ("", "Total", "390", "")])),
    "合计 of quantities": (BARE_TRUTH_ZH, bare_listing_zh([*BARE_ROWS_ZH, ("合计", "", "", "", "680", "")])),
    "another order's sum": (
        TRUTH,
        order(total=totals(("Total EUR", "1,598.00"), ("Total previous order", "9,000.00"))),
    ),
    "deposit": (
        {**TRUTH, "prepaid": Decimal("479.40")},
        order(total=totals(("Total EUR", "1,598.00"), ("Deposit 30%", "479.40"))),
    ),
}
COLUMNS_MEANT: dict[str, Said] = {
    "delivered before ordered": (
        BARE_TRUTH,
        bare_listing(
            [(*row[:2], "5", *row[2:]) for row in BARE_ROWS],
            ("Part No", "Description", "Qty delivered", "Qty ordered", "Unit"),
        ),
    ),
    "ordered and open under Quantity": (
        BARE_TRUTH,
        bare(
            items=table(
                ("Part No", "Description", "ordered", "open", "Unit"),
                [(*row[:3], "80", row[3]) for row in BARE_ROWS],
                over={"Quantity": (2, 3)},
            )
        ),
    ),
    "已交数量 before 数量": (
        BARE_TRUTH_ZH,
        bare_listing_zh(
            [(*row[:3], "10", row[4], "50", row[5]) for row in ROWS_ZH],
            (*BARE_COLUMNS_ZH[:3], "已交数量", "数量", "未交数量", "单位"),
        ),
    ),
    "drawing date": (
        {**BARE_TRUTH, "requested_date": None, "lines": PER_LINE},
        bare(
            head=head(BARE_HEAD[:2] + BARE_HEAD[3:]),
            items=goods(
                [(*row, "2024-05-06", "2026-03-18") for row in BARE_ROWS],
                (*BARE_COLUMNS, "Drawing Date", "Required Date"),
            ),
        ),
    ),
    "steel grade before the code": (
        TRUTH,
        order(items=goods([(row[0], "1.4301", *row[1:]) for row in ROWS], ("Line", "Material", *COLUMNS[1:]))),
    ),
    "tariff code before the code": (
        TRUTH,
        order(items=goods([(row[0], "84818081", *row[1:]) for row in ROWS], ("Line", "Code", *COLUMNS[1:]))),
    ),
    "price per 100 in the heading": (
        {**BARE_TRUTH, "lines": (line("A-1001", "500", "pcs", "12.50", base="100"),)},
        bare_listing([("A-1001", "Screw", "500", "pcs", "12.50")], (*BARE_COLUMNS, "Price per 100 pcs")),
    ),
    "1,500 kg where commas are decimal": (
        {**BARE_TRUTH, "lines": (line("A-1001", "1.500", "kg"), line("B-2002", "12.25", "kg"))},
        bare(
            head=dated("08.01.2026", "04.03.2026"),
            items=goods([("A-1001", "Flux", "1,500", "kg"), ("B-2002", "Paste", "12,25", "kg")], BARE_COLUMNS),
        ),
    ),
}
MEANT = {**IDS_AND_DATES, **PARTIES, **TERMS, **SUMS, **COLUMNS_MEANT}
