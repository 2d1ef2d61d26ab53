"""What `rules check` finds by trying the values beside every border."""

from __future__ import annotations

import pytest

from orders.rules.probe import Notice, notices
from tests.rules.small_rules import rule


def found(*texts: str) -> list[Notice]:
    return list(notices([rule(text, f"规则{place}") for place, text in enumerate(texts, 1)]))


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (("订单金额 > 500 → 暂停",), []),
        (("订单金额 > 500 且 订单金额 < 400 → 暂停",), ["never"]),
        (("客户等级 > A → 暂停",), ["never"]),
        (("订单金额 > 500 或 订单金额 ≤ 500 → 暂停",), ["always"]),
        (("客户等级 = D → 不允许加急", "标签 含 T+3 → 加急"), ["contradiction"]),
        (("客户等级 = D → 不允许加急", "标签 含 T+3 且 客户等级 ≥ A → 加急"), []),
        (("订单金额 > 500 → 优先级 高", "订单金额 > 400 → 优先级 低"), ["contradiction"]),
        (("订单金额 > 500 → 暂停", "订单金额 > 400 → 暂停, 加急"), ["covered"]),
        (("订单金额 > 500 且 客户等级 = A → 暂停", "客户等级 = A → 暂停"), ["covered"]),
        (("订单金额 > 500 → 通知 甲", "客户等级 = A → 通知 乙"), []),
        (("订单金额 > 500 且 客户等级 ≥ B → 暂停", "订单金额 < 800 且 客户等级 ≤ B → 暂停"), ["overlap"]),
        (("订单金额 < 300 → 打标签 小", "订单金额 > 500 → 打标签 大"), ["gap"]),
        (("订单金额 < 500 → 打标签 小", "订单金额 > 500 → 打标签 大"), ["gap"]),
        (("订单金额 < 500 → 打标签 小", "订单金额 ≥ 500 → 打标签 大"), []),
        (("客户等级 = A → 打标签 优", "客户等级 ≤ C → 打标签 普"), ["gap"]),
        (("数量 > 可用库存 → 暂停",), []),
        (("备注 含 甲 且 备注 含 乙 → 暂停",), []),
        (("客户 = C1 且 客户 = C2 → 暂停",), ["never"]),
        (("标签 含 甲 且 标签 含 乙 → 暂停",), []),
        (("最小起订量 不为空 且 数量 < 最小起订量 → 暂停",), []),
    ],
)
def test_what_is_odd_between_rules_is_found(texts: tuple[str, ...], kinds: list[str]) -> None:
    assert [item.kind for item in found(*texts)] == kinds


def test_the_needless_rule_is_named_first_and_a_case_is_shown() -> None:
    [item] = found("订单金额 > 500 → 暂停", "订单金额 > 400 → 暂停, 加急")
    assert item.rules == ("规则1", "规则2")
    assert item.example == "订单金额 500.01"


def test_a_gap_names_a_case_in_it() -> None:
    [item] = found("订单金额 < 500 → 打标签 小", "订单金额 > 500 → 打标签 大")
    assert item.example == "订单金额 500.00"


def test_what_could_not_be_tried_whole_is_said() -> None:
    many = " 且 ".join(
        f"({name} = 1 或 {name} = 5 或 {name} > 9)" for name in ("行数", "物料种数", "附图数", "订单金额", "附加费用")
    )
    assert [item.kind for item in found(f"{many} → 暂停")] == ["untried"]
