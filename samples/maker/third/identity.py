"""Papers of the third night about orders that are here already: resends, revisions, supplements, conflicts, an end."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace

from samples.maker.mails import Mail
from samples.maker.night_one import ORDERS
from samples.maker.orders import Order
from samples.maker.third import past
from samples.maker.third.papers import DATED, OURS, SHEET_CHANGE, SHEET_END, TEXTS, THEIRS, headed, mail, third
from samples.maker.truth import Outcome

TURNED_AWAY = Outcome(night="rejected", night_findings=["duplicate-order"])
REVISED = Outcome(status="review", findings=["order-revised"], night="review", night_findings=["order-revised"])
CHANGES = replace(REVISED, document_type="order_change")
ENDS = Outcome(status="review", night="review", findings=["order-cancelled"], night_findings=["order-cancelled"], document_type="order_cancellation")  # fmt: skip


def revised() -> Order:
    """Return revision B of the first night's first order: two lines less, one more."""
    return third(
        "C001", "CG-20260303-018",
        [("CX-PT100-05", 30), ("CX-PT100-16", 25, "2026-04-27"), ("CX-TT200-A", 10), ("CN-M12-4F", 100), ("CX-HT600-R", 10)],
        "2026-04-20", issued="2026-03-06", revision="B",
    )  # fmt: skip


def supplement() -> Order:
    """Return what is ordered in addition under the second night's number: its lines go on at 4."""
    said = third("C004", "SC26-03-0121", [("BR-304-L", 50), ("CX-HT600-R", 5)], "2026-04-24")
    return replace(said, lines=tuple(replace(line, line_id=str(3 + at)) for at, line in enumerate(said.lines, 1)))


def cancelled() -> Order:
    """Return the first night's order that is called off."""
    said = ORDERS["HCPO2603-0047", None]
    return replace(said, note="整单取消，请停止生产。", charges=())


def mails() -> list[Mail]:
    """Return them in the order of their names."""
    other = third("C004", "SC26-03-0112", [("CX-LT400-05", 9), ("CX-HT600-R", 50, "2026-04-23"), ("BR-304-L", 60)], issued="2026-03-03")  # fmt: skip
    never = third("C001", "CG-20260301-009", [("CX-TT200-A", 18)], revision="C")
    reprint, again = ORDERS["NS2026030402", None], past.RESENT
    return [
        mail("34-reprint", "The first night's workbook printed anew, every number as text.", reprint, TEXTS, outcome=TURNED_AWAY),
        mail("35-resend-of-history", "An order of the time before, sent again.", again, THEIRS, outcome=TURNED_AWAY),
        mail("36-conflict-with-history", "A number of the time before with another amount.", past.CONFLICTING, THEIRS, "order-conflict"),
        mail("37-order-conflict", "A number of the first night with another quantity and day, and no revision.", other, DATED, "order-conflict"),
        mail("38-revision-of-issued", "Revision B of an order whose documents are out.", revised(), SHEET_CHANGE, outcome=CHANGES, file="CG-20260303-018-B.xlsx"),
        mail("39-revision-of-nothing", "Revision C of an order that never came.", never, headed(THEIRS, "版本=revision"), outcome=REVISED),
        mail("40-supplement", "Lines 4 and 5 of an order that had three.", supplement(), OURS, "order-supplement", outcome=Outcome(status="review", findings=["line-number-gap"], night="review", night_findings=["order-supplement"])),
        mail("41-cancellation", "The whole of a first night's order is called off.", cancelled(), SHEET_END, outcome=ENDS),
    ]  # fmt: skip
