"""Orders of the first night with one planted fault each; everything else on them is right."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.maker import styles, world
from samples.maker.mails import Mail
from samples.maker.night_one import attached, chinese, english
from samples.maker.orders import Order, in_words, order
from samples.maker.truth import Outcome

STRANGER = world.Customer(
    "", "成都锦江智控设备有限公司", "", "jinjiang-zk.example", world.uscc("91510104MA7B2C4D6"), "C", "CNY", True, "ymd",
    "月结30天", "四川省成都市锦江区智控路11号", "邓丽华", "028-5550 0011",
)  # fmt: skip


def held(code: str) -> Outcome:
    """The fault can be seen on the paper alone."""
    return Outcome(status="review", findings=[code], night="review", night_findings=[code])


def held_by_masters(code: str) -> Outcome:
    """The paper is right in itself; only the masters show the fault."""
    return Outcome(night="review", night_findings=[code])


def mails() -> list[Mail]:
    """Return the faulty orders in the order of their names."""
    return [*_arithmetic(), *_masters(), *_reading()]


def _arithmetic() -> list[Mail]:
    wrong = order("C004", "SC26-03-0115", "2026-03-03", "2026-04-17",
                  [("CX-HT600-R", 40), ("CX-LT400-10", 5, "", {"line_amount": Decimal("3797.95")}), ("BR-304-U", 30)])  # fmt: skip
    total = order("C002", "4500017455", "2026-03-03", "2026-05-13", [("CX-VB800-20", 16), ("CX-PT300-25", 10)])
    total = replace(total, printed={"payable_total": str(total.payable_total + Decimal("90.00"))})
    words = order("C001", "CG-20260303-020", "2026-03-03", "2026-04-23", [("CX-PT100-10", 20), ("CX-HT600-R", 45)])
    words = replace(words, printed={"capital": in_words(words.payable_total + Decimal("1000.00"))})
    return [
        chinese("19-line-amount-wrong", "2026-03-03T15:00:00", "One line's amount is not quantity times price; the total adds up what is printed.",
                attached("SC26-03-0115.pdf", wrong, styles.SHANCHENG, held("line-amount-disagrees")), wrong),
        english("20-total-wrong", "2026-03-03T15:40:00", "The order total is 90.00 too high.",
                attached("PO_4500017455.pdf", total, styles.NORDWIND, held("total-disagrees")), total),
        chinese("21-words-differ", "2026-03-03T16:02:00", "The amount in words is 1,000.00 more than the figures.",
                attached("采购订单_CG-20260303-020.pdf", words, styles.YUNHAI, held("capital-amount-disagrees")), words),
    ]  # fmt: skip


def _masters() -> list[Mail]:
    alike = order(
        "C011",
        "QL20260304-02",
        "2026-03-04",
        "2026-04-22",
        [("CX-PT100-10", 25, "", {"seller_item_id": "CX-PT1O0-10"}), ("CX-TT200-A", 10)],
    )
    old = order("C010", "LY-C-2603018", "2026-03-04", "2026-04-29",
                [("CX-WL110-4G", 6, "", {"bom_version": "V2.8"}), ("CX-TT200-B", 12, "", {"bom_version": "V1.0"})])  # fmt: skip
    dear = order("C003", "HCPO2603-0052", "2026-03-04", "2026-04-24",
                 [("CX-LT400-05", 10, "", {"unit_price": Decimal("569.50")}), ("CX-PX120-8", 100)])  # fmt: skip
    unit = order(
        "C006",
        "WHJC-CG-2026-00318",
        "2026-03-04",
        "2026-05-12",
        [("CX-PX180-15", 12, "", {"unit": "提"}), ("CX-EN900-1024", 20)],
    )
    return [
        chinese("22-item-look-alike", "2026-03-04T11:40:00", "An item code with the letter O where the real one has a zero.",
                attached("订货单QL20260304-02.pdf", alike, styles.QINLING, held_by_masters("item-look-alike")), alike),
        chinese("23-bom-outdated", "2026-03-04T13:12:00", "Asks for BOM version V2.8, which ended with 2025; V3.2 is valid.",
                attached("采购订单LY-C-2603018.pdf", old, styles.LUYANG, held_by_masters("bom-version-outdated")), old),
        chinese("24-price-differs", "2026-03-04T13:45:00", "One unit price is not the agreed one.",
                attached("HCPO2603-0052.pdf", dear, styles.HAICHUAN, held_by_masters("price-disagrees")), dear),
        chinese("25-unit-unknown", "2026-03-04T14:20:00", "A unit (提) that the item does not have.",
                attached("物资采购订单WHJC-CG-2026-00318.pdf", unit, styles.JIANGCHENG, replace(held_by_masters("unit-unknown"), status=["accepted", "review"])), unit),
    ]  # fmt: skip


def _reading() -> list[Mail]:
    unclear = order("C002", "4500017461", "2026-03-04", "2026-05-06", [("CX-DP700-60", 4), ("CX-PT300-40", 6)])
    unclear = replace(unclear, printed={"requested_date": "06/05/2026"})
    stranger = _stranger()
    return [
        english("26-date-ambiguous", "2026-03-04T14:55:00", "Delivery date 06/05/2026: 6 May or 5 June, and nothing on the page says which.",
                attached("PO_4500017461.pdf", unclear, styles.NORDWIND, held("date-ambiguous")), unclear),
        chinese("27-buyer-unknown", "2026-03-04T15:08:00", "A buyer who is not in the customer master.",
                attached("采购订单JJ-260304-1.pdf", stranger, styles.QINLING, held_by_masters("buyer-unknown")), stranger),
    ]  # fmt: skip


def _stranger() -> Order:
    said = order("C011", "JJ-260304-1", "2026-03-04", "2026-04-27", [("CX-PT100-05", 10), ("CX-TT200-B", 10)])
    return replace(said, customer=STRANGER)
