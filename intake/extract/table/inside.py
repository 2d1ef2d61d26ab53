"""Codes and names in one cell: "[FURN_7777] Office Chair", "SKU: 123" as a line of it, or "352981: Fryer Oil"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.rows import Row, counting
from intake.extract.table.spoken import CODES, Column
from intake.extract.table.stacked import CODE
from intake.extract.table.table import Table
from intake.extract.words.layout import stack
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Word

_NAMED = re.compile(r"(?P<code>[^\s:：]*\d[^\s:：]*)\s*[:：]\s+(?=[^\W\d_]{2})")
_IN_BRACKETS = re.compile(r"\[\s*(?P<code>\w[\w./+-]{2,})\s*\]\s*(?=\S)")
_COUNTED = re.compile(r"(?P<line>\d{1,4})\s+(?P<code>\S+)")
_LABELLED = re.compile(r"(?P<label>[^:：]{1,24}?)\s*[:：]\s*(?P<code>\S+)")

Found = tuple[str, Word, tuple[Word, ...]]  # the role, the code, and what is left of the description


def with_codes(table: Table, columns: tuple[Column, ...], words: Lexicon) -> tuple[Table, tuple[Column, ...]]:
    """Give the codes that every description names a column of their own, if there is none and they all differ.

    A description that names none leaves its item without a code.
    """
    described = [index for index, column in enumerate(columns) if column.role == "description"]
    if len(described) != 1 or any(column.role in CODES for column in columns):
        return table, columns
    found = [_code_of((row.parts or {}).get(described[0], ()), words) for row in table.rows]
    named = [one for one in found if one is not None]
    roles, codes = {role for role, _, _ in named}, {code.text for _, code, _ in named}
    if len(roles) != 1 or len(codes) != len(named) or len(named) < min(2, len(found)):
        return table, columns
    role = roles.pop()
    pairs = [one and (one[2], one[1]) for one in found]  # what an item lacks is asked
    return _with_column(table, columns, described[0], Column(role, Heading(role), role, 0, 0), pairs)


def with_names(table: Table, columns: tuple[Column, ...]) -> tuple[Table, tuple[Column, ...]]:
    """Give the names that follow every code behind a colon a column of their own, if no column has any."""
    coded = [index for index, column in enumerate(columns) if column.role in CODES]
    if len(coded) != 1 or any(column.role == "description" for column in columns):
        return table, columns
    home = coded[0]
    texts = [row.cells[home].text if home in row.cells else "" for row in table.rows]
    found = [_NAMED.match(text) or _IN_BRACKETS.match(text) for text in texts]
    named = [one for one in found if one is not None and (one.re is _IN_BRACKETS or CODE.fullmatch(one["code"]))]
    if len(named) != len(found) or len({one["code"] for one in named}) != len(named):
        return table, columns
    cells = [row.cells[home] for row in table.rows]
    pairs = [
        ((cell.part(*one.span("code")),), cell.part(one.end(), len(cell.text)))
        for cell, one in zip(cells, named, strict=True)
    ]
    return _with_column(table, columns, home, Column("description", Heading("description"), "", 0, 0), pairs)


def with_counts(table: Table, columns: tuple[Column, ...]) -> tuple[Table, tuple[Column, ...]]:
    """Part line numbers from the codes behind them, where both stand under one heading and the numbers count."""
    coded = [index for index, column in enumerate(columns) if column.role in CODES]
    if not coded or any(column.role == "line_id" for column in columns):
        return table, columns
    home = coded[0]
    found = [_COUNTED.fullmatch(row.cells[home].text) if home in row.cells else None for row in table.rows]
    said = [one for one in found if one is not None and CODE.fullmatch(one["code"])]
    if len(said) != len(found) or not counting([one["line"] for one in said]):
        return table, columns
    cells = [row.cells[home] for row in table.rows]
    pairs = [
        ((cell.part(*one.span("code")),), cell.part(*one.span("line"))) for cell, one in zip(cells, said, strict=True)
    ]
    whole = [replace(row, broken=tuple(i for i in row.broken if i != home)) for row in table.rows]
    column = Column("line_id", Heading("line_id"), "", 0, 0)
    return _with_column(replace(table, rows=tuple(whole)), columns, home, column, pairs)


def _with_column(
    table: Table,
    columns: tuple[Column, ...],
    home: int,
    column: Column,
    pairs: Sequence[tuple[tuple[Word, ...], Word] | None],
) -> tuple[Table, tuple[Column, ...]]:
    """Add a column at the right edge of `home`; each row's pair is what stays in its cell there, and the new cell."""
    at, rows = len(columns), list[Row]()
    for row, pair in zip(table.rows, pairs, strict=True):
        kept, new = pair or ((), None)
        parts = {**(row.parts or {}), home: kept, at: (new,)} if new else row.parts
        cells = {**row.cells, home: stack(kept), at: new} if new else row.cells
        rows.append(replace(row, parts=parts, cells=cells))
    right = columns[home].x1
    return replace(table, rows=tuple(rows)), (*columns, replace(column, x0=right, x1=right))


def _code_of(lines: Sequence[Word], words: Lexicon) -> Found | None:
    """Find the code in a description's printed lines; None if there is none, or nothing else stands there."""
    if lines and (found := _IN_BRACKETS.match(lines[0].text)):
        code, rest = lines[0].part(*found.span(1)), lines[0].part(found.end(), len(lines[0].text))
        return "buyer_item_id", code, (rest, *lines[1:])
    labelled = [(n, one) for n, line in enumerate(lines) if (one := _labelled(line, words))]
    if len(labelled) != 1 or len(lines) < 2:
        return None
    (at, (role, code)) = labelled[0]
    return role, code, (*lines[:at], *lines[at + 1 :])


def _labelled(line: Word, words: Lexicon) -> tuple[str, Word] | None:
    """Read a line that is a label of a code and the code; without a colon only a label that nothing else bears."""
    found = _LABELLED.fullmatch(line.text)
    heading = words.heading("columns", found["label"]) if found else None
    name, start = (heading.name, found.start("code")) if heading and found else ("", 0)
    if found is None and (first := words.prefix("columns", line.text)):
        name, start = ("" if first[0].endswith("_weak") else first[0]), first[1]
    if name not in CODES or not CODE.fullmatch(line.text[start:].strip()):
        return None
    return name.removesuffix("_weak"), line.part(start, len(line.text))
