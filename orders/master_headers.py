"""Find the header row of a master file and which column is which; a header nearly right is named, not passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from orders.master_columns import Column, TableSpec
from orders.master_words import compared
from orders.problems import Problem, nearest
from orders.tables import Row, Table

HEADER_SEARCH = 20


def find_header(table: Table, headers: Mapping[str, str]) -> Row | None:
    """Return the first of the rows that name the most columns; titles may stand above it. None if no row names one."""
    best = max(table.rows[:HEADER_SEARCH], key=lambda row: _named(row, headers), default=None)
    return best if best and _named(best, headers) else None


def _named(row: Row, headers: Mapping[str, str]) -> int:
    return len({headers[form] for cell in row.cells if (form := compared(cell)) in headers})


def find_columns(
    table: Table, header: Row, spec: TableSpec, headers: Mapping[str, str]
) -> tuple[dict[str, int], list[Problem]]:
    """Return canonical column → index in the row, and what is wrong with the header."""
    places: dict[str, int] = {}
    faults: list[Problem] = []
    for index, cell in enumerate(header.cells):
        name = headers.get(compared(cell))
        if name is None or not cell.strip():
            continue
        if name in places:
            what = f"two columns for {name}: “{header.cells[places[name]]}” and “{cell}”"
            faults.append(table.problem(header.number, index, "column-twice", what, "remove or rename one of the two"))
        places.setdefault(name, index)
    free = [cell for index, cell in enumerate(header.cells) if cell.strip() and index not in places.values()]
    absent = [column for column in spec.columns if column.needed and column.name not in places]
    faults += (_no_column(table, header, column, free) for column in absent)
    faults += _misspelt(table, header, spec, places)
    return places, faults


def _no_column(table: Table, header: Row, column: Column, free: list[str]) -> Problem:
    close = nearest(column.name, free)
    meant = f"is it “{close}”? Rename that header to {column.name}" if close else f"add the column {column.name}"
    what = f"the column {column.name} is missing"
    return table.problem(header.number, None, "column-missing", what, f"{meant}, or map it (kind: master)")


def _misspelt(table: Table, header: Row, spec: TableSpec, places: Mapping[str, int]) -> Iterator[Problem]:
    """A header that is nearly an optional column would be passed over without a word."""
    absent = [column.name for column in spec.columns if not column.needed and column.name not in places]
    for index, cell in enumerate(header.cells):
        close = nearest(cell.strip(), absent) if cell.strip() and index not in places.values() else None
        if close and len(close) > 4 and _near_enough(cell, close):
            what = f"the header “{cell}” is unknown, but nearly {close}"
            yield table.problem(header.number, index, "column-unknown", what, f"rename it to {close}")


def _near_enough(first: str, second: str) -> bool:
    return SequenceMatcher(None, compared(first), compared(second)).ratio() >= 0.85
