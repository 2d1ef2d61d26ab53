"""What the site's rules called for and what was done: firings, tasks, approvals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from orders.documents import UNDELIVERED, PlanState, key_of
from orders.ledger import revisions
from orders.ledger.schema import orders, planned_documents, rule_firings, tasks
from orders.records import Called, Firing, OrderRecord, build, plain
from orders.tasks import WAITING, Kept, Task, TaskDecision

ASKING = ("task", "notify", "approve")  # deeds that a person does
Settled = Sequence[tuple[str, str | None]]  # path of the finding, who settled it


def store(
    connection: Connection, run_id: str, document_row: int, record: OrderRecord, *, settled: Settled, at: datetime
) -> None:
    """Store what the rules say of a document today, and its tasks; what they no longer ask for is withdrawn."""
    live = record.status in ("accepted", "review")
    firings = record.firings if live else ()
    _store_firings(connection, run_id, document_row, record, firings, at)
    asked = {row["task_id"]: row for firing in firings for row in _tasks(document_row, record, firing)}
    known = dict(_states(connection, document_row))
    for task_id, row in asked.items():
        if task_id not in known:
            values = {**row, "run_id": run_id, "state": "open", "at": at.isoformat()}
            connection.execute(insert(tasks).values(**values))
        elif known[task_id] == "withdrawn":
            connection.execute(update(tasks).where(tasks.c.task_id == task_id).values(state="open"))
    unasked = and_(tasks.c.document_row == document_row, tasks.c.task_id.not_in(list(asked)))
    _withdraw(connection, ("open",) if live else WAITING, unasked)  # a refusal holds though its rule has changed
    _close_settled(connection, document_row, settled, at)
    if record.status == "accepted" and record.order_key:
        _withdraw(connection, WAITING, tasks.c.order_key == record.order_key, tasks.c.document_row < document_row)


def all_tasks(connection: Connection, states: Iterable[str] = ()) -> tuple[Task, ...]:
    """Return the tasks in these states (all, if none is named), the soonest due first, undated ones last."""
    query = select(tasks).where(tasks.c.state.in_(list(states))) if states else select(tasks)
    ordered = query.order_by(tasks.c.due_at.is_(None), tasks.c.due_at, tasks.c.at, tasks.c.task_id)
    return tuple(build(Task, dict(row)) for row in connection.execute(ordered).mappings())


def decide(connection: Connection, decisions: Sequence[TaskDecision], at: datetime) -> None:
    """Store what persons decided, and approve the documents that waited for nothing else."""
    for item in decisions:
        decided = (item.at or at).isoformat()
        values = {"state": item.state, "person": item.person, "note": item.note, "decided_at": decided}
        connection.execute(update(tasks).where(tasks.c.task_id == item.task_id).values(**values))
    approve_documents(connection)


def unapproved(connection: Connection) -> frozenset[str]:
    """Return the order keys whose documents wait for an approval of the revision in force."""
    chosen = and_(tasks.c.deed == "approve", tasks.c.state.in_(WAITING))
    in_force = and_(orders.c.state == "accepted", orders.c.current.is_(True))
    rows = select(tasks.c.order_key).join(orders, orders.c.document_row == tasks.c.document_row)
    return frozenset(connection.execute(rows.where(chosen, in_force)).scalars())


def refusals(connection: Connection, document_row: int) -> tuple[tuple[str, str], ...]:
    """Return the rules whose approval of a document was refused, with who refused it and why."""
    mine = and_(tasks.c.document_row == document_row, tasks.c.deed == "approve", tasks.c.state == "refused")
    rows = connection.execute(select(tasks).where(mine).order_by(tasks.c.task_id)).mappings()
    return tuple((row["rule"], "：".join(part for part in (row["person"], row["note"]) if part)) for row in rows)


def approve_documents(connection: Connection) -> None:
    """Approve every proposed document that rules have kept back and none of whose orders waits for an approval.

    An approved one that nobody got waits again if a rule asks for an approval since.
    """
    waiting = unapproved(connection)
    asked = set(connection.execute(select(tasks.c.order_key).where(tasks.c.deed == "approve")).scalars())
    chosen = select(planned_documents).where(planned_documents.c.state.in_(UNDELIVERED))
    for document in map(revisions.as_planned, connection.execute(chosen).mappings().all()):
        keys = revisions.touched(connection, document)
        state: PlanState = "proposed" if keys & waiting else "approved" if keys & asked else document.state
        if state != document.state:
            revisions.set_state(connection, document, state)


def note_reserved(connection: Connection, did: Mapping[str, frozenset[str]]) -> None:
    """Note of the orders by what their stock locks came to: reserved, or short."""
    for word, keys in did.items():
        chosen = and_(rule_firings.c.order_key.in_(sorted(keys)), rule_firings.c.outcome != "withdrawn")
        for row in connection.execute(select(rule_firings).where(chosen)).mappings().all() if keys else ():
            actions = [
                {**one, "did": word if one["deed"] == "reserve" else one["did"]} for one in row["facts"]["actions"]
            ]
            mine = rule_firings.c.firing_row == row["firing_row"]
            connection.execute(update(rule_firings).where(mine).values(facts={**row["facts"], "actions": actions}))


def kept(connection: Connection, now: datetime) -> tuple[Kept, ...]:
    """Return for every rule and deed how often it was called for, carried out, and waits."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for firing in connection.execute(select(rule_firings.c.rule, rule_firings.c.outcome, rule_firings.c.facts)):
        for called in firing.facts["actions"]:
            if firing.outcome != "withdrawn" and called["deed"] not in ASKING:
                found[firing.rule, called["deed"]][called["did"]] += 1
    for task in all_tasks(connection):
        found[task.rule, task.deed]["late" if task.overdue(now) else task.state] += task.state != "withdrawn"
    return tuple(_kept(rule, deed, counts) for (rule, deed), counts in sorted(found.items()) if sum(counts.values()))


