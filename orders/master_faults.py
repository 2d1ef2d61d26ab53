"""What must hold between the rows of the masters: no doubles, no reference to nothing, no item inside itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from orders.master_rows import LoadedRow, LoadedTable, MasterFault
from orders.values import key

Loaded = Mapping[str, LoadedTable]


def cell_faults(loaded: Loaded) -> Iterator[MasterFault]:
    """Yield every fault of single cells, file by file, from top to bottom."""
    for table in loaded.values():
        for row in table.faulty:
            yield from (MasterFault(problem, table.faulty_skus(row)) for problem in row.problems)


def table_faults(loaded: Loaded, mappings: Path | None) -> list[MasterFault]:
    """Return every fault between the rows of the files that could be read."""
    found = [fault for table in loaded.values() for fault in _doubles(table)]
    found += (fault for table in loaded.values() for fault in _dangling(table, loaded))
    if "bom" in loaded:
        found += _circles(loaded["bom"])
    if "items" in loaded:
        found += _unit_faults(loaded, mappings)
    return [*found, *(fault for table in loaded.values() for fault in _turned_dates(table))]


def _doubles(table: LoadedTable) -> Iterator[MasterFault]:
    """Two rows of one key, also if they differ only in case, width or blanks: readers could not tell them apart."""
    first: dict[tuple[str, ...], LoadedRow] = {}
    for row in table.rows if table.spec.key else ():
        name = tuple(key(str(getattr(row.record, column) or "")) for column in table.spec.key)
        earlier = first.setdefault(name, row)
        if earlier is not row:
            one, two = (_shown(table, found) for found in (earlier, row))
            what = f"“{two}” is here twice, in row {earlier.row}{f' (“{one}”)' if one != two else ''} and row {row.row}"
            help_text = f"keep row {earlier.row} or row {row.row}, remove the other"
            problem = table.problem(row.row, table.spec.key[0], "master-double", what, help_text)
            yield MasterFault(problem, table.skus(earlier, row))


def _shown(table: LoadedTable, row: LoadedRow) -> str:
    return " / ".join(str(getattr(row.record, column) or "–") for column in table.spec.key)


def _dangling(table: LoadedTable, loaded: Loaded) -> Iterator[MasterFault]:
    for column, target in table.spec.references.items():
        if target not in loaded:
            continue
        name = loaded[target].spec.key[0]
        known = {getattr(row.record, name) for row in loaded[target].rows}
        known |= {row.values.get(name) for row in loaded[target].faulty}  # a row with a fault is named already
        for row in table.rows:
            value = getattr(row.record, column)
            if value is not None and value not in known:
                close = _nearest(value, known)
                help_text = f"did you mean {close}?" if close else f"add it to {target}, or remove the row"
                what = f"“{value}” is not in {target}"
                problem = table.problem(row.row, column, "reference-unknown", what, help_text)
                yield MasterFault(problem, table.skus(row))


def _nearest(value: str, known: set[str]) -> str | None:
    """Of tens of thousands of codes the nearest must be found at once, for every row that names none."""
    from rapidfuzz import process

    found = process.extractOne(value, known, score_cutoff=60)
    return str(found[0]) if found else None


def _circles(bom: LoadedTable) -> Iterator[MasterFault]:
    rows = {(row.record.parent_sku, row.record.component_sku): row.row for row in bom.rows}
    edges: dict[str, set[str]] = {}
    for parent, component in rows:
        edges.setdefault(parent, set()).add(component)
    while True:
        try:
            TopologicalSorter(edges).prepare()
            return
        except CycleError as error:
            circle = list(reversed(error.args[1]))
        circle = circle if (circle[0], circle[1]) in rows else list(reversed(circle))
        row = rows[(circle[0], circle[1])]
        what = f"the item is part of itself: {' → '.join(circle)}"
        problem = bom.problem(row, "component_sku", "bom-circular", what, "remove the row that leads back")
        yield MasterFault(problem, tuple(dict.fromkeys(circle)))
        edges[circle[0]].discard(circle[1])


def _unit_faults(loaded: Loaded, mappings: Path | None) -> Iterator[MasterFault]:
    """A BOM counts a component in its own unit, or the units master says how many of it that is."""
    units = {row.record.sku: row.record.unit for row in loaded["items"].rows}
    factors = _factors(loaded)
    codes = _codes(mappings) if "bom" in loaded else {}
    for row in loaded["bom"].rows if "bom" in loaded else ():
        line = row.record
        own = units.get(line.component_sku)
        if own is None or _same(line.unit, own, codes) or (line.component_sku, key(line.unit)) in factors:
            continue
        what = f"{line.component_sku} is counted in {own}, here in “{line.unit}”"
        help_text = f"write {own} and its quantity, or add {line.component_sku},{line.unit} to units"
        problem = loaded["bom"].problem(row.row, "unit", "unit-unknown", what, help_text)
        yield MasterFault(problem, loaded["bom"].skus(row))


def _factors(loaded: Loaded) -> set[tuple[str, str]]:
    rows = loaded["units"].rows if "units" in loaded else ()
    return {(row.record.sku, key(row.record.unit)) for row in rows if row.record.customer_id is None}


def _codes(mappings: Path | None) -> dict[str, str]:
    from orders.mapping import mappings as load_mappings

    sites = (mappings,) if mappings and mappings.is_dir() else ()
    found: dict[str, str] = {}
    for mapping in load_mappings("units", *sites):
        for code, words in mapping.data["units"].items():
            for word in (code, *words):
                found.setdefault(key(word), code)
    return found


def _same(first: str, second: str, codes: Mapping[str, str]) -> bool:
    one, other = key(first), key(second)
    return one == other or (one in codes and codes[one] == codes.get(other))


def _turned_dates(table: LoadedTable) -> Iterator[MasterFault]:
    for row in table.rows:
        start, end = _interval(row.record)
        if start and end and end < start:
            what = f"{end} lies before valid_from {start}"
            problem = table.problem(row.row, "valid_to", "dates-turned", what, "swap the two dates")
            yield MasterFault(problem, table.skus(row))


def _interval(record: Any) -> tuple[Any, Any]:
    return getattr(record, "valid_from", None), getattr(record, "valid_to", None)
