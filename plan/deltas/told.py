"""Say what a plan changes of documents that stand, in words both languages can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orders.documents import CHANGE, Plan, PlannedDocument
from orders.records import plain

WORDS: Mapping[str, str] = {
    "supplement": "增补 supplement",
    "reduction": "减少 reduction",
    "cancellation": "取消 cancellation",
}


def told(plan: Plan) -> str:
    """Return one phrase a delta document: which, what it does, and each line that changes."""
    return "; ".join(_document(one) for one in plan.documents if one.replaces or set(one.tags) & set(WORDS))


def _document(document: PlannedDocument) -> str:
    if document.document_type == "sales" and document.revision == 1:
        return f"{document.replaces} → {document.document_id}"
    does = next((WORDS[tag] for tag in document.tags if tag in WORDS), "")
    return f"{document.document_id} {does}: {', '.join(_lines(document))}"


def _lines(document: PlannedDocument) -> Iterator[str]:
    for line in document.lines:
        by = next((one.value for one in line.attributes if one.name == CHANGE), None)
        if by is not None:
            yield f"{line.sku} {by} → {plain(line.quantity)} {line.unit}"
        elif document.revision == 1:
            yield f"{line.sku} +{plain(line.quantity)} {line.unit}"
