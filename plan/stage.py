"""Split and deliver as steps of a run: accepted orders of the ledger become plans, files and deliveries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from orders.codes import finding
from orders.documents import PlannedDocument, key_of, served
from orders.facts import RunFacts, failures
from orders.ledger import Waiting
from orders.masters import Masters
from orders.records import Finding, OrderRecord
from orders.run import Setting, Work
from orders.units import UnitWords, unit_words

if TYPE_CHECKING:
    from plan import Commitments

ISSUED = ("order-revised", "/order/lines")  # a revision of what was handed on already
Step = Callable[[Work, RunFacts], RunFacts]


def planning(setting: Setting, masters: Masters) -> Step:
    """Open the layouts of documents now; planning with them is a step of the run. Raises UnusableError."""
    from plan import document_layouts

    return partial(plan_orders, masters=masters, layouts=document_layouts(*setting.workspace.mapping_folders))


def delivering(setting: Setting) -> Step:
    """Open the layouts of documents now; delivering in them is a step of the run. Raises UnusableError."""
    from plan import document_layouts

    return partial(deliver_all, layouts=document_layouts(*setting.workspace.mapping_folders))


def plan_orders(work: Work, facts: RunFacts, *, masters: Masters, layouts: Any) -> RunFacts:
    """Plan every accepted order without a plan, save all in one transaction, and write the documents' files.

    What cannot be planned is held. The facts get the documents of this run and of those it carries on.
    Raises PlanOutdatedError if another run planned the same orders meanwhile.
    """
    from plan import Commitments, replan

    listed = {item.document_id for rows in masters.incoming.values() for item in rows if item.document_id}
    shown = work.ledger.note_incoming(sorted(listed))
    words = unit_words(*work.workspace.mapping_folders)
    commitments = Commitments(*work.ledger.commitments(), shown=shown)
    waiting, facts = _plannable(work, facts, masters, words, commitments)
    _lock_stock(work, masters, words, shown)
    ended = work.ledger.ended_orders()
    if waiting or ended:
        commitments = Commitments(*work.ledger.commitments(), shown=shown)  # with the locks of tonight
        changed = {key_of(item.record) for item in (*waiting, *ended)} & served(commitments.documents)
        plan = replan([item.record for item in waiting], changed, masters, commitments, work.today, words)
        work.ledger.save_plan(work.run_id, [item.order_row for item in (*waiting, *ended)], plan)
    planned = work.ledger.planned_by(work.run_ids)
    _write(work, planned, layouts)
    return replace(facts, planned=planned)


def _lock_stock(work: Work, masters: Masters, words: UnitWords, shown: frozenset[str]) -> None:
    """Lock stock for held orders whose rules ask for it, before others get it; the last locks are free again."""
    from plan import Commitments, stock_locks

    work.ledger.lock_stock(work.run_id, (), frozenset(), frozenset())
    held = [item.record for item in work.ledger.open_documents() if item.record.order_key and item.record.firings]
    if held:
        commitments = Commitments(*work.ledger.commitments(), shown=shown)
        locks, whole = stock_locks(held, masters, commitments, work.today, words)
        asked = frozenset(record.order_key for record in held if record.order_key)
        work.ledger.lock_stock(work.run_id, locks, whole, asked - whole)


def deliver_all(work: Work, facts: RunFacts, *, layouts: Any) -> RunFacts:
    """Hand every approved document to its target, each exactly once; a refused one is tried again next time."""
    before = work.ledger.delivered_count()
    counts = dict.fromkeys(("sent", "already", "failed"), 0)
    refused: list[tuple[str, str]] = []
    for document in work.ledger.deliverable():
        target = work.workspace.targets[document.document_type]
        state, reason = _hand_over(work, document, layouts)
        work.ledger.record_delivery(
            work.run_id, document, target=str(target), state=state, reason=reason, at=work.as_of
        )
        counts[state] += 1
        refused += [(document.document_id, reason)] if reason else []
    gone_wrong = (*facts.failures, *failures("failed", refused))
    return replace(facts, deliveries=counts, delivered_before=before, failures=gone_wrong)


def _hand_over(work: Work, document: PlannedDocument, layouts: Any) -> tuple[str, str | None]:
    from plan import DeliveryRefused, deliver

    try:
        files = _write(work, [document], layouts)
        return deliver(document, files, work.workspace.targets[document.document_type]), None
    except DeliveryRefused as error:
        return "failed", str(error)


def _write(work: Work, documents: Sequence[PlannedDocument], layouts: Any) -> Any:
    from plan import write_documents

    names = work.workspace.company.names
    return write_documents(documents, work.folder / "documents", layouts, names[0] if names else None)


def _plannable(
    work: Work, facts: RunFacts, masters: Masters, words: UnitWords, commitments: Commitments
) -> tuple[list[Waiting], RunFacts]:
    """Part what can be planned from what a person must look at first, and hold that."""
    kept: list[Waiting] = []
    for item in work.ledger.unplanned_orders():
        problems = _problems(work, item, masters, words, commitments)
        if problems:
            facts = _hold(work, facts, item, problems)
        else:
            kept.append(item)
    return kept, facts


def _problems(
    work: Work, item: Waiting, masters: Masters, words: UnitWords, commitments: Commitments
) -> tuple[Finding, ...]:
    """Return what forbids planning: faults, or documents that stand and that nobody has agreed to change."""
    from plan import faults, replan, told

    found = faults(item.record, masters, work.today, words)
    order_key = key_of(item.record)
    if found or order_key not in served(commitments.documents) or ISSUED in work.ledger.settled(item.document_row):
        return found
    plan = replan([item.record], {order_key}, masters, commitments, work.today, words)
    order_id = item.record.order.order_id if item.record.order else None
    changes = f"已下达的单据将更改 documents that stand would change: {told(plan) or '—'}"
    return (finding(*ISSUED, order=order_id, changes=changes),)


def _hold(work: Work, facts: RunFacts, item: Waiting, problems: Sequence[Finding]) -> RunFacts:
    held = replace(item.record, status="review", findings=(*item.record.findings, *problems))
    work.ledger.rejudge(work.run_id, item.document_row, held, settled=(), at=work.as_of)
    recorded = tuple((key, _now(record, item.record, held)) for key, record in facts.recorded)
    return replace(facts, recorded=recorded)


def _now(record: OrderRecord, before: OrderRecord, held: OrderRecord) -> OrderRecord:
    return held if record == before else record
