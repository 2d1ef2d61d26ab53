"""Rules as frozen values: condition, actions, when they hold; and a site's rules together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from orders.rules.condition import Condition, comparisons
from orders.rules.evaluate import Test, tested
from orders.rules.words import Fact, Scope

HOME_CURRENCY = "CNY"


@dataclass(frozen=True)
class Action:
    """What a rule calls for: a deed, its value (code, tag, priority), who does it, and within (count, period)."""

    deed: str
    value: str = ""
    team: str = ""
    within: tuple[int, str] | None = None


@dataclass(frozen=True)
class Rule:
    """One rule; `place` is file and line or cell, `version` changes with what it says."""

    name: str
    condition: Condition
    actions: tuple[Action, ...]
    when: str
    then: str
    enabled: bool = True
    order: int = 100
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    place: str = ""

    @cached_property
    def version(self) -> str:
        """The first digits of a hash of what the rule says."""
        return sha256(f"{self.when}→{self.actions}".encode()).hexdigest()[:8]

    @cached_property
    def test(self) -> Test:
        """What says of facts whether the rule holds, None where a fact is missing that decides."""
        return tested(self.condition)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it asks, each once."""
        return tuple({fact.name: fact for one in comparisons(self.condition) for fact in one.facts}.values())

    @cached_property
    def scope(self) -> Scope:
        """Whether it is asked once an order, or of each line because it asks facts of a line."""
        return "line" if any(fact.of == "line" for fact in self.facts) else "order"

    def holds_on(self, day: date) -> bool:
        """Say whether the rule is switched on and valid on this day; both ends are inside."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.enabled and begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Money:
    """The currency amounts are compared in, and what one unit of others is worth in it."""

    currency: str = HOME_CURRENCY
    rates: Mapping[str, Decimal] = field(default_factory=dict)

    def turned(self, amount: Decimal | None, currency: str | None) -> Decimal | None:
        """Return an amount in the rules' currency; None where the amount, its currency or its rate is unknown."""
        if amount is None or currency is None:
            return None
        if currency == self.currency:
            return amount
        return amount * self.rates[currency] if currency in self.rates else None


@dataclass(frozen=True)
class Ruleset:
    """A site's rules, in the order in which they win conflicts: by `order`, then file, then place in it."""

    rules: tuple[Rule, ...] = ()
    money: Money = Money()

    def on(self, day: date) -> Ruleset:
        """Return only the rules that are switched on and valid on this day."""
        return Ruleset(tuple(rule for rule in self.rules if rule.holds_on(day)), self.money)


NO_RULES = Ruleset()
