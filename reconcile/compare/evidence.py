"""What a decision about an exception rests on: values and counts as they mean, no row numbers, ages, scores or limits.

The same whatever order, file or format the rows come in, so that an answer given once need not be given every night.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from orders.exceptions import SHOWN, ShownRow
from orders.values import normal
from reconcile.cells import day_text
from reconcile.compare.view import Situation, View
from reconcile.vocabulary import DATE_COLUMNS, NUMBER_COLUMNS

STAGED = frozenset({"status-conflict", "stalled"})  # what counts is the stage, not the word for it
# facts of a situation that are evidence, and those of missing lines: which stage they have reached meanwhile is none
KEPT = ("present", "count", "stage", "earlier", "later", "ahead", "behind", "likely", "expected", "seen", "systems")
KEPT_MISSING = ("present", "count")
MOST_SHOWN = 4  # rows a system; the numbers of all stand in `*_rows`
_BETWEEN = re.compile("[;,] ")
_NUMBER = re.compile(r"^-?\d+\.\d+$")


def evidence_of(view: View, item: Situation, stake: Decimal | None, currency: str) -> dict[str, str]:
    """Return the evidence of a situation: each system's values, the odd system, the money, and its countable facts."""
    said = {view.systems[system]: _values(view, item, system, text) for system, text in item.values.items()}
    kept = KEPT_MISSING if item.kind.startswith("missing-in-") else KEPT
    facts = {name: _parts(_BETWEEN.split(item.facts[name]), item.field) for name in kept if name in item.facts}
    money = {} if stake is None else {"stake": format(stake, "f"), "currency": currency}
    odd = {"odd_system": item.odd}
    return {name: text for name, text in {**said, **facts, **odd, **money}.items() if text}


def _values(view: View, item: Situation, system: int, text: str) -> str:
    if item.kind in STAGED:
        return ""
    if item.kind == "date-mismatch" and item.field in DATE_COLUMNS:
        column = view.matched.stack.column(item.field)
        return _parts((day_text(int(column[row])) for row in item.rows.get(system, ())), item.field)
    return _parts(text.split(";"), item.field)


def _parts(texts: Iterable[str], field: str) -> str:
    """Join parts in an order of their own; numbers without needless zeros."""
    parts = {normal(text) for text in texts}
    if field in NUMBER_COLUMNS:
        parts = {text.rstrip("0").rstrip(".") if _NUMBER.match(text) else text for text in parts}
    return "; ".join(sorted(parts - {""}))


# ── rows to look at ──────────────────────────────────────────────────────────────────────────────────────────────


class Shown:
    """The first rows of each system in `situations` as the exports write them, blank cells left out."""

    def __init__(self, view: View, situations: Iterable[Situation], labels: Sequence[str]) -> None:
        wanted = {row for item in situations for found in item.rows.values() for row in found[:MOST_SHOWN]}
        self._rows: dict[int, ShownRow] = {}
        for number, side in enumerate(view.matched.sides):
            start, end = view.starts[number : number + 2].tolist()
            rows = np.array(sorted(row for row in wanted if start <= row < end), np.int64)
            names = [name for name in SHOWN if name in side.texts]
            cells = zip(*(side.texts[name].at(rows - start) for name in names), strict=True)
            for row, texts in zip(rows.tolist(), cells, strict=True):
                said = {name: text for name, text in zip(names, texts, strict=True) if text}
                self._rows[row] = ShownRow(side.system, labels[row], said)

    def of(self, rows: Mapping[int, Sequence[int]]) -> tuple[ShownRow, ...]:
        """Return the rows of one situation, system by system."""
        return tuple(self._rows[row] for _, found in sorted(rows.items()) for row in found[:MOST_SHOWN])
