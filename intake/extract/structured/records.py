"""Structured messages → order records, one a message; beside the pages of a PDF, where there are some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from intake.check.credit import URGENT
from intake.decide import ORDERS, decide
from intake.extract.assemble import order_from
from intake.extract.structured.cii import read_cii
from intake.extract.structured.codes import codes_for
from intake.extract.structured.draft import MessageDraft
from intake.extract.structured.edifact import read_edifact
from intake.extract.structured.kinds import Meant, meant
from intake.extract.structured.lines import put_lines
from intake.extract.structured.picture import with_picture
from intake.extract.structured.proof import prove
from intake.extract.structured.ubl import read_ubl
from intake.extract.structured.x12 import read_x12
from intake.read.document import Document
from intake.read.structured import StructuredMessage, Syntax
from orders.codes import finding, no_order
from orders.records import Finding, OrderRecord, Source
from orders.units import unit_words

READERS: Mapping[Syntax, Callable[[MessageDraft], None]] = {
    "ubl": read_ubl,
    "cii": read_cii,
    "edifact": read_edifact,
    "x12": read_x12,
}
MOST_LINES = 10_000
OF_THE_FILE = frozenset({"document-damaged", "document-over-limit"})
IN_ORDER = ("line_total", "allowance_total", "charge_total", "tax_total", "rounding", "prepaid", "payable_total")


def from_messages(
    document: Document, source: Source, papers: Sequence[OrderRecord] = (), site: tuple[str, ...] = ()
) -> tuple[OrderRecord, ...]:
    """Read every message of a document; `papers` are the records of the pages beside them, [] where there are none.

    Of several messages in one PDF each is held: nobody knows which the pages show.
    """
    records = [_record(message, source, site) for message in document.messages]
    if document.pages:
        words = unit_words(*map(Path, site))
        records = [with_picture(record, papers, document.pages, words) for record in records]
        if len(records) > 1:
            seen = ", ".join(message.name for message in document.messages)
            records = [
                replace(record, findings=(*record.findings, finding("structured-disagrees", seen=seen)))
                for record in records
            ]
    return tuple(decide(replace(one, findings=(*_unread_files(document, one), *one.findings))) for one in records)


def _unread_files(document: Document, record: OrderRecord) -> list[Finding]:
    """Return what is wrong with the file itself; doubts about its letters are settled by the message."""
    return [item for item in document.findings if item.code in OF_THE_FILE and item not in record.findings]


def _record(message: StructuredMessage, source: Source, site: tuple[str, ...]) -> OrderRecord:
    codes = codes_for(message.syntax, site)
    said = meant(message, codes)
    if said.kind not in ORDERS:
        verdict = [finding("structured-unread", seen=seen) for seen, _ in said.doubts] or [no_order(said.kind)]
        return OrderRecord(source, said.kind, "rejected", findings=(*message.findings, *verdict))
    if message.line_count > MOST_LINES:
        most = {"reason": f"more than {MOST_LINES} lines", "reason_zh": f"超过 {MOST_LINES} 行"}
        return OrderRecord(source, said.kind, "review", findings=(finding("document-over-limit", **most),))
    draft = MessageDraft(message, codes, said.kind)
    _doubt(draft, said)
    READERS[message.syntax](draft)
    put_lines(draft)
    _totals(draft)
    order = order_from(draft.values)
    order = replace(order, allowance_charges=tuple(charge for charge, _ in draft.charges))
    if said.urgent:
        order = replace(order, priority=URGENT)
    found = (*message.findings, *draft.findings, *prove(draft, order))
    return OrderRecord(source, said.kind, "review", order, None, draft.evidence, found)


def _doubt(draft: MessageDraft, said: Meant) -> None:
    for seen, place in said.doubts:
        draft.unread(seen, place)


def _totals(draft: MessageDraft) -> None:
    """Put the stated totals where an order has a place for them, and each charge's own place."""
    for name in IN_ORDER:
        if name in draft.sums:
            draft.put(f"/order/totals/{name}", *draft.sums[name])
    if "tax_inclusive" in draft.sums:
        draft.values.setdefault("/order/totals/payable_total", draft.sums["tax_inclusive"][0])
    for at, (_, said) in enumerate(draft.charges):
        draft.evidence[f"/order/allowance_charges/{at}/amount"] = draft.seen(said)
