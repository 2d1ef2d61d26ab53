"""Separated text (csv, tsv, semicolons) → sheet: arrow reads rows of the header's width, the others one by one.

Rows are records as Excel numbers them: a line break inside quotes starts no new row.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from reconcile.cells import Ints
from reconcile.load.encodings import decode
from reconcile.load.header import SEARCHED, best_score, header_place
from reconcile.load.sheets import Grid, Sheet, shape, unusable
from reconcile.vocabulary import Vocabulary

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
HEAD = 1 << 18  # bytes in which titles and header must stand
MOST_RAGGED = 2_000  # rows of another width; where there are more the file is read row by row
PART = 50_000  # rows turned into arrow at a time
_ENDS = frozenset(b",\t;|\r\n")


@dataclass(frozen=True)
class Ragged:
    """A row of another width than the header: its place among the rows below the header, and its cells."""

    at: int
    cells: list[str]


def read_separated(path: Path, content: bytes, words: Vocabulary) -> Sheet:
    """Read a text export; raises UnusableError for one that is cut off, damaged or cannot be decoded."""
    label = str(words.formats.get("encoding", "auto"))
    found = decode(path, content, label, lambda text: max(_scores(text, words).values()))
    scores = _scores(found.content, words)
    delimiter = max(DELIMITERS, key=lambda sign: scores[sign])
    head, lines = _head(found.content, delimiter)
    place = header_place(head, words, str(path))
    header, below = head[place], lines[place]
    columns, ragged = _below(path, found.content, delimiter, len(header), below, place + 2)
    cut = "" if found.content.endswith((b"\n", b"\r")) else _cut(columns, ragged, len(header))
    columns, rows = _woven(path, columns, ragged, len(header), place + 2)
    read_as = f"{found.encoding}, {DELIMITERS[delimiter]}"
    short = {row.at: len(row.cells) for row in ragged if len(row.cells) < len(header)}
    return Sheet(path.name, head[:place], header, columns, rows, read_as, delimiter=delimiter, cut=cut, short=short)


def _scores(content: bytes, words: Vocabulary) -> dict[str, int]:
    return {sign: best_score(_head(content, sign)[0], words) for sign in DELIMITERS}


def _head(content: bytes, delimiter: str) -> tuple[Grid, list[int]]:
    """Return the first rows, and how many lines end with each of them."""
    text = io.StringIO(content[:HEAD].decode("utf-8", "ignore"), newline="")
    reader = csv.reader(text, delimiter=delimiter)
    rows: Grid = []
    lines: list[int] = []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
            if len(rows) == SEARCHED * 2:
                break
    except csv.Error:
        pass  # the whole is read strictly later, which names the row
    return rows, lines


def _below(
    path: Path, content: bytes, delimiter: str, width: int, skip: int, first: int
) -> tuple[list[pa.StringArray], list[Ragged]]:
    quoted = b'"' in content
    if not quoted or _clean_quotes(content):
        found = _by_arrow(content, delimiter, width, skip, quoted=quoted)
        if found is not None:
            return found
    return _by_rows(path, content, delimiter, width, first)


def _clean_quotes(content: bytes) -> bool:
    """Say whether every quote opens or closes a whole cell or is doubled: then any reader reads the same."""
    signs = np.frombuffer(content, np.uint8)
    at = np.flatnonzero(signs == 0x22)
    if len(at) % 2:
        return False
    opens, closes = at[::2], at[1::2]
    before = np.where(opens > 0, signs[np.maximum(opens - 1, 0)], 0x0A)
    after = np.where(closes + 1 < len(signs), signs[np.minimum(closes + 1, len(signs) - 1)], 0x0A)
    ends = np.zeros(256, bool)
    ends[[*_ENDS, 0x22]] = True
    return bool(ends[before].all() and ends[after].all())


def _by_arrow(
    content: bytes, delimiter: str, width: int, skip: int, *, quoted: bool
) -> tuple[list[pa.StringArray], list[Ragged]] | None:
    """Read with arrow; None where it cannot tell rows apart as `csv` does."""
    ragged: list[Ragged] = []

    def set_aside(row: Any) -> str:
        ragged.append(Ragged(row.number - skip - 1, _cells(row.text, delimiter)))
        return "skip" if len(ragged) <= MOST_RAGGED else "error"

    names = [str(n) for n in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(content),
            read_options=pyarrow.csv.ReadOptions(use_threads=False, skip_rows=skip, column_names=names),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return [pa.array([], pa.string()) for _ in names], ragged
        return None
    return [column.combine_chunks() for column in table.columns], ragged


def _cells(text: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])


def _by_rows(
    path: Path, content: bytes, delimiter: str, width: int, first: int
) -> tuple[list[pa.StringArray], list[Ragged]]:
    """Read row by row and strictly: quotes inside cells stay, one that opens and never closes is damage."""
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    parts: list[list[pa.StringArray]] = []
    ragged: list[Ragged] = []
    rows: Grid = []
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number < first:
                continue
            if len(row) == width:
                rows.append(row)
            else:
                ragged.append(Ragged(number - first, row))
            if len(rows) == PART:
                parts.append(_arrays(rows, width))
                rows = []
    except csv.Error as error:
        what = f"row {number + 1} cannot be read: {error}"
        help_ = "the file is cut off or has a stray quote; export it again"
        raise unusable(str(path), "export-damaged", what, help_, row=number + 1) from error
    parts.append(_arrays(rows, width))
    return [pa.concat_arrays(column) for column in zip(*parts, strict=True)], ragged


def _arrays(rows: Grid, width: int) -> list[pa.StringArray]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    return [pa.array(column, pa.string()) for column in columns]


def _woven(
    path: Path, columns: list[pa.StringArray], ragged: list[Ragged], width: int, first: int
) -> tuple[list[pa.StringArray], Ints]:
    """Put the rows of another width back in their places, padded with blanks."""
    count = len(columns[0]) + len(ragged)
    rows = np.arange(first, first + count, dtype=np.int64)
    if not ragged:
        return columns, rows
    for row in ragged:
        if any(cell.strip() for cell in row.cells[width:]):
            what = f"row {first + row.at} has {len(row.cells)} cells, the header {width}"
            help_ = "a cell holds the separator without quotes; export it again as .xlsx or with quotes"
            raise unusable(str(path), "export-row-too-long", what, help_, row=first + row.at)
    places = np.array([row.at for row in ragged])
    order = np.argsort(np.concatenate([np.delete(np.arange(count), places), places]), kind="stable")
    padded = [[*row.cells, *[""] * width][:width] for row in ragged]
    extra = _arrays(padded, width)
    return [pa.concat_arrays([column, more]).take(order) for column, more in zip(columns, extra, strict=True)], rows


# ── the end ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _cut(columns: list[pa.StringArray], ragged: list[Ragged], width: int) -> str:
    """Say how a last row without a line end may be cut: in a missing cell, or within its last one."""
    count = len(columns[0]) + len(ragged)
    last = next((row.cells for row in ragged if row.at == count - 1), None)
    if last is None:
        return "ends within its last cell" if _within(columns[-1]) else ""
    return f"ends after {len(last)} of {width} cells" if any(last) and len(last) < width else ""


def _within(column: pa.StringArray) -> bool:
    """Say whether the last cell is the beginning of the one shape that all other cells of the column have."""
    if len(column) < 4:
        return False
    shapes = {shape(text) for text in column.slice(0, min(len(column) - 1, 1000)).to_pylist()}
    last, whole = shape(column[-1].as_py()), next(iter(shapes))
    return len(shapes) == 1 and last != whole and whole.startswith(last) and len(whole) > 2
