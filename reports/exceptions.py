"""A reconciliation as files: exceptions.csv, exceptions.xlsx, matches.csv and a web page that needs no network."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import SYSTEMS, ExceptionRecord, Reconciliation, at_stake, explanation
from orders.matches import COLUMNS as MATCH_COLUMNS
from orders.matches import Matches
from orders.standing import NOTHING, Memory
from reports.exceptions_words import COLUMNS

_FORMULA = frozenset("=+-@\t\r")
_CAREFUL = r"^[=+\-@\t\r]|[\",\r\n]"  # cells that would run as a formula, or need quotes
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def write_exceptions(
    result: Reconciliation,
    folder: Path,
    language: Language = "zh",
    memory: Memory = NOTHING,
    command: str = "orderloom exceptions apply exceptions.xlsx",
) -> tuple[Path, ...]:
    """Write the tables, the web page and how the exports were read into `folder`; return their paths.

    `memory` says how each stands; `command` is what takes the workbook back. A result without exports, which comes from
    the ledger, has neither matches.csv nor loading.json. Each file is written under a temporary name and renamed.
    """
    from reports.exceptions_book import exceptions_book
    from reports.exceptions_page import exceptions_page
    from reports.papers import paper_rows

    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "exceptions.csv": exceptions_csv(result.exceptions, language),
        "exceptions.xlsx": exceptions_book(result, language, memory, command),
        "report.html": exceptions_page(result, language, memory).encode(),
    }
    if result.papers is not None:
        contents["paper.csv"] = csv_bytes(paper_rows(result.papers, language))
    if result.rows:
        contents |= {"matches.csv": matches_csv(result.matches), "loading.json": loading_json(result)}
    return tuple(_write(folder / name, content) for name, content in contents.items())


def assigned(result: Reconciliation, memory: Memory) -> Reconciliation:
    """Return the result with the teams that persons have named as owners."""
    teams = {name: item.assigned.value for name, item in memory.standings.items() if item.assigned}
    records = (
        replace(record, owner=team, contact="") if (team := teams.get(record.exception_id)) else record
        for record in result.exceptions
    )
    return replace(result, exceptions=tuple(records))


def known(records: Sequence[ExceptionRecord], as_of: datetime) -> Reconciliation:
    """Return exceptions that the ledger knows as a result without exports."""
    kinds = list(EXCEPTIONS)
    ordered = sorted(records, key=lambda r: (kinds.index(r.kind), -(r.amount_at_stake or 0), r.exception_id))
    return Reconciliation(as_of, SYSTEMS, tuple(ordered), Matches(), {}, (), at_stake(records))


def exceptions_csv(records: Iterable[ExceptionRecord], language: Language) -> bytes:
    """Return exceptions.csv: UTF-8 with BOM, RFC 4180, the contract's columns."""
    return csv_bytes([list(COLUMNS), *(record_cells(record, language) for record in records)])


def matches_csv(matches: Matches) -> bytes:
    """Return matches.csv: UTF-8 with BOM, RFC 4180; a million lines are joined at once where no cell needs care."""
    plain = matches.joined(",", "\r\n", careful=_CAREFUL)
    if plain is None:
        return csv_bytes([MATCH_COLUMNS, *matches.cells()])
    return csv_bytes([MATCH_COLUMNS]) + plain


def loading_json(result: Reconciliation) -> bytes:
    """Return loading.json: how each file and column was read and why, and the rows set aside."""
    told = {"files": [asdict(file) for file in result.files], "excluded": [asdict(row) for row in result.excluded]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def record_cells(record: ExceptionRecord, language: Language) -> list[str]:
    """Return a record's cells in the order of the contract's columns, as text."""
    return [
        explanation(record, language) if name == "explanation" else _text(getattr(record, name)) for name in COLUMNS
    ]


def safe_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; numbers stay as they are."""
    return f"'{text}" if text[:1] in _FORMULA and not _NUMBER.match(text) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table: UTF-8 with BOM, RFC 4180; no cell is run as a formula."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(map(safe_cell, row) for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _write(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    os.replace(temporary, path)
    return path
