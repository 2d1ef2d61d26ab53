"""A person's decisions, and what they make of the record they were made about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from intake.check.edit import place
from intake.check.pointer import leaf_type, put, typed
from intake.review.consequences import follow
from intake.review.wording import REFUSED
from orders.codes import Language, finding
from orders.records import Evidence, Finding, OrderRecord

Settled = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Decision:
    """One decided row; `line` is its row in the sheet as Excel numbers it."""

    key: str
    path: str
    code: str
    decision: str
    new_value: str | None = None
    note: str | None = None
    by: str | None = None
    line: int = 0
    file: str = ""
    order_id: str = ""


def sort_out(
    decisions: Iterable[Decision], current: Iterable[str]
) -> tuple[Mapping[str, tuple[Decision, ...]], tuple[Decision, ...]]:
    """Return the decisions by key, and those refused because no held record has their key (any more)."""
    known, taken, refused = frozenset(current), defaultdict[str, list[Decision]](list), []
    for decision in decisions:
        if decision.key in known:
            taken[decision.key].append(decision)
        else:
            refused.append(decision)
    return {key: tuple(found) for key, found in taken.items()}, tuple(refused)


def refusal(decision: Decision, why: str = "changed", language: Language = "en") -> str:
    """Say which row is refused, why (a name in REFUSED), and what to do."""
    facts = {"line": decision.line, "order_id": decision.order_id or "—", "new_value": decision.new_value}
    return REFUSED[why][0 if language == "zh" else 1].format(**facts)


def apply(record: OrderRecord, decisions: Iterable[Decision]) -> tuple[OrderRecord, Settled]:
    """Put a person's decisions about this record into it; return it with the (code, path) they settle.

    Amounts that follow from a new price or quantity are recomputed where the paper's arithmetic closed before.
    reject and not-an-order end the record as rejected, whatever else is decided. The rest is to be checked again with
    the settled ones in the context. A new value of the wrong type raises ValueError; `read_review` finds it before.
    """
    made = tuple(decisions)
    words = {decision.decision for decision in made}
    if "not-an-order" in words:
        return replace(record, document_type="other", status="rejected", findings=(_no_order(made),)), frozenset()
    if "reject" in words:
        return replace(record, status="rejected"), frozenset()
    mended = record
    for decision in sorted(made, key=lambda one: one.decision == "correct"):
        mended = _mended(mended, decision)
    given = {path for path, item in mended.evidence.items() if item is not record.evidence.get(path)}
    return follow(record, mended, given), _settled(record, made)


def _no_order(made: tuple[Decision, ...]) -> Finding:
    """Say who said that it is no order, and why if they noted it."""
    said = next(decision for decision in made if decision.decision == "not-an-order")
    chinese, english = f"{said.by or '人工'} 已判定不是订单", f"{said.by or 'a person'} said it is no order"
    note = said.note
    return finding(
        "not-an-order",
        reason=f"{english}: {note}" if note else english,
        reason_zh=f"{chinese}（{note}）" if note else chinese,
    )


def _mended(record: OrderRecord, decision: Decision) -> OrderRecord:
    """Set the value of one decision: the proposed or the written one; whole parts of an order stay as they are."""
    text = decision.new_value if decision.decision == "correct" else _proposed(record, decision)
    if not text or leaf_type(decision.path) is None:
        return record
    before = place(record, decision.path)
    evidence = replace(before, text=text, method="person") if before else Evidence(text, "person")
    changed = put(record, decision.path, typed(decision.path, text))
    return replace(changed, evidence={**record.evidence, decision.path: evidence})


def _proposed(record: OrderRecord, decision: Decision) -> str | None:
    mine = (item for item in record.findings if (item.code, item.path) == (decision.code, decision.path))
    return next((item.proposed for item in mine if item.proposed), None)


def _settled(record: OrderRecord, made: tuple[Decision, ...]) -> Settled:
    """Return what is settled: where several findings share code and path, every one of them must be decided."""
    asked = Counter((item.code, item.path) for item in record.findings if item.severity == "error")
    answered = Counter((decision.code, decision.path) for decision in made)
    return frozenset(pair for pair, count in answered.items() if count >= asked[pair])
