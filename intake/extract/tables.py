"""The order table: rows anchored at quantities, every word in exactly one cell.

Columns follow ruling lines where the heading has them, else the white gutters between the headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.extract.headings import Column, Header, find_headers, ruled_edges, slot
from intake.extract.layout import join, lines, phrases, spread, stack
from intake.extract.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import number_readings

_CODES = frozenset({"buyer_item_id", "buyer_item_id_weak", "seller_item_id", "drawing_id"})
_TEXTS = frozenset({"description", "specification", "note", "attribute", "unknown"})


@dataclass(frozen=True)
class Row:
    """One ordered item's cells by column index, each as the words of its printed lines."""

    page: int
    cells: dict[int, Word]
    top: float
    bottom: float
    below: tuple[Word, ...] = ()  # text of a ruled band of its own under the item
    broken: tuple[int, ...] = ()  # columns whose cell has several lines or words that may not belong together


@dataclass(frozen=True)
class Table:
    """A table of one page.

    `summary` are the printed lines below its items, `leftover` the words no cell owns, `lost` lines that look like
    items but have no quantity or stand where no item is expected.
    """

    page: Page
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: tuple[tuple[Word, ...], ...]
    leftover: tuple[Word, ...]
    lost: tuple[Word, ...]
    top: float
    bottom: float


def find_tables(pages: Iterable[Page], words: Lexicon) -> tuple[Table, ...]:
    """Find the order table of each page; a page without a heading goes on with the columns of the page before."""
    found: list[Table] = []
    for page in pages:
        printed = lines(page.words)
        headers = find_headers(page, printed, words)
        for header, below in zip(headers, [*(h.top for h in headers[1:]), page.height * 2], strict=False):
            found.append(_table(page, printed, header, below, words))
        if not headers and found and found[-1].page.number == page.number - 1:
            going_on = _going_on(page, printed, found[-1], words)
            found += [going_on] if going_on.rows else []
    return tuple(table for table in found if table.rows)


def _table(page: Page, printed: Sequence[Sequence[Word]], header: Header, below: float, words: Lexicon) -> Table:
    body = [line for line in printed if header.bottom - 1 < line[0].middle < below]
    items, summary, end = _band(page, body, header, words)
    columns = header.columns if _are_ruled(page, header) else _guttered(header.columns, items)
    rows, leftover, lost = _rows(page, columns, items, header.bottom)
    kept = {id(word) for line in (*items, *summary) for word in line}
    lost += tuple(join(line) for line in body if not kept & {id(w) for w in line} and _is_row(page, line, columns))
    return Table(page, columns, rows, tuple(map(tuple, summary)), leftover, lost, header.top, end)


def _going_on(page: Page, printed: Sequence[Sequence[Word]], before: Table, words: Lexicon) -> Table:
    top = printed[0][0].top if printed else 0.0
    items, summary, end = _band(page, printed, Header(before.columns, top, top), words)
    rows, leftover, lost = _rows(page, before.columns, items, top)
    return Table(page, before.columns, rows, tuple(map(tuple, summary)), leftover, lost, top, end)


def _are_ruled(page: Page, header: Header) -> bool:
    pieces = [w for w in page.words if header.top - 1 <= w.middle <= header.bottom + 1]
    return bool(pieces) and bool(ruled_edges(page, pieces))


def _band(
    page: Page, body: Sequence[Sequence[Word]], header: Header, words: Lexicon
) -> tuple[list[list[Word]], list[list[Word]], float]:
    """Part the lines below a heading: items first, then summary lines, until words that end the table."""
    items: list[list[Word]] = []
    summary: list[list[Word]] = []
    last = header.bottom
    for line in body:
        kind = _kind(page, line, header, words)
        if kind == "end" or (items and line[0].top - last > _reach(page, items, line)):
            break
        if kind == "summary" or (summary and not _has_quantity(page, line, header)):
            summary.append(list(line))
        elif kind == "item":
            items.append(list(line))
        last = max(word.bottom for word in line)
    return items, summary, max((w.bottom for line in [*items, *summary] for w in line), default=header.bottom)


def _reach(page: Page, items: Sequence[Sequence[Word]], line: Sequence[Word]) -> float:
    """How far below the last line the table still goes: to the end of its vertical rules, else a few line heights."""
    if line[0].cell is not None:
        return 60
    ends = [r.bottom for r in page.rules if r.orientation == "v" and r.top <= items[0][0].middle <= r.bottom]
    return 1000 if ends and line[0].middle < max(ends) else 5 * max(items[-1][0].height, 8)


