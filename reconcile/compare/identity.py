"""Rows whose number is not their line's own, ids that Excel destroyed, and words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.compare.view import Situation, View, bad_cell
from reconcile.keys import is_cut
from reconcile.match.blame import NumberFault, cut_of
from reconcile.match.stack import Stack

LOSSY = (("lossy_sku", "sku"), ("lossy_waybill_id", "waybill_id"))


def number_faults(view: View) -> Iterator[Situation]:
    """Yield exactly one exception for each line whose rows in one system bear a number that is not its own."""
    for fault in view.matched.faults:
        yield _situation(view, fault, fault_kind(view, fault))
    linked = {row for fault in view.matched.faults for row in fault.rows}
    for name in ("order_id", "customer_order_id"):
        rows = set(np.flatnonzero(view.matched.stack.column(f"lossy_{name}") > 0).tolist()) - linked
        linked |= rows
        for row in sorted(rows):
            yield lossy(view, row, name, _others(view, row, name) if name == "customer_order_id" else "")


def fault_kind(view: View, fault: NumberFault) -> str:
    """Say what kind of wrong number it is."""
    if any(is_destroyed(view, row) for row in fault.rows):
        return "lossy-cell"
    if not fault.decided:
        return "ambiguous-match"
    if fault.own:
        return "suggested-match"
    return "key-collision" if fault.borrowed else "suggested-match"


def is_destroyed(view: View, row: int) -> bool:
    """Say whether Excel has destroyed a row's order number."""
    stack = view.matched.stack
    return row in stack.lossy or is_cut(stack.text("order", int(stack.column("order")[row])))


def _situation(view: View, fault: NumberFault, kind: str) -> Situation:
    stack = view.matched.stack
    own = fault.lines[0] if fault.decided else int(view.matched.line[fault.rows[0]])
    rows = view.rows_of(fault.lines if fault.decided else [*fault.lines, own])
    seen = "; ".join(dict.fromkeys(view.text(row, "order_id") for row in fault.rows))
    orders = view.orders
    likely = "; ".join(dict.fromkeys(_own_number(view, line, int(orders[line])) for line in fault.lines))
    facts = {
        "sentence": "suggested-line" if fault.own else kind,
        "system": view.systems[fault.system].upper(),
        "seen": seen,
        "likely": likely,
        "candidates": likely,
        "name": "order_id",
        "score": f"{fault.score:.2f}",
        "margin": f"{fault.lead:.2f}",
    }
    method = "attributes" if not stack.text("order", int(stack.column("order")[fault.rows[0]])) else "fuzzy"
    return Situation(
        kind,
        fault.lines[0],
        rows,
        "order_id",
        _values(view, rows),
        _odd(view, fault, kind),
        view.amount(fault.lines[0]),
        facts,
        identity=(view.systems[fault.system],),
        method=method,
        score=fault.score,
        lead=fault.lead if fault.decided else None,
        joined={fault.system: fault.rows},
    )


def _own_number(view: View, line: int, code: int) -> str:
    """Return a line's own order number as its exports write it."""
    order = view.matched.stack.column("order")
    rows = [at for found in view.all_rows(line).values() for at in found if order[at] == code]
    return next(
        (text for at in rows if (text := view.text(at, "order_id").strip())), view.matched.stack.text("order", code)
    )


def _values(view: View, rows: dict[int, tuple[int, ...]]) -> dict[int, str]:
    return {n: "; ".join(dict.fromkeys(view.text(row, "order_id") for row in found)) for n, found in rows.items()}


def _odd(view: View, fault: NumberFault, kind: str) -> str:
    """Name the damaged cell's system, else the one of three that two others contradict."""
    stack = view.matched.stack
    home = [
        row for line in fault.lines for rows in view.all_rows(line).values() for row in rows if row not in fault.rows
    ]
    peers = {int(stack.column("system")[row]) for row in home} - {fault.system}
    if kind == "lossy-cell" or (fault.decided and len(peers) > 1):
        return view.systems[fault.system]
    own = stack.text("order", int(stack.column("order")[fault.rows[0]]))
    others = [stack.text("order", int(stack.column("order")[row])) for row in home]
    return view.systems[fault.system] if not own or any(cut_of(own, other) for other in others) else ""


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────


def lossy_cells(view: View) -> Iterator[Situation]:
    """Yield other ids than the order number that Excel has turned into numbers."""
    for flag, name in LOSSY:
        for row in np.flatnonzero(view.matched.stack.column(flag) > 0):
            yield lossy(view, int(row), name, _others(view, int(row), name))


def _others(view: View, row: int, name: str) -> str:
    rows = view.all_rows(int(view.matched.line[row])).values()
    texts = (view.text(at, name) for found in rows for at in found if at != row)
    return "; ".join(dict.fromkeys(text for text in texts if text))


def lossy(view: View, row: int, name: str, likely: str) -> Situation:
    """Make the exception for one destroyed cell."""
    line = int(view.matched.line[row])
    system = int(np.searchsorted(view.starts, row, "right")) - 1
    content = _content(view.matched.stack, row)
    return bad_cell(
        view, "lossy-cell", line, system, name, view.text(row, name), identity=(content,), likely=likely or "?"
    )


def unreadable_cells(view: View) -> Iterator[Situation]:
    """Yield one exception per line, system and column whose words or numbers cannot be read."""
    seen: set[tuple[int, int, str]] = set()
    for number, side in enumerate(view.matched.sides):
        for at, column in side.unreadable:
            name = "status" if column == "stage" else column
            row = int(view.starts[number]) + at
            place = (int(view.matched.line[row]), number, name)
            if place not in seen:
                seen.add(place)
                yield bad_cell(view, "unreadable-value", place[0], number, name, view.text(row, name))


def _content(stack: Stack, row: int) -> str:
    """Describe a row by what it says, so that two rows without a number have identities of their own."""
    sku = stack.text("sku", int(stack.column("sku")[row]))
    return "|".join(
        [sku, *(str(stack.column(name)[row]) for name in ("quantity", "order_date", "promised_date", "amount"))]
    )
