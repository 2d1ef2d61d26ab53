"""Columns and what they mean: roles from headings, ambiguous ones ("Item", "No.") from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.extract.headings import Column
from intake.extract.tables import Row, Table
from intake.read.document import Page, Word
from orders.values import normal

PRICES = ("unit_price_gross", "unit_price", "unit_price_net")
AMOUNTS = ("line_amount_gross", "line_amount", "line_amount_net")


@dataclass(frozen=True)
class Cells:
    """One row's words by column role, on its page; `extra` are cells of unknown columns with their heading."""

    page: Page
    roles: dict[str, Word]
    extra: tuple[tuple[str, Word], ...]
    below: tuple[Word, ...] = ()


def rows_of(tables: Sequence[Table]) -> tuple[Cells, ...]:
    """Name every row's cells by role, an ambiguous column ("Item", "No.") by what stands in it."""
    found: list[Cells] = []
    for table in tables:
        columns = _resolved(table)
        found += [_cells(table.page, columns, row) for row in table.rows]
    return tuple(found)


def _resolved(table: Table) -> tuple[Column, ...]:
    columns = [_with_basis(column) for column in table.columns]
    columns = [_numbered(index, column, table) for index, column in enumerate(columns)]
    seen: set[str] = set()
    resolved = []
    for column in columns:
        role = column.role
        if role == "description" and role in seen and "specification" not in {c.role for c in columns}:
            role = "specification"
        elif role in seen or role == "unknown":
            role = "attribute"
        seen.add(role)
        resolved.append(replace(column, role=role))
    return tuple(_coded(index, column, resolved, table) for index, column in enumerate(resolved))


_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_+-]{3,}")


def _coded(index: int, column: Column, columns: Sequence[Column], table: Table) -> Column:
    """Where no column is headed as a code, a model column of nothing but codes names the seller's items."""
    if column.role != "specification" or any(c.role in ("buyer_item_id", "seller_item_id") for c in columns):
        return column
    coded = all(index in row.cells and _CODE.fullmatch(normal(row.cells[index].text)) for row in table.rows)
    return replace(column, role="seller_item_id") if coded else column


def _with_basis(column: Column) -> Column:
    """ "单价(含税)" is a price with tax though its word says price only."""
    suffix = {"included": "_gross", "excluded": "_net"}.get(column.heading.basis or "")
    if suffix and column.role in ("unit_price", "line_amount"):
        return replace(column, role=column.role + suffix)
    return column


def _numbered(index: int, column: Column, table: Table) -> Column:
    """A column of 1, 2, 3 or 10, 20, 30 under "Item" or "No." counts lines; under "No." anything else is a code."""
    if column.role not in ("buyer_item_id", "line_id"):
        return column
    texts = [normal(row.cells[index].text) for row in table.rows if index in row.cells]
    coded = any(c.role in ("buyer_item_id", "seller_item_id") for i, c in enumerate(table.columns) if i != index)
    named = coded or any(c.role == "description" for c in table.columns)
    counts = bool(texts) and len(texts) == len(table.rows) and _counting(texts)
    if column.role == "buyer_item_id" and counts and named and not any(c.role == "line_id" for c in table.columns):
        return replace(column, role="line_id")
    if column.role == "line_id" and not counts and not coded and any(re.search(r"\D", t.rstrip(".")) for t in texts):
        return replace(column, role="buyer_item_id")
    return column


def _counting(texts: Sequence[str]) -> bool:
    numbers = [int(t.rstrip(".)、")) for t in texts if t.rstrip(".)、").isdigit() and len(t) <= 4]
    if len(numbers) != len(texts):
        return False
    step = numbers[1] - numbers[0] if len(numbers) > 1 else numbers[0]
    return step in (1, 10) and all(b - a == step for a, b in pairwise(numbers))


def _cells(page: Page, columns: Sequence[Column], row: Row) -> Cells:
    roles: dict[str, Word] = {}
    extra: list[tuple[str, Word]] = []
    for index, word in row.cells.items():
        column = columns[index]
        if column.role == "attribute":
            extra.append((column.title, word))
        else:
            roles[column.role] = word
        if column.heading.base and column.role in PRICES:
            roles["stated_base"] = replace(word, text=column.heading.base)
    return Cells(page, roles, tuple(extra), row.below)
