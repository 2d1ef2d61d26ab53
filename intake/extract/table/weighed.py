"""Pieces and weight in one row: the order counts in what its price multiplies and its unit follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.cells import Cells
from intake.extract.table.columns import AMOUNTS, PRICES
from intake.extract.table.order_lines import multiplies
from intake.extract.table.table import Table
from intake.extract.words.lexicon import Lexicon
from orders.values import STYLES


def weighed(rows: tuple[Cells, ...], tables: Sequence[Table], words: Lexicon) -> tuple[Cells, ...]:
    """Return the rows with the quantity that multiplies in every one of two rows or more.

    Only if the column headed as the quantity multiplies in none, and the other stands between it and the unit.
    """
    titles = [_titles(table) for table in tables]
    if len(rows) < 2 or None in titles or len(set(titles)) != 1 or not all(_priced(row) for row in rows):
        return rows
    pieces, other = titles[0] or ("", "")
    told = tuple(_told(row, pieces, other) for row in rows)
    if any(multiplies([row], style, words) for row in rows for style in STYLES):
        return rows
    return told if any(multiplies(told, style, words) for style in STYLES) else rows


def _titles(table: Table) -> tuple[str, str] | None:
    """Return the headings of the quantity and of the column between it and the unit."""
    roles = [column.role for column in table.columns]
    at = roles.index("quantity") if roles.count("quantity") == 1 else len(roles)
    if roles[at + 1 : at + 3] not in (["attribute", "unit"], ["unknown", "unit"]) or not table.columns[at + 1].title:
        return None
    return table.columns[at].title, table.columns[at + 1].title


def _priced(row: Cells) -> bool:
    return all(any(role in row.roles for role in roles) for roles in (("quantity",), PRICES, AMOUNTS))


def _told(row: Cells, pieces: str, other: str) -> Cells:
    cells = [word for title, word in row.extra if title == other]
    if len(cells) != 1:
        return row
    extra = ((pieces, row.roles["quantity"]), *(pair for pair in row.extra if pair[0] != other))
    return replace(row, roles={**row.roles, "quantity": cells[0]}, extra=extra)
