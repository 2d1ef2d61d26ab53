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
from orders.records import Finding
from orders.run import Setting, Work
from orders.units import UnitWords, unit_words

if TYPE_CHECKING:
    from plan import Commitments
    from plan.needs import World

ISSUED = ("order-revised", "/order/lines")  # a revision of what was handed on already
Step = Callable[[Work, RunFacts], RunFacts]


def planning(setting: Setting, masters: Masters, again: Step) -> Step:
    """Open the layouts of documents now; planning with them is a step of the run. Raises UnusableError.

    `again` judges what is not handed on by the rules in force: before anything is planned.
    """
    from plan import document_layouts

    layouts = document_layouts(*setting.workspace.mapping_folders)
    return partial(plan_orders, masters=masters, layouts=layouts, again=again)


def delivering(setting: Setting) -> Step:
    """Open the layouts of documents now; delivering in them is a step of the run. Raises UnusableError."""
    from plan import document_layouts

    return partial(deliver_all, layouts=document_layouts(*setting.workspace.mapping_folders))


def plan_orders(work: Work, facts: RunFacts, *, masters: Masters, layouts: Any, again: Step) -> RunFacts:
    """Plan every accepted order without a plan, save all in one transaction, and write the documents' files.

    What cannot be planned is held; where it was a change, the order before it stands and is judged and planned.
    The facts get the documents of this run and of those it carries on.
    Raises PlanOutdatedError if another run planned the same orders meanwhile.
    """
    from plan import Commitments, replan
    from plan.needs import World

    listed = {item.document_id for rows in masters.incoming.values() for item in rows if item.document_id}
    shown = work.ledger.note_incoming(sorted(listed))
    words = unit_words(*work.workspace.mapping_folders)
    waiting, facts = _plannable(work, facts, World(masters, work.today, words), shown, again)
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
    work: Work, facts: RunFacts, world: World, shown: frozenset[str], again: Step
) -> tuple[list[Waiting], RunFacts]:
    """Return what can be planned; what a person must look at first is held, until nothing of that is left.

    A change that is held gives way to the order before it, which then waits for its plan, too.
    """
    from plan import Commitments

    while True:
        facts = again(work, facts)
        commitments = Commitments(*work.ledger.commitments(), shown=shown)
        waiting = [(item, _problems(work, item, world, commitments)) for item in work.ledger.unplanned_orders()]
        held = [(item, problems) for item, problems in waiting if problems]
        if not held:
            return [item for item, _ in waiting], facts
        for item, problems in held:
            facts = _hold(work, facts, item, problems)


def _problems(work: Work, item: Waiting, world: World, commitments: Commitments) -> tuple[Finding, ...]:
    """Return what forbids planning: faults, or documents that stand and that nobody has agreed to change."""
    from plan import faults, replan, told

    masters, words = world.masters, world.words
    found, order_key = faults(item.record, masters, work.today, words), key_of(item.record)
    if found or order_key not in served(commitments.documents) or ISSUED in work.ledger.settled(item.document_row):
        return found
    changes = told(replan([item.record], {order_key}, masters, commitments, work.today, words))
    order_id = item.record.order.order_id if item.record.order else None
    said = f"已下达的单据将更改 documents that stand would change: {changes}"
    return (finding(*ISSUED, order=order_id, changes=said),) if changes else ()


def _hold(work: Work, facts: RunFacts, item: Waiting, problems: Sequence[Finding]) -> RunFacts:
    held = replace(item.record, status="review", findings=(*item.record.findings, *problems))
    work.ledger.rejudge(work.run_id, item.document_row, held, settled=(), at=work.as_of)
    return facts.judged_anew(item.record, held)
