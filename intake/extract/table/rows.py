"""Rows of a table: which item each printed line belongs to, and every word in exactly one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from intake.extract.table.band import Band, Line, lower_half, surely
from intake.extract.table.homes import TEXTS, begun_in, group_headings, homes_of, is_text
from intake.extract.table.named import named_fields, said_in
from intake.extract.table.remarks import comment, owned, remarks, sentence
from intake.extract.table.running import told, without_dates
from intake.extract.table.spoken import CODES, WHAT, Column
from intake.extract.words.layout import join, spread, stack
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import number_readings

ALL_CODES = CODES | {"drawing_id"}
CODED = CODES | {"line_id"}  # what may turn out to be codes
_LONE = re.compile(r"^\D{0,6}\d[\d.,' ]*\s?\D{0,6}$")


@dataclass(frozen=True)
class Row:
    """One ordered item's cells by column index, each as the words of its printed lines.

    `named` are fields a line under the item labels itself (图号：…), `below` are lines of text under the item.
    """

    page: int
    cells: dict[int, Word]
    top: float
    bottom: float
    below: tuple[Word, ...] = ()
    broken: tuple[int, ...] = ()  # columns whose cell has several lines or words that may not belong together
    parts: dict[int, tuple[Word, ...]] | None = None  # the printed lines of each cell
    named: tuple[tuple[str, Word], ...] = ()
    deliveries: tuple[tuple[Word, Word], ...] = ()  # the date and quantity of each delivery below the item
    struck: dict[int, Word] = field(default_factory=dict)  # what is struck out in cells that say something else


@dataclass(frozen=True)
class Rows:
    """The rows of a band, the lines behind them, words no cell owns, and lines that look like items but are none."""

    rows: tuple[Row, ...]
    behind: tuple[Line, ...]
    leftover: tuple[Word, ...]
    lost: tuple[Word, ...]


def rows_in(page: Page, columns: tuple[Column, ...], found: Band, words: Lexicon) -> Rows:
    """Give every line of a band to its item and every word to its cell."""
    said = remarks(found, columns, words)
    homes = {i: home for i, home in homes_of(page, columns, found, words, said).items() if i not in said}
    rows = [
        _row(
            page, columns, [(found.lines[i], i == a) for i, home in sorted({**homes, a: a}.items()) if home == a], words
        )
        for a in found.anchors
    ]
    leftover: list[Word] = []
    lost: list[Word] = []
    own = {*homes, *found.anchors, *found.sums, *said}
    stray = [i for i in range(found.anchors[-1]) if i not in own]
    headings = group_headings(found, stray)
    told: list[Line] = []
    for index in stray:
        line, owner = found.lines[index], sum(a < index for a in found.anchors) - 1
        fields = named_fields(line, words)
        under = (
            owner >= 0 and line.pieces[0].x0 >= columns[0].x1 - 1
        )  # its first column is empty: it goes on with the item above
        if under and fields and not _roles(fields) & _roles(rows[owner].named):
            rows[owner] = replace(rows[owner], named=(*rows[owner].named, *fields))
        elif owner < 0 and comment(line, columns):
            leftover += line.words
        elif fields or _may_be_item(line, columns) or not (under or index in headings):
            lost.append(join(line.words))
            if owner >= 0 and not fields and sentence(line, words):
                rows[owner] = replace(rows[owner], below=(*rows[owner].below, lost[-1]))
        else:
            leftover += line.words
            if index not in headings:
                told.append(line)
                rows[owner] = replace(rows[owner], below=(*rows[owner].below, join(line.words)))
    boiler = _alike(told, len(found.anchors))
    leftover = [word for word in leftover if not any(word is one for one in boiler)]
    for index, above in owned(said, found):
        rows[above] = replace(rows[above], below=(*rows[above].below, join(found.lines[index].words)))
        homes[index] = found.anchors[above]
        if one := found.deliveries.get(index):
            rows[above] = replace(rows[above], deliveries=(*rows[above].deliveries, one))
    used = {role for row in rows for role, _ in row.named}  # whatever parameters the last item has
    for index in range(found.anchors[-1] + 1, len(found.lines)):
        line, last = found.lines[index], found.lines[found.anchors[-1]]
        fields = named_fields(line, words) if index not in homes else ()
        if index not in homes and not fields and _speaks(line, last, columns):
            fields = tuple(said_in(join(line.words), words))
        if fields and {role for role, _ in fields} <= used - _roles(rows[-1].named):
            rows[-1] = replace(rows[-1], named=(*rows[-1].named, *fields))
            homes[index] = found.anchors[-1]
        elif index not in homes and _speaks(line, last, columns) and _told_less(rows):
            rows[-1] = replace(rows[-1], below=(*rows[-1].below, join(line.words)))
            homes[index] = found.anchors[-1]
        elif index not in homes:
            break
    behind = [i for i in range(found.anchors[-1] + 1, len(found.lines)) if i not in homes and i not in found.sums]
    return Rows(tuple(rows), tuple(found.lines[i] for i in behind), tuple(leftover), tuple(lost))


def _roles(named: Sequence[tuple[str, Word]]) -> set[str]:
    """Return the fields that lines under an item name; parameters may be many."""
    return {role for role, _ in named} - {"attribute"}


def _told_less(rows: Sequence[Row]) -> bool:
    """Say whether every item but the last has more lines of text below it than the last."""
    return len(rows) > 1 and min(len(row.below) for row in rows[:-1]) > len(rows[-1].below)


def counting(texts: Sequence[str]) -> bool:
    """Say whether cells count lines: 1, 2, 3 or 10, 20, 30, or by the first of them: 1000, 2000, 3000."""
    numbers = [int(text.rstrip(".)、")) for text in texts if text.rstrip(".)、").isdigit()]
    if not numbers or len(numbers) != len(texts):
        return False
    step = numbers[1] - numbers[0] if len(numbers) > 1 else numbers[0]
    by_first = step == numbers[0] and step in (5, 20, 50, 100, 500, 1000)
    return (step in (1, 10) or by_first) and all(b - a == step for a, b in pairwise(numbers))


def _alike(told: Sequence[Line], items: int) -> list[Word]:
    """Return the words that begin all remarks alike up to a number: what is said of every item counts none.

    That of the last item stands behind the table.
    """
    found: list[Word] = []
    for line in told:
        ends = [n for n, word in enumerate(line.words, 1) if number_readings(word.text)]
        begin = [word.text for word in line.words[: ends[-1]]] if ends else []
        same = sum([word.text for word in other.words[: len(begin)]] == begin for other in told)
        found += line.words[: len(begin)] if len(begin) > 2 and same >= max(2, items - 1) else ()
    return found


def may_begin(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line begins an item, now that the columns are known: words drawn together are cut there.

    A number of its own under the quantity and a code or name are enough: what such an item lacks is asked.
    """
    if not any(char.isdigit() for word in line.words for char in word.text):
        return False
    parts = [part for word in line.words for part in (cut(word, columns) if word.cell is None else [word])]
    if surely(replace(line, words=tuple(parts)), columns):
        return True
    if lower_half(line, columns):
        return False
    pieces = [p for p, before in zip(line.pieces, (None, *line.pieces), strict=False) if not _goes_on(before, p)]
    counted = [p for c in columns if c.counts for p in pieces if c.x0 <= p.x0 < p.center < c.x1]
    named = any(columns[i].role in WHAT or columns[i].stack for i in in_columns(line, columns, whole=True))
    return named and any(_LONE.match(piece.text) for piece in counted)


