"""Codes inside descriptions: "[FURN_7777] Office Chair", "SKU: 123" or "P/N 123" as a line, if no column has any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.headings import CODES, Column
from intake.extract.layout import stack
from intake.extract.lexicon import Heading, Lexicon
from intake.extract.stacked import CODE
from intake.extract.tables import Table
from intake.read.document import Word

_BRACKETED = re.compile(r"\[\s*([^\[\]\s]+)\s*\]\s*(?=\S)")
_LABELLED = re.compile(r"(?P<label>[^:：]{1,24}?)\s*[:：]\s*(?P<code>\S+)")

Found = tuple[str, Word, tuple[Word, ...]]  # the role, the code, and what is left of the description


def with_codes(table: Table, columns: tuple[Column, ...], words: Lexicon) -> tuple[Table, tuple[Column, ...]]:
    """Give the codes that every description names a column of their own, if there is none and they all differ."""
    described = [index for index, column in enumerate(columns) if column.role == "description"]
    if len(described) != 1 or any(column.role in CODES for column in columns):
        return table, columns
    found = [_code_of((row.parts or {}).get(described[0], ()), words) for row in table.rows]
    named = [one for one in found if one is not None]
    roles, codes = {role for role, _, _ in named}, {code.text for _, code, _ in named}
    if len(roles) != 1 or not len(codes) == len(named) == len(found):
        return table, columns
    at, role = len(columns), roles.pop()
    rows = []
    for row, (_, code, rest) in zip(table.rows, named, strict=True):
        parts = {**(row.parts or {}), described[0]: rest, at: (code,)}
        rows.append(replace(row, parts=parts, cells={**row.cells, described[0]: stack(rest), at: code}))
    right = columns[described[0]].x1
    column = Column(role, Heading(role), role, right, right)
    return replace(table, rows=tuple(rows)), (*columns, column)


def _code_of(lines: Sequence[Word], words: Lexicon) -> Found | None:
    """Find the code in a description's printed lines; None if there is none, or nothing else stands there."""
    if lines and (found := _BRACKETED.match(lines[0].text)) and CODE.fullmatch(found[1]):
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
