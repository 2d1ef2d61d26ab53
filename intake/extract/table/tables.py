"""The order table of each page: a heading, the items below it, and the lines that sum them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from intake.extract.table.band import Line, band, line_of, surely
from intake.extract.table.blocks import in_blocks
from intake.extract.table.conditions import conditioned
from intake.extract.table.doubled import Doubled, doubled, summed
from intake.extract.table.headings import find_headers, heading_pieces
from intake.extract.table.planned import planned
from intake.extract.table.rows import ALL_CODES, Row, counting, may_begin, rows_in
from intake.extract.table.shared import shared_down
from intake.extract.table.space import bounded, in_turn
from intake.extract.table.spoken import Column, Header
from intake.extract.table.table import Table
from intake.extract.words.layout import join, page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.once import once
from intake.read.document import Page, Word
from orders.values import date_readings, number_readings


def find_tables(pages: Iterable[Page], words: Lexicon) -> tuple[Table, ...]:
    """Find the order table of each page; a page without a heading goes on with the columns of the page before."""
    found: list[Table] = []
    for page in pages:
        headed, own = _own(page, words)
        found += own
        if not headed and found and found[-1].page.number == page.number - 1:
            found += _going_on(page, _printed(page), found[-1], words)
    return planned(found)


@once
def _own(page: Page, words: Lexicon) -> tuple[bool, tuple[Table, ...]]:
    """Return whether a page has headings of a table, and the tables below them."""
    printed = _printed(page)
    pieces = [heading_pieces(line, page, words) for line in printed]
    if two := doubled(page, printed, pieces, words):
        return True, (_doubled(page, two),)
    headers, found = find_headers(page, pieces, words), list[Table]()
    if not headers and (blocks := in_blocks(page, printed, words)):
        return True, (_doubled(page, blocks),)
    for header, below in zip(headers, [*(h.top for h in headers[1:]), page.height * 2], strict=False):
        body = [line for line in printed if header.bottom - 1 < line[0].middle < below]
        found += _below(page, body, header, words)
    return bool(headers), tuple(found)


def _printed(page: Page) -> list[Sequence[Word]]:
    return [line for line in page_lines(page) if not _drawn(line)]


def _doubled(page: Page, two: Doubled) -> Table:
    lines = list(summed(two))
    bottom = max([two.rows[-1].bottom, *(line.bottom for line in lines)])
    summary = tuple(line.words for line in lines)
    return Table(page, two.columns, two.rows, summary, (), two.lost, two.top, bottom)


def _drawn(line: Sequence[Word]) -> bool:
    """Say whether a line is a rule drawn with signs (----- =====), or letters of a form's columns: (a) (b)."""
    return all(re.fullmatch(r"[-_=~*·.—–+|]{3,}|\([a-z]\)", word.text) for word in line)


def _below(page: Page, body: Sequence[Sequence[Word]], header: Header, words: Lexicon) -> Iterator[Table]:
    """Read the items below a heading: sure ones first, which show where the columns are, then all."""
    printed = [line_of(kept, page) for line in body if (kept := _framed(line, header))]
    sure = band(printed, bounded(header, (), words), page, words, surely)
    found = len(sure.anchors) if sure else 0
    turn = in_turn(header, printed, found)
    counted = band(printed, turn, page, words, surely) if turn else None
    if turn and counted and len(counted.anchors) > found:
        yield from _table(page, printed, turn, header.top, words)
    elif sure is not None:
        columns = bounded(header, [sure.lines[i].words for i in sure.anchors], words)
        yield from _table(page, printed, columns, header.top, words)


def _going_on(page: Page, body: Sequence[Sequence[Word]], before: Table, words: Lexicon) -> Iterator[Table]:
    """Read the items of a page without a heading, from the first line that surely is one.

    Words over several columns right above it are a heading nobody knows: then it is another table.
    """
    printed = [line_of(line, page) for line in body]
    first = next((i for i, line in enumerate(printed) if surely(line, before.columns)), len(printed))
    while 0 < first < len(printed) and _close_above(printed, first, 0.7):
        first -= 1
    foreign = 0 < first < len(printed) and len(printed[first - 1].pieces) > 2 and _close_above(printed, first, 2)
    if printed[first:] and not foreign:
        yield from _table(page, printed[first:], before.columns, printed[first].top, words)


def _close_above(printed: Sequence[Line], index: int, heights: float) -> bool:
    return printed[index].top - printed[index - 1].bottom < heights * printed[index].height


