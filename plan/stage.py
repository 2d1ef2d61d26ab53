"""Split and deliver as steps of a run: accepted orders of the ledger become plans, files and deliveries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from orders.documents import PlannedDocument
from orders.facts import RunFacts, failures
from orders.masters import Masters
from orders.run import Work


def plan_orders(work: Work, facts: RunFacts, *, masters: Masters) -> RunFacts:
    """Plan every accepted order without a plan, save all in one transaction, and write the documents' files.

    The facts get the documents of this run and of the interrupted ones it carries on. Raises PlanOutdatedError.
    """
    from plan import Commitments, split, write_documents

    listed = {item.document_id for rows in masters.incoming.values() for item in rows if item.document_id}
    shown = work.ledger.note_incoming(sorted(listed))
    waiting = work.ledger.unplanned_orders()
    if waiting:
        commitments = Commitments(*work.ledger.commitments(), shown=shown)
        plan = split([record for _, record in waiting], masters, commitments, work.today)
        work.ledger.save_plan(work.run_id, [row for row, _ in waiting], plan)
    planned = work.ledger.planned_by(work.run_ids)
    write_documents(planned, work.folder / "documents")
    return replace(facts, planned=planned)


def deliver_all(work: Work, facts: RunFacts) -> RunFacts:
    """Hand every approved document to its target, each exactly once; a refused one is tried again next time."""
    before = work.ledger.delivered_count()
    counts = dict.fromkeys(("sent", "already", "failed"), 0)
    refused: list[tuple[str, str]] = []
    for document in work.ledger.deliverable():
        target = work.workspace.targets[document.document_type]
        state, reason = _hand_over(document, work.folder / "documents", target)
        work.ledger.record_delivery(
            work.run_id, document, target=str(target), state=state, reason=reason, at=work.as_of
        )
        counts[state] += 1
        refused += [(document.document_id, reason)] if reason else []
    gone_wrong = (*facts.failures, *failures("failed", refused))
    return replace(facts, deliveries=counts, delivered_before=before, failures=gone_wrong)


def _hand_over(document: PlannedDocument, folder: Path, target: Path) -> tuple[str, str | None]:
    from plan import deliver, write_documents

    files = write_documents([document], folder)
    try:
        return deliver(document, files, target), None
    except OSError as error:
        return "failed", f"{error.strerror or error}: {error.filename or target}"
