"""Cells of several printed lines: what stands below what is another field, or the rest of a code that was too long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.extract.table.rows import ALL_CODES, Row, counting
from intake.extract.table.spoken import CODES, Column
from intake.extract.table.table import Table
from intake.extract.words.layout import spread, stack
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Word
from orders.values import normal

CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_+-]{3,}")

_STROKED = re.compile(r"(?P<drawing>[^\s/／]+)\s*[/／\s]\s*(?P<revision>[A-Za-z0-9.]{1,4}|)\s*")
_HIDDEN = re.compile(r"[\s/／_-][A-Za-z]\d?$|[/／]")  # under 图号/版本 the end of A-100-B may be its revision
_PARTS = re.compile(r"[A-Z]{2,5}(?:-[A-Z]{2,5}){1,3}")


def unstacked(table: Table, words: Lexicon) -> Table:
    """Give each of the things that one heading names a column of its own, where the cells prove it."""
    for index in range(len(table.columns)):
        table = _unstacked(table, index, words)
    return table


def _unstacked(table: Table, index: int, words: Lexicon) -> Table:
    column = table.columns[index]
    parts = [_parts(row, index) for row in table.rows]
    if column.role == "line_id" and _sequenced(parts):
        return _split(
            _heading_both(table, index, Heading("attribute")), index, [(cell[:1], cell[1:]) for cell in parts]
        )
    if _heads_both(table, index, parts, words):
        table = _heading_both(table, index, Heading("description"))
        column = table.columns[index]
    names = [heading.name for heading in column.stack]
    if names == ["drawing_id", "drawing_revision"]:
        return _drawn(table, index, [_stroked(cell) for cell in parts])
    if not names or not all(parts):
        return table
    coded = [n for n, name in enumerate(names) if name in CODES]
    text = "description" if "description" in names else "specification"
    if len(names) == 2 and coded and text in names:
        others = [c.role for n, c in enumerate(table.columns) if n != index and not _counts(table, n)]
        if names[coded[0]].removesuffix("_weak") in others:  # of two that only may be codes it is asked
            return table
        if not coded[0] and (apart := [_apart(cell) for cell in parts]) and None not in apart and _aligned(apart):
            return _split(table, index, [one for one in apart if one is not None])
        if all(len(cell) > 1 for cell in parts) and _are_codes([cell[-coded[0]].text for cell in parts], words):
            return _split(
                table, index, [(cell[:1], cell[1:]) if not coded[0] else (cell[:-1], cell[-1:]) for cell in parts]
            )
        return table
    if column.known == "whole" and column.heading is not column.stack[0]:
        return table  # "Unit / Price" over two lines is one thing
    if all(len(cell) == len(names) for cell in parts):
        return _split(table, index, [tuple((part,) for part in cell) for cell in parts])
    return table


def _heading_both(table: Table, index: int, below: Heading) -> Table:
    column = table.columns[index]
    column = replace(column, stack=(column.heading, below))
    return replace(table, columns=(*table.columns[:index], column, *table.columns[index + 1 :]))


def _sequenced(parts: Sequence[Sequence[Word]]) -> bool:
    """Say whether below each number that counts the same number stands: the position's sequence (10 over 0)."""
    if len(parts) < 2 or any(len(cell) != 2 for cell in parts):
        return False
    lower = {normal(cell[1].text) for cell in parts}
    return len(lower) == 1 and lower.pop().isdigit() and counting([normal(cell[0].text) for cell in parts])


def _are_codes(texts: Sequence[str], words: Lexicon) -> bool:
    """Say whether lines are codes; among several with digits one of short parts may have none: SV-PASS."""
    digits = [text for text in texts if _is_code(text, words)]
    return len(digits) > len(texts) / 2 and all(text in digits or _PARTS.fullmatch(text) for text in texts)


def _heads_both(table: Table, index: int, parts: Sequence[Sequence[Word]], words: Lexicon) -> bool:
    """Say whether "Item" heads codes with descriptions below: no other column describes, and every cell has both."""
    role = table.columns[index].role
    if not role.startswith("buyer_item_id") or any(c.role in ("description", "specification") for c in table.columns):
        return False
    return bool(parts) and all(
        len(cell) > 1
        and CODE.fullmatch(cell[0].text)
        and re.search(r"[^\W\d_]{3}", cell[1].text)
        and not any(_is_code(line.text, words) for line in cell[1:])
        for cell in parts
    )


def _stroked(cell: tuple[Word, ...]) -> tuple[Word, ...]:
    """Part a drawing from its revision at the only stroke or blank, in a line or over two: "76-1091 / 02", A-1/B."""
    found = _STROKED.fullmatch(cell[0].text) if cell else None
    if found is None or len(cell) > 2 or bool(found["revision"]) == (len(cell) == 2):
        return cell
    first = cell[0].part(*found.span("drawing"))
    return first, cell[1] if len(cell) == 2 else cell[0].part(*found.span("revision"))


