"""What a run and an order's trace look like on the screen: lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orders.codes import Language, message
from orders.facts import RunFacts
from orders.ledger import Trace
from orders.records import plain
from orders.run import Work
from reports.judged_links import judged_text
from reports.run import sentence
from reports.screen import say, state_word

CHANGES = ("new", "reopened", "worse", "still", "solved", "settled")
MOST_HELD = 50  # longer lists are in review.xlsx and index.html


def screen_lines(facts: RunFacts, counted: Mapping[str, Any], work: Work, *, verbose: bool = False) -> tuple[str, ...]:
    """Return what the screen says at the end of a run; first, if `verbose`, the warnings that held no order."""
    noted = _noted(facts, work.language) if verbose else ()
    return (*noted, *_lines(facts, counted, work, work.language))


def _noted(facts: RunFacts, language: Language) -> Iterator[str]:
    for item in facts.records:
        if item.status == "accepted" and item.findings:
            yield say("noticed", language, source=item.source.file, reason=sentence(item, language))


def _lines(facts: RunFacts, counted: Mapping[str, Any], work: Work, language: Language) -> Iterator[str]:
    if facts.carried_on:
        yield say("carried-on", language, runs=", ".join(facts.carried_on))
    if facts.recorded or facts.done:
        yield say("messages", language, **counted["messages"])
        yield say("documents", language, **counted["documents"])
    if facts.done:
        yield say("already-done", language, count=facts.done)
    if facts.history:
        yield say("history-rows", language, **facts.history)
        yield say("history-orders", language, **facts.history)
    yield from _waiting(facts, work, language)
    if facts.tasks_decided:
        yield say("tasks-decided", language, count=facts.tasks_decided)
    if facts.tasks:
        told = {**counted["tasks"], "file": work.place / "tasks.xlsx", "command": work.tasks_command}
        yield say("tasks-open", language, **told)
    if facts.engineering and (said := counted.get("engineering")):
        yield say("engineering", language, **said)
        for order_key in facts.engineering.orders:
            yield say("engineering-order", language, order=order_key)
    if facts.planned:
        yield say("plan", language, **counted["plan"])
    if facts.deliveries:
        yield say("deliveries", language, **counted["deliveries"])
    if facts.delivered_before:
        yield say("already-delivered", language, count=facts.delivered_before)
    yield from _exceptions(facts, counted, work, language)
    for item in counted["failures"]:
        yield say("failure", language, **{**item, "state": state_word(item["state"], language)})
    for fault in facts.faults:
        yield say("sums-disagree", language, what=fault)
    yield say("look-here", language, place=work.place / "index.html")


def _waiting(facts: RunFacts, work: Work, language: Language) -> Iterator[str]:
    new = [record.source for record in facts.records if record.order is None]  # said with the failures
    for record in [item for item in facts.held if item.source not in new][:MOST_HELD]:
        order_id = (record.order.order_id if record.order else None) or ""
        reason = sentence(record, language)
        yield say("held", language, source=record.source.file, order=order_id, reason=reason)
    if facts.held:
        command = work.apply_command
        yield say("still-held", language, count=len(facts.held), file=work.place / "review.xlsx", command=command)


def _exceptions(facts: RunFacts, counted: Mapping[str, Any], work: Work, language: Language) -> Iterator[str]:
    if facts.decided:
        yield say("decisions-taken", language, count=facts.decided)
    if facts.reconciliation is None:
        return
    for system, row in counted["rows"].items():
        yield say("rows", language, system=system.upper(), **row)
    kinds = ", ".join(f"{kind} {count}" for kind, count in counted["exceptions"].items())
    yield say("exceptions", language, count=sum(counted["exceptions"].values()), kinds=kinds or "—")
    if papers := counted.get("paper"):
        unlike = ", ".join(f"{kind} {count}" for kind, count in papers["differences"].items())
        count = sum(papers["differences"].values())
        yield say("papers", language, orders=papers["orders"], count=count, kinds=unlike or "—")
    if facts.changes:
        counts = {name: len(getattr(facts.changes, name)) for name in CHANGES}
        yield say("changes", language, **counts)
    yield from judged_text(facts.judged, language)
    if counted["at_stake"]:
        amounts = ", ".join(f"{currency} {amount}" for currency, amount in counted["at_stake"].items())
        yield say("at-stake", language, amounts=amounts)
    waiting = len(facts.reconciliation.exceptions) - (len(facts.changes.settled) if facts.changes else 0)
    if waiting and work.workspace.settings is not None:
        file = work.place / "exceptions.xlsx"
        yield say("still-open", language, count=waiting, file=file, command=work.decide_command)
    yield from facts.reconciliation.notes


def trace_json(traces: Sequence[Trace]) -> str:
    """Return the traces of an order as JSON."""
    return json.dumps(plain(traces), ensure_ascii=False)


def trace_text(traces: Sequence[Trace], language: Language) -> str:
    """Say of each order where it is, since when, who is next, and how it came there."""
    return "\n".join(line for trace in traces for line in _trace(trace, language))


def _trace(trace: Trace, language: Language) -> Iterator[str]:
    reasons = "；".join(message(item, language) for item in trace.findings if item.severity == "error")
    revision = f" ({trace.revision})" if trace.revision else ""
    yield say(
        "track",
        language,
        order=trace.order_key or trace.order_id,
        revision=revision,
        stage=trace.stage,
        since=trace.since.isoformat(" ", "minutes") if trace.since else "—",
        next=say(f"next-{trace.waits_for}", language, reasons=reasons or "—"),
    )
    for item in trace.events:
        facts = {"at": item.at.isoformat(" ", "minutes"), "line": item.line_id or "", "note": item.note or ""}
        yield say("event", language, stage=item.stage, system=item.system, **facts)
    for document in trace.planned:
        yield say("planned-document", language, **document)
    for found in trace.exceptions:
        yield f"  {found['kind']}  {found['line_id']}  {found['sku']}  {found['owner']}"
