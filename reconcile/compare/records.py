"""Situations → exception records, match rows and the proof that all rows add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orders.codes import EXCEPTIONS
from orders.exceptions import (
    ExceptionRecord,
    Reconciliation,
    RowCount,
    SumsDisagreeError,
    at_stake,
    exception_id,
)
from orders.masters import MONDAY_TO_FRIDAY, Calendar
from orders.values import key
from reconcile.cells import EPOCH, MISSING, SCALE, Ints, day_text, moment_of
from reconcile.compare.evidence import Shown, evidence_of
from reconcile.compare.matches import match_rows
from reconcile.compare.owners import Owners
from reconcile.compare.situations import compare
from reconcile.compare.trace import Trace
from reconcile.compare.view import Situation, View
from reconcile.match.contents import Contents
from reconcile.match.sides import Matched
from reconcile.match.stack import Bools
from reconcile.texts import Texts
from reconcile.working_days import WorkingDays

CENT = Decimal("0.01")


def make_reconciliation(
    matched: Matched,
    as_of: datetime,
    owners: Mapping[str, Any],
    first_seen: Mapping[str, datetime],
    prepaid: frozenset[str],
    trace: Trace | None = None,
    *,
    calendar: Calendar = MONDAY_TO_FRIDAY,
) -> Reconciliation:
    """Compare the matched lines and write down what was found, sorted by severity of kind, money and identity.

    A `trace` is told what was compared and what each record was made of; `calendar` says which days work.
    """
    local = as_of.replace(tzinfo=None)
    view = View.of(matched, int((local - EPOCH).total_seconds()), frozenset(map(key, prepaid)), WorkingDays(calendar))
    situations = compare(view)
    labels = row_labels(matched)
    contents, shown = Contents(matched.sides, matched.stack), Shown(view, situations, labels)
    desk = _Desk(view, labels, contents, shown, as_of, Owners(owners), first_seen)
    made = [_record(desk, item) for item in situations]
    if trace is not None:
        trace.view, trace.found = view, list(zip(made, situations, strict=True))
    records = list(_distinct(made, first_seen, as_of))
    kinds = list(EXCEPTIONS)
    records.sort(key=lambda r: (kinds.index(r.kind), -(r.amount_at_stake or 0), r.order_id, r.line_id, r.exception_id))
    touched = np.zeros(len(view.matched.line), bool)
    touched[[row for item in situations for rows in item.rows.values() for row in rows]] = True
    matches = match_rows(view, labels)
    counts = _counts(view, touched)
    return Reconciliation(
        as_of,
        view.systems,
        tuple(records),
        matches,
        counts,
        tuple(row for side in matched.sides for row in side.excluded),
        at_stake(records),
        files=tuple(read for side in matched.sides for read in side.read),
    )


def row_labels(matched: Matched) -> Texts:
    """Return each row's physical number, with its file's name where a system has several; `words` by row."""
    labels = []
    for side in matched.sides:
        rows = pc.cast(pa.array(side.frame["row"].to_numpy()), pa.string())
        if len(side.files) > 1:
            names = pa.array(side.files, pa.string()).take(pa.array(side.frame["file"].to_numpy()))
            rows = pc.binary_join_element_wise(names, rows, ":")
        labels.append(rows)
    words = pa.concat_arrays(labels)
    return Texts(np.arange(len(words), dtype=np.int32), words)


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Desk:
    """What lies at hand where records are written: rows by number, by content and as written; who answers."""

    view: View
    labels: Texts
    contents: Contents
    shown: Shown
    as_of: datetime
    owners: Owners
    first_seen: Mapping[str, datetime]


def _record(desk: _Desk, item: Situation) -> ExceptionRecord:
    view, labels, contents = desk.view, desk.labels, desk.contents
    orders, currency = view.orders, _currency(view, item)
    stake = None if item.stake is None else (Decimal(item.stake) / SCALE).quantize(CENT)
    rows = {view.systems[n]: ";".join(labels[at] for at in sorted(found)) for n, found in item.rows.items()}
    values = {view.systems[n]: text for n, text in item.values.items()}
    moved = _last_movement(view, item)
    team, contact = desk.owners.of(view, item)
    name = exception_id(item.kind, *_identity(view, item, orders))
    lead = item.lead if item.method else view.matched.leads.get(item.line)
    return ExceptionRecord(
        exception_id=name,
        kind=item.kind,
        severity=EXCEPTIONS[item.kind][0],
        order_id=_order_text(view, item, orders),
        line_id="" if item.whole_order else item.number or view.line_text(item.line, "line_id"),
        sku="" if item.whole_order else _sku(view, item),
        customer=view.line_text(item.line, "customer", ("crm", "erp", "wms"))
        or view.line_text(item.line, "customer_id"),
        crm_rows=rows.get("crm", ""),
        erp_rows=rows.get("erp", ""),
        wms_rows=rows.get("wms", ""),
        field=item.field,
        crm_value=values.get("crm", ""),
        erp_value=values.get("erp", ""),
        wms_value=values.get("wms", ""),
        odd_system=item.odd,
        owner=team,
        contact=contact,
        amount_at_stake=stake,
        currency=currency,
        first_seen=desk.first_seen.get(name, desk.as_of),
        last_movement=None if moved is None else moment_of(moved, desk.as_of.tzinfo),
        age_hours=None if moved is None else (Decimal(view.now - moved) / 3600).quantize(Decimal("0.1")),
        match_method=item.method,
        match_score=None if item.score is None else Decimal(f"{item.score:.4f}"),
        order_date=_order_date(view, item),
        match_margin=None if lead is None else Decimal(f"{lead:.4f}"),
        facts=item.facts,
        evidence=evidence_of(view, item, stake, currency),
        members=contents.of(item.rows),
        joined=contents.of(item.joined),
        shown=desk.shown.of(item.rows),
        stakes=_stakes(view, item, contents),
    )


def _order_date(view: View, item: Situation) -> date | None:
    """Return when the line was ordered, as the first system says that knows it."""
    days = (view.value("order_date", system, item.line) for system in view.numbers)
    return next((date.fromisoformat(day_text(day)) for day in days if day != MISSING), None)


def _stakes(view: View, item: Situation, contents: Contents) -> dict[str, Decimal]:
    """Share the money at stake among the lines it is about, each named by what its rows say."""
    if item.stake is None:
        return {}
    lines = view.lines_of(item)
    money = {line: view.amount(line) or 0 for line in lines} if item.whole_order else {item.line: item.stake}
    return {_line_name(view, line, contents): Decimal(amount) / SCALE for line, amount in money.items()}


def _line_name(view: View, line: int, contents: Contents) -> str:
    rows = contents.of(view.all_rows(line))
    return exception_id("line", *(name for system in sorted(rows) for name in (system, *rows[system])))


def _identity(view: View, item: Situation, orders: Ints) -> tuple[str, ...]:
    stack = view.matched.stack
    order = stack.text("order", int(orders[item.line]))
    sku = view.matched.wide["sku"][:, item.line].max()
    number = item.number or view.line_text(item.line, "line_id")
    line = "" if item.whole_order else number.strip().lstrip("0")
    return (order, line, "" if item.whole_order else stack.text("sku", int(sku)), item.field, *item.identity)


def _distinct(
    records: Sequence[ExceptionRecord], first_seen: Mapping[str, datetime], as_of: datetime
) -> Iterator[ExceptionRecord]:
    """Number records that share an identity (rows without an order number) by what they say, never by row order.

    Each is told since when its own number has been seen.
    """
    seen: Counter[str] = Counter()
    for record in sorted(records, key=_said):
        seen[record.exception_id] += 1
        if (again := seen[record.exception_id]) > 1:
            name = exception_id(record.exception_id, str(again))
            record = replace(record, exception_id=name, first_seen=first_seen.get(name, as_of))
        yield record


def _said(record: ExceptionRecord) -> tuple[str, ...]:
    return (
        record.exception_id,
        record.customer,
        record.sku,
        record.crm_value,
        record.erp_value,
        record.wms_value,
        str(record.amount_at_stake),
    )


def _order_text(view: View, item: Situation, orders: Ints) -> str:
    """Return the line's own order number as the CRM writes it, else the fullest spelling another system has."""
    own = int(orders[item.line])
    order, system = view.matched.stack.column("order"), view.matched.stack.column("system")
    rows = [at for found in item.rows.values() for at in found if order[at] == own and own >= 0]
    rows = rows or [at for found in item.rows.values() for at in found]
    texts = [(view.systems[system[at]] != "crm", -len(text), text) for at in rows if (text := _number_text(view, at))]
    return min(texts)[2] if texts and own >= 0 else view.matched.stack.text("order", own)


