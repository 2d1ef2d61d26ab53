"""What rules make of an order: held, tagged, prioritised, asked for; conflicts; the same the second time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.check import check
from orders.codes import finding
from orders.records import Evidence, OrderRecord, Totals, build, plain
from orders.rules import Money
from orders.rules.apply import apply_rules, without_rules
from tests.check.small_world import LINE, MASTERS, WORDS, D, Earlier, context, record
from tests.rules.small_rules import NOW, called, codes, done, known, rule, ruled, standing

HEALTHY = known(record())


def order(**changes: Any) -> OrderRecord:
    assert HEALTHY.order
    return replace(HEALTHY, order=replace(HEALTHY.order, **changes))


def test_a_rule_that_does_not_hold_leaves_no_trace() -> None:
    assert ruled(HEALTHY, "订单金额 > 1130 → 暂停") == HEALTHY


def test_a_rule_that_holds_the_order_says_why() -> None:
    found = ruled(HEALTHY, rule("订单金额 ≥ 1130 且 客户等级 = A → 信用额度二次审核", "大额"))
    [item] = found.findings
    assert (item.code, item.severity) == ("credit-review-needed", "error")
    assert item.path.startswith("/order/rules/大额@")
    assert (item.facts["rule"], item.facts["seen"]) == ("大额", "订单金额 1130.00，客户等级 A")
    assert done(found) == [("hold", "credit-review-needed", "held"), ("task", "财务部", "asked")]
    assert called(found)[1].due == NOW + timedelta(hours=8)


def test_a_rule_of_lines_is_asked_of_each_line() -> None:
    lines = (replace(LINE, sku="SN-100"), replace(LINE, line_id="2", sku="SN-100", quantity=D(500)))
    found = ruled(order(lines=lines), "数量 > 100 → 暂停")
    assert [item.path.split("/rules/")[0] for item in found.findings] == ["/order/lines/1"]


def test_a_missing_fact_holds_the_order() -> None:
    found = ruled(order(totals=Totals(), lines=()), "订单金额 > 500000 → 通知 财务部")
    assert codes(found) == ["rule-fact-missing"]
    assert found.findings[0].facts["missing"] == "订单金额"
    assert done(found) == [("ask", "订单金额", "held")]


def test_a_missing_fact_is_asked_after_what_the_checks_hold() -> None:
    held = replace(order(totals=Totals(), lines=()), findings=(finding("lines-missing", "/order/lines"),))
    assert codes(ruled(held, "订单金额 > 500000 → 通知 财务部")) == ["lines-missing"]


def test_another_currency_is_missing_without_a_rate_and_turned_with_one() -> None:
    euros = order(currency="EUR", totals=Totals(payable_total=D("100000")))
    assert codes(ruled(euros, "订单金额 > 500000 → 暂停")) == ["rule-fact-missing"]
    rates = Money("CNY", {"EUR": Decimal("7.8")})
    assert codes(ruled(euros, "订单金额 > 500000 → 暂停", money=rates)) == ["rule-held"]
    assert codes(ruled(euros, "订单金额 > 780000 → 暂停", money=rates)) == []


def test_tags_and_priority_are_set_with_the_rule_as_evidence() -> None:
    found = ruled(HEALTHY, rule("客户等级 ≥ A → 加急, 打标签 VIP", "贵宾"))
    assert found.order
    assert (found.order.priority, found.order.tags) == ("urgent", ("VIP",))
    assert found.evidence["/order/priority"] == Evidence("贵宾", "derived")
    assert found.evidence["/order/tags/0"] == Evidence("贵宾", "derived")


def test_what_a_rule_has_set_goes_when_the_rule_goes() -> None:
    before = order(priority="normal", tags=("T+3",))
    found = ruled(before, "标签 含 T+3 → 加急, 打标签 VIP, 暂停")
    assert found.order
    assert (found.order.priority, found.order.tags) == ("urgent", ("T+3", "VIP"))
    assert without_rules(found) == before


def test_what_a_person_has_written_is_not_overwritten() -> None:
    given_by_person = replace(order(priority="normal"), evidence={"/order/priority": Evidence("normal", "person")})
    found = ruled(given_by_person, "客户等级 = A → 加急")
    assert found.order
    assert (found.order.priority, done(found)) == ("normal", [("priority", "urgent", "overruled")])


def test_a_forbidden_priority_is_not_set_and_the_order_is_held() -> None:
    found = ruled(HEALTHY, rule("含税 → 加急", "甲"), rule("客户等级 = A → 不允许加急", "乙"))
    assert found.order
    assert (found.order.priority, codes(found)) == (None, ["urgent-not-allowed"])
    assert done(found) == [("priority", "urgent", "overruled"), ("forbid", "urgent", "held")]


def test_forbidding_what_nobody_wants_holds_nothing() -> None:
    found = ruled(HEALTHY, "客户等级 = A → 不允许加急")
    assert (codes(found), done(found)) == ([], [("forbid", "urgent", "kept")])


def test_a_customer_who_asks_for_what_is_forbidden_is_held() -> None:
    assert codes(ruled(order(priority="urgent"), "客户等级 = A → 不允许加急")) == ["urgent-not-allowed"]
    assert codes(ruled(order(tags=("urgent",)), "客户等级 = A → 不允许加急")) == ["urgent-not-allowed"]


def test_of_two_priorities_the_smaller_order_wins() -> None:
    first, second = rule("含税 → 优先级 高", "甲", order=20), rule("含税 → 优先级 低", "乙", order=10)
    found = ruled(HEALTHY, first, second)
    assert found.order
    assert (found.order.priority, codes(found)) == ("低", [])
    assert done(found) == [("priority", "低", "set"), ("priority", "高", "overruled")]


def test_two_priorities_of_one_order_are_asked() -> None:
    found = ruled(HEALTHY, rule("含税 → 优先级 高", "甲"), rule("含税 → 优先级 低", "乙"))
    assert found.order
    assert (found.order.priority, codes(found)) == (None, ["rule-conflict", "rule-conflict"])
    assert found.findings[0].facts["other"] == "乙"


def test_rules_do_not_see_what_rules_set() -> None:
    found = ruled(HEALTHY, "含税 → 打标签 VIP", "标签 含 VIP → 暂停")
    assert codes(found) == []


def test_a_person_s_word_lets_the_order_go_until_the_rule_changes() -> None:
    hold = rule("含税 → 暂停", "甲")
    [item] = ruled(HEALTHY, hold).findings
    settled = {(item.code, item.path)}
    assert codes(ruled(HEALTHY, hold, settled=settled)) == []
    assert done(ruled(HEALTHY, hold, settled=settled)) == [("hold", "rule-held", "settled")]
    assert codes(ruled(HEALTHY, rule("含税 且 客户等级 = A → 暂停", "甲"), settled=settled)) == ["rule-held"]
    assert codes(ruled(HEALTHY, rule("含税 → 暂停", "乙"), settled=settled)) == ["rule-held"]


def test_a_switched_off_rule_does_nothing() -> None:
    assert ruled(HEALTHY, rule("含税 → 暂停", enabled=False)) == HEALTHY


def test_policy_does_not_weaken_a_rule() -> None:
    strict = context(
        policy={"rule-held": "off", "credit-review-needed": "info"},
        standing=standing("含税 → 暂停", "含税 → 信用额度二次审核"),
    )
    found = check(record(), strict)
    assert (found.status, codes(found)) == ("review", ["rule-held", "credit-review-needed"])


def test_the_checks_do_not_take_a_rule_s_priority_for_the_customer_s() -> None:
    """Level D may not order as urgent; what our own rule says is no order of the customer."""
    d_level = replace(MASTERS.customers["C001"], level="D")
    masters = replace(MASTERS, customers={**MASTERS.customers, "C001": d_level})
    where = context(masters=masters, standing=standing("客户等级 = D → 加急", masters=masters))
    once = check(record(), where)
    assert (once.status, codes(once)) == ("accepted", [])
    assert check(once, where) == once


def test_a_resend_asks_nobody_a_second_time() -> None:
    first = check(record(), context())
    again = check(
        record(), context(standing=standing("含税 → 任务 财务部"), history=Earlier(files={"ab" * 32: "a.pdf"}))
    )
    assert (first.status, again.status, again.firings) == ("accepted", "rejected", ())


def test_texts_are_shown_as_printed() -> None:
    found = ruled(order(payment_terms="100% T/T in advance"), "付款条件 含 advance → 打标签 预付")
    assert found.firings[0].seen == "付款条件 100% T/T in advance"


def test_without_rules_again_the_checks_take_everything_back() -> None:
    once = check(record(), context(standing=standing("含税 → 暂停, 加急, 打标签 VIP")))
    assert check(once, context()) == check(record(), context())


def test_a_record_with_firings_is_the_same_after_the_ledger() -> None:
    found = ruled(HEALTHY, "含税 → 暂停, 任务 财务部 8 小时, 打标签 VIP")
    assert build(OrderRecord, plain(found)) == found


RULES = (
    "订单金额 > {} → 暂停",
    "客户等级 ≥ B → 加急",
    "含税 → 优先级 低",
    "数量 > {} → 打标签 大",
    "标签 含 大 → 任务 计划部",
    "交期 < {} 天 → 虚拟锁库",
    "客户等级 = A → 不允许加急",
    "折扣 > 5 → 通知 总监",
)


@given(st.lists(st.sampled_from(RULES), unique=True), st.integers(0, 2000), st.sampled_from([None, "urgent", "normal"]))
def test_twice_is_once_and_nothing_of_the_paper_is_lost(texts: list[str], border: int, priority: str | None) -> None:
    paper = order(priority=priority)
    rules = standing(*(text.format(border) for text in texts))
    once = apply_rules(paper, rules)
    assert apply_rules(once, rules) == once
    assert without_rules(once) == paper
    assert all(one.did for one in called(once))


@given(st.permutations(RULES[:6]))
def test_the_order_of_rules_without_conflict_changes_no_order(texts: list[str]) -> None:
    def outcome(found: OrderRecord) -> object:
        assert found.order
        return found.order.priority, sorted(found.order.tags), sorted(codes(found))

    first = apply_rules(HEALTHY, standing(*(rule(text.format(5), text) for text in RULES[:6] if "优先级" not in text)))
    other = apply_rules(HEALTHY, standing(*(rule(text.format(5), text) for text in texts if "优先级" not in text)))
    assert outcome(first) == outcome(other)


@pytest.mark.parametrize(
    ("text", "hours"), [("任务 x 8 小时", 8), ("任务 x 2 天内", 48), ("任务 x 3 个工作日", 5 * 24)]
)
def test_due_times_count_hours_days_or_working_days(text: str, hours: int) -> None:
    """Three working days from Wednesday the fourth are Monday the ninth."""
    assert called(ruled(HEALTHY, f"含税 → {text}"))[0].due == NOW + timedelta(hours=hours)


def test_quantities_are_compared_in_the_item_s_own_unit() -> None:
    line = replace(LINE, sku="CN-12", unit="箱", quantity=D(3))
    assert codes(ruled(order(lines=(line,)), "数量 > 59 → 暂停")) == ["rule-held"]  # three boxes of twenty
    assert codes(ruled(order(lines=(line,)), "数量 > 60 → 暂停")) == []
    assert codes(ruled(order(lines=(replace(line, unit="桶"),)), "数量 > 60 → 暂停")) == ["rule-fact-missing"]
    assert WORDS["箱"] == "XCT"
