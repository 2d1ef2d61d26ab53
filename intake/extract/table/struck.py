"""Words that a ruling line through their middle strikes out, and the words that stand in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.rows import Row
from intake.extract.table.table import Table
from intake.extract.words.layout import stack
from intake.read.document import Page, Rule, Word


def strokes(page: Page) -> list[Rule]:
    """Return the level ruling lines of a page."""
    return [rule for rule in page.rules if rule.orientation == "h"]


def struck(word: Word, level: Sequence[Rule]) -> bool:
    """Say whether one of the level ruling lines runs through the middle of a word."""
    if word.cell is not None or not level:
        return False
    low, high = word.top + 0.3 * word.height, word.bottom - 0.25 * word.height
    through = [line for line in level if low < line.top < high]
    return any(min(line.x1, word.x1) - max(line.x0, word.x0) > 0.6 * (word.x1 - word.x0) for line in through)


def unstruck(table: Table) -> Table:
    """Leave struck lines out of cells of several lines; what was is kept apart in `Row.struck`."""
    level = strokes(table.page)
    rows = tuple(_unstruck(row, level) for row in table.rows) if level else table.rows
    return replace(table, rows=rows) if rows != table.rows else table


def _unstruck(row: Row, level: Sequence[Rule]) -> Row:
    for index, lines in (row.parts or {}).items():
        gone = [line for line in lines if struck(line, level)] if len(lines) > 1 else []
        kept = tuple(line for line in lines if line not in gone)
        if gone and kept:
            parts, cells = {**(row.parts or {}), index: kept}, {**row.cells, index: stack(kept)}
            broken = tuple(one for one in row.broken if one != index or len(kept) > 1)
            row = replace(row, parts=parts, cells=cells, broken=broken, struck={**row.struck, index: stack(gone)})
    return row