def _kind(page: Page, line: Sequence[Word], header: Header, words: Lexicon) -> str:
    pieces = phrases(line, page)
    text = pieces[0].text
    if words.heading("stop", text) or words.heading("totals", text):
        stop = words.heading("stop", text)
        return ("end" if stop.name == "table_end" else "nothing") if stop else "summary"
    labels = [p for p in pieces if words.prefix("totals", p.text) or words.prefix("charges", p.text)]
    if labels and not _has_quantity(page, line, header):
        return "summary"
    stop_word = words.prefix("stop", text)
    if stop_word and ":" in text.replace("：", ":")[: stop_word[1] + 1] and not _has_quantity(page, line, header):
        return "end"
    return "item"


def _has_quantity(page: Page, line: Sequence[Word], header: Header) -> bool:
    """Say whether a number stands in the quantity column and something to order in another."""
    column = next((c for c in header.columns if c.role == "quantity"), None)
    if column is None:
        return False
    numbers = [w for w in line if min(w.x1, column.x1) > max(w.x0, column.x0) and _starts_with_number(w.text)]
    coded = [c for c in header.columns if c.role in _CODES or c.role == "description"]
    return bool(numbers) and any(
        min(w.x1, c.x1) > max(w.x0, c.x0) and w not in numbers and not _is_total(w) for w in line for c in coded
    )


def _is_total(word: Word) -> bool:
    return bool(number_readings(word.text)) and len(word.text) < 3


def _starts_with_number(text: str) -> bool:
    return text[:1].isdigit() or bool(number_readings(text))


def _guttered(columns: Sequence[Column], items: Sequence[Sequence[Word]]) -> tuple[Column, ...]:
    """Bound unruled columns by the widest white gutter between neighbouring headings."""
    ordered = sorted(columns, key=lambda c: c.x0)
    taken = [(w.x0, w.x1) for line in items for w in line] + [(c.x0, c.x1) for c in ordered]
    bounds = [_gutter(left, right, taken) for left, right in pairwise(ordered)]
    starts, ends = [float("-inf"), *bounds], [*bounds, float("inf")]
    return tuple(replace(c, x0=a, x1=b) for c, a, b in zip(ordered, starts, ends, strict=True))


def _gutter(left: Column, right: Column, taken: Sequence[tuple[float, float]]) -> float:
    start, end = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
    inside = sorted((max(a, start), min(b, end)) for a, b in taken if b > start and a < end)
    gaps, reached = [], start
    for a, b in inside:
        gaps.append((a - reached, (a + reached) / 2))
        reached = max(reached, b)
    width, middle = max([*gaps, (end - reached, (end + reached) / 2)])
    return middle if width > 0 else (left.x1 + right.x0) / 2


def _rows(
    page: Page, columns: tuple[Column, ...], items: Sequence[Sequence[Word]], top: float
) -> tuple[tuple[Row, ...], tuple[Word, ...], tuple[Word, ...]]:
    placed = [_placed(page, columns, line) for line in items]
    anchors = [index for index, cells in enumerate(placed) if _is_anchor(columns, cells)]
    if not anchors:
        return (), tuple(w for line in items for w in line), ()
    homes = _homes(page, placed, anchors, top)
    rows = [_row(page, columns, [placed[i] for i, home in homes.items() if home == anchor]) for anchor in anchors]
    stray = [index for index, cells in enumerate(placed) if cells and index not in homes]
    for index in stray:
        owner = sum(anchor < index for anchor in anchors) - 1
        if owner >= 0:
            rows[owner] = replace(rows[owner], below=(*rows[owner].below, join(items[index])))
    leftover = [w for index in stray for w in items[index]]
    outside = [w for line, cells in zip(items, placed, strict=True) for w in line if not _inside(w, columns, cells)]
    lost = tuple(join(items[i]) for i in stray if any(columns[c].role in _CODES for c in placed[i]))
    return tuple(rows), (*leftover, *outside), lost


