"""Papers of the third night for Chenxin's own rules; what each of them fires stands in rules.expected.csv."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from samples.maker import world
from samples.maker.mails import Mail
from samples.maker.third.papers import DATED, FOREIGN, NET, OURS, REDUCED, THEIRS, beside, headed, mail, third


def mails() -> list[Mail]:
    """Return them in the order of their names."""
    return [*_large(), *_hasty(), *_special(), *_terms()]


def _large() -> list[Mail]:
    return [
        mail("42-level-a-large", "561,390 of level A: a second credit review, two approvals.", third("C001", "CG-20260306-040", [("CX-PT100-05", 1500)]), THEIRS),
        mail("43-level-b-large", "306,125.60 of level B.", third("C004", "SC26-03-0140", [("CX-LT400-05", 440)]), OURS),
        mail("44-level-c-large", "101,663.75 of level C, in one line.", third("C011", "QL20260306-10", [("CX-PT300-25", 125)]), OURS),
        mail("45-level-d-large", "2,943 euros of level D, 22,955.40 yuan.", third("C012", "BST-26-0331", [("CX-PX180-15", 300)]), FOREIGN),
        mail("46-abroad-large", "Over 100,000 yuan in dollars: the rate is to be fixed, an approval; an open order in yuan cannot be added.", third("C005", "MFC-PO-88241", [("CX-PT300-40", 150)], "2026-05-13"), FOREIGN, "credit-unknown"),
        mail("47-limit-nearly-used", "Leads to 85 % of the limit with the other orders of the night.", third("C010", "LY-C-2603026", [("CX-TT200-B", 46)]), OURS),
    ]  # fmt: skip


def _hasty() -> list[Mail]:
    days = [("CN-DIN-43650", 100, "2026-03-11"), ("DS-LED-420", 40, "2026-03-13"), ("CX-HT600-R", 6, "2026-03-19"), ("CX-HT600-R", 7, "2026-03-20")]  # fmt: skip
    return [
        mail("48-t-plus-3", "T+3 of level A: becomes urgent.", replace(third("C001", "CG-20260306-041", [("CX-TT200-A", 6)]), priority="T+3"), headed(THEIRS, "紧急程度=priority")),
        mail("49-level-c-urgent", "Level C asks for haste: a director decides.", replace(third("C011", "QL20260306-11", [("CX-TT200-B", 6)]), priority="加急"), headed(OURS, "紧急程度=priority")),
        mail("50-short-dates", "In 5, 7, 13 and 14 days: stock locked, planners asked; said as too early, and accepted.", third("C007", "NS2026030610", days), DATED, "lead-time-short"),
    ]  # fmt: skip


def _special() -> list[Mail]:
    odd = [("CX-PT100-10", 10, "", {"parameter": "RS485"}), ("CX-PT100-16", 10, "", {"parameter": "4-20 mA"})]
    off = [_reduced("DS-LED-420", 20, "20"), _reduced("CX-TT200-B", 10, "10")]
    note = replace(third("C004", "SC26-03-0144", [("CX-TT200-B", 8)]), note="特殊包装，每箱四只")
    engraved = third("C004", "SC26-03-0145", [("CX-TT200-B", 9, "", {"note": "特殊刻字"}), ("CX-TT200-A", 5)])
    return [
        mail("51-nonstandard", "An output that the item's specification does not say; beside it one that it does.", third("C001", "CG-20260306-043", odd), beside(THEIRS, "输出信号=parameter:10")),
        mail("52-minimum", "60 connectors; the least is 100.", third("C001", "CG-20260306-042", [("CN-M12-4F", 60)]), THEIRS),
        mail("53-discount", "20 % off one line, 10 % off another.", third("C004", "SC26-03-0142", off), beside(OURS, "折扣%=discount_percent:8", before="line_amount")),
        mail("54-allowance", "6,000 off the whole.", third("C004", "SC26-03-0143", [("CX-LT400-10", 60)], charges=((False, "折扣", Decimal("6000.00")),)), REDUCED),
        mail("55-note", "A wish in the remarks of the order.", note, headed(OURS, "备注=note")),
        mail("56-line-note", "A wish in the remarks of a line.", engraved, beside(OURS, "备注=note:12")),
    ]  # fmt: skip


def _reduced(sku: str, pieces: int, percent: str) -> tuple[Any, ...]:
    """Price a line so that the listed price is what is left after the discount."""
    listed = world.price("C004", sku) / (1 - Decimal(percent) / 100)
    return (sku, pieces, "", {"unit_price": listed.quantize(world.CENT), "discount_percent": Decimal(percent)})


def _terms() -> list[Mail]:
    theirs = (row.split("|")[2] for row in world.CROSS_REFERENCE.split() if row.startswith("C006"))
    many = [(sku, 100 if sku.startswith(("CB-", "CN-")) else 50 if sku[:2] in ("BR", "TW") else 40) for sku in theirs]
    return [
        mail("57-jiaozhouwan-prepaid", "Paid before delivery: documents wait for the money.", third("C008", "JZW-2026-0097", [("CX-PT300-40", 4), ("CX-LC050-500", 6)], "2026-05-12"), NET),
        mail("58-jiangcheng-many-lines", "More than 20 lines, more than 200,000, paid after 90 days.", third("C006", "WHJC-CG-2026-00330", many, "2026-05-12"), THEIRS),
    ]  # fmt: skip
