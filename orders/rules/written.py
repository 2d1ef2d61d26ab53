"""Rules written in YAML (`kind: rules`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from orders.located import Keys, Located
from orders.problems import Problem
from orders.rules.actions import Named, read_actions
from orders.rules.entries import Entry, build, parted
from orders.rules.ruleset import HOME_CURRENCY, Money, Rule
from orders.rules.scanner import RuleFault


def rule_faults(located: Located) -> Iterator[Problem]:
    """Yield what is wrong with the rules of a file whose form is right: unknown names, wrong types, names twice."""
    problems: list[Problem] = []
    written_rules(located, problems)
    for currency, rate in (located.value.get("rates") or {}).items():
        if not Decimal(rate):
            what, help_text = f"a rate of 0 makes every amount in {currency} nothing", "write what one unit is worth"
            problems.append(located.problem(("rates", currency), "rule-rate-unreadable", what, help_text))
    yield from problems


def written_rules(located: Located, problems: list[Problem]) -> tuple[Rule, ...]:
    """Return the rules of a file; mistakes go to `problems`."""
    own = _own(located, problems)
    found: dict[str, Rule] = {}
    for index, given in enumerate(located.value["rules"]):
        above: Keys = ("rules", index)
        entry = _entry(located, above, given, problems)
        rule = build(entry, own, problems) if entry else None
        if rule and rule.name in found:
            what = f"two rules are named “{rule.name}”, the first in {found[rule.name].place}"
            problems.append(located.problem((*above, "name"), "rule-twice", what, "give one of them another name"))
        elif rule:
            found[rule.name] = rule
    return tuple(found.values())


def written_money(data: Mapping[str, Any]) -> Money | None:
    """Return the currency and rates a file names, None if it names none."""
    if "currency" not in data and "rates" not in data:
        return None
    rates = {currency: Decimal(rate) for currency, rate in data.get("rates", {}).items()}
    return Money(data.get("currency", HOME_CURRENCY), rates)


def _own(located: Located, problems: list[Problem]) -> Named:
    """Return the actions the file names itself, each read once to find its mistakes here and not in every rule."""
    own = {name: _listed(said) for name, said in (located.value.get("actions") or {}).items()}
    for name, texts in own.items():
        for index, text in enumerate(texts):
            keys: Keys = ("actions", name, index) if len(texts) > 1 else ("actions", name)
            try:
                read_actions(text, own)
            except RuleFault as fault:
                problems.append(_problem(located, keys, fault))
    return own


def _entry(located: Located, above: Keys, given: Mapping[str, Any], problems: list[Problem]) -> Entry | None:
    shift = {"rule": 0}

    def where(part: str, fault: RuleFault) -> Problem:
        name, _, rest = part.partition("/")
        keys: Keys = (*above, "then", int(rest)) if rest else (*above, "rule" if name == "rule→" else name)
        moved = RuleFault(fault.code, fault.what, fault.help, fault.at + shift.get(name, 0))
        return _problem(located, keys, moved)

    place = f"{located.path.name}:{located.at(*above)[0]}"
    if "rule" not in given:
        conditions = [("when", given["when"])] if "when" in given else []
        return Entry(given["name"], conditions, _actions(given.get("then")), where, place, given)
    if "when" in given or "then" in given:
        what, help_text = "the rule is written twice: as `rule` and as `when`, `then`", "keep one of the two"
        problems.append(located.problem((*above, "rule"), "rule-written-twice", what, help_text))
        return None
    try:
        condition, actions, at = parted(given["rule"])
    except RuleFault as fault:
        problems.append(where("rule", fault))
        return None
    shift["rule→"] = at
    return Entry(given["name"], [("rule", condition)], [("rule→", actions)], where, place, given)


def _actions(said: str | list[str] | None) -> list[tuple[str, str]]:
    if said is None:
        return []
    return [("then", said)] if isinstance(said, str) else [(f"then/{n}", text) for n, text in enumerate(said)]


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


def _problem(located: Located, keys: Keys, fault: RuleFault) -> Problem:
    line, column = located.at(*keys)
    quoted = located.lines[line - 1][column - 1 : column] in ("'", '"')
    return located.problem(keys, fault.code, fault.what, fault.help, shift=fault.at + quoted)
