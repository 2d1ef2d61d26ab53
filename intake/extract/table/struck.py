"""Words that a ruling line through their middle strikes out, and the words that stand in their place."""

from __future__ import annotations

from dataclasses import replace

from intake.extract.table.rows import Row
from intake.extract.table.tables import Table
from intake.extract.words.layout import stack
from intake.read.document import Page, Word


def struck(word: Word, page: Page) -> bool:
    """Say whether a ruling line runs through the middle of a word."""
    if word.cell is not None:
        return False
    low, high = word.top + 0.3 * word.height, word.bottom - 0.25 * word.height
    lines = (rule for rule in page.rules if rule.orientation == "h" and low < rule.top < high)
    return any(min(line.x1, word.x1) - max(line.x0, word.x0) > 0.6 * (word.x1 - word.x0) for line in lines)


def unstruck(table: Table) -> Table:
    """Leave struck lines out of cells of several lines; what was is kept apart in `Row.struck`."""
    rows = tuple(_unstruck(row, table.page) for row in table.rows)
    return replace(table, rows=rows) if rows != table.rows else table


def _unstruck(row: Row, page: Page) -> Row:
    for index, lines in (row.parts or {}).items():
        gone = [line for line in lines if struck(line, page)] if len(lines) > 1 else []
        kept = tuple(line for line in lines if line not in gone)
        if gone and kept:
            parts, cells = {**(row.parts or {}), index: kept}, {**row.cells, index: stack(kept)}
            broken = tuple(one for one in row.broken if one != index or len(kept) > 1)
            row = replace(row, parts=parts, cells=cells, broken=broken, struck={**row.struck, index: stack(gone)})
    return row
