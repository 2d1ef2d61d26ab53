"""Which rules hold for an order, and which cannot be told because a fact is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from orders.masters import Masters
from orders.records import OrderRecord
from orders.rules.evaluate import missing
from orders.rules.measure import Asked, CreditOf, Measured, shown, unknown_credit
from orders.rules.ruleset import Rule, Ruleset
from orders.units import UnitWords


@dataclass(frozen=True)
class Standing:
    """The rules that are in force now, and what they may look up; `now` is the time of the company."""

    rules: Ruleset
    masters: Masters
    now: datetime
    units: UnitWords = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each rule stands among all: who wins a conflict."""
        return {rule.name: index for index, rule in enumerate(self.rules.rules)}

    @cached_property
    def by_scope(self) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The rules asked once an order, and those asked of each line."""
        active = self.rules.on(self.today).rules
        return tuple(r for r in active if r.scope == "order"), tuple(r for r in active if r.scope == "line")


@dataclass(frozen=True)
class Held:
    """A rule that holds for the order or line at `path`; or, with `missing`, one that cannot be told."""

    rule: Rule
    path: str
    seen: str
    missing: str = ""


def judge(record: OrderRecord, standing: Standing, credit: CreditOf = unknown_credit) -> tuple[Held, ...]:
    """Return the rules that hold for an order, in the order in which they win conflicts; one entry a line."""
    assert record.order is not None
    of_order, of_line = standing.by_scope
    whole = Asked(record, standing.masters, standing.today, standing.rules.money, standing.units, credit=credit)
    above = Measured(whole)
    found = list(_asked(of_order, above, "/order"))
    for index, line in enumerate(record.order.lines if of_line else ()):
        found += _asked(of_line, Measured(replace(whole, line=line), above), f"/order/lines/{index}")
    return tuple(sorted(found, key=lambda held: standing.places[held.rule.name]))


def _asked(rules: tuple[Rule, ...], facts: Measured, path: str) -> Iterator[Held]:
    for rule in rules:
        holds = rule.test(facts)
        if holds is False:
            continue
        seen = "，".join(shown(fact, facts) for fact in rule.facts)
        lacking = () if holds else missing(rule.condition, facts)
        yield Held(rule, path, seen, "、".join(fact.title for fact in lacking))