def _drawn(table: Table, index: int, parts: Sequence[tuple[Word, ...]]) -> Table:
    """Give drawings and their revisions a column each; a drawing may have none, what may hide one is asked for."""
    hidden = {n for n, cell in enumerate(parts) if len(cell) > 2 or (len(cell) == 1 and _HIDDEN.search(cell[0].text))}
    cells = [(cell, ()) if n in hidden else (cell[:1], cell[1:2]) for n, cell in enumerate(parts)]
    split = _split(table, index, cells)
    rows = (replace(row, broken=(*row.broken, index)) if n in hidden else row for n, row in enumerate(split.rows))
    return replace(split, rows=tuple(rows))


def _apart(cell: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """Part a code from the name that stands off from it in the same line: 100-40217-B      Hex cap screw."""
    code, _, name = cell[0].text.partition(" ")
    if not CODE.fullmatch(code) or not re.search(r"[^\W\d_]{2}", name) or cell[0].cell is not None:
        return None
    at = len(cell[0].text) - len(name.lstrip())
    first, rest = cell[0].part(0, len(code)), cell[0].part(at, len(cell[0].text))
    return ((first,), (rest, *cell[1:])) if rest.x0 - first.x1 > 1.2 * first.height else None


def _aligned(apart: Sequence[tuple[tuple[Word, ...], tuple[Word, ...]] | None]) -> bool:
    """Say whether the names of all items begin below each other: a column without a heading of its own."""
    starts = [one[1][0].x0 for one in apart if one is not None]
    return len(starts) > 1 and max(starts) - min(starts) < 2.5


def _is_code(text: str, words: Lexicon) -> bool:
    """Say whether a line is a code, with its revision or without: "287T1104-3 REV D"."""
    code, *rest = text.split()
    revised = len(rest) == 2 and len(rest[1]) < 4 and words.heading("columns", rest[0])
    return CODE.fullmatch(code) is not None and (not rest or bool(revised and revised.name == "drawing_revision"))


def _counts(table: Table, index: int) -> bool:
    return counting([normal(row.cells[index].text) for row in table.rows if index in row.cells])


def _parts(row: Row, index: int) -> tuple[Word, ...]:
    return (row.parts or {}).get(index, ())


def _split(table: Table, index: int, cells: Sequence[Sequence[Sequence[Word]]]) -> Table:
    """Put the first of each cell's parts in its place, the others into new columns behind the last."""
    column, count = table.columns[index], len(table.columns)
    places = [index, *range(count, count + len(column.stack) - 1)]
    named = [_named(column, heading) for heading in column.stack]
    rows = []
    for row, cell in zip(table.rows, cells, strict=True):
        parts = {**(row.parts or {}), **{place: tuple(part) for place, part in zip(places, cell, strict=True)}}
        parts = {place: part for place, part in parts.items() if part}
        own = {p: stack(parts[p], code=c.role in ALL_CODES) for p, c in zip(places, named, strict=True) if p in parts}
        broken = tuple(b for b in row.broken if b != index)
        rows.append(replace(row, cells={**row.cells, **own}, parts=parts, broken=broken))
    columns = (*table.columns[:index], named[0], *table.columns[index + 1 :], *named[1:])
    return replace(table, columns=columns, rows=tuple(rows))


def _named(column: Column, heading: Heading) -> Column:
    return replace(column, role=heading.name, heading=heading, stack=())


def one_code(table: Table, index: int, row: Row) -> bool:
    """Say whether a code over several lines is surely one: it breaks behind its own sign, or before one without room.

    A full line alone proves nothing: a column may be as wide as the longer of two codes. Two codes of one form are two.
    """
    parts = _parts(row, index)
    if table.columns[index].role not in ALL_CODES or len(parts) < 2:
        return False
    return all(_goes_on(above, below, table, index) for above, below in pairwise(parts))


def _goes_on(above: Word, below: Word, table: Table, index: int) -> bool:
    if re.search(r"\s", above.text.strip()) or re.search(r"\s", below.text.strip()) or _form(above) == _form(below):
        return False
    column, led = table.columns[index], re.match(r"[-/_.][^-/_.]+", below.text)
    if above.text.endswith(("-", "/", "_", ".")) or led is None or not column.ruled:
        return above.text.endswith(("-", "/", "_", "."))
    lines = [part for other in table.rows for part in _parts(other, index)]
    padding, edges = min(part.x0 for part in lines) - column.x0, spread(below)
    return 0 <= padding < 20 and above.x1 + edges[led.end()] - edges[0] > column.x1 - padding - 0.5


def _form(word: Word) -> str:
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"\d", "9", word.text)))
