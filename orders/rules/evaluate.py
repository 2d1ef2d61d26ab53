"""Conditions against facts: true, false, or unknown where a fact is missing that decides.

Three values as Kleene has them: a false part makes `and` false whatever is missing beside it, a true one `or` true.
rule-engine types and evaluates each comparison; equal comparisons of equal values are evaluated once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from orders.rules.condition import Comparison, Condition, Value
from orders.rules.words import Fact, FactType, words
from orders.values import key

Known = Decimal | str | tuple[str, ...] | date | bool | int
Facts = Mapping[str, Known | None]
MOST_KEPT = 4096  # results a comparison keeps
_SIGNS = {"equal": "==", "unequal": "!=", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


def truth(condition: Condition, facts: Facts) -> bool | None:
    """Say whether a condition holds; None where that hangs on a missing fact."""
    if isinstance(condition, Comparison):
        return _tested(condition)(facts)
    found = [truth(part, facts) for part in condition.parts]
    if condition.how == "not":
        return None if found[0] is None else not found[0]
    decides = condition.how == "or"
    if decides in found:
        return decides
    return None if None in found else not decides


def missing(condition: Condition, facts: Facts) -> tuple[Fact, ...]:
    """Return the missing facts on which the truth of a condition hangs."""
    if isinstance(condition, Comparison):
        hangs = _tested(condition)(facts) is None
        return tuple(fact for fact in condition.facts if hangs and facts.get(fact.name) is None)
    unknown = (part for part in condition.parts if truth(part, facts) is None)
    return tuple(dict.fromkeys(fact for part in unknown for fact in missing(part, facts)))


def ground(fact: Fact, value: Value) -> Known:
    """Return a value in the form facts of its type are compared in: levels as ranks, texts as people agree."""
    if fact.type == "level":
        return words().ranks[str(value)]
    return key(value) if isinstance(value, str) else value


@cache
def _tested(one: Comparison) -> Callable[[Facts], bool | None]:
    """Return what tests one comparison, made and typed once."""
    name, other = one.fact.name, one.other.name if one.other else None
    if one.how in ("missing", "present"):
        return lambda facts: (facts.get(name) in (None, "", ())) == (one.how == "missing")
    matches, kept = _rule(one).matches, dict[Any, bool]()

    def test(facts: Facts) -> bool | None:
        left, right = facts.get(name), facts.get(other) if other else None
        if left is None or (other and right is None):
            return None
        found = kept.get((left, right))
        if found is None:
            found = bool(matches({name: left} if other is None else {name: left, other: right}))
            if len(kept) < MOST_KEPT:
                kept[left, right] = found
        return found

    return test


def _rule(one: Comparison) -> Any:
    import rule_engine

    resolver = rule_engine.type_resolver_from_dict(_types())
    return rule_engine.Rule(_expression(one), context=rule_engine.Context(type_resolver=resolver))


@cache
def _types() -> dict[str, Any]:
    from rule_engine import DataType

    number, text = DataType.FLOAT, DataType.STRING
    own: dict[FactType, Any] = {
        "text": text,
        "words": DataType.ARRAY(text),
        "date": DataType.DATETIME,
        "truth": DataType.BOOLEAN,
    }
    return {fact.name: own.get(fact.type, number) for fact in words().facts.values()}


def _expression(one: Comparison) -> str:
    """Write a comparison in rule-engine's language; only signs and `in` are used, never a regular expression."""
    name = one.fact.name
    if one.other:
        return f"{name} {_SIGNS[one.how]} {one.other.name}"
    values = [_literal(ground(one.fact, value)) for value in one.values]
    if one.how == "among":
        return f"{name} in [{', '.join(values)}]"
    if one.how in ("contains", "lacks"):
        found = f"{values[0]} in {name}"
        return found if one.how == "contains" else f"not ({found})"
    return f"{name} {_SIGNS[one.how]} {values[0]}"


def _literal(value: Known) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f'd"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else format(Decimal(value), "f")  # type: ignore[arg-type]
