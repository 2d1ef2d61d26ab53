"""Rows of a table: which item each printed line belongs to, and every word in exactly one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.extract.band import Band, Line, has_role, surely
from intake.extract.headings import CODES, WHAT, Column, slot
from intake.extract.layout import join, spread, stack
from intake.extract.lexicon import Lexicon
from intake.extract.remarks import is_remark
from intake.read.document import Page, Word
from orders.values import number_readings

ALL_CODES = CODES | {"drawing_id"}
TEXTS = frozenset({"description", "specification", "note", "attribute", "unknown"})
_NAMED = frozenset(
    {"drawing_id", "drawing_revision", "bom_version", "requested_date", "note", "specification", "seller_item_id"}
)
_LONE = re.compile(r"^\D{0,6}\d[\d.,' ]*\s?\D{0,6}$")
_PAIR = re.compile(r"\s*([^:：;；]{1,30}?)\s*[:：]\s*")


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


@dataclass(frozen=True)
class Rows:
    """The rows of a band, the lines behind them, words no cell owns, and lines that look like items but are none."""

    rows: tuple[Row, ...]
    behind: tuple[Line, ...]
    leftover: tuple[Word, ...]
    lost: tuple[Word, ...]


def rows_in(page: Page, columns: tuple[Column, ...], found: Band, words: Lexicon) -> Rows:
    """Give every line of a band to its item and every word to its cell."""
    homes = _homes(page, columns, found, words)
    rows = [
        _row(
            page, columns, [(found.lines[i], i == a) for i, home in sorted({**homes, a: a}.items()) if home == a], words
        )
        for a in found.anchors
    ]
    leftover: list[Word] = []
    lost: list[Word] = []
    stray = [i for i in range(found.anchors[-1]) if i not in homes and i not in found.anchors and i not in found.sums]
    headings = _group_headings(found, stray)
    for index in stray:
        line, owner = found.lines[index], sum(a < index for a in found.anchors) - 1
        fields = named_fields(line, words)
        under = (
            owner >= 0 and line.pieces[0].x0 >= columns[0].x1 - 1
        )  # its first column is empty: it goes on with the item above
        if under and fields and not {role for role, _ in fields} & {role for role, _ in rows[owner].named}:
            rows[owner] = replace(rows[owner], named=(*rows[owner].named, *fields))
        elif fields or _may_be_item(line, columns) or not (under or index in headings):
            lost.append(join(line.words))
            if owner >= 0 and not fields and is_remark(line, words):
                rows[owner] = replace(rows[owner], below=(*rows[owner].below, lost[-1]))
        else:
            leftover += line.words
            if index not in headings:
                rows[owner] = replace(rows[owner], below=(*rows[owner].below, join(line.words)))
    used = {role for row in rows for role, _ in row.named}
    for index in range(found.anchors[-1] + 1, len(found.lines)):
        line, last = found.lines[index], found.lines[found.anchors[-1]]
        fields = named_fields(line, words) if index not in homes else ()
        if index not in homes and not fields and _speaks(line, last, columns):
            fields = tuple(said_in(join(line.words), words))
        if fields and {role for role, _ in fields} <= used - {role for role, _ in rows[-1].named}:
            rows[-1] = replace(rows[-1], named=(*rows[-1].named, *fields))
            homes[index] = found.anchors[-1]
        elif index not in homes:
            break
    behind = [i for i in range(found.anchors[-1] + 1, len(found.lines)) if i not in homes and i not in found.sums]
    return Rows(tuple(rows), tuple(found.lines[i] for i in behind), tuple(leftover), tuple(lost))


def counting(texts: Sequence[str]) -> bool:
    """Say whether cells count lines: 1, 2, 3 or 10, 20, 30."""
    numbers = [int(text.rstrip(".)、")) for text in texts if text.rstrip(".)、").isdigit()]
    if not numbers or len(numbers) != len(texts):
        return False
    step = numbers[1] - numbers[0] if len(numbers) > 1 else numbers[0]
    return step in (1, 10) and all(b - a == step for a, b in pairwise(numbers))


def may_begin(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line begins an item, now that the columns are known: words drawn together are cut there.

    A number of its own under the quantity and a code or name are enough: what such an item lacks is asked.
    """
    if not any(char.isdigit() for word in line.words for char in word.text):
        return False
    pieces = [part for word in line.words for part in (cut(word, columns) if word.cell is None else [word])]
    if surely(replace(line, words=tuple(pieces)), columns):
        return True
    counted = [p for c in columns if has_role(c, "quantity") for p in line.pieces if c.x0 <= p.x0 < p.center < c.x1]
    named = any(columns[i].role in WHAT or columns[i].stack for i in in_columns(line, columns, whole=True))
    return named and any(_LONE.match(piece.text) for piece in counted)


# ── which item a line belongs to ─────────────────────────────────────────────────────────────────────────────────


