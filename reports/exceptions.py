"""A reconciliation as files: exceptions.csv, exceptions.xlsx, matches.csv and a web page that needs no network."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from orders.codes import Language
from orders.exceptions import ExceptionRecord, MatchRow, Reconciliation, explanation
from reports.exceptions_words import COLUMNS

MATCH_COLUMNS = ("crm_rows", "erp_rows", "wms_rows", "method", "score", "band")
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def write_exceptions(result: Reconciliation, folder: Path, language: Language = "zh") -> tuple[Path, ...]:
    """Write the tables, the web page and how the exports were read into `folder`; return their paths.

    Each file is written under a temporary name and renamed, so that no reader sees half of it.
    """
    from reports.exceptions_book import exceptions_book
    from reports.exceptions_page import exceptions_page

    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "exceptions.csv": exceptions_csv(result.exceptions, language),
        "exceptions.xlsx": exceptions_book(result, language),
        "matches.csv": matches_csv(result.matches),
        "loading.json": loading_json(result),
        "report.html": exceptions_page(result, language).encode(),
    }
    return tuple(_write(folder / name, content) for name, content in contents.items())


def exceptions_csv(records: Iterable[ExceptionRecord], language: Language) -> bytes:
    """Return exceptions.csv: UTF-8 with BOM, RFC 4180, the contract's columns."""
    rows = ([safe_cell(cell) for cell in record_cells(record, language)] for record in records)
    return _csv([list(COLUMNS), *rows])


def matches_csv(matches: Iterable[MatchRow]) -> bytes:
    """Return matches.csv: UTF-8 with BOM, RFC 4180."""
    return _csv([list(MATCH_COLUMNS), *([str(getattr(match, name)) for name in MATCH_COLUMNS] for match in matches)])


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
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _write(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    os.replace(temporary, path)
    return path
