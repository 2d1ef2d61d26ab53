"""The master folder → Masters: every file read, every fault named at once with file, sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from orders.master_columns import TABLES, Column, TableSpec
from orders.master_faults import cell_faults, table_faults
from orders.master_headers import find_columns, find_header
from orders.master_rows import FaultyRow, LoadedRow, LoadedTable, MasterFault
from orders.master_values import CellFault, cell_value
from orders.master_words import Vocabulary, compared, vocabulary
from orders.masters import Calendar, Masters
from orders.problems import Problem, UnusableError, nearest
from orders.tables import SUFFIXES, Row, Table, read_table

DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class _Reading:
    """What every row is read with; faults are gathered in `problems`."""

    words: Vocabulary
    zone: tzinfo
    problems: list[Problem]


def load_masters(
    folder: Path, mappings: Path | None = None, zone: tzinfo = DEFAULT_ZONE, *, lenient: bool = False
) -> Masters:
    """Load all master files of `folder`; without such a folder there are no masters.

    `mappings` is the site's mapping folder (kind: master), `zone` that of times without one. Raises UnusableError with
    every fault: missing files and columns, doubles, numbers and dates that cannot be read, references to nothing.
    `lenient` shuts out the items that faults are confined to instead, if all are; `shut_out` says why.
    """
    if not folder.is_dir():
        return Masters()
    reading = _Reading(vocabulary(mappings), zone, [])
    loaded = {name: _attempt(path, TABLES[name], reading) for name, path in _paths(folder, reading).items()}
    tables = {name: table for name, table in loaded.items() if table}
    whole = [MasterFault(problem) for problem in reading.problems]
    found = [*whole, *cell_faults(tables), *table_faults(tables, mappings)]
    if found and not (lenient and all(fault.skus for fault in found)):
        raise UnusableError(fault.problem for fault in found)
    masters = _masters({name: [row.record for row in table.rows] for name, table in tables.items()})
    return replace(masters, shut_out=_shut_out(found)) if found else masters


def _shut_out(faults: Iterable[MasterFault]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for fault in faults:
        for sku in fault.skus:
            found[sku] = (*found.get(sku, ()), fault.problem)
    return found


def read_rows(path: Path, spec: TableSpec, mappings: Path | None = None, zone: tzinfo = DEFAULT_ZONE) -> LoadedTable:
    """Read one list by its columns: the rows that could be read, and what is wrong with the others.

    Raises UnusableError if the file cannot be read or lacks a needed column.
    """
    reading = _Reading(vocabulary(mappings), zone, [])
    loaded = _load(path, spec, reading)
    if loaded is None:
        raise UnusableError(reading.problems)
    return loaded


# ── which files ──────────────────────────────────────────────────────────────────────────────────────────────────


def _paths(folder: Path, reading: _Reading) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith((".", "~$")):
            continue
        name = reading.words.files.get(compared(path.stem))
        if name is not None and name not in TABLES:
            continue  # a list of earlier orders that lies beside the masters
        if name is None:
            reading.problems.extend(_unknown_file(path))
        elif name in found:
            what = f"two files for {name}: {found[name].name} and {path.name}"
            reading.problems.append(Problem(str(path), None, None, "master-twice", what, "move one of the two away"))
        else:
            found[name] = path
    absent = [name for name, spec in TABLES.items() if name not in found and not spec.may_be_absent]
    reading.problems.extend(_missing(folder, name) for name in absent)
    return found


def _unknown_file(path: Path) -> list[Problem]:
    """A file that is nearly named like a master was meant as one; any other is none of our business."""
    close = nearest(path.stem, TABLES)
    what, help_text = f"the file is no master, but its name is nearly `{close}`", f"rename it to {close}{path.suffix}"
    return [Problem(str(path), None, None, "master-unknown", what, help_text)] if close else []


def _missing(folder: Path, name: str) -> Problem:
    columns = ",".join(column.name for column in TABLES[name].columns if column.needed)
    help_text = f"add {name}.xlsx or {name}.csv with at least the header {columns}, or: orderloom init"
    return Problem(str(folder), None, None, "master-missing", f"there is no file for {name}", help_text)


# ── one file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _attempt(path: Path, spec: TableSpec, reading: _Reading) -> LoadedTable | None:
    try:
        return _load(path, spec, reading)
    except UnusableError as error:
        reading.problems.extend(error.problems)
        return None


def _load(path: Path, spec: TableSpec, reading: _Reading) -> LoadedTable | None:
    table = read_table(path, (word for word, name in reading.words.files.items() if name == spec.name))
    headers = reading.words.headers[spec.name]
    header = find_header(table, headers)
    if header is None:
        what = f"no header row was found for {spec.name}"
        help_text = "the first rows must hold " + ", ".join(column.name for column in spec.columns if column.needed)
        reading.problems.append(Problem(str(path), None, None, "header-missing", what, help_text))
        return None
    places, faults = find_columns(table, header, spec, headers)
    reading.problems.extend(faults)
    rows = (row for row in table.rows if row.number > header.number)
    if faults:
        return None
    read = tuple(_records(table, rows, spec, places, reading))
    good = tuple(row for row in read if isinstance(row, LoadedRow))
    return LoadedTable(
        spec, table, places, good, tuple(row for row in read if isinstance(row, FaultyRow)), header.number
    )


def _records(
    table: Table, rows: Iterable[Row], spec: TableSpec, places: Mapping[str, int], reading: _Reading
) -> Iterator[LoadedRow | FaultyRow]:
    columns = [_Filler(column, places.get(column.name), reading) for column in spec.columns]
    for row in rows:
        values: dict[str, Any] = {}
        faults: list[Problem] = []
        for column in columns:
            try:
                column.fill(values, row)
            except CellFault as error:
                what = f"{column.name}: {error.what}"
                faults.append(table.problem(row.number, column.place, error.code, what, error.help))
        if faults:
            yield FaultyRow(values, row.number, tuple(faults))
        else:
            yield LoadedRow(spec.record(**values), row.number)


class _Filler:
    """Reads one column's cells; the same text is read once, since units, prices and dates repeat by the thousand."""

    def __init__(self, column: Column, place: int | None, reading: _Reading) -> None:
        self.column, self.place, self.reading = column, place, reading
        self.name = column.name
        self.known: dict[str, Any] = {}

    def fill(self, values: dict[str, Any], row: Row) -> None:
        """Put the row's value into `values`; an empty cell is left out, or a fault where the column is needed."""
        text = row.cells[self.place].strip() if self.place is not None and self.place < len(row.cells) else ""
        if text:
            values[self.name] = self.known[text] if text in self.known else self._read(text)
        elif self.column.needed:
            raise CellFault("the cell is empty", "fill it in, or remove the row", code="cell-empty")

    def _read(self, text: str) -> Any:
        value = cell_value(self.column, text, self.reading.words.words, self.reading.zone)
        self.known[text] = value
        return value