def _homes(page: Page, columns: Sequence[Column], found: Band, words: Lexicon) -> dict[int, int]:
    """Say for each further line which item's line it goes on with: inside the same rules, else across smaller gaps."""
    lines, bounds = found.lines, _row_bounds(page, found)
    slots = [slot(line.middle, bounds) for line in lines]
    homes: dict[int, int] = {}
    for first, last in pairwise((-1, *found.anchors, len(lines))):
        inner = (i for i in range(first + 1, last) if i not in found.sums)
        between = [i for i in inner if _hangs(lines, i) or not _floats(lines[i], columns, words)]
        cut = _widest(lines, first, last, found)
        for index in between:
            owners = [a for a in (first, last) if a in found.anchors and slots[a] == slots[index]]
            if len(owners) == 2:
                homes[index] = first if index <= cut else last
            elif owners and (
                _shares_rules(bounds, slots[index], lines)
                or _goes_on(index, owners[0], columns, found, homes)
                or (index == owners[0] + 1 and _hangs(lines, index) and named_fields(lines[index], words))
            ):
                homes[index] = owners[0]
    return homes


def _under(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line leaves the first column empty: then it goes on with the item above."""
    return line.pieces[0].x0 >= columns[0].x1 - 1


def _floats(line: Line, columns: Sequence[Column], words: Lexicon) -> bool:
    """Say whether a labelled line begins where items begin: it may speak of the item above, or of the next."""
    return not _under(line, columns) and not _is_text(columns[0]) and bool(named_fields(line, words))


def _hangs(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line stands so close below another that it surely goes on with it."""
    if not 0 < index < len(lines) - 1:
        return False
    return lines[index].top - lines[index - 1].bottom < 0.5 * (lines[index + 1].top - lines[index].bottom)


def _widest(lines: Sequence[Line], first: int, last: int, found: Band) -> int:
    """Return the line between two items behind which the widest gap is; of equal gaps the last."""
    if first < 0 or last >= len(lines):
        return first
    gaps = [(lines[i + 1].top - lines[i].bottom, i) for i in range(first, last)]
    widest = max(gap for gap, _ in gaps)
    summed = [i - 1 for i in found.sums if first < i < last]
    return summed[0] if summed else max(i for gap, i in gaps if gap > widest - 0.5)


def _shares_rules(bounds: Sequence[float], own: int, lines: Sequence[Line]) -> bool:
    """Say whether a row of its own is ruled above and below."""
    return 0 < own < len(bounds) and bounds[own] - bounds[own - 1] < 12 * lines[0].height


def _goes_on(index: int, anchor: int, columns: Sequence[Column], found: Band, homes: dict[int, int]) -> bool:
    """Say whether a line outside the items goes on with the first or last: close by, and under a column of text."""
    lines = found.lines
    near = index - 1 if anchor < index else index + 1
    if near != anchor and homes.get(near) != anchor and anchor < index:
        return False
    gap = lines[index].top - lines[near].bottom if anchor < index else lines[near].top - lines[index].bottom
    inner = [lines[i].top - lines[i - 1].bottom for i, home in homes.items() if home < i and home != anchor]
    return gap <= max([0.7 * lines[index].height, *inner]) + 0.5 and _fits(lines[index], columns)


def _fits(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether every phrase stands inside one column, or begins in a column of text."""
    for piece in line.pieces:
        column = next((c for c in columns if c.x0 <= piece.x0 + 1 < c.x1), None)
        inside = column is not None and piece.x1 <= column.x1 + 1
        if column is None or not (inside or _is_text(column)):
            return False
    return True


def _is_text(column: Column) -> bool:
    return column.role in TEXTS or has_role(column, "description")


def _group_headings(found: Band, stray: Sequence[int]) -> set[int]:
    """Return the lines that head a group that is summed up: before the first item, or behind the sum of another."""
    if not any(i < found.anchors[-1] for i in found.sums):
        return set()
    return {i for i in stray if i < found.anchors[0] or i - 1 in found.sums}


def _may_be_item(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line between items may be one: a number or code by itself, or many phrases."""
    if len(line.pieces) > 2 or any(number_readings(piece.text) for piece in line.pieces):
        return True
    coded = [p for p in line.pieces for c in columns if c.role in CODES and c.x0 <= p.center < c.x1]
    return any(re.fullmatch(r"(?=.*\d)[\w./+-]{3,}", p.text) and p.text.isascii() for p in coded)


def _row_bounds(page: Page, found: Band) -> list[float]:
    """Return the y of horizontal rules that cross most of the items, pieces of one line taken together."""
    words = [w for i in found.anchors for w in found.lines[i].words]
    left, right = min(w.x0 for w in words), max(w.x1 for w in words)
    covered: dict[int, list[tuple[float, float]]] = {}
    for rule in page.rules:
        if rule.orientation == "h" and min(rule.x1, right) > max(rule.x0, left):
            covered.setdefault(round(rule.top / 2), []).append((max(rule.x0, left), min(rule.x1, right)))
    return sorted(2.0 * y for y, spans in covered.items() if _length(spans) > 0.7 * (right - left))


def _length(spans: Sequence[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


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
        elif not fields:
            placed.append(in_columns(line, columns, whole=not anchor))
    parts = {
        index: tuple(join(cells[index]) for cells in placed if index in cells)
        for index in sorted({i for cells in placed for i in cells})
    }
    broken = tuple(
        index
        for index, cell in parts.items()
        if columns[index].role not in TEXTS and (len(cell) > 1 or any(_apart(c[index]) for c in placed if index in c))
    )
    cells = {index: stack(cell, code=columns[index].role in ALL_CODES) for index, cell in parts.items()}
    top, bottom = min(line.top for line, _ in lines), max(line.bottom for line, _ in lines)
    return Row(page.number, cells, top, bottom, tuple(below), broken, parts, tuple(named))


def _speaks(line: Line, first: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line under an item is running text: phrases over the ends of columns, or with a label inside.

    Words that begin where cells of the item begin, or a first word that may be the rest of a code, leave it to them.
    """
    starts = [piece.x0 for piece in first.pieces]
    aligned = sum(any(abs(word.x0 - x) < 1.5 for x in starts) for word in line.words)
    if len(line.words) < 3 or aligned or any(char.isdigit() for char in line.words[0].text):
        return False
    home = next((c for c in columns if c.x0 <= line.words[0].x0 + 1 < c.x1), None)
    if home is None or _is_text(home) or line.words[0].cell is not None:
        return False
    if sum(":" in piece.text for piece in line.pieces) > 1:
        return True
    return all(":" in p.text or any(p.x0 < c.x1 - 1 < p.x1 - 3 for c in columns) for p in line.pieces)


def said_in(text: Word, words: Lexicon) -> Iterator[tuple[str, Word]]:
    """Yield the dates and quantities that running text labels: "Rel 1 Due Date: 4/15/2024 Quantity: 250.00"."""
    for sign in re.finditer(r":\s*(?=\d)", text.text):
        before = [found.start() for found in re.finditer(r"\S+", text.text[: sign.start()])][-4:]
        headings = (words.heading("columns", text.text[start : sign.start()]) for start in before)
        name = next((heading.name for heading in headings if heading), "")
        value = re.compile(r"\d\S*(?:\s+[^\W\d_]{3,9}\.?,?\s+\d{2,4}\b)?").match(text.text, sign.end())
        if value and name in ("requested_date", "quantity"):
            yield name, text.part(*value.span())


def in_columns(line: Line, columns: Sequence[Column], *, whole: bool) -> dict[int, list[Word]]:
    """Put each word into the column its middle lies in; a word over a boundary is cut there.

    `whole`: a phrase that begins in a column of text and runs on stays in that column.
    """
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        piece = next(p for p in line.pieces if p.x0 <= word.center <= p.x1)
        home = next((i for i, c in enumerate(columns) if c.x0 <= piece.x0 + 1 < c.x1), None)
        if whole and home is not None and _is_text(columns[home]) and word.cell is None:
            cells.setdefault(home, []).append(word)
            continue
        for part in cut(word, columns) if word.cell is None else [word]:
            index = next((i for i, c in enumerate(columns) if c.x0 <= part.center < c.x1), None)
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


def _apart(words: Sequence[Word]) -> bool:
    """Say whether words of one cell may not belong together: a wide gap before a digit, or a raised, smaller sign."""
    pairs = list(pairwise(words))
    wide = any(b.x0 - a.x1 > 0.6 * min(a.height, b.height) and b.text[:1].isdigit() for a, b in pairs if a.cell is None)
    return wide or any(min(a.height, b.height) < 0.75 * max(a.height, b.height) for a, b in pairs)


def named_fields(line: Line, words: Lexicon) -> tuple[tuple[str, Word], ...]:
    """Read a line that is nothing but labels of an item's fields with their values; () if other words stand there."""
    return _labelled(line.pieces, words) or _labelled((join(line.words),), words)


def _labelled(pieces: Sequence[Word], words: Lexicon) -> tuple[tuple[str, Word], ...]:
    found: list[tuple[str, Word]] = []
    for piece in pieces:
        for start, end in _between_signs(piece.text):
            pair = _PAIR.match(piece.text, start, end)
            heading = words.heading("columns", pair[1]) or words.heading("fields", pair[1]) if pair else None
            if pair is None or heading is None or heading.name not in _NAMED:
                return ()
            if piece.text[pair.end() : end].strip():
                found.append((heading.name, piece.part(pair.end(), end)))
    roles = [role for role, _ in found]
    return tuple(found) if len(set(roles)) == len(roles) else ()


def _between_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between signs that part labelled values: 图号：A-1；备注：无."""
    start = 0
    for sign in re.finditer(
        r"\s*[;；]\s*|\s{2,}|\s*[|｜]\s*|\s*[,，]\s*(?=[^:：,，]{1,20}[:：])|\s+(?=[^\s:：;；]{1,8}：)", text
    ):
        yield start, sign.start()
        start = sign.end()
    yield start, len(text)
