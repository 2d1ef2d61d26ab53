"""What `rules check`, `rules test` and `rules report` say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from orders.codes import Language
from orders.proposals import Replayed
from orders.records import plain
from orders.rules.probe import Notice
from orders.rules.ruleset import Ruleset
from orders.tasks import Kept
from reports.mapping_screen import replayed_lines
from reports.screen import say

MOST_OVERLAPS = 20  # of the harmless sort; --json has all of them
DEEDS: Mapping[str, tuple[str, str]] = {
    "hold": ("暂停", "hold"),
    "tag": ("打标签", "tag"),
    "priority": ("优先级", "priority"),
    "forbid": ("禁止优先级", "forbid priority"),
    "reserve": ("锁库", "reserve"),
    "ask": ("缺事实，转人工", "fact missing, held"),
    "task": ("任务", "task"),
    "notify": ("通知", "notify"),
    "approve": ("交付前审批", "approve before delivery"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "held": ("已暂停", "held"),
    "settled": ("人工放行", "let go by a person"),
    "set": ("已设", "set"),
    "there": ("本来就是", "there already"),
    "kept": ("无须禁止", "nothing to forbid"),
    "overruled": ("被别的规则或人否决", "overruled"),
    "asked": ("尚未执行", "not yet done"),
    "reserved": ("已锁库", "reserved"),
    "short": ("库存不足", "too little stock"),
    "open": ("待办", "open"),
    "late": ("超期", "overdue"),
    "done": ("完成", "done"),
    "refused": ("拒绝", "refused"),
}


def checked_text(rules: Ruleset, told: Sequence[Notice], today: date, language: Language) -> str:
    """Say what is odd about rules, the grave first, and how many there are."""
    return "\n".join(_checked(rules, told, today, language))


def checked_json(rules: Ruleset, told: Sequence[Notice], today: date, language: Language) -> str:
    """Return what is odd about rules as JSON."""
    active = len(rules.on(today).rules)
    return json.dumps({"rules": len(rules.rules), "in_force": active, "notices": plain(told)}, ensure_ascii=False)


def _checked(rules: Ruleset, told: Sequence[Notice], today: date, language: Language) -> Iterator[str]:
    harmless = [item for item in told if item.kind == "overlap"]
    for item in [*(item for item in told if item.kind != "overlap"), *harmless[:MOST_OVERLAPS]]:
        names = " / ".join(f"“{name}” ({place})" for name, place in zip(item.rules, item.places, strict=True))
        yield say(f"rules-{item.kind}", language, rules=names, example=item.example)
    if len(harmless) > MOST_OVERLAPS:
        yield say("more-overlaps", language, count=len(harmless) - MOST_OVERLAPS)
    active = len(rules.on(today).rules)
    grave = len(told) - len(harmless)
    yield say("rules-checked", language, count=len(rules.rules), active=active, grave=grave, overlaps=len(harmless))


def replayed_text(replayed: Replayed, language: Language) -> str:
    """Say every order that goes otherwise, then how many of how many."""
    lines = replayed_lines(replayed, language)[:-1]
    accepted = sum(change.of_accepted for change in replayed.changes)
    counted = {"count": len(replayed.changes), "orders": replayed.documents, "accepted": accepted}
    return "\n".join([*lines, say("rules-replayed", language, **counted)])


def kept_text(kept: Sequence[Kept], language: Language) -> str:
    """Say of every rule and deed how often it was called for, carried out, waits, is late, and the rate over all."""
    if not kept:
        return say("rules-none-fired", language)
    place = 0 if language == "zh" else 1
    lines = [
        say("rules-kept", language, **_facts(item), deed=DEEDS[item.deed][place], told=_outcomes(item, place))
        for item in kept
    ]
    should, did, waiting = (sum(getattr(item, name) for item in kept) for name in ("should", "did", "waiting"))
    due = should - waiting
    rate = f"{did / due:.1%}" if due else "—"
    return "\n".join([*lines, say("rules-kept-all", language, should=should, did=did, waiting=waiting, rate=rate)])


def kept_json(kept: Sequence[Kept]) -> str:
    """Return how rules are kept as JSON."""
    return json.dumps(plain(kept), ensure_ascii=False)


def _facts(item: Kept) -> dict[str, object]:
    return {"rule": item.rule, "should": item.should, "did": item.did, "waiting": item.waiting, "late": item.late}


def _outcomes(item: Kept, place: int) -> str:
    return ", ".join(f"{OUTCOMES[name][place]} {count}" for name, count in sorted(item.counts.items()))
