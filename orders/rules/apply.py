"""What the rules make of an order: findings that hold it, tags, priority, and what others are asked to do.

Conflicts: what holds an order always does; a forbidden priority is not set, and the order is held if the customer or a
rule wants it; of two priorities that of the rule with the smaller `order` wins, with equal `order` the order is held.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from orders.codes import finding
from orders.records import Called, Evidence, Finding, Firing, Order, OrderRecord
from orders.rules.judge import Held, Standing, judge
from orders.rules.measure import URGENT, CreditOf, unknown_credit
from orders.rules.ruleset import Action
from orders.working_days import ahead

MARK = "/rules/"  # in the path of every finding that a rule has made
FORBIDDEN = ("urgent-not-allowed", "/order/tags")  # what the checks themselves say of level D
UNTOLD = "ask"  # the deed of a rule that lacks a fact: a person must tell
Settled = Collection[tuple[str, str]]


@dataclass
class _Change:
    """What becomes of one order while its rules are carried out one after the other."""

    record: OrderRecord
    order: Order
    settled: Settled
    standing: Standing
    priority: str | None
    contested: frozenset[str]
    wanted: frozenset[str]
    findings: list[Finding] = field(default_factory=list)


def apply_rules(
    record: OrderRecord, standing: Standing, settled: Settled = (), credit: CreditOf = unknown_credit
) -> OrderRecord:
    """Return the order as the rules in force leave it; applying them twice is the same as once.

    `settled` are the (code, path) of findings that persons have decided: those hold no more. `credit` adds up what
    counts against the customer's limit, if a rule asks; without it that fact is missing.
    """
    record = without_rules(record)
    if record.order is None or not standing.rules.rules:
        return record
    held = judge(record, standing, credit)
    if not held:
        return record
    change = _begun(record, record.order, held, standing, settled)
    firings = tuple(_fired(one, change) for one in held)
    evidence = {**_evidence(record.order, change.order, firings), **record.evidence}  # what was printed goes before
    findings = (*record.findings, *change.findings)
    return replace(record, order=change.order, evidence=evidence, findings=findings, firings=firings)


def without_rules(record: OrderRecord) -> OrderRecord:
    """Return the order as it was before any rule: what rules have set is taken back, their findings are gone."""
    if record.order is None or not record.firings:
        return record
    done = [one for firing in record.firings for one in firing.actions if one.did == "set"]
    tags = {one.value for one in done if one.deed == "tag"}
    order = replace(record.order, tags=tuple(tag for tag in record.order.tags if tag not in tags))
    for one in reversed([one for one in done if one.deed == "priority"]):
        order = replace(order, priority=one.before) if order.priority == one.value else order
    ours = {Evidence(firing.rule, "derived") for firing in record.firings}
    evidence = {path: item for path, item in record.evidence.items() if item not in ours}
    findings = tuple(item for item in record.findings if MARK not in item.path)
    return replace(record, order=order, evidence=evidence, findings=findings, firings=())


def _begun(record: OrderRecord, order: Order, held: Sequence[Held], standing: Standing, settled: Settled) -> _Change:
    """Settle what rules want of the priority before any of them is carried out."""
    certain = [(one, action) for one in held if not one.missing for action in one.rule.actions]
    forbidden = frozenset(action.value for _, action in certain if action.deed == "forbid")
    asked = [(one.rule.order, action.value) for one, action in certain if action.deed == "priority"]
    wanted = [(number, value) for number, value in asked if value not in forbidden]
    first = min((number for number, _ in wanted), default=0)
    best = {value for number, value in wanted if number == first}
    contested = frozenset(best) if len(best) > 1 else frozenset[str]()
    priority = next(iter(best)) if len(best) == 1 else None
    return _Change(record, order, settled, standing, priority, contested, frozenset(value for _, value in asked))


def _fired(held: Held, change: _Change) -> Firing:
    if held.missing:
        # what the checks hold anyway often explains what is missing: a person is asked for the rest afterwards
        known = any(item.severity == "error" for item in change.record.findings)
        did = "held" if known else _hold(held, Action("hold", "rule-fact-missing"), change)
        actions: tuple[Called, ...] = (Called(UNTOLD, held.missing, did=did),)
    else:
        actions = tuple(_carried_out(held, action, change) for action in held.rule.actions)
    return Firing(held.rule.name, held.rule.version, held.path, held.seen, actions)


def _carried_out(held: Held, action: Action, change: _Change) -> Called:
    before: str | None = None
    if action.deed == "hold":
        did = _hold(held, action, change)
    elif action.deed == "tag":
        did = _tag(action.value, change)
    elif action.deed == "priority":
        did, before = _prioritised(held, action.value, change)
    else:
        did = _forbid(held, action, change) if action.deed == "forbid" else "asked"
    return Called(action.deed, action.value, action.team, due_at(action, change.standing), did, before)


def _hold(held: Held, action: Action, change: _Change, **facts: str) -> str:
    # a person's word is about the rule as it stood then, so the version is part of the place
    path = f"{held.path}{MARK}{held.rule.name.replace('~', '~0').replace('/', '~1')}@{held.rule.version}"
    if (action.value, path) in change.settled:
        return "settled"
    customer = change.standing.masters.customers.get(change.order.buyer.party_id or "")
    level, seen = customer.level if customer else None, held.missing or held.seen
    said = {"rule": held.rule.name, "seen": seen, "missing": held.missing, "level": level, **facts}
    if not any((one.code, one.path) == (action.value, path) for one in change.findings):
        change.findings.append(replace(finding(action.value, path, **said), severity="error"))
    return "held"


def _tag(value: str, change: _Change) -> str:
    if value in change.record.order.tags if change.record.order else False:
        return "there"
    if value not in change.order.tags:
        change.order = replace(change.order, tags=(*change.order.tags, value))
    return "set"


def _prioritised(held: Held, value: str, change: _Change) -> tuple[str, str | None]:
    """Set the priority if nothing speaks against it; return what was done, and what stood there before."""
    before = change.record.order.priority if change.record.order else None
    if value in change.contested:
        seen = " / ".join(sorted(change.contested))
        _hold(held, Action("hold", "rule-conflict"), change, seen=seen, other=_others(held, change))
        return "overruled", None
    given = change.record.evidence.get("/order/priority")
    if value != change.priority or (given and given.method == "person" and before != value):
        return "overruled", None
    if before == value:
        return "there", None
    change.order = replace(change.order, priority=value)
    return "set", before


def _others(held: Held, change: _Change) -> str:
    """Name the rules that want another priority."""
    rules = change.standing.rules.rules
    wanting = (rule for rule in rules if any(one.value in change.contested for one in rule.actions))
    return "”、“".join(rule.name for rule in wanting if rule.name != held.rule.name)


def _forbid(held: Held, action: Action, change: _Change) -> str:
    order = change.record.order
    asked = order is not None and action.value in (order.priority, *order.tags)
    if not asked and action.value not in change.wanted:
        return "kept"
    code = FORBIDDEN[0] if action.value == URGENT else "rule-held"
    if asked and code == FORBIDDEN[0]:
        if FORBIDDEN in change.settled:
            return "settled"
        if any((one.code, one.path) == FORBIDDEN and one.severity == "error" for one in change.record.findings):
            return "held"
    return _hold(held, Action("hold", code), change)


def due_at(action: Action, standing: Standing) -> datetime | None:
    """Return when an action is due: hours and days from now, or at the same hour so many working days on."""
    if action.within is None:
        return None
    count, period = action.within
    if period != "working_days":
        return standing.now + timedelta(**{period: count})
    day = ahead(standing.today, count, standing.masters.calendar)
    return standing.now + timedelta(days=(day - standing.today).days)


def _evidence(before: Order, after: Order, firings: Sequence[Firing]) -> dict[str, Evidence]:
    """Say of every value that a rule has set which rule that was."""
    by_value = {(one.deed, one.value): firing.rule for firing in firings for one in firing.actions if one.did == "set"}
    made = {
        f"/order/tags/{index}": Evidence(by_value["tag", tag], "derived")
        for index, tag in enumerate(after.tags)
        if index >= len(before.tags)
    }
    if after.priority != before.priority and after.priority:
        made["/order/priority"] = Evidence(by_value["priority", after.priority], "derived")
    return made
