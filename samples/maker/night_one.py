"""The first night's inbox: clean orders in every layout, orders with one planted fault each, and mails that are no orders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from samples.maker import papers, sheets, styles, truth, world
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
    return Mail(name, about, sender(said.customer), sent, f"采购订单 {said.order_id}", body, (attachment,), **more)


def english(name: str, sent: str, about: str, attachment: Attachment, said: Order) -> Mail:
    """An English covering mail."""
    body = f"Dear Sir or Madam,\n\nplease find attached our purchase order {said.order_id}.\nKindly confirm receipt.\n\n{said.customer.contact}\n{said.customer.name}\n"
    return Mail(name, about, sender(said.customer), sent, f"Purchase Order {said.order_id}", body, (attachment,))


ORDERS = {
    said.order_id: said
    for said in (
        order("C001", "CG-20260303-018", "2026-03-03", "2026-04-20",
              [("CX-PT100-05", 40), ("CX-PT100-16", 25, "2026-04-27"), ("CX-TT200-A", 30), ("CN-M12-4F", 100)]),
        order("C002", "4500017432", "2026-03-02", "2026-05-06", [("CX-PT300-25", 24), ("CX-PT300-40", 12), ("CX-DP700-60", 6)]),
        order("C003", "HCPO2603-0047", "2026-03-03", "2026-04-22", [("CX-PT100-16", 60), ("CX-FS500-50", 8), ("CX-TT210-S", 20)],
              charges=((True, "运费", Decimal("180.00")),)),
        order("C004", "SC26-03-0112", "2026-03-03", "2026-04-15", [("CX-LT400-05", 6), ("CX-HT600-R", 50, "2026-04-21"), ("BR-304-L", 60)],
              charges=((False, "折扣", Decimal("500.00")),)),
        order("C005", "MFC-PO-88213", "2026-03-03", "2026-04-24",
              [("CX-PT100-10", 36), ("SR-NBR-12", 3000), ("SR-FKM-12", 1500, "2026-05-08")]),
    )
}  # fmt: skip


def clean_papers() -> list[Mail]:
    """Return the clean digital papers, one of each layout."""
    one, two, three, four, five = list(ORDERS.values())[:5]
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
    ]  # fmt: skip


def mails() -> list[Mail]:
    """Return the whole inbox in the order of its names."""
    return [*clean_papers()]


_ = replace
