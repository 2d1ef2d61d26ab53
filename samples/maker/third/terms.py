"""Papers of the third night about who, when and on what terms: parties, dates, credit, urgency."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.maker import world
from samples.maker.mails import Mail
from samples.maker.third.papers import ABROAD, FOREIGN, OURS, THEIRS, headed, mail, third


def mails() -> list[Mail]:
    """Return them in the order of their names."""
    return [*_parties(), *_dates(), *_credit()]


def _parties() -> list[Mail]:
    twofold = third("C004", "SC26-03-0137", [("CX-TT200-B", 10)])
    elsewhere = ("罗小川", f"purchase@{world.BY_ID['C010'].domain}")
    other = replace(third("C011", "QL20260306-02", [("CX-TT200-B", 10)]), seller="苏州晨芯传感技术有限公司")
    moved = third("C001", "CG-20260306-035", [("CX-TT200-A", 12)])
    moved = replace(moved, customer=replace(moved.customer, address="浙江省嘉兴市南湖区顺达路1号中转仓"))
    fraud = replace(third("C001", "CG-20260306-036", [("CX-TT200-A", 14)]), account="6217003810026896707")
    known = replace(third("C001", "CG-20260306-037", [("CX-TT200-A", 16)]), account="6222020200112233445")
    account = headed(THEIRS, "银行账号=account")
    return [
        mail("23-buyer-ambiguous", "One customer's name, sent from another customer's domain.", twofold, OURS, "buyer-ambiguous", sender=elsewhere, known=False),
        mail("24-seller-not-us", "A name near ours; a firm of its own.", other, OURS, "seller-not-us"),
        mail("25-ship-to-unknown", "An address that is not on file: asked about as possible fraud.", moved, THEIRS, "ship-to-unknown"),
        mail("26-bank-account-changed", "An account that is not on file: asked about as possible fraud.", fraud, account, "bank-account-changed"),
        mail("27-bank-account-known", "The customer's own account: clean.", known, account),
    ]  # fmt: skip


def _dates() -> list[Mail]:
    past = third("C007", "NS2026030607", [("CX-HT600-R", 8)], "2026-03-02")
    holiday = third("C007", "NS2026030608", [("CX-HT600-R", 9)], "2026-05-04")
    early = third("C007", "NS2026030609", [("CX-PT100-10", 9)], "2026-03-24")
    return [
        mail("28-date-in-past", "To be delivered four days ago.", past, OURS, "date-in-past"),
        mail("29-date-not-working", "To be delivered on a holiday: said, and accepted.", holiday, OURS, "date-not-working"),
        mail("30-lead-time-short", "Earlier than buying and making takes: said, and accepted.", early, OURS, "lead-time-short"),
    ]  # fmt: skip


def _credit() -> list[Mail]:
    over = third("C009", "PO-104901", [("CX-VB800-20", 20), ("CX-LT400-05", 4)])
    yuan = third("C005", "MFC-PO-88240", [("CX-PT100-10", 10, "", {"unit_price": Decimal("375.00"), "unit": "只", "description": "压力变送器"})])  # fmt: skip
    yuan = replace(yuan, customer=replace(yuan.customer, currency="CNY", prices_include_tax=True))
    urgent = replace(third("C012", "BST-26-0330", [("CX-PX180-15", 100)]), priority="Urgent")
    return [
        mail("31-credit-exceeded", "Alone within the limit, with the open order of the first night beyond it.", over, FOREIGN, "credit-exceeded"),
        mail("32-credit-unknown", "In yuan, at a price agreed in yuan; the limit is in dollars: said, and accepted.", yuan, ABROAD, "credit-unknown"),
        mail("33-urgent-not-allowed", "A customer of level D asks for haste.", urgent, headed(FOREIGN, "Priority=priority"), "urgent-not-allowed"),
    ]  # fmt: skip
