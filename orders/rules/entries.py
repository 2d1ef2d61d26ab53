"""Rules as a file gives them, in YAML or Excel, become rules; every mistake keeps its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from orders.problems import Problem
from orders.rules.actions import Named, read_actions
from orders.rules.condition import Condition, Joined, read_condition
from orders.rules.ruleset import Action, Rule
from orders.rules.scanner import RuleFault, Scanner
from orders.rules.words import first, words

T = TypeVar("T")
Where = Callable[[str, RuleFault], Problem]


@dataclass(frozen=True)
class Entry:
    """One rule as written: each condition and action with the part of the file it stands in.

    `where` makes a Problem of a fault in a part; `said` are enabled, order, valid_from, valid_to, note.
    """

    name: str
    conditions: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]
    where: Where
    place: str
    said: Mapping[str, object] = field(default_factory=dict)


def build(entry: Entry, own: Named, problems: list[Problem]) -> Rule | None:
    """Make the rule an entry says; its mistakes go to `problems`, and then there is none."""
    before = len(problems)
    conditions = [_try(read_condition, part, text, entry, problems) for part, text in entry.conditions]
    found = [_try(lambda text: read_actions(text, own), part, text, entry, problems) for part, text in entry.actions]
    days = {name: _day(entry, name, problems) for name in ("valid_from", "valid_to")}
    _refuse_empty(entry, days, problems)
    if len(problems) > before:
        return None
    whole: list[Condition] = [one for one in conditions if one is not None]
    return Rule(
        name=entry.name,
        condition=whole[0] if len(whole) == 1 else Joined("and", tuple(whole)),
        actions=_each_once([one for group in found if group for one in group]),
        when=f" {first(words().joins, 'and')} ".join(text.strip() for _, text in entry.conditions),
        then=", ".join(text.strip() for _, text in entry.actions),
        enabled=entry.said.get("enabled") is not False,
        order=int(str(entry.said.get("order", 100))),
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        note=str(entry.said.get("note") or ""),
        place=entry.place,
    )


def parted(text: str) -> tuple[str, str, int]:
    """Part `condition → actions` at its arrow: both sides, and where the second begins. Raises RuleFault."""
    folded = Scanner(text).folded
    places = [(folded.find(arrow), len(arrow)) for arrow in words().arrow if arrow in folded]
    if not places:
        raise RuleFault("rule-arrow-missing", "the rule has no arrow", "write condition → actions", len(text))
    at, length = min(places)
    return text[:at], text[at + length :], at + length


def _try(read: Callable[[str], T], part: str, text: str, entry: Entry, problems: list[Problem]) -> T | None:
    try:
        return read(text)
    except RuleFault as fault:
        problems.append(entry.where(part, fault))
        return None


def _day(entry: Entry, name: str, problems: list[Problem]) -> date | None:
    text = str(entry.said.get(name) or "")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        fault = RuleFault("rule-date-unreadable", f"“{text}” is no date", "write a date like 2026-03-31")
        problems.append(entry.where(name, fault))
        return None


def _refuse_empty(entry: Entry, days: Mapping[str, date | None], problems: list[Problem]) -> None:
    start, end = days["valid_from"], days["valid_to"]
    if start and end and start > end:
        fault = RuleFault("rule-never-valid", f"it ends on {end}, before it begins on {start}", "swap the two dates")
        problems.append(entry.where("valid_to", fault))
    if not entry.conditions:
        fault = RuleFault("rule-condition-missing", "the rule has no condition", "fill in at least one condition")
        problems.append(entry.where("when", fault))
    if not entry.actions:
        problems.append(entry.where("then", RuleFault("rule-action-missing", "nothing is called for", "add an action")))


def _each_once(actions: Sequence[Action]) -> tuple[Action, ...]:
    return tuple(dict.fromkeys(actions))


def twice(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    """Return the names that several rules have."""
    named: dict[str, list[Rule]] = {}
    for rule in rules:
        named.setdefault(rule.name, []).append(rule)
    return {name: found for name, found in named.items() if len(found) > 1}