# ── records → index ──────────────────────────────────────────────────────────────────────────────────────────────


def _masters(rows: Mapping[str, list[Any]]) -> Masters:
    return Masters(
        items={item.sku: item for item in rows.get("items", ())},
        bom=_grouped(rows.get("bom", ()), lambda line: line.parent_sku),
        cross_reference={(row.customer_id, row.customer_item_id): row.sku for row in rows.get("cross_reference", ())},
        customers={customer.customer_id: customer for customer in rows.get("customers", ())},
        prices=_grouped(rows.get("prices", ()), lambda price: (price.customer_id, price.sku)),
        units=_grouped(rows.get("units", ()), lambda unit: unit.sku),
        stock=_grouped(rows.get("stock", ()), lambda stock: stock.sku),
        incoming=_grouped(rows.get("incoming", ()), lambda incoming: incoming.sku),
        suppliers=_grouped(rows.get("suppliers", ()), lambda supplier: supplier.sku),
        calendar=Calendar({day.date: day.working for day in rows.get("calendar", ())}),
    )


def _grouped(records: Iterable[Any], name: Callable[[Any], Any]) -> dict[Any, tuple[Any, ...]]:
    groups: dict[Any, list[Any]] = {}
    for record in records:
        groups.setdefault(name(record), []).append(record)
    return {found: tuple(group) for found, group in groups.items()}