def _number_text(view: View, row: int) -> str:
    return view.text(row, "order_id").strip() or view.text(row, "customer_order_id").strip()


def _sku(view: View, item: Situation) -> str:
    return view.line_text(item.line, "sku", ("crm", "erp", "wms"))


def _currency(view: View, item: Situation) -> str:
    stack = view.matched.stack
    for system in view.preferred:
        code = view.value("currency", system, item.line)
        if code >= 0:
            return stack.text("currency", code)
    return ""


def _last_movement(view: View, item: Situation) -> int | None:
    updated = view.matched.stack.column("updated_at")
    moved = [int(updated[at]) for rows in item.rows.values() for at in rows if updated[at] != MISSING]
    return max(moved) if moved else None


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counts(view: View, touched: Bools) -> dict[str, RowCount]:
    """Count where each row ended; an early line that rightly stands in one system only is clean."""
    counts = {}
    starts = view.starts
    for number, side in enumerate(view.matched.sides):
        rows = touched[starts[number] : starts[number + 1]]
        wrong = int(rows.sum())
        count = RowCount(side.given, len(rows) - wrong, wrong, len(side.excluded))
        if not count.adds_up:
            raise SumsDisagreeError(
                f"{side.system}: {side.given} rows in, {count.clean} + {count.exception} + {count.excluded} out"
            )
        counts[side.system] = count
    return counts
