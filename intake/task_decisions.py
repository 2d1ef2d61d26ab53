"""Decisions about tasks: a task that is done settles the finding it belongs to, and its order is checked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from intake.again import judge_again
from intake.check import Context
from intake.corrections import apply_decisions
from intake.review import Decision, review_key
from orders.ledger import Held, Ledger
from orders.tasks import Task, TaskDecision

Refused = tuple[TaskDecision, str, str]  # what was refused, why, and who had decided it before


def decide_tasks(
    ledger: Ledger, run_id: str, decisions: Sequence[TaskDecision], *, context: Context, at: datetime
) -> tuple[tuple[Held, ...], int, tuple[Refused, ...]]:
    """Take decisions over; return the orders judged since, how many were taken over, and those refused with why."""
    known = {task.task_id: task for task in ledger.tasks()}
    refused = [(item, why, person) for item in decisions for why, person in _unusable(item, known)]
    wrong = {item.task_id for item, _, _ in refused}
    repeated = {item.task_id for item in decisions if _repeats(item, known.get(item.task_id))}
    taken = [item for item in decisions if item.task_id not in wrong | repeated]
    settling, late = _settling(taken, known, ledger.open_documents())
    judged, unfit = apply_decisions(ledger, run_id, [made for _, made in settling], context=context, at=at)
    late += [item for item, made in settling if any(made is one for one, _ in unfit)]
    kept = [item for item in taken if item not in late]
    ledger.decide_tasks(kept, at)
    again = judge_again(ledger, run_id, _approved(kept, known, ledger), context=context, at=at)
    last = {item.document_row: item for item in (*judged, *(item for item, _ in again))}
    return tuple(last.values()), len(kept), (*refused, *((item, "changed", "") for item in late))


def _approved(kept: Sequence[TaskDecision], known: dict[str, Task], ledger: Ledger) -> tuple[Held, ...]:
    """Return the orders whose approval was given or refused: a change that is refused gives way to what was before."""
    rows = {known[item.task_id].document_row for item in kept if known[item.task_id].deed == "approve"}
    return ledger.documents_at(rows)


def _unusable(item: TaskDecision, known: dict[str, Task]) -> Iterator[tuple[str, str]]:
    """Say why a decision cannot be taken; a refused approval may be given after all."""
    task = known.get(item.task_id)
    if task is None:
        yield "unknown", ""
    elif task.state == "withdrawn":
        yield "withdrawn", ""
    elif task.state == "done" and not _repeats(item, task):
        yield "decided", task.person or ""


def _repeats(item: TaskDecision, task: Task | None) -> bool:
    """Say whether this was decided so already: a workbook that is applied twice decides once."""
    return task is not None and (item.state, item.person) == (task.state, task.person)


def _settling(
    taken: Sequence[TaskDecision], known: dict[str, Task], held: Sequence[Held]
) -> tuple[list[tuple[TaskDecision, Decision]], list[TaskDecision]]:
    """Return the decisions of the review that done tasks make, and those whose order is held so no more."""
    documents = {item.document_row: item for item in held}
    made: list[tuple[TaskDecision, Decision]] = []
    late: list[TaskDecision] = []
    for item in taken:
        task = known[item.task_id]
        if item.state != "done" or not task.settles_path:
            continue
        document = documents.get(task.document_row)
        if document and any(found.path == task.settles_path for found in document.record.findings):
            made.append((item, _decision(item, task, document)))
        elif document:
            late.append(item)
    return made, late


def _decision(item: TaskDecision, task: Task, document: Held) -> Decision:
    key = review_key(document.record, document.position)
    made = Decision(key, task.settles_path or "", task.settles_code or "", "accept")
    return replace(made, note=item.note, by=item.person, file=document.file, order_id=task.order_id or "")
