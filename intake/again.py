"""Orders that are not delivered yet are judged again: by the rules in force tonight, by approvals given or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from intake.pipeline import LedgerHistory
from orders.ledger import Held, Ledger
from orders.records import OrderRecord

if TYPE_CHECKING:
    from intake.check import Context

Judged = tuple[Held, OrderRecord]  # a document as it is judged now, and its record before


def context_of(ledger: Ledger, document_row: int, context: Context) -> Context:
    """Return the context of a document in the ledger: what came before it, what persons have decided about it."""
    return replace(
        context,
        history=LedgerHistory(ledger, document_row),
        settled=ledger.settled(document_row),
        refused=ledger.refusals(document_row),
    )


def judge_again(
    ledger: Ledger, run_id: str, held: Iterable[Held], *, context: Context, at: datetime
) -> tuple[Judged, ...]:
    """Judge documents again by the rules in force and by the approvals given; return those that came out otherwise.

    The masters' checks are not asked again: what persons were shown stays what it was.
    """
    from intake.check import check_rules

    found: list[Judged] = []
    for item in held:
        record = check_rules(item.record, context_of(ledger, item.document_row, context))
        if _told(record) != _told(item.record):
            ledger.rejudge(run_id, item.document_row, record, settled=(), at=at)
            found.append((replace(item, record=record, state=record.status), item.record))
    return tuple(found)


def _told(record: OrderRecord) -> tuple[object, ...]:
    """Return what a judgement comes to: a rule that goes on to hold, with a day less to go, is no news."""
    findings = [(item.code, item.path, item.severity) for item in record.findings]
    firings = [
        replace(one, seen="", actions=tuple(replace(called, due=None) for called in one.actions))
        for one in record.firings
    ]
    return record.status, record.order, findings, firings
