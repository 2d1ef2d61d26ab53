"""Conditions against facts: true, false, or unknown where a fact is missing that decides.

Three values as Kleene has them: a false part makes `and` false whatever is missing beside it, a true one `or` true.
rule-engine types and evaluates each comparison; equal comparisons of equal values are evaluated once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from orders.rules.condition import Comparison, Condition, Value
from orders.rules.words import NUMERIC, Fact, FactType, words
from orders.values import key

Known = Decimal | str | tuple[str, ...] | date | bool | int
Facts = Mapping[str, Known | None]
Test = Callable[[Facts], bool | None]
MOST_KEPT = 4096  # results a comparison keeps
_SIGNS = {"equal": "==", "unequal": "!=", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


def truth(condition: Condition, facts: Facts) -> bool | None:
    """Say whether a condition holds; None where that hangs on a missing fact."""
    return tested(condition)(facts)


@cache
def tested(condition: Condition) -> Test:
    """Return what tests a condition, made once; parts that are quickly told are asked first."""
    if isinstance(condition, Comparison):
        return _comparison(condition)
    parts = [tested(part) for part in sorted(condition.parts, key=_effort)]
    return _negated(parts[0]) if condition.how == "not" else _joined(parts, decides=condition.how == "or")


def _negated(part: Test) -> Test:
    def test(facts: Facts) -> bool | None:
        found = part(facts)
        return None if found is None else not found

    return test


def _joined(parts: Sequence[Test], *, decides: bool) -> Test:
    """Join parts: one that is `decides` decides, whatever is missing beside it."""

    def test(facts: Facts) -> bool | None:
        unknown = False
        for part in parts:
            found = part(facts)
            if found is decides:
                return decides
            unknown = unknown or found is None
        return None if unknown else not decides

    return test


def _effort(condition: Condition) -> int:
    """Facts of few values are told at once, for their results are kept; numbers have many."""
    if isinstance(condition, Comparison):
        return int(condition.fact.type in NUMERIC)
    return 2 + max(map(_effort, condition.parts))


def missing(condition: Condition, facts: Facts) -> tuple[Fact, ...]:
    """Return the missing facts on which the truth of a condition hangs."""
    if truth(condition, facts) is not None:
        return ()
    if isinstance(condition, Comparison):
        return tuple(fact for fact in condition.facts if facts.get(fact.name) is None)
    return tuple(dict.fromkeys(fact for part in condition.parts for fact in missing(part, facts)))


def ground(fact: Fact, value: Value) -> Known:
    """Return a value in the form facts of its type are compared in: levels as ranks, texts as people agree."""
    if fact.type == "level":
        return words().ranks[str(value)]
    return key(value) if isinstance(value, str) else value


def _comparison(one: Comparison) -> Test:
    """Return what tests one comparison, typed by rule-engine as it is made."""
    name, other = one.fact.name, one.other.name if one.other else None
    if one.how in ("missing", "present"):
        return lambda facts: (facts[name] in (None, "", ())) == (one.how == "missing")
    matches, kept = _rule(one).matches, dict[Any, bool]()

    def test(facts: Facts) -> bool | None:
        left = facts[name]
        right = facts[other] if other else None
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
