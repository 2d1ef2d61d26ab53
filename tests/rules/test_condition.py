"""Conditions in business words: read in both languages, refused with place and nearest name, three-valued."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.rules.actions import read_actions
from orders.rules.condition import comparisons, read_condition
from orders.rules.evaluate import Facts, missing, truth
from orders.rules.ruleset import Action
from orders.rules.scanner import RuleFault

D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单金额 > 5 且 客户等级 = A", [("order_amount", "above", (D(5),)), ("customer_level", "equal", ("A",))]),
        ("标签含T+3且客户等级≥A", [("tags", "contains", ("T+3",)), ("customer_level", "at_least", ("A",))]),
        ("含非标参数", [("has_nonstandard", "equal", (True,))]),
        ("交期 < 7 天", [("delivery_days", "below", (D(7),))]),
        ("交期不超过 2 周", [("delivery_days", "at_most", (D(14),))]),
        ("订单金额 ≥ 50 万元", [("order_amount", "at_least", (D(500000),))]),
        ("订单金额＞５０，０００", [("order_amount", "above", (D(50000),))]),
        ("订单金额 > 500,000", [("order_amount", "above", (D(500000),))]),
        ("客户 属于 C1、C2", [("customer_id", "among", ("C1", "C2"))]),
        ("备注 为空 或 备注 含 急", [("note", "missing", ()), ("note", "contains", ("急",))]),
        ('note contains "a b" and tags lacks c', [("note", "contains", ("a b",)), ("tags", "lacks", ("c",))]),
        ("非 (含税 或 订单变更)", [("prices_include_tax", "equal", (True,)), ("is_change", "equal", (True,))]),
    ],
)  # fmt: skip
def test_a_condition_is_read_in_business_words(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(one.fact.name, one.how, one.values) for one in comparisons(read_condition(text))] == expected


@pytest.mark.parametrize(
    ("text", "code", "at", "help_text"),
    [
        ("定单金额 > 3", "rule-fact-unknown", 0, "订单金额"),
        ("含税 且 客户等及 = A", "rule-fact-unknown", 5, "客户等级"),
        ("订单金额 > A", "rule-type-wrong", 7, "500000"),
        ("订单金额 > 3 天", "rule-unit-wrong", 9, "万元"),
        ("交期 < 3 万元", "rule-unit-wrong", 7, "天"),
        ("客户等级 > E", "rule-type-wrong", 7, "a"),
        ("客户 > 3", "rule-comparison-wrong", 3, "客户 含 X"),
        ("标签 = x", "rule-comparison-wrong", 3, "标签 含 X"),
        ("交期 > 订单金额", "rule-type-wrong", 5, "天"),
        ("交期", "rule-comparison-missing", 2, "7 天"),
        ("客户等级 ≥", "rule-value-missing", 6, "B"),
        ("下单日期 > 2026-13-01", "rule-type-wrong", 7, "2026-03-31"),
        ("(交期 < 3", "rule-bracket-open", 7, "close"),
        ("客户名称 = “a", "rule-quote-open", 7, "close"),
        ("交期 < 3 且", "rule-fact-missing-here", 8, "订单金额"),
        ("(" * 500 + "含税" + ")" * 500, "rule-too-deep", 41, "split"),
        ("非" * 500 + "含税", "rule-too-deep", 41, "split"),
        ("", "rule-condition-missing", 0, "订单金额"),
    ],
)
def test_a_mistake_is_refused_at_its_place_with_what_to_write(text: str, code: str, at: int, help_text: str) -> None:
    with pytest.raises(RuleFault) as caught:
        read_condition(text)
    assert (caught.value.code, caught.value.at) == (code, at)
    assert help_text in caught.value.help


def test_actions_are_read_with_team_and_time() -> None:
    assert read_actions("信用额度二次审核") == (
        Action("hold", "credit-review-needed"),
        Action("task", team="财务部", within=(8, "hours")),
    )
    assert read_actions("工程评审, 通知 技术总监")[-1] == Action("notify", team="技术总监")
    assert read_actions("任务 计划二部 2 个工作日内") == (Action("task", team="计划二部", within=(2, "working_days")),)
    assert read_actions("加急，打标签 T+3") == (Action("priority", "urgent"), Action("tag", "T+3"))
    assert read_actions("approve before delivery") == (Action("approve"),)


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("加急, 信用额度二次复核", "rule-action-unknown", 4),
        ("暂停 credit-exceded", "rule-code-unknown", 3),
        ("打标签", "rule-action-incomplete", 3),
        ("任务 8 小时", "rule-action-incomplete", 3),
        ("锁库 全部", "rule-action-wrong", 3),
        (" , ", "rule-action-missing", 0),
    ],
)
def test_a_wrong_action_is_refused_at_its_place(text: str, code: str, at: int) -> None:
    with pytest.raises(RuleFault) as caught:
        read_actions(text)
    assert (caught.value.code, caught.value.at) == (code, at)


def test_an_action_that_names_itself_is_refused() -> None:
    with pytest.raises(RuleFault, match="names itself"):
        read_actions("双签", {"双签": ["暂停", "复签"], "复签": ["双签"]})


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("订单金额 > 500000", {"order_amount": D("500000.01")}, True),
        ("订单金额 > 500000", {"order_amount": D(500000)}, False),
        ("订单金额 > 500000", {"order_amount": None}, None),
        ("客户等级 ≥ B", {"customer_level": 4}, True),
        ("客户等级 ≥ B", {"customer_level": 2}, False),
        ("客户等级 ≥ A", {"customer_level": 3}, False),
        ("标签 含 t+3", {"tags": ("T+3",)}, True),
        ("标签 不含 T+3", {"tags": ()}, True),
        ("备注 含 特殊", {"note": "有特殊要求"}, True),
        ("数量 > 可用库存", {"quantity": D(5), "free_stock": D(4)}, True),
        ("数量 > 可用库存", {"quantity": D(5), "free_stock": None}, None),
        ("最小起订量 为空", {"minimum_order": None}, True),
        # a part that is known decides where it can, whatever is missing beside it
        ("客户等级 = D 且 订单金额 > 3", {"customer_level": 4, "order_amount": None}, False),
        ("订单金额 > 3 且 客户等级 = D", {"customer_level": 4, "order_amount": None}, False),
        ("订单金额 > 3 或 客户等级 = A", {"customer_level": 4, "order_amount": None}, True),
        ("非 订单金额 > 3", {"order_amount": None}, None),
        ("最小起订量 不为空 且 数量 < 最小起订量", {"minimum_order": None, "quantity": D(3)}, False),
    ],
)
def test_truth_has_three_values(text: str, facts: Facts, expected: bool | None) -> None:
    condition = read_condition(text)
    assert truth(condition, facts) is expected
    assert bool(missing(condition, facts)) is (expected is None)


amounts = st.none() | st.decimals(0, 1_000_000, places=2)
levels = st.none() | st.sampled_from([1, 2, 3, 4])


@given(amounts, levels, st.decimals(0, 1_000_000, places=2))
def test_order_of_parts_changes_nothing_and_a_missing_fact_never_passes(
    amount: Decimal | None, level: int | None, border: Decimal
) -> None:
    facts: Facts = {"order_amount": amount, "customer_level": level}
    first, second = f"订单金额 > {border}", "客户等级 ≤ C"
    for join in ("且", "或"):
        one = truth(read_condition(f"{first} {join} {second}"), facts)
        assert one is truth(read_condition(f"{second} {join} {first}"), facts)
    both = truth(read_condition(f"{first} 且 {second}"), facts)
    if amount is None or level is None:
        assert both is not True  # nothing is taken for granted
    else:
        assert both is (amount > border and level <= 2)


@given(st.text(alphabet="订单金额客户等级ABT+3 且或非()（）<>=≥天万“”、,交期含0123456789", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_condition(text)
    except RuleFault as found:
        fault = found
    else:
        return
    assert 0 <= fault.at <= len(text)
    assert fault.help
