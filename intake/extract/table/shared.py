"""Cells of a sheet that are merged downwards: what they say of one item they say of all beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.rows import Row
from intake.extract.table.spoken import Column

_COUNTED = ("quantity", "line_amount", "tax_amount")  # one for several items is a sum


def shared_down(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Row, ...]:
    """Give each row the cells that begin in a row above and reach beside it, but numbers that may be sums."""
    found: list[Row] = []
    for row in rows:
        above = found[-1].cells if found else {}
        more = {
            index: word
            for index, word in above.items()
            if word.cell is not None and word.bottom > row.top and not columns[index].has(*_COUNTED)
        }
        parts = {**{index: (word,) for index, word in more.items()}, **(row.parts or {})}
        found.append(replace(row, cells={**more, **row.cells}, parts=parts) if more else row)
    return tuple(found)
