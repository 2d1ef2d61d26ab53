"""What a person has to decide: one row for each finding that holds an order, with the place on the paper."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from intake.check.pointer import value_at
from intake.review.places import STANDS_FOR, Picture, crop, place_of, where
from intake.review.wording import WITHOUT_FINDING
from orders.codes import Language, message
from orders.records import Finding, OrderRecord, plain

# the columns of the sheet `review`, in this order (CONTRACT section 3)
COLUMNS = (
    *("key", "file", "page", "picture", "customer", "order_id", "line_id", "path", "code", "message", "value"),
    *("other_reading", "proposed", "decision", "new_value", "note", "by"),
)


@dataclass(frozen=True)
class Entry:
    """A held record, which record of its document it is, and how to get the PNG of a place (page, box)."""

    record: OrderRecord
    index: int = 0
    picture: Picture | None = None


@dataclass(frozen=True)
class Row:
    """One row to write: the text of every column but `picture`, and the picture's PNG bytes."""

    cells: Mapping[str, str]
    png: bytes | None = None


def review_key(record: OrderRecord, index: int) -> str:
    """Return the key of a record's rows: its document, its place in it, and the state it was shown in."""
    findings = [(item.code, item.path, item.severity) for item in record.findings]
    state = json.dumps([record.document_type, plain(record.order), findings], ensure_ascii=False, sort_keys=True)
    return f"{record.source.sha256[:16]}-{index}-{sha256(state.encode()).hexdigest()[:8]}"


def rows(entry: Entry, language: Language) -> Iterator[Row]:
    """Return one row an error of a held record; a record held for its kind alone gets one row; others get none."""
    record = entry.record
    if record.status != "review":
        return
    held = [item for item in record.findings if item.severity == "error"]
    for item in held:
        yield _row(entry, item, message(item, language))
    if not held:
        kind = Finding(record.document_type, "error", "/order" if record.order else "")
        yield _row(entry, kind, WITHOUT_FINDING[language])


def _row(entry: Entry, item: Finding, sentence: str) -> Row:
    record = entry.record
    seen = item.evidence or place_of(record, item.path)
    cells = {
        "key": review_key(record, entry.index),
        **where(record, seen),
        "customer": _customer(record),
        "order_id": (record.order.order_id if record.order else None) or "",
        "line_id": _line_id(record, item.path),
        "path": item.path,
        "code": item.code,
        "message": sentence,
        "value": _value(record, item),
        "other_reading": _other(item),
        "proposed": item.proposed or "",
    }
    return Row(cells, crop(record, seen, entry.picture))


def _customer(record: OrderRecord) -> str:
    buyer = record.order.buyer if record.order else None
    return " ".join(part for part in (buyer.party_id, buyer.name) if part) if buyer else ""


def _line_id(record: OrderRecord, path: str) -> str:
    steps = path.split("/")
    if len(steps) < 4 or steps[2] != "lines":
        return ""
    line = value_at(record, "/".join(steps[:4]))
    return (line.line_id if line else None) or f"#{int(steps[3]) + 1}"


def _value(record: OrderRecord, item: Finding) -> str:
    value = value_at(record, STANDS_FOR.get(item.path, item.path)) if item.path else None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or is_dataclass(value):
        return item.facts.get("seen", "")
    return ", ".join(_part(part, at) for at, part in enumerate(value, 1)) if isinstance(value, tuple) else str(value)


def _part(part: object, at: int) -> str:
    """Name one of several parts: a line or charge by the number it has on the paper, else by its place."""
    if not is_dataclass(part):
        return str(part)
    return getattr(part, "line_id", None) or f"#{at}"


def _other(item: Finding) -> str:
    """Return the reading that speaks against the value: the second one, both of an ambiguous date, the computed sum."""
    facts = item.facts
    if item.code == "date-ambiguous":
        return f"{facts.get('first', '')} / {facts.get('second', '')}"
    return facts.get("second") or facts.get("computed") or facts.get("candidates") or ""
