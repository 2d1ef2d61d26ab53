"""Books → export files and the mappings an integrator would write for them; every row learns its physical number."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from bench.reconcile.books import SYSTEMS, Books, Row
from bench.reconcile.dialects import Dialect, Dialects

GROUPS = ("单据信息", "货品信息", "数量", "执行信息")
PACK = 20
MAPPING = """kind: export
system: {system}
columns:
{columns}
values:
  status:
{words}
tolerances:
  amount:
    absolute: "0.01"
  promised_date:
    days: 1
  status:
    hours: 24
  stalled:
    days: 20
"""


@dataclass(frozen=True)
class Printed:
    """A row of a sheet; `row` is the order line it shows, if it shows one."""

    cells: Sequence[Any]
    row: Row | None = None


def write(books: Books, dialects: Dialects, folder: Path, rng: Random) -> dict[str, list[Path]]:
    """Write three exports and their mappings; return the files by system."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[Path]] = {}
    for system in SYSTEMS:
        rows, dialect = _arranged(system, books, rng), dialects[system]
        if dialect.packs:
            _pack(rows, dialect.packs, rng)
        size = -(-len(rows) // dialect.files)
        parts = [rows[at : at + size] for at in range(0, len(rows), size)]
        files[system] = [_file(folder, system, dialect, part, at, rng) for at, part in enumerate(parts)]
        (folder / f"{system}.yaml").write_text(mapping(system, dialect), encoding="utf-8")
    return files


def _arranged(system: str, books: Books, rng: Random) -> list[Row]:
    """Give each system an order of its own: the CRM by order, the ERP by date, the warehouse as the pallets went."""
    rows = list(books.all(system))
    rng.shuffle(rows)
    if system == "crm":
        rows.sort(key=lambda row: row.line.order.number)
    if system == "erp":
        rows.sort(key=lambda row: (row.line.order.ordered, row.line.order.number))
    return rows


def _pack(rows: Sequence[Row], share: float, rng: Random) -> None:
    """Count some lines in boxes that say how much is in them."""
    for row in rows:
        counts = [row.values["quantity"], row.values["shipped_quantity"]]
        even = all(isinstance(count, int) and count % PACK == 0 for count in counts)
        if even and rng.random() < share:
            row.values.update(unit=f"箱({PACK}只)", quantity=counts[0] // PACK, shipped_quantity=counts[1] // PACK)
        else:
            row.values["unit"] = "只"


def _file(folder: Path, system: str, dialect: Dialect, rows: Sequence[Row], at: int, rng: Random) -> Path:
    path = folder / f"{system}{f'-{at + 1}' if dialect.files > 1 else ''}{dialect.suffix}"
    printed = list(_sheet(dialect, rows, rng))
    for number, line in enumerate(printed, 1):
        if line.row:
            line.row.label = f"{path.name}:{number}" if dialect.files > 1 else str(number)
    (_xlsx if dialect.suffix == ".xlsx" else _csv)(path, dialect, printed)
    return path


def _sheet(dialect: Dialect, rows: Sequence[Row], rng: Random) -> Iterator[Printed]:
    """Yield the sheet from the first title to the closing remark; columns stand in an order of the seed's."""
    columns = [*dialect.columns, *dialect.noise]
    rng.shuffle(columns)
    yield from (Printed([title]) for title in dialect.titles)
    if dialect.groups:
        every = -(-len(columns) // len(GROUPS))
        yield Printed([GROUPS[at // every] if at % every == 0 else "" for at in range(len(columns))])
    yield Printed([dialect.headers.get(name, name) for name in columns])
    for at, row in enumerate(rows, 1):
        yield Printed([_value(dialect, row, name) for name in columns], row)
        if dialect.sums and (at % dialect.sums == 0 or at == len(rows)):
            yield _sum(columns, rows[:at], "合计" if at == len(rows) else "本页小计")
    if dialect.closing:
        yield Printed([dialect.closing])


def _sum(columns: Sequence[str], rows: Sequence[Row], word: str) -> Printed:
    cells: list[Any] = [""] * len(columns)
    for name in ("quantity", "amount"):
        if name in columns:
            values = [row.values[name] for row in rows]
            cells[columns.index(name)] = sum(value for value in values if isinstance(value, int | Decimal))
    cells[columns.index("order_id")] = word
    return Printed(cells)


def _value(dialect: Dialect, row: Row, name: str) -> Any:
    value = row.values.get(name, "")
    return dialect.words.get(value, value) if name == "status" else value


def _csv(path: Path, dialect: Dialect, printed: Sequence[Printed]) -> None:
    with path.open("w", encoding=dialect.encoding, newline="") as out:
        writer = csv.writer(out, delimiter=dialect.delimiter)
        writer.writerows([_text(dialect, cell) for cell in line.cells] for line in printed)


def _text(dialect: Dialect, value: Any) -> str:
    if isinstance(value, date):
        return dialect.dates(value)
    if isinstance(value, Decimal):
        return f"{value:,}" if dialect.thousands else str(value)
    if isinstance(value, int):
        return f"{value:,}" if dialect.thousands else str(value)
    return "" if value is None else str(value)


def _xlsx(path: Path, dialect: Dialect, printed: Sequence[Printed]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for at, line in enumerate(printed):
        for place, cell in enumerate(line.cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(at, place, cell, moment)
            elif isinstance(cell, date) and dialect.dates.__name__ == "iso":
                sheet.write_datetime(at, place, datetime.combine(cell, time()), day)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(at, place, float(cell))
            elif text := _text(dialect, cell):
                sheet.write_string(at, place, text)
    book.close()


def mapping(system: str, dialect: Dialect) -> str:
    """Return the mapping file an integrator would write: columns, status words, what is permitted."""
    columns = "\n".join(f"  {name}: {_quoted(header)}" for name, header in dialect.columns.items())
    words = "\n".join(f"    {_quoted(word)}: {stage}" for stage, word in dialect.words.items())
    return MAPPING.format(system=system, columns=columns, words=words)


def _quoted(text: str) -> str:
    return f'"{text}"'