def _is_row(page: Page, line: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Say whether a line reads like an item: a lone number under the quantities, a phrase under codes or names."""
    pieces = [(p, c.role) for p in phrases(line, page) for c in columns if c.x0 <= p.center < c.x1]
    counted = any(role == "quantity" and re.match(r"^[\d.,' ]+\s?\D{0,6}$", p.text) for p, role in pieces)
    return counted and any(role in _CODES or role == "description" for _, role in pieces)


def lost_pages(pages: Sequence[Page], tables: Sequence[Table]) -> Iterator[Word]:
    """Yield lines that read like items on pages behind the table, where no table was found."""
    seen = {table.page.number for table in tables}
    for page in pages:
        before = [table for table in tables if table.page.number < page.number]
        if before and page.number not in seen:
            yield from (join(line) for line in lines(page.words) if _like_item(phrases(line, page)))


def _like_item(pieces: Sequence[Word]) -> bool:
    """Say whether a line of at least three phrases has a lone number and something with letters: it may be an item."""
    numbers = [piece for piece in pieces if number_readings(piece.text)]
    lettered = [piece for piece in pieces if piece not in numbers and re.search(r"[^\W\d_]", piece.text)]
    return len(pieces) >= 3 and bool(numbers) and bool(lettered)


def _placed(page: Page, columns: Sequence[Column], line: Sequence[Word]) -> dict[int, list[Word]]:
    """Put each word of a line into the column its middle lies in; a word over a boundary is cut there."""
    cells: dict[int, list[Word]] = {}
    for word in line:
        for piece in _cut(word, columns) if word.cell is None else [word]:
            index = next((i for i, c in enumerate(columns) if c.x0 <= piece.center < c.x1), None)
            if index is not None:
                cells.setdefault(index, []).append(piece)
    return cells


def _cut(word: Word, columns: Sequence[Column]) -> list[Word]:
    """Cut a word where a column boundary goes through it with more than a character on both sides."""
    edges = spread(word)
    margin = 0.6 * (word.x1 - word.x0) / max(len(word.text), 1)
    for bound in (c.x1 for c in columns):
        if word.x0 + margin < bound < word.x1 - margin:
            at = min(range(len(edges)), key=lambda i: abs(edges[i] - bound))
            left, right = (replace(word, edges=edges).part(*span) for span in ((0, at), (at, len(word.text))))
            return [p for p in (left, *_cut(right, columns)) if p.text.strip()] if left.text and right.text else [word]
    return [word]


def _inside(word: Word, columns: Sequence[Column], cells: dict[int, list[Word]]) -> bool:
    return any(c.x0 <= word.center < c.x1 for c in columns) or any(word in found for found in cells.values())


def _is_anchor(columns: Sequence[Column], cells: dict[int, list[Word]]) -> bool:
    return any(columns[i].role == "quantity" and _starts_with_number(found[0].text) for i, found in cells.items())


def _homes(page: Page, placed: Sequence[dict[int, list[Word]]], anchors: Sequence[int], top: float) -> dict[int, int]:
    """Say for each printed line which anchor's row it belongs to: inside the same rules, else the nearest or last.

    A line alone between rules belongs to no row.
    """
    bounds = _row_bounds(page, placed)
    middles = [_middle(cells, top) for cells in placed]
    ruled = any(slot(middles[a], bounds) != slot(middles[b], bounds) for a, b in pairwise(anchors)) or len(bounds) > 1
    homes: dict[int, int] = {}
    for index in (i for i, cells in enumerate(placed) if cells):
        same = [a for a in anchors if slot(middles[a], bounds) == slot(middles[index], bounds)]
        before = [a for a in anchors if a <= index]
        if same and (ruled or anchors[0] != 0):
            homes[index] = min(same, key=lambda a: abs(middles[a] - middles[index]))
        elif not ruled:
            homes[index] = before[-1] if before else anchors[0]
    return homes


def _row_bounds(page: Page, placed: Sequence[dict[int, list[Word]]]) -> list[float]:
    """Return the y of horizontal rules that cross most of the table, pieces of one line taken together."""
    words = [w for cells in placed for found in cells.values() for w in found]
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


def _middle(cells: dict[int, list[Word]], default: float) -> float:
    words = [w for found in cells.values() for w in found]
    return sum(w.middle for w in words) / len(words) if words else default


def _row(page: Page, columns: Sequence[Column], parts: Sequence[dict[int, list[Word]]]) -> Row:
    cells: dict[int, Word] = {}
    broken = []
    for index in sorted({i for part in parts for i in part}):
        lines_of = [part[index] for part in parts if index in part]
        cells[index] = stack([join(line) for line in lines_of], code=columns[index].role in _CODES)
        if columns[index].role not in _TEXTS and (len(lines_of) > 1 or _apart(lines_of[0])):
            broken.append(index)
    words = cells.values()
    return Row(page.number, cells, min(w.top for w in words), max(w.bottom for w in words), (), tuple(broken))


def _apart(words: Sequence[Word]) -> bool:
    """Say whether words of one cell may not belong together: a wide gap before a digit, or a raised, smaller sign."""
    pairs = list(pairwise(words))
    wide = any(b.x0 - a.x1 > 0.6 * min(a.height, b.height) and b.text[:1].isdigit() for a, b in pairs if a.cell is None)
    return wide or any(min(a.height, b.height) < 0.75 * max(a.height, b.height) for a, b in pairs)
