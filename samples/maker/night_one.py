"""The first night's clean orders: digital papers in every layout, workbooks, scans; a resend and a revision."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from samples.maker import papers, scans, sheets, styles, truth, world
from samples.maker.mails import XLSX, Attachment, Mail
from samples.maker.orders import Order, order
from samples.maker.styles import Style
from samples.maker.truth import Outcome

SHEETS = {"sheet_form": sheets.form, "sheet_merged": sheets.merged, "sheet_plain": sheets.plain}
CLEAN = Outcome()


def attached(file: str, said: Order, style: Style, outcome: Outcome = CLEAN, **more: Any) -> Attachment:
    """Attach a drawn order with its expectation."""
    draw = SHEETS.get(style.layout, papers.pdf)
    kind = {"kind": XLSX} if style.layout in SHEETS else {}
    return Attachment(file, lambda: draw(said, style), truth.record(file, said, style, outcome), **{**kind, **more})


def sender(customer: world.Customer) -> tuple[str, str]:
    """Return who writes for a customer."""
    return customer.contact, f"purchase@{customer.domain}"


def chinese(name: str, sent: str, about: str, attachment: Attachment, said: Order, **more: Any) -> Mail:
    """A Chinese covering mail."""
    body = f"您好！\n\n附件是我司采购订单 {said.order_id}，请查收并回复确认交期。\n\n{said.customer.contact}\n{said.customer.name}\n{said.customer.phone}\n"
    return Mail(
        name, about, sender(said.customer), sent, f"采购订单 {said.order_id}", body, (attachment,), said=said, **more
    )


def english(name: str, sent: str, about: str, attachment: Attachment, said: Order) -> Mail:
    """An English covering mail."""
    body = f"Dear Sir or Madam,\n\nplease find attached our purchase order {said.order_id}.\nKindly confirm receipt.\n\n{said.customer.contact}\n{said.customer.name}\n"
    return Mail(
        name, about, sender(said.customer), sent, f"Purchase Order {said.order_id}", body, (attachment,), said=said
    )


def _long_row(at: int, sku: str) -> tuple[Any, ...]:
    day = ("2026-04-20", "2026-05-11", "2026-05-18")[at % 3]
    box = {"quantity": Decimal(5), "unit": "箱", "unit_price": world.price("C006", sku) * 20}
    return (sku, 10 + 5 * at, day, box if sku == "CN-M12-4F" else {})


ORDERS = {
    (said.order_id, said.revision): said
    for said in (
        order("C001", "CG-20260303-018", "2026-03-03", "2026-04-20",
              [("CX-PT100-05", 40), ("CX-PT100-16", 25, "2026-04-27"), ("CX-TT200-A", 30), ("CN-M12-4F", 100)]),
        order("C002", "4500017432", "2026-03-02", "2026-05-06", [("CX-PT300-25", 24), ("CX-PT300-40", 12), ("CX-DP700-60", 6)]),
        order("C003", "HCPO2603-0047", "2026-03-03", "2026-04-22", [("CX-PT100-16", 60), ("CX-FS500-50", 8), ("CX-TT210-S", 20)],
              charges=((True, "运费 Freight", Decimal("180.00")),)),
        order("C004", "SC26-03-0112", "2026-03-03", "2026-04-15", [("CX-LT400-05", 6), ("CX-HT600-R", 50, "2026-04-21"), ("BR-304-L", 60)],
              charges=((False, "折扣", Decimal("500.00")),)),
        order("C005", "MFC-PO-88213", "2026-03-03", "2026-04-24",
              [("CX-PT100-10", 36), ("SR-NBR-12", 3000), ("SR-FKM-12", 1500, "2026-05-08")]),
        order("C006", "WHJC-CG-2026-00311", "2026-03-02", "2026-04-20",
              [_long_row(*row) for row in enumerate(row.split("|")[2] for row in world.CROSS_REFERENCE.split() if row.startswith("C006"))]),
        order("C007", "NS2026030402", "2026-03-04", "2026-04-16", [("CX-LT400-10", 12), ("CX-FS500-25", 4), ("CX-HT600-R", 30), ("CN-DIN-43650", 50)]),
        order("C008", "JZW-2026-0088", "2026-03-03", "2026-05-12", [("CX-PT300-40", 18), ("CX-FS500-25", 6, "2026-05-20"), ("CX-LC050-500", 32)]),
        order("C009", "PO-104877", "2026-03-03", "2026-04-24", [("CX-VB800-20", 15), ("CX-PX120-8", 200), ("CN-M12-5M", 120)]),
        order("C010", "LY-C-2603015", "2026-03-03", "2026-04-28",
              [("CX-WL110-4G", 8, "", {"bom_version": "V3.2"}), ("CX-PT100-10", 36, "", {"bom_version": "V1.2"}),
               ("CX-TT200-B", 24, "", {"bom_version": "V1.0"})]),
        order("C011", "QL20260303-07", "2026-03-03", "2026-04-23", [("CX-PT300-25", 10), ("CX-EN900-1024", 16), ("CX-VB800-20", 12)]),
        order("C012", "BST-26-0311", "2026-03-02", "2026-05-14", [("CX-PX180-15", 80), ("CX-EN900-1024", 10), ("CB-PUR-4X034", 300)]),
        order("C003", "HCPO2603-0047", "2026-03-04", "2026-04-29", [("CX-PT100-16", 80), ("CX-FS500-50", 8), ("CX-TT210-S", 20)],
              charges=((True, "运费 Freight", Decimal("180.00")),), revision="B", revises="HCPO2603-0047 版本 A"),
    )
}  # fmt: skip


def clean_papers() -> list[Mail]:
    """Return the clean digital papers, one of each layout."""
    one, two, three, four, five, six = list(ORDERS.values())[:6]
    return [
        chinese("01-yunhai-chinese-ruled", "2026-03-03T09:12:00", "Chinese ruled table, amount in words, prices with tax: clean.",
                attached("采购订单_CG-20260303-018.pdf", one, styles.YUNHAI), one),
        english("02-nordwind-english-ruled", "2026-03-03T10:05:00", "English ruled table, both part numbers, EUR: clean.",
                attached("PO_4500017432.pdf", two, styles.NORDWIND), two),
        chinese("03-haichuan-bilingual", "2026-03-03T10:40:00", "Bilingual ruled table, net prices, freight, VAT and grand total: clean.",
                attached("HCPO2603-0047 采购订单.pdf", three, styles.HAICHUAN, old_name=True), three),
        chinese("04-shancheng-chinese-unruled", "2026-03-03T11:20:00", "Chinese table without rules through Ghostscript, a discount: clean.",
                attached("SC26-03-0112.pdf", four, styles.SHANCHENG), four, charset="gb18030"),
        english("05-meridian-english-unruled", "2026-03-03T13:30:00", "English table without rules or line numbers, prices per 100, through Ghostscript: clean.",
                attached("MFC-PO-88213.pdf", five, styles.MERIDIAN), five),
        chinese("06-jiangcheng-two-pages", "2026-03-03T14:02:00",
                "23 lines over two pages with a repeated header, part numbers with leading zeros, one line in boxes of 20: clean.",
                attached("物资采购订单WHJC-CG-2026-00311.pdf", six, styles.JIANGCHENG), six),
    ]  # fmt: skip


def workbooks() -> list[Mail]:
    """Return the orders that come as Excel files."""
    seven, eight, nine = list(ORDERS.values())[6:9]
    return [
        chinese("07-nansha-excel-form", "2026-03-04T08:45:00", "Excel form: head cells above the table, real dates and numbers: clean.",
                attached("采购订单NS2026030402.xlsx", seven, styles.NANSHA), seven),
        chinese("08-jiaozhouwan-excel-merged", "2026-03-04T09:03:00", "Excel with merged cells and numbers stored as text, net prices, VAT: clean.",
                attached("JZW-2026-0088.xlsx", eight, styles.JIAOZHOUWAN), eight),
        english("09-lakeside-excel-english", "2026-03-04T09:15:00", "English workbook, amounts are formulas with cached results, US date format: clean.",
                attached("PO-104877.xlsx", nine, styles.LAKESIDE), nine),
    ]  # fmt: skip


def scanned() -> list[Mail]:
    """Return the image-only papers: never wrong, and held where a value cannot be confirmed."""
    ten, eleven, twelve = list(ORDERS.values())[9:12]
    return [
        chinese("10-luyang-scan-skewed", "2026-03-04T09:40:00", "Scan, 1.2 degrees askew, BOM version column: never wrong.",
                scan("扫描件_LY-C-2603015.pdf", ten, styles.LUYANG, scans.skewed), ten),
        chinese("11-qinling-scan-seal", "2026-03-04T10:10:00", "Scan with a red company seal over part of the table: never wrong.",
                scan("订货单QL20260303-07.pdf", eleven, styles.QINLING, scans.sealed), eleven),
        english("12-baltic-scan-rotated", "2026-03-04T10:32:00", "Scan lying on its side, rotated by 90 degrees: never wrong.",
                scan("BST-26-0311.pdf", twelve, styles.BALTIC, scans.rotated), twelve),
    ]  # fmt: skip


def scan(file: str, said: Order, style: Style, spoil: Callable[[bytes], bytes]) -> Attachment:
    """Attach a scanned order: accepted with every value right, or held."""
    held = Outcome(status=["accepted", "review"], night=["accepted", "review"])
    expected = truth.record(file, said, style, held)
    expected["never_wrong"] = expected["intake"]["never_wrong"] = True
    expected["intake"]["skus"] = [line.sku for line in said.lines]
    return Attachment(file, lambda: spoil(papers.pdf(said, style)), expected)


def repeats() -> list[Mail]:
    """Return a mail sent twice and an order that revises an earlier one."""
    first, revised = ORDERS["CG-20260303-018", None], ORDERS["HCPO2603-0047", "B"]
    twice = Outcome(night="rejected", night_findings=["duplicate-order"])
    changed = Outcome(status="review", night="review", night_findings=["order-revised"], document_type="order_change")
    note = "变更说明：本单（版本 B）替代我司此前发出的同号订单（版本 A）：第1行数量由60改为80，交货日期改为2026-04-29，其余不变。"
    return [
        chinese("13-yunhai-resend", "2026-03-04T08:20:00", "The very same order sent again a day later: an order by itself, a duplicate in the night.",
                attached("采购订单_CG-20260303-018.pdf", first, styles.YUNHAI, twice), first),
        chinese("14-haichuan-revision-b", "2026-03-04T15:26:00", "Revision B of an earlier order: other quantity and date, a person decides.",
                attached("HCPO2603-0047-B 采购订单变更.pdf", replace(revised, note=note), styles.HAICHUAN_CHANGE, changed), revised),
    ]  # fmt: skip


def mails() -> list[Mail]:
    """Return the clean half of the inbox in the order of its names."""
    return [*clean_papers(), *workbooks(), *scanned(), *repeats()]
