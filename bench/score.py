"""What was read beside what stands on the paper: header fields, lines, documents, and what was accepted wrong."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

HEADER = (
    "order_id",
    "issue_date",
    "requested_date",
    "currency",
    "buyer",
    "seller",
    "payment_terms",
    "tax_total",
    "payable_total",
)
LINE = ("code", "quantity", "unit", "unit_price", "line_amount")
MAY_LACK = ("currency", "buyer", "seller", "payment_terms", "tax_total")  # null is a gap, not a wrong value
ALSO = ("price_base_quantity", "requested_date", "seller_item_id")  # must not be wrong either, but are not in F1
GAP = " (gap)"


@dataclass
class Score:
    """Counts over documents; `silent` names each accepted document with a wrong value, `missed` what else was wrong."""

    documents: int = 0
    clean: int = 0
    touchless: int = 0
    whole: int = 0
    header_right: int = 0
    header_all: int = 0
    lines_right: int = 0
    lines_read: int = 0
    lines_true: int = 0
    accepted: int = 0
    gaps: int = 0
    silent: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def header(self) -> float:
        return self.header_right / self.header_all if self.header_all else 1.0

    @property
    def f1(self) -> float:
        both = self.lines_read + self.lines_true
        return 2 * self.lines_right / both if both else 1.0

    def add(self, other: Score) -> None:
        """Add another score to this one."""
        for name in vars(self):
            value = getattr(other, name)
            if isinstance(value, Counter):
                getattr(self, name).update(value)
            else:
                setattr(self, name, getattr(self, name) + value)


def score(name: str, expect: str, truths: Sequence[Mapping[str, Any]], records: Sequence[Mapping[str, Any]]) -> Score:
    """Compare the records read from one document with its truths; orders are paired by number, then in turn."""
    result = Score(documents=1, clean=int(expect == "accept"))
    result.accepted = int(any(_accepted(record) for record in records))
    wrong: list[str] = []
    for truth, record in _paired(truths, records):
        wrong += _compare(result, truth, record)
    orders = [record for record in records if _is_order(record)]
    if len(orders) > len(truths):
        wrong.append(f"{len(orders)} orders for {len(truths)}")
    went = bool(records) and all(_accepted(record) for record in records)
    result.whole = int(not wrong)
    bad = [item for item in wrong if not item.endswith(GAP)]
    result.touchless = int(went and not bad and expect == "accept")
    result.gaps = int(bool(result.accepted) and len(wrong) > len(bad))
    if result.accepted and (bad or expect != "accept"):
        result.silent.append(f"{name}: {'; '.join(bad) or f'accepted, should be {expect}'}")
    result.missed.update(item.split(":")[0] for item in wrong)
    return result


def _accepted(record: Mapping[str, Any]) -> bool:
    return record.get("status") == "accepted"


def _is_order(record: Mapping[str, Any]) -> bool:
    return record.get("document_type") == "purchase_order" and bool(record.get("order"))


def _paired(
    truths: Sequence[Mapping[str, Any]], records: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    left = [record for record in records if record.get("order")]
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for truth in truths:
        same = [record for record in left if _text(record["order"].get("order_id")) == _text(truth["order_id"])]
        record = (same or left or [{}])[0]
        left = [other for other in left if other is not record]
        pairs.append((truth, record))
    return pairs


def _compare(result: Score, truth: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    read = flat(record.get("order") or {})
    wrong = []
    for name in HEADER:
        true, seen = truth.get(name), read.get(name)
        meant = name == "currency" and seen == truth.get("currency_meant")
        if true is None and (seen is None or meant):
            continue
        result.header_all += 1
        if same(name, true, seen):
            result.header_right += 1
        else:
            wrong.append(f"{name}: {seen!r} for {true!r}{GAP if seen is None and name in MAY_LACK else ''}")
    return wrong + _compare_lines(result, truth["lines"], read["lines"])


def _compare_lines(result: Score, truths: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> list[str]:
    result.lines_true += len(truths)
    result.lines_read += len(lines)
    wrong = []
    left = list(lines)
    for number, true in enumerate(truths, 1):
        found = next((line for line in left if all(same(name, true[name], line[name]) for name in LINE)), None)
        if found is None:
            near = next((line for line in left if same("code", true["code"], line["code"])), None)
            differing = [name for name in LINE if near and not same(name, true[name], near[name])]
            shown = ", ".join(f"{name} {near[name]!r} for {true[name]!r}" for name in differing) if near else "absent"
            wrong.append(f"line {'+'.join(differing) or 'absent'}: {number}: {shown}")
            continue
        result.lines_right += 1
        left.remove(found)
        wrong += [
            f"line {name}: {number}: {found[name]!r} for {true[name]!r}"
            for name in ALSO
            if name in true
            and not same(name, true[name], found[name])
            and not (name == "seller_item_id" and not true[name])
        ]
    return wrong + ([f"line too many: {len(lines)} for {len(truths)}"] if len(lines) > len(truths) else [])


def flat(order: Mapping[str, Any]) -> dict[str, Any]:
    """Bring an order record to the keys of the truth."""
    delivery, totals = order.get("delivery") or {}, order.get("totals") or {}
    return {
        **{name: order.get(name) for name in ("order_id", "issue_date", "currency", "payment_terms")},
        "requested_date": delivery.get("requested_date"),
        "buyer": (order.get("buyer") or {}).get("name"),
        "seller": (order.get("seller") or {}).get("name"),
        "tax_total": totals.get("tax_total"),
        "payable_total": totals.get("payable_total"),
        "lines": [
            {**line, "code": line.get("buyer_item_id") or line.get("seller_item_id")}
            for line in order.get("lines") or ()
        ],
    }


def same(name: str, true: Any, seen: Any) -> bool:
    """Tell whether a value says the same: numbers by value, text without regard to width and blanks."""
    if true is None or seen is None:
        return (true or None) == (seen or None)
    if name in ("quantity", "unit_price", "line_amount", "tax_total", "payable_total", "price_base_quantity"):
        try:
            return Decimal(str(true)) == Decimal(str(seen))
        except InvalidOperation:
            return False
    if name == "payment_terms":  # the full stop of a sentence is no part of the terms
        return _text(true).rstrip(".。") == _text(seen).rstrip(".。")
    return _text(true) == _text(seen)


def _text(value: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value or "")).split())
