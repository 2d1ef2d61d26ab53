"""A master file as it was loaded: its rows as records, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orders.master_columns import TableSpec
from orders.problems import Problem
from orders.tables import Table


@dataclass(frozen=True)
class LoadedRow:
    """One row as its record, and where it stands."""

    record: Any
    row: int


@dataclass(frozen=True)
class FaultyRow:
    """One row that is no record: what could be read of it, by column, and what is wrong with the rest."""

    values: Mapping[str, Any]
    row: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class MasterFault:
    """One fault of the masters and the items it touches; () if it cannot be confined to items."""

    problem: Problem
    skus: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadedTable:
    """One master file: its rows as records, and which sheet column each canonical column is."""

    spec: TableSpec
    table: Table
    places: Mapping[str, int]
    rows: tuple[LoadedRow, ...]
    faulty: tuple[FaultyRow, ...] = ()
    header: int = 0  # the row that names the columns

    def skus(self, *rows: LoadedRow) -> tuple[str, ...]:
        """Return the items that rows are about, () for a table that is about no items."""
        name = "parent_sku" if self.spec.name == "bom" else "sku"
        return tuple(dict.fromkeys(getattr(row.record, name) for row in rows if hasattr(row.record, name)))

    def faulty_skus(self, row: FaultyRow) -> tuple[str, ...]:
        """Return the item that a row which is no record is about; () if its own key cannot be read."""
        keys = ("customer_id", "customer_item_id") if self.spec.name == "cross_reference" else ()
        sku = row.values.get("parent_sku" if self.spec.name == "bom" else "sku")
        return (sku,) if sku and all(name in row.values for name in keys) else ()

    def problem(self, row: int, column: str, code: str, what: str, help_text: str) -> Problem:
        """Make a problem of the cell of a canonical column."""
        return self.table.problem(row, self.places.get(column), code, f"{column}: {what}", help_text)
