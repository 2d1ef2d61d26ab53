"""Every fact of the dictionary can be measured, is in the docs, and is missing where nothing says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from intake.check import Context
from intake.check.credit import credit_of
from orders.masters import Masters, Stock
from orders.records import AllowanceCharge, Attribute, Delivery, Drawing, OrderRecord, Totals
from orders.rules.measure import MEASURES, Asked, Measured
from orders.rules.ruleset import Money
from orders.rules.words import words
from orders.workspace import Company
from tests.check.small_world import ITEMS, LINE, MASTERS, ORDER, TODAY, WORDS, record
from tests.rules.small_rules import known

D = Decimal
DOCS = Path(__file__).parent.parent.parent / "docs" / "rules.md"
ITEM = replace(ITEMS[0], specification="0-0.5MPa 4-20mA", minimum_order_quantity=D(50), safety_stock=D(20))
CUSTOMER = replace(MASTERS.customers["C001"], credit_used=D("48870"))
STOCKED = replace(
    MASTERS,
    items={**MASTERS.items, "SN-100": ITEM},
    customers={"C001": CUSTOMER},
    stock={"SN-100": (Stock("SN-100", "成品库", D(9), D(2)), Stock("SN-100", "二库", D(3)))},
)
FULL_LINE = replace(
    LINE,
    sku="SN-100",
    specification="0-0.5MPa",
    drawing_id="DWG-1",
    bom_version="V3.2",
    attributes=(Attribute("输出", "4-20mA"), Attribute("接口", "RS485")),
    discount_percent=D(12),
    requested_date=date(2026, 3, 10),
    note="特殊包装",
)
FULL = replace(
    known(
        record(
            replace(
                ORDER,
                lines=(FULL_LINE,),
                delivery=Delivery("杭州", date(2026, 5, 20), "EXW"),
                payment_terms="月结60天",
                note="请尽快",
                priority="urgent",
                tags=("T+3",),
                allowance_charges=(AllowanceCharge(True, "运费", D(50)), AllowanceCharge(False, "优惠", D(8))),
            )
        )
    ),
    drawings=(Drawing("a.pdf", "0"),),
)
EXPECTED: dict[str, Any] = {
    "order_amount": D("1130.00"),
    "customer_level": 4,
    "customer_id": "C001",
    "customer_name": "杭州云海自动化设备有限公司",
    "credit_limit": D(100000),
    "credit_used": D(48870),
    "credit_share": D(50),
    "payment_terms": "月结60天",
    "currency": "CNY",
    "prices_include_tax": True,
    "tags": ("T+3", "URGENT"),
    "urgent": True,
    "note": "请尽快",
    "delivery_terms": "EXW",
    "ship_to": "杭州",
    "line_count": D(1),
    "item_count": D(1),
    "drawing_count": D(1),
    "issue_date": date(2026, 3, 3),
    "earliest_days": D(6),
    "charges": D(50),
    "discounts": D(8),
    "is_change": False,
    "delivery_days": D(6),
    "requested_date": date(2026, 3, 10),
    "slack_days": D(-1),
    "sku": "SN-100",
    "item_name": "压力变送器",
    "item_status": "ACTIVE",
    "make_or_buy": "MAKE",
    "description": "压力变送器",
    "specification": "0-0.5MPA",
    "quantity": D(10),
    "unit_price": D(113),
    "line_amount": D(1130),
    "discount_percent": D(12),
    "lead_time": D(7),
    "minimum_order": D(50),
    "safety_stock": D(20),
    "free_stock": D(10),
    "has_nonstandard": True,
    "nonstandard": ("接口RS485",),
    "has_drawing": True,
    "bom_version": "V3.2",
    "line_note": "特殊包装",
}


def measured(item: OrderRecord, masters: Masters = STOCKED) -> Measured:
    assert item.order
    known = Context(masters, Company(), TODAY)
    asked = Asked(item, masters, TODAY, Money(), WORDS, credit=lambda record: credit_of(record, known))
    return Measured(replace(asked, line=item.order.lines[0]), Measured(asked))


def test_every_fact_has_a_measure_and_an_expectation() -> None:
    assert set(MEASURES) == set(words().facts) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fact_is_what_paper_and_masters_say(name: str) -> None:
    assert measured(FULL)[name] == EXPECTED[name]


def test_what_nobody_says_is_missing_unless_absence_is_an_answer() -> None:
    bare = replace(ORDER, currency=None, prices_include_tax=None, issue_date=None, delivery=Delivery(), totals=Totals())
    line = replace(LINE, description=None, quantity=None, unit_price=None, line_amount=None, sku=None)
    facts = measured(replace(record(), order=replace(bare, lines=(line,))), Masters())
    answers = {"urgent": False, "line_count": D(1), "drawing_count": D(0), "is_change": False, "has_drawing": False}
    for name, fact in words().facts.items():
        if name in answers:
            assert facts[name] == answers[name]
        elif fact.absent is None:
            assert facts[name] is None, name
        else:
            assert facts[name] in ("", (), D(0)), name


def test_the_price_of_a_hundred_is_turned_into_that_of_one() -> None:
    line = replace(FULL_LINE, unit_price=D("47.46"), price_base_quantity=D(100))
    assert measured(replace(FULL, order=replace(FULL.order, lines=(line,))))["unit_price"] == D("0.4746")  # type: ignore[type-var]


def test_every_fact_and_action_is_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for fact in words().facts.values():
        row = f"| {', '.join(fact.words)} | {fact.of} | {fact.type} | {fact.chinese} · {fact.english} |"
        assert row in text, fact.name
    for word in (*words().deed_words, *words().named):
        assert word in text, word


def test_no_word_means_two_facts() -> None:
    found = [word for fact in words().facts.values() for word in fact.words]
    assert len(words().fact_words) == len(found)
