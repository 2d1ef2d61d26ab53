"""Chenxin's 27 rules, each with an order it holds for and one it passes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from intake.check import Context
from intake.check.credit import credit_of
from orders.masters import Masters, Stock
from orders.records import AllowanceCharge, Attribute, Delivery, Drawing, OrderRecord, Totals
from orders.rules.judge import Standing, judge
from orders.rules.load import read_rules
from orders.rules.probe import GRAVE, notices
from orders.rules.ruleset import Money, Ruleset
from orders.workspace import Company
from tests.check.small_world import ITEMS, LINE, MASTERS, ORDER, TODAY, WORDS, record
from tests.rules.small_rules import NOW, known

D = Decimal
FILE = Path(__file__).parent.parent.parent / "samples" / "factory" / "rules" / "chenxin.yaml"
RULES, MONEY = read_rules(FILE)
ITEM = replace(ITEMS[0], specification="0-0.5MPa 4-20mA")
PLAIN = known(record(replace(ORDER, delivery=Delivery("杭州", TODAY + timedelta(60)))))


def worth(amount: str, **more: Any) -> dict[str, Any]:
    return {"totals": Totals(payable_total=D(amount)), **more}


def line(**changes: Any) -> dict[str, Any]:
    return {"lines": (replace(LINE, sku="SN-100", **changes),)}


def soon(days: int, **changes: Any) -> dict[str, Any]:
    return line(requested_date=TODAY + timedelta(days), **changes)


def level(letter: Literal["A", "B", "C", "D"], **more: Any) -> Masters:
    return replace(MASTERS, customers={"C001": replace(MASTERS.customers["C001"], level=letter, **more)})


def item(**changes: Any) -> Masters:
    return replace(MASTERS, items={"SN-100": replace(ITEM, **changes)})


def discount(amount: str) -> dict[str, Any]:
    return {"allowance_charges": (AllowanceCharge(False, "优惠", D(amount)),)}


def parameter(value: str) -> dict[str, Any]:
    return line(attributes=(Attribute("输出", value),))


USED = level("A", credit_limit=D(100000), credit_used=D(79000))
STOCKED = replace(MASTERS, stock={"SN-100": (Stock("SN-100", "成品库", D(10)),)})
MANY = {"lines": tuple(replace(LINE, line_id=str(number), sku="SN-100") for number in range(21))}
FEW = {"lines": MANY["lines"][:20]}
DRAWN = (Drawing("a.pdf", "0"),)
Case = tuple[dict[str, Any], Masters]

# rule: (an order it holds for, one it passes by); each with the masters it is asked with
CASES: Mapping[str, tuple[Case, Case]] = {
    "A级大额复审": ((worth("500000.01"), level("A")), (worth("500000"), level("A"))),
    "B级大额复审": ((worth("300000.01"), level("B")), (worth("300000.01"), level("A"))),
    "C级大额复审": ((worth("100000.01"), level("C")), (worth("100000"), level("C"))),
    "D级大额复审": ((worth("20000.01"), level("D")), (worth("20000.01"), level("C"))),
    "额度将满": ((worth("1000.01"), USED), (worth("1000"), USED)),
    "T+3加急": (({"tags": ("T+3",)}, level("A")), ({"tags": ("T+3",)}, level("B"))),
    "D级不加急": (({"priority": "urgent"}, level("D")), ({"priority": "urgent"}, level("C"))),
    "C级加急须批": (({"priority": "urgent"}, level("C")), ({}, level("C"))),
    "非标评审": ((parameter("RS485"), item()), (parameter("4-20mA"), item())),
    "短交期锁库": ((soon(6), MASTERS), (soon(7), MASTERS)),
    "短交期排产": ((soon(13), MASTERS), (soon(13), item(make_or_buy="buy"))),
    "交期紧于提前期": ((soon(6), MASTERS), (soon(7), MASTERS)),
    "缺货短交": ((soon(9, quantity=D(11)), STOCKED), (soon(9, quantity=D(10)), STOCKED)),
    "低于起订量": ((line(), item(minimum_order_quantity=D(11))), (line(), item(minimum_order_quantity=None))),
    "大额行审批": ((line(line_amount=D(100000)), MASTERS), (line(line_amount=D("99999.99")), MASTERS)),
    "大单交付审批": ((worth("300000"), MASTERS), (worth("299999.99"), MASTERS)),
    "特殊折扣": ((line(discount_percent=D("10.1")), MASTERS), (line(discount_percent=D(10)), MASTERS)),
    "大额折让": ((discount("5000.01"), MASTERS), (discount("5000"), MASTERS)),
    "款到发货": (({"payment_terms": "100% T/T in advance"}, MASTERS), ({"payment_terms": "月结60天"}, MASTERS)),
    "长账期大单": ((worth("200000.01", payment_terms="月结90天"), MASTERS), (worth("200000.01"), MASTERS)),
    "外贸订单": (({"currency": "EUR"}, MASTERS), ({}, MASTERS)),
    "外贸大单锁汇": ((worth("13000", currency="EUR"), MASTERS), (worth("12000", currency="EUR"), MASTERS)),
    "多行订单": ((MANY, MASTERS), (FEW, MASTERS)),
    "带图订单": ((line(drawing_id="DWG-1"), MASTERS), (line(), MASTERS)),
    "停产物料": ((line(), item(status="phase_out")), (line(), item())),
    "指定BOM版本": ((line(bom_version="V3.2"), MASTERS), (line(), MASTERS)),
    "特殊要求": ((line(note="特殊包装"), MASTERS), (line(note="木箱"), MASTERS)),
}


def holds(name: str, case: Case) -> bool:
    changes, masters = case
    assert PLAIN.order
    paper: OrderRecord = replace(PLAIN, order=replace(PLAIN.order, **changes))
    only = Ruleset(tuple(rule for rule in RULES if rule.name == name), MONEY or Money())
    standing = Standing(only, masters, NOW, WORDS)
    asked = Context(masters, Company(), standing.today, standing=standing)
    found = judge(paper, standing, lambda record: credit_of(record, asked))
    assert not any(one.missing for one in found), found
    return bool(found)


def test_there_are_27_and_each_has_its_cases() -> None:
    assert [rule.name for rule in RULES] == list(CASES)
    assert len(RULES) == 27


@pytest.mark.parametrize("name", CASES)
def test_a_rule_holds_for_one_order_and_passes_the_other_by(name: str) -> None:
    firing, healthy = CASES[name]
    assert holds(name, firing)
    assert not holds(name, healthy)


def test_a_drawing_in_the_mail_counts_as_one() -> None:
    paper = replace(PLAIN, drawings=DRAWN)
    only = Ruleset(tuple(rule for rule in RULES if rule.name == "带图订单"), MONEY or Money())
    assert judge(paper, Standing(only, MASTERS, NOW, WORDS))


def test_the_rules_do_not_contradict_each_other() -> None:
    assert [item for item in notices(RULES) if item.kind in GRAVE] == []
    assert all(rule.holds_on(date(2026, 3, 4)) for rule in RULES)