def _framed(line: Sequence[Word], header: Header) -> list[Word]:
    """Leave out what stands beside a table with a ruled frame, such as turned text in the margin."""
    edges, columns = header.edges, header.columns
    left = edges[0] if edges and edges[0] <= columns[0].x0 else float("-inf")
    right = edges[-1] if edges and edges[-1] >= columns[-1].x1 else float("inf")
    return [word for word in line if left <= word.center <= right]


def _table(
    page: Page, printed: Sequence[Line], columns: tuple[Column, ...], top: float, words: Lexicon
) -> Iterator[Table]:
    found = band(printed, columns, page, words, may_begin)
    if found is None:
        return
    read, priced = conditioned(rows_in(page, columns, found, words), found.lines, columns, words)
    read = replace(read, rows=shared_down(read.rows, columns))
    sums = [*(line for i in sorted(found.sums) if id(line := found.lines[i]) not in priced), *read.behind]
    kept = {*map(id, found.lines)}
    below = min((line.top for line in sums), default=float("inf"))
    read_over = {id(line) for line in printed if line.top > below and _labels(line)}
    lost = [join(x.words) for x in printed if id(x) not in {*kept, *read_over} and _like_row(x, columns)]
    lost += [join(line.words) for line in read.behind if id(line) not in read_over and _like_item(line.pieces, least=2)]
    bottom = max([*(row.bottom for row in read.rows), *(line.bottom for line in sums)])
    columns = tuple(_by_content(index, columns, read.rows, words) for index in range(len(columns)))
    unnamed = {index for index, column in enumerate(columns) if column.role == "unknown" and not column.title}
    unnamed |= _split_counts(columns, read.rows, words)
    loose = [word for row in read.rows for index, word in row.cells.items() if index in unnamed]
    summary = tuple(line.words for line in sorted(sums, key=lambda line: line.top))
    yield Table(page, columns, read.rows, summary, (*read.leftover, *loose), (*read.lost, *lost), top, bottom)


def _by_content(index: int, columns: Sequence[Column], rows: Sequence[Row], words: Lexicon) -> Column:
    """Name a column without a known heading by its cells: all units, or a count of the lines, if no other is that."""
    column = columns[index]
    cells = [row.cells[index].text for row in rows if index in row.cells]
    role = "unknown"
    if cells and all(compared(cell) in words.groups["units"] for cell in cells):
        role = "unit"
    elif len(cells) == len(rows) and not column.title and counting(cells):
        role = "line_id"
    taken = column.role != "unknown" or any(other.role == role for other in columns)
    return column if taken else replace(column, role=role)


def _split_counts(columns: Sequence[Column], rows: Sequence[Row], words: Lexicon) -> set[int]:
    """Return columns of whole numbers under words nobody knows, if there are several: sizes, places; days are known."""
    cells = {
        index: [row.cells[index].text for row in rows if index in row.cells]
        for index, column in enumerate(columns)
        if column.role == "unknown" and len(date_readings(column.title, words.months)) != 1
    }
    counts = {index for index, texts in cells.items() if texts and all(text.strip().isdigit() for text in texts)}
    return counts if len(counts) > 1 else set()


def _labels(line: Line) -> bool:
    """Say whether a line begins with a label that stands by itself: "INVOICES:   Pecos Basin, PO Box 60114"."""
    return line.pieces[0].text.endswith((":", "："))


def _like_row(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line reads like an item: a lone number under the quantities, a phrase under codes or names."""
    pieces = [(p, c.role) for p in line.pieces for c in columns if c.x0 <= p.center < c.x1]
    counted = any(role == "quantity" and re.match(r"^[\d.,' ]+\s?\D{0,6}$", p.text) for p, role in pieces)
    lettered = [role for p, role in pieces if role == "description" and re.search(r"[^\W\d_]", p.text)]
    return counted and (bool(lettered) or any(role in ALL_CODES for _, role in pieces))


def lost_pages(pages: Sequence[Page], tables: Sequence[Table]) -> Iterator[tuple[Word, Page]]:
    """Yield lines that read like items on pages behind the table, where no table was found, with their page."""
    seen = {table.page.number for table in tables}
    for page in pages:
        before = [table for table in tables if table.page.number < page.number]
        if before and page.number not in seen:
            yield from ((join(line), page) for line in page_lines(page) if _like_item(phrases(line, page)))


def _like_item(pieces: Sequence[Word], least: int = 3) -> bool:
    """Say whether a line of several phrases has a lone number and something with letters: it may be an item."""
    numbers = [piece for piece in pieces if number_readings(piece.text)]
    lettered = [piece for piece in pieces if piece not in numbers and re.search(r"[^\W\d_]", piece.text)]
    return len(pieces) >= least and bool(numbers) and bool(lettered)
