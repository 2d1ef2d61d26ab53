"""Faults between rules, found by trying the values beside every border: contradictions, gaps, rules that never hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, islice, product
from typing import Literal

from orders.rules.condition import Comparison, comparisons
from orders.rules.evaluate import Known, ground, truth
from orders.rules.measure import shown
from orders.rules.ruleset import Rule
from orders.rules.words import NUMERIC, ORDERED, Fact, words

NoticeKind = Literal["never", "always", "contradiction", "covered", "gap", "overlap", "untried"]
MOST_TRIED = 4096  # combinations of values that are tried for one question
GRAVE: frozenset[NoticeKind] = frozenset({"never", "always", "contradiction", "covered", "gap", "untried"})
_STEPS = {"money": Decimal("0.01"), "percent": Decimal("0.01"), "number": Decimal(1), "days": Decimal(1)}
_OTHER = "…"  # a text that no rule names
Point = Mapping[str, Known | None]


@dataclass(frozen=True)
class Notice:
    """Something about one or two rules a person should see; `example` is a case for which it is so."""

    kind: NoticeKind
    rules: tuple[str, ...]
    example: str
    places: tuple[str, ...] = ()


def notices(rules: Sequence[Rule]) -> Iterator[Notice]:
    """Return what is odd about rules that are in force together; only switched-on rules should be given."""
    for rule in rules:
        yield from _alone(rule)
    for first, second in combinations(rules, 2):
        yield from _together(first, second)
    yield from _gaps(rules)


def points(rules: Iterable[Rule]) -> tuple[list[Point], bool]:
    """Return the cases to try for some rules: every mix of values at and beside their borders, and if that is all."""
    values = _values([one for rule in rules for one in comparisons(rule.condition)])
    found: list[Point] = [
        dict(zip(values, mix, strict=True)) for mix in islice(product(*values.values()), MOST_TRIED + 1)
    ]
    return found[:MOST_TRIED], len(found) <= MOST_TRIED


def _alone(rule: Rule) -> Iterator[Notice]:
    tried, whole = points([rule])
    held = {truth(rule.condition, point) for point in tried}
    if not whole:
        yield _notice("untried", [rule], {})
    elif True not in held:
        yield _notice("never", [rule], {})
    elif held == {True}:
        yield _notice("always", [rule], {})


def _together(first: Rule, second: Rule) -> Iterator[Notice]:
    kind = _clash(first, second)
    shared = {fact.name for fact in first.facts} & {fact.name for fact in second.facts}
    alike = set(first.actions) & set(second.actions)
    if kind is None and not (shared and alike):
        return
    tried, whole = points([first, second])
    held = [(truth(first.condition, point) is True, truth(second.condition, point) is True) for point in tried]
    both = next((point for point, pair in zip(tried, held, strict=True) if all(pair)), None)
    if both is None:
        if not whole:
            yield _notice("untried", [first, second], {})
        return
    if kind:
        yield _notice(kind, [first, second], both)
    elif whole and (weak := _covered(first, second, held)):
        yield _notice("covered", weak, both)
    else:
        yield _notice("overlap", [first, second], both)


def _clash(first: Rule, second: Rule) -> NoticeKind | None:
    """Say whether two rules want the priority differently."""
    wanted = [{one.value for one in rule.actions if one.deed == "priority"} for rule in (first, second)]
    barred = [{one.value for one in rule.actions if one.deed == "forbid"} for rule in (first, second)]
    if wanted[0] & barred[1] or wanted[1] & barred[0]:
        return "contradiction"
    return "contradiction" if wanted[0] and wanted[1] and wanted[0] != wanted[1] else None


def _covered(first: Rule, second: Rule, held: Sequence[tuple[bool, bool]]) -> list[Rule] | None:
    """Return (the needless rule, the one that does all it does) if one of two holds only where the other does."""
    if set(second.actions) <= set(first.actions) and all(one for one, two in held if two):
        return [second, first]
    if set(first.actions) <= set(second.actions) and all(two for one, two in held if one):
        return [first, second]
    return None


def _gaps(rules: Sequence[Rule]) -> Iterator[Notice]:
    """Rules over the same facts divide them among themselves: look for values between them that no rule covers."""
    families: dict[frozenset[str], list[Rule]] = {}
    for rule in rules:
        families.setdefault(frozenset(fact.name for fact in rule.facts), []).append(rule)
    for names, family in families.items():
        for name in sorted(names) if len(family) > 1 else ():
            if words().facts[name].type in ORDERED and (point := _gap(words().facts[name], family)):
                yield _notice("gap", family, point)


def _gap(fact: Fact, family: Sequence[Rule]) -> Point | None:
    """Return a case between two that rules cover, along one fact and with all others alike."""
    tried, _ = points(family)
    lines: dict[tuple[object, ...], list[Point]] = {}
    for point in tried:
        if point[fact.name] is not None:
            lines.setdefault(tuple(value for name, value in point.items() if name != fact.name), []).append(point)
    for line in lines.values():
        ordered = sorted(line, key=lambda point: point[fact.name])  # type: ignore[arg-type, return-value]
        covered = [any(truth(rule.condition, point) for rule in family) for point in ordered]
        inside = range(covered.index(True), len(covered) - covered[::-1].index(True)) if True in covered else range(0)
        found = next((ordered[place] for place in inside if not covered[place]), None)
        if found:
            return found
    return None


# ── the values to try ────────────────────────────────────────────────────────────────────────────────────────────


def _values(asked: Sequence[Comparison]) -> dict[str, list[Known | None]]:
    """Return for each fact the values at and beside its borders; facts compared with each other share theirs."""
    facts = {fact.name: fact for one in asked for fact in one.facts}
    borders: dict[str, set[Known]] = {name: set() for name in facts}
    for one in asked:
        borders[one.fact.name] |= {ground(one.fact, value) for value in one.values}
    for one in [one for one in asked if one.other]:
        assert one.other is not None
        base: set[Known] = {Decimal(0), Decimal(100)} if one.fact.type in NUMERIC else set()
        shared = borders[one.fact.name] | borders[one.other.name] | base
        borders[one.fact.name], borders[one.other.name] = shared, set(shared)
    emptied = {one.fact.name for one in asked if one.how in ("missing", "present")}
    return {name: [*_beside(fact, borders[name]), *_empty(fact, name in emptied)] for name, fact in facts.items()}


def _empty(fact: Fact, asked: bool) -> list[Known | None]:
    if not asked:
        return []
    return [None if fact.absent is None else () if fact.type == "words" else ""]


def _beside(fact: Fact, borders: set[Known]) -> list[Known]:
    if fact.type in NUMERIC:
        step = _STEPS[fact.type]
        numbers = {Decimal(str(border)) for border in borders} or {Decimal(0)}
        return sorted({number + step * side for number in numbers for side in (-1, 0, 1)})
    if fact.type == "date":
        days = [border for border in borders if isinstance(border, date)] or [date(2000, 1, 1)]
        return sorted({day + timedelta(side) for day in days for side in (-1, 0, 1)})
    if fact.type == "level":
        return sorted(words().ranks.values())
    if fact.type == "truth":
        return [False, True]
    texts = sorted(str(border) for border in borders)
    if fact.type == "words":
        return [(), *((text,) for text in texts), *([tuple(texts)] if len(texts) > 1 else [])]
    return [*texts, *(["".join(texts)] if len(texts) > 1 else []), _OTHER]  # a note may contain all of them


def _notice(kind: NoticeKind, rules: Sequence[Rule], point: Point) -> Notice:
    facts = (words().facts[name] for name in point)
    example = "，".join(shown(fact, point) for fact in facts)
    return Notice(kind, tuple(rule.name for rule in rules), example, tuple(rule.place for rule in rules))
