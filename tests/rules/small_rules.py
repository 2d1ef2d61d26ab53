"""Rules in one line each, and a healthy order they are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from intake.check import Context
from intake.check.credit import credit_of
from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.records import Called, OrderRecord
from orders.rules import Money, Rule, Ruleset, load_rules
from orders.rules.actions import read_actions
from orders.rules.apply import apply_rules
from orders.rules.condition import read_condition
from orders.rules.entries import parted
from orders.rules.judge import Standing
from orders.workspace import Company
from tests.check.small_world import MASTERS, TODAY, WORDS

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def rule(text: str, name: str = "规则", **more: Any) -> Rule:
    """Return a rule written as condition → actions."""
    when, then, _ = parted(text)
    return Rule(name, read_condition(when), read_actions(then), when.strip(), then.strip(), **more)


def standing(*rules: Rule | str, masters: Masters = MASTERS, money: Money | None = None) -> Standing:
    made = [one if isinstance(one, Rule) else rule(one, f"规则{place}") for place, one in enumerate(rules, 1)]
    ordered = sorted(made, key=lambda one: one.order)
    return Standing(Ruleset(tuple(ordered), money or Money()), masters, NOW, WORDS)


def ruled(record: OrderRecord, *rules: Rule | str, **more: Any) -> OrderRecord:
    settled, under = more.pop("settled", ()), standing(*rules, **more)
    known = Context(under.masters, Company(), TODAY, standing=under)
    return apply_rules(record, under, settled, lambda asked: credit_of(asked, known))


def done(record: OrderRecord) -> list[tuple[str, str, str]]:
    """Return (deed, value or team, did) of every action of every firing."""
    return [(one.deed, one.value or one.team, one.did) for one in called(record)]


def called(record: OrderRecord) -> list[Called]:
    return [one for firing in record.firings for one in firing.actions]


def codes(record: OrderRecord) -> list[str]:
    return [item.code for item in record.findings if item.severity == "error"]


def known(record: OrderRecord) -> OrderRecord:
    """Return a record as the checks leave it: customer and item found."""
    assert record.order is not None
    order = record.order
    lines = tuple(replace(line, sku=line.sku or "SN-100") for line in order.lines)
    party = order.buyer if order.buyer.party_id else replace(order.buyer, party_id="C001")
    return replace(
        record, order=replace(order, buyer=party, lines=lines), order_key=f"{party.party_id}/{order.order_id}"
    )


def problems(folder: Path, files: Mapping[str, str]) -> list[Problem]:
    """Write files of rules and return what is wrong with them."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        load_rules(folder)
    except UnusableError as error:
        return list(error.problems)
    return []
