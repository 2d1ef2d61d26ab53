"""The list of report.html as data: every text once, each exception a row of numbers, sentences as patterns.

5,000 exceptions with the rows of three exports stay under 2 MB, and both languages cost what one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from orders.clocks import clocks
from orders.codes import EXCEPTIONS, Language
from orders.exceptions import EXPLANATIONS, FACT_WORDS, NAMED_FACTS, SHOWN, SYSTEMS, ExceptionRecord, ShownRow
from orders.standing import Memory
from reports.exceptions_remedies import REMEDIES
from reports.exceptions_standing import decided, evidence_changes
from reports.exceptions_words import CHANGES, CLOCKS, COLUMNS, STANDINGS, WORDS

CELLS_FROM = 19  # texts a row, then the numbers below
LANGUAGES: tuple[Language, Language] = ("zh", "en")
MOST_SHOWN = 3  # rows a system; the workbook and --explain have the numbers of all
LABELS = ("export_rows", "remedy", "more")


class _Texts:
    """Texts by number; the empty one is 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def __call__(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def listed(self) -> list[str]:
        return list(self._numbers)


def page_data(records: Sequence[ExceptionRecord], memory: Memory, as_of: datetime) -> dict[str, Any]:
    """Return what the page's script draws; `rows` follow the order of `_row`."""
    texts = _Texts()
    rows = [_row(record, memory, texts, as_of) for record in records]
    kinds = {record.kind for record in records}
    return {
        "texts": texts.listed(),
        "rows": rows,
        "kinds": {kind: [*EXCEPTIONS[kind], *REMEDIES[kind][2:]] for kind in EXCEPTIONS if kind in kinds},
        "changes": CHANGES,
        "sentences": {name: [*pair, _facts_of(name)] for name, pair in EXPLANATIONS.items()},
        "named": NAMED_FACTS,
        "words": {**FACT_WORDS, "line_id": COLUMNS["line_id"]},
        "columns": SHOWN,
        "clocks": [pair[2:] for pair in CLOCKS.values()],
        "labels": {**STANDINGS, **{name: WORDS[name] for name in LABELS}},
    }


@cache
def _facts_of(sentence: str) -> list[str]:
    """Return the names of a sentence's facts, in the order in which a row has them."""
    from string import Formatter

    parts = (part for text in EXPLANATIONS[sentence] for part in Formatter().parse(text))
    return sorted({name for _, name, _, _ in parts if name})


def _row(record: ExceptionRecord, memory: Memory, texts: _Texts, as_of: datetime) -> list[Any]:
    """Write one exception: texts as numbers, the facts of its sentence, what has changed, the decision, its rows."""
    standing, sentence = memory.of(record), record.facts.get("sentence", "difference")
    plain = (
        *(record.exception_id, standing.change, record.kind, record.order_id, record.line_id, record.sku),
        *(record.customer, record.owner, record.odd_system, record.field, record.currency, sentence),
        *(getattr(record, f"{system}_value") for system in SYSTEMS),
        *(getattr(record, f"{system}_rows").replace(";", "; ") for system in SYSTEMS),
        record.contact,
    )
    assert len(plain) == CELLS_FROM
    told = [(evidence_changes(record, standing, language), decided(standing, language)) for language in LANGUAGES]
    return [
        *map(texts, plain),
        "" if record.amount_at_stake is None else float(record.amount_at_stake),
        *("" if time is None else round(float(time)) for time in vars(clocks(record, as_of)).values()),
        [texts(record.facts.get(name, "…")) for name in _facts_of(sentence)],
        *([texts(text) for text in pair] if pair[0] else 0 for pair in zip(*told, strict=True)),
        _side_by_side(record.shown, texts),
    ]


def _side_by_side(shown: Sequence[ShownRow], texts: _Texts) -> list[Any] | int:
    """Write rows of exports: how many of each system, their numbers, then column by column as in SHOWN.

    A column that is the same in all of them is written once; trailing blank columns are left out.
    """
    rows = [row for system in SYSTEMS for row in [one for one in shown if one.system == system][:MOST_SHOWN]]
    if not rows:
        return 0
    counts = [sum(row.system == system for row in rows) for system in SYSTEMS]
    columns = [_column([row.cells.get(name, "") for row in rows], texts) for name in SHOWN]
    while columns and columns[-1] == 0:
        columns.pop()
    return [[*counts, *(texts(row.row) for row in rows)], *columns]


def _column(found: Sequence[str], texts: _Texts) -> int | list[int]:
    return texts(found[0]) if len(set(found)) == 1 else list(map(texts, found))
