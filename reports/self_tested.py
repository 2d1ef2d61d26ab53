"""What came of a self-test, as text for the screen or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from orders.codes import Language
from orders.records import plain
from orders.self_test import DAMAGES, HOMELESS, OUTCOMES, Damaged, SelfTest
from reports.exceptions_words import said
from reports.explained import aligned
from reports.shares import share_json, share_text

SHARES = ("recall", "precision", "suggestions", "links")
# (中文, English)
HEADS = {
    "damage": ("破坏方式", "damage"),
    "rows": ("行数", "rows"),
    "auto_right": ("自动对", "auto right"),
    "auto_wrong": ("自动错", "auto wrong"),
    "suggested_right": ("建议对", "suggested right"),
    "suggested_wrong": ("建议错", "suggested wrong"),
    "ambiguous": ("交人判断", "ambiguous"),
    "alone": ("未匹配", "not linked"),
}
SENTENCES = {
    "measured": (
        "完全一致的订单行 {clean} 条；按对账发现的 {found} 条异常的样子破坏了其中 {rows} 条，在内存中重新匹配。",
        "{clean} lines match cleanly; {rows} of them were damaged as the {found} exceptions look, and matched again.",
    ),
    "default": (
        "完全一致的订单行 {clean} 条；异常太少（{found} 条），按内置的比例破坏了其中 {rows} 条，在内存中重新匹配。",
        "{clean} lines match cleanly; with {found} exceptions too few to go by, {rows} lines were damaged in the "
        "built-in mixture, and matched again.",
    ),
    "nothing": ("没有完全一致的订单行，无法自检。", "no line matches cleanly: there is nothing to test with."),
    "homeless": ("* 正确结果是不匹配。", "* not to be linked is right here."),
    "alike": (
        "“用了同样一行的订单号”：客户、物料、数量都相同，行里没有任何字段能看出号是错的。",
        "“number of an order with an equal line”: same customer, item and quantity; nothing in the row tells.",
    ),
    "recall": ("找回（自动或建议）", "found again (automatic or suggested)"),
    "precision": ("被破坏行的自动匹配正确率", "automatic links of damaged rows that are right"),
    "suggestions": ("建议的正确率", "suggestions that are right"),
    "links": ("连同未破坏的行的自动匹配正确率", "automatic links, lines left alone included, that are right"),
    "untouched": (
        "未破坏的 {untouched} 条：自动接上别的行 {led_astray}，被拆开 {torn}。",
        "{untouched} lines were left alone: {led_astray} now linked to another line's rows, {torn} torn apart.",
    ),
}


def self_tested(result: SelfTest, language: Language, *, as_json: bool) -> str:
    """Return a self-test as a table by damage with its rates and their intervals, or as JSON."""
    if as_json:
        shares = {name: share_json(getattr(result, name)) for name in SHARES}
        return json.dumps({**plain(result), "rows": result.rows, "wrong": result.wrong, **shares}, ensure_ascii=False)
    return "\n".join(_lines(result, language)) if result.rows else said(SENTENCES["nothing"], language)


def _lines(result: SelfTest, language: Language) -> Iterator[str]:
    facts = {name: getattr(result, name) for name in ("clean", "found", "rows", "untouched", "led_astray", "torn")}
    yield said(SENTENCES["measured" if result.measured else "default"], language).format(**facts)
    yield ""
    head = tuple(said(pair, language) for pair in HEADS.values())
    yield from aligned([head, *(_cells(one, language) for one in result.classes)])
    yield f"  {said(SENTENCES['homeless'], language)}"
    if any(one.damage == "alike" for one in result.classes):
        yield f"  {said(SENTENCES['alike'], language)}"
    yield ""
    shares = [(said(SENTENCES[name], language), share_text(getattr(result, name), language)) for name in SHARES]
    yield from aligned(shares)
    yield said(SENTENCES["untouched"], language).format(**facts)


def _cells(one: Damaged, language: Language) -> tuple[str, ...]:
    star = " *" if one.damage in HOMELESS else ""
    counts = (str(getattr(one, name) or "–") for name in OUTCOMES)
    return said(DAMAGES[one.damage], language) + star, str(one.rows), *counts