def _goes_on(before: Word | None, piece: Word) -> bool:
    """Say whether a phrase goes on behind a comma of the one before: "Filtered 96/rack,  10 racks"."""
    near = before is not None and piece.cell is None and piece.x0 - before.x1 < 1.2 * piece.height
    return near and before is not None and before.text.endswith(",")


def _may_be_item(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line between items may be one: a number or code by itself, or many phrases."""
    if len(line.pieces) > 2 or any(number_readings(piece.text) for piece in line.pieces):
        return True
    coded = [p for p in line.pieces for c in columns if c.role in CODES and c.x0 <= p.center < c.x1]
    return any(re.fullmatch(r"(?=.*\d)[\w./+-]{3,}", p.text) and p.text.isascii() for p in coded)


# ── which cell a word belongs to ─────────────────────────────────────────────────────────────────────────────────


def _row(page: Page, columns: Sequence[Column], lines: Sequence[tuple[Line, bool]], words: Lexicon) -> Row:
    placed: list[dict[int, list[Word]]] = []
    named: list[tuple[str, Word]] = []
    below: list[Word] = []
    first = next(line for line, anchor in lines if anchor)
    for line, anchor in lines:
        fields = () if anchor else named_fields(line, words)
        named += fields
        if not fields and not anchor and line.top > first.top and _speaks(line, first, columns):
            below.append(join(line.words))
            named += said_in(below[-1], words)
        elif anchor:
            line, dated = without_dates(line, columns, words)
            named += dated
            placed.append(in_columns(line, columns, whole=False))
        elif not fields:
            line, dated = without_dates(line, columns, words)
            named += dated
            placed.append(in_columns(line, told(line, first, columns), whole=True))
    parts = {
        index: tuple(join(cells[index]) for cells in placed if index in cells)
        for index in sorted({i for cells in placed for i in cells})
    }
    broken = tuple(
        index
        for index, cell in parts.items()
        if columns[index].role not in TEXTS
        and (len(cell) > 1 or any(_apart(c[index], columns[index].role in CODED) for c in placed if index in c))
    )
    cells = {index: stack(cell, code=columns[index].role in ALL_CODES) for index, cell in parts.items()}
    top, bottom = min(line.top for line, _ in lines), max(line.bottom for line, _ in lines)
    return Row(page.number, cells, top, bottom, tuple(below), broken, parts, tuple(named))


def _speaks(line: Line, first: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line under an item is running text: phrases over the ends of columns, or with a label inside.

    Words that begin where cells of the item begin, or a first word that may be the rest of a code, leave it to them.
    """
    starts = [piece.x0 for piece in first.pieces]
    told = line.pieces if sum(":" in piece.text for piece in line.pieces) > 1 else line.words
    aligned = sum(any(abs(word.x0 - x) < 1.5 for x in starts) for word in told)
    if len(line.words) < 3 or aligned or any(char.isdigit() for char in line.words[0].text):
        return False
    home = begun_in(line.words[0], columns)
    if home is None or is_text(home) or line.words[0].cell is not None:
        return False
    if sum(":" in piece.text for piece in line.pieces) > 1:
        return True
    return all(":" in p.text or any(p.x0 < c.x1 - 1 < p.x1 - 3 for c in columns) for p in line.pieces)


def in_columns(line: Line, columns: Sequence[Column], *, whole: bool) -> dict[int, list[Word]]:
    """Put each word into the column its middle lies in; a word over a boundary is cut there.

    `whole`: a phrase that begins in a column of text and runs on stays in that column.
    """
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        piece = next(p for p in line.pieces if p.x0 <= word.center <= p.x1)
        home = next((i for i, c in enumerate(columns) if c.x0 <= piece.x0 + 1 < c.x1), None)
        if whole and home is not None and is_text(columns[home]) and word.cell is None:
            cells.setdefault(home, []).append(word)
            continue
        for part in cut(word, columns) if word.cell is None else [word]:
            at = part.center if part.cell is None else part.x0 + 1  # a merged cell is its first column's
            index = next((i for i, c in enumerate(columns) if c.x0 <= at < c.x1), None)
            if index is not None:
                cells.setdefault(index, []).append(part)
    return cells


def cut(word: Word, columns: Sequence[Column]) -> list[Word]:
    """Cut a word where a column boundary goes through it with more than a character on both sides."""
    edges = spread(word)
    margin = 0.6 * (word.x1 - word.x0) / max(len(word.text), 1)
    for bound in (c.x1 for c in columns):
        if word.x0 + margin < bound < word.x1 - margin and len(word.text) > 1:
            at = min(range(1, len(edges) - 1), key=lambda i: abs(edges[i] - bound))
            left, right = (replace(word, edges=edges).part(*span) for span in ((0, at), (at, len(word.text))))
            return [p for p in (left, *cut(right, columns)) if p.text.strip()] if left.text and right.text else [word]
    return [word]


def _apart(words: Sequence[Word], coded: bool) -> bool:
    """Say whether words of one cell may not belong together: a wide gap before a digit, or a raised, smaller sign.

    In a code a gap as wide as a line is high parts anything.
    """
    pairs = list(pairwise(words))
    if coded and any(b.x0 - a.x1 > 1.2 * min(a.height, b.height) for a, b in pairs if a.cell is None):
        return True
    wide = any(b.x0 - a.x1 > 0.6 * min(a.height, b.height) and b.text[:1].isdigit() for a, b in pairs if a.cell is None)
    return wide or any(min(a.height, b.height) < 0.75 * max(a.height, b.height) for a, b in pairs)