def _kept(rule: str, deed: str, counts: Counter[str]) -> Kept:
    """What was overruled, and what a person was asked and has not done, was not carried out."""
    should, waiting = sum(counts.values()), counts["open"] + counts["late"] + counts["asked"]
    did = should - waiting - sum(counts[name] for name in ("overruled", "refused", "short"))
    return Kept(rule, deed, should, did, waiting, counts["late"], {name: n for name, n in counts.items() if n})


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _store_firings(
    connection: Connection,
    run_id: str,
    document_row: int,
    record: OrderRecord,
    firings: Sequence[Firing],
    at: datetime,
) -> None:
    mine = rule_firings.c.document_row == document_row
    connection.execute(update(rule_firings).where(mine).values(outcome="withdrawn"))
    for firing in firings:
        told = {"path": firing.path, "seen": firing.seen, "actions": plain(firing.actions)}
        same = and_(mine, rule_firings.c.rule == firing.rule, rule_firings.c.rule_version == firing.version)
        here = and_(same, rule_firings.c.line_id.is_not_distinct_from(_line_at(firing.path)))
        changed = {"outcome": _outcome(firing), "facts": told}
        if not connection.execute(update(rule_firings).where(here).values(**changed)).rowcount:
            row = {"rule": firing.rule, "rule_version": firing.version, "order_key": key_of(record)}
            values = {**row, **changed, "line_id": _line_at(firing.path), "document_row": document_row}
            connection.execute(insert(rule_firings).values(**values, run_id=run_id, at=at.isoformat()))


def _outcome(firing: Firing) -> str:
    return "held" if any(called.did == "held" for called in firing.actions) else "done"


def _line_at(path: str) -> str | None:
    """Return the place of the line in the order, as the path has it: printed line numbers may repeat."""
    return path.removeprefix("/order/lines/") if path.startswith("/order/lines/") else None


def _tasks(document_row: int, record: OrderRecord, firing: Firing) -> list[dict[str, Any]]:
    return [_task(document_row, record, firing, called) for called in firing.actions if called.deed in ASKING]


def _task(document_row: int, record: OrderRecord, firing: Firing, called: Called) -> dict[str, Any]:
    order = record.order
    assert order is not None
    line = _line_at(firing.path)
    holds = next((one for one in firing.actions if one.deed == "hold"), None) if called.deed == "task" else None
    place = next((item.path for item in record.findings if holds and _is_of(item.path, firing)), None)
    name = f"{document_row}|{firing.rule}|{firing.version}|{firing.path}|{called.deed}|{called.value}|{called.team}"
    return {
        "task_id": sha256(name.encode()).hexdigest()[:12],
        "document_row": document_row,
        "rule": firing.rule,
        "deed": called.deed,
        "team": called.team,
        "title": firing.seen,
        "order_key": key_of(record),
        "order_id": order.order_id,
        "line_id": order.lines[int(line)].line_id or f"#{int(line) + 1}" if line else None,
        "customer": " ".join(part for part in (order.buyer.party_id, order.buyer.name) if part),
        "settles_code": holds.value if holds and place else None,
        "settles_path": place,
        "due_at": called.due.isoformat() if called.due else None,
    }


def _is_of(path: str, firing: Firing) -> bool:
    """Say whether a finding was made by this firing."""
    name = firing.rule.replace("~", "~0").replace("/", "~1")
    return path == f"{firing.path}/rules/{name}@{firing.version}"


def _states(connection: Connection, document_row: int) -> list[tuple[str, str]]:
    chosen = select(tasks.c.task_id, tasks.c.state).where(tasks.c.document_row == document_row)
    return [(row.task_id, row.state) for row in connection.execute(chosen)]


def _withdraw(connection: Connection, states: Sequence[str], *chosen: Any) -> None:
    connection.execute(update(tasks).where(*chosen, tasks.c.state.in_(states)).values(state="withdrawn"))


def _close_settled(connection: Connection, document_row: int, settled: Settled, at: datetime) -> None:
    """A finding that was settled in the review sheet needs no task any more: who settled it has done the task."""
    for path, person in settled:
        mine = and_(tasks.c.document_row == document_row, tasks.c.settles_path == path, tasks.c.state == "open")
        values = {"state": "done", "person": person, "decided_at": at.isoformat()}
        connection.execute(update(tasks).where(mine).values(**values))
