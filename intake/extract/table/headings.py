"""Headings of an order table: one to three printed lines whose words name a quantity and what is ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.extract.table.hung import parted
from intake.extract.table.spelled import heading_phrases
from intake.extract.table.spoken import WHAT, Column, Header, column_of, columns_in, cut, overlap, said, title_of
from intake.extract.table.staggered import moved
from intake.extract.words.layout import join
from intake.extract.words.lexicon import Lexicon, field_heading
from intake.read.document import COLUMN, Page, Word
from orders.values import date_readings

_DEEPEST = 6  # printed lines of a heading whose cells are centred beside each other
_MARK = re.compile(r"\([a-z]\)")  # the letters of a form's columns: (a), (b)
_VALUE = re.compile(
    r"\d{1,2}(?:[.,]\d+)?\s?[%％]|\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
)  # 13%, 2026-01-17
_MONEY = re.compile(r"\d[\d.,' ]*[.,]\d{2,4}")


def find_headers(page: Page, lines: Sequence[Sequence[Word]], words: Lexicon) -> list[Header]:
    """Find the headings of a page from top to bottom: of windows that overlap, the one whose words say most.

    `lines` are the pieces of its printed lines.
    """
    spoken = [parted(line, below, words) for line, below in zip(lines, [*lines[1:], []], strict=False)]
    known = [sum(said(piece.text, words) is not None for piece in pieces) for pieces in spoken]
    windows = [
        max(
            [
                _staggered(page, spoken, index, words),
                *(_header(page, window, words) for window in _windows(page, spoken[index : index + _DEEPEST], words)),
            ],
            key=_worth,
        )
        if any(known[index : index + 2]) and sum(known[index : index + _DEEPEST]) > 2  # an upper half may be unknown
        else None
        for index in range(len(spoken))
    ]
    found: list[Header] = []
    for index, header in enumerate(windows):
        rivals = [rival for rival in windows[index + 1 : index + _DEEPEST] if rival is not None]
        if header is None or (found and header.top < found[-1].bottom):
            continue
        if not any(_worth(rival) > _worth(header) and rival.top < header.bottom for rival in rivals):
            found.append(header)
    return found


def heading_pieces(line: Sequence[Word], page: Page, words: Lexicon) -> list[Word]:
    """Return the phrases of a line, close headings cut apart, and two words of one ("Ext.  Amount") joined."""
    found: list[Word] = []
    pieces = heading_phrases(line, page, words)
    kept = [phrase for phrase in pieces if not _MARK.fullmatch(phrase.text)]
    for piece in (p for phrase in kept or pieces for p in cut(phrase, words)):
        if found and _one_heading(found[-1], piece, page, words):
            found[-1] = join([found[-1], piece])
        else:
            found.append(piece)
    return found


def _one_heading(left: Word, right: Word, page: Page, words: Lexicon) -> bool:
    far = left.cell is not None or right.x0 - left.x1 > 1.3 * left.height
    if far or page.ruled_between(left.center, right.center, left.middle):
        return False
    apart = [said(piece.text, words) for piece in (left, right)]
    both = words.heading("columns", f"{left.text} {right.text}")
    return both is not None and all(one is not None and one.name == both.name != "attribute" for one in apart)


def _windows(page: Page, spoken: Sequence[Sequence[Word]], words: Lexicon) -> Iterator[Sequence[Sequence[Word]]]:
    """Yield the first line, the first two, and so on while the next is close, or not far below shared headings."""
    for deep in range(1, len(spoken) + 1):
        if deep > 1:
            upper, lower = spoken[deep - 2], spoken[deep - 1]
            if any(_MONEY.fullmatch(piece.text) for piece in lower) or any(_VALUE.fullmatch(p.text) for p in upper):
                return  # an item has begun, or the head of the paper goes on
            gap, height = lower[0].top - upper[0].bottom, max(upper[0].height, 6)
            shared = deep == 2 and all(said(piece.text, words) for piece in upper) and edges_at(page, lower)
            if gap > (2 if shared else 1.2) * height or not _goes_on_in_cells(upper, lower, words):
                return
        yield spoken[:deep]


def _goes_on_in_cells(upper: Sequence[Word], lower: Sequence[Word], words: Lexicon) -> bool:
    """Say whether a sheet's row goes on with the heading of the row above: a cell of it reaches down, or most of its
    cells are headings themselves; a label with its value is none."""
    if upper[0].cell is None:
        return True
    if any(piece.text.rstrip().endswith((":", "：")) or date_readings(piece.text, words.months) for piece in upper):
        return False
    reaching = any(piece.bottom > lower[0].top for piece in upper)
    return reaching or 2 * sum(said(piece.text, words) is not None for piece in upper) > len(upper)


def _worth(header: Header | None) -> float:
    if header is None:
        return 0
    worth = {"whole": 1.0, "part": 0.4, "none": -0.9}
    tall = 0.001 * (header.bottom - header.top)  # of two readings alike, the one that knows more lines
    known = all(column.known == "whole" for column in header.columns if column.depth > 1)
    return sum(worth[column.known] for column in header.columns) + (tall if known else -tall)


def _header(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> Header | None:
    """Read printed lines as one heading, if they name a quantity and what is ordered."""
    edges = max((edges_at(page, line) for line in printed), key=len)
    if printed[0][0].cell is not None:
        edges = sorted({x for line in printed for x in edges_at(page, line)})
    cells = _between_rules(page, printed, edges) if edges else _unruled(printed, words)
    cells = [_alone(cell, cells, words) for cell in cells]
    columns = sorted((column for cell in cells for column in columns_in(cell, words)), key=lambda c: c.x0)
    if printed[0][0].cell is not None:
        columns = _beside_nothing(columns)
        edges = [x for x in edges if x <= columns[-1].x1]
    columns = _described(columns)
    roles = {name for column in columns for name in column.names} - {"unknown"}
    if "quantity" not in roles or len(roles) < 3 or not roles & WHAT:
        return None
    if sum(_strange(column, printed[0][0], words) for column in columns) > 0.4 * len(columns):
        return None
    used = [piece for cell in cells for piece in cell]  # a row that no rules part belongs to no cell
    if not any(piece is other for piece in printed[0] for other in used):
        return None
    return Header(tuple(columns), tuple(edges), min(p.top for p in used), max(p.bottom for p in used))


def _strange(column: Column, first: Word, words: Lexicon) -> bool:
    """Say whether nobody knows a heading; in a sheet also the head of a paper may stand in columns: 供应商, PO_DATE."""
    return column.role == "unknown" and (first.cell is None or field_heading(column.title, words) is None)


def _beside_nothing(columns: Sequence[Column]) -> list[Column]:
    """Leave out what stands in a heading's row of a sheet behind an empty column, if nothing of it is a heading."""
    for at in range(1, len(columns)):
        apart = columns[at].x0 - columns[at - 1].x1 >= COLUMN
        if apart and all(column.role == "unknown" for column in columns[at:]):
            return list(columns[:at])
    return list(columns)


def plain_header(line: Sequence[Word], pieces: Sequence[Word], words: Lexicon) -> Header | None:
    """Read a printed line's pieces as headings, whatever they name; None if one of them is not known."""
    columns: list[Column] = []
    for piece in pieces:
        columns.append(column_of([piece], words))
        if columns[-1].role == "unknown":
            return None
    if len(columns) < 2:
        return None
    return Header(tuple(columns), (), min(word.top for word in line), max(word.bottom for word in line))


def _staggered(page: Page, spoken: Sequence[Sequence[Word]], index: int, words: Lexicon) -> Header | None:
    """Read a heading whose lower line names what stands on the lower line of each item."""
    found = moved(spoken, index, words)
    header = _header(page, [found[0]], words) if found else None
    if found is None or header is None:
        return None
    low = {(piece.x0, piece.x1) for piece in found[1]}
    return replace(header, columns=tuple(replace(c, lower=c.head in low) for c in header.columns))


def _described(columns: list[Column]) -> list[Column]:
    """Settle what a heading leaves open by those beside it: how many pieces there are of what is counted otherwise,
    the fee for work (加工费) that is a price where an amount stands, too, and no price, and the one column of notes
    ("说明") that names what is ordered where prices stand and nothing else does."""
    if any(column.heading.name == "quantity" for column in columns):  # 件数 beside 数量(吨) is no quantity
        columns = [replace(c, role="attribute") if c.heading.name == "quantity_weak" else c for c in columns]
    if any(
        c.heading.name.startswith("line_amount") and c.heading.name != "line_amount_weak" for c in columns
    ) and not any(column.role.startswith("unit_price") for column in columns):
        columns = [replace(c, role="unit_price") if c.heading.name == "line_amount_weak" else c for c in columns]
    columns = _reduced(columns)
    roles = {name for column in columns for name in column.names}
    notes = [column for column in columns if column.role == "note"]
    if roles & WHAT or len(notes) != 1 or not any(role.startswith("unit_price") for role in roles):
        return columns
    return [replace(column, role="description") if column is notes[0] else column for column in columns]


def _reduced(columns: list[Column]) -> list[Column]:
    """Take a price that is called reduced (折后单价) for the price, and what it is reduced from and by for remarks."""
    if not any(column.heading.name == "unit_price_reduced" for column in columns):
        return columns
    before = [c for c in columns if c.role.startswith("unit_price") and c.heading.name != "unit_price_reduced"]
    beside = {id(c) for c in columns if c in before or (before and c.role == "discount_percent")}
    columns = [replace(c, role="attribute") if id(c) in beside else c for c in columns]
    return [replace(c, role="unit_price") if c.heading.name == "unit_price_reduced" else c for c in columns]


def edges_at(page: Page, line: Sequence[Word]) -> list[float]:
    """Return the x of vertical rules through a printed line; cells count as ruled; [] if there are too few."""
    if line[0].cell is not None:
        return sorted({x for piece in line for x in (piece.x0, piece.x1)})
    edges = _verticals(page, min(line, key=lambda p: p.height).middle)
    inside = [x for x in edges if line[0].x0 < x < max(p.x1 for p in line)]
    return edges if len(inside) >= 2 else []


def _verticals(page: Page, y: float) -> list[float]:
    xs = sorted(r.x0 for r in page.rules if r.orientation == "v" and r.top - 1 <= y <= r.bottom + 1)
    return [x for index, x in enumerate(xs) if index == 0 or x - xs[index - 1] > 2.5]


def slot(x: float, edges: Sequence[float]) -> int:
    return sum(edge <= x for edge in edges)


# ── which words stand in one heading cell ────────────────────────────────────────────────────────────────────────


def _between_rules(page: Page, printed: Sequence[Sequence[Word]], edges: Sequence[float]) -> list[list[Word]]:
    """Put the words between the same rules together; a heading over several columns belongs to each of them."""
    cells: dict[int, list[Word]] = {}
    for line in printed:
        own = _verticals(page, line[0].middle)
        for piece in line:
            sides = [piece.x0, piece.x1] if piece.cell is not None else own
            left = max((x for x in sides if x <= piece.center), default=float("-inf"))
            right = min((x for x in sides if x > piece.center), default=float("inf"))
            middles = [(a + b) / 2 for a, b in pairwise(edges) if left - 2 <= a and b <= right + 2]
            for home in {slot(middle, edges) for middle in middles} or {slot(piece.center, edges)}:
                cells.setdefault(home, []).append(piece)
    return [cell for at, cell in enumerate(cells.values()) if cell not in list(cells.values())[:at]]


def _unruled(printed: Sequence[Sequence[Word]], words: Lexicon) -> list[list[Word]]:
    """Put phrases of neighbouring lines that overlap in x together, a shared heading ("Price") with all below it."""
    groups: list[list[Word]] = []
    for piece in sorted((p for line in printed for p in line), key=lambda p: (p.x0, p.top)):
        home = next((g for g in groups if any(overlap(p, piece) and p.top != piece.top for p in g)), None)
        if home is None:
            groups.append([piece])
        else:
            home.append(piece)
    return [part for group in groups for part in _under_one(group, words)] if len(printed) > 1 else groups


def _under_one(group: list[Word], words: Lexicon) -> list[list[Word]]:
    """Part "Price" over "net | gross" into two cells that share the upper word, if both then say something."""
    lowest = max(piece.top for piece in group)
    below = [piece for piece in group if piece.top == lowest]
    above = [piece for piece in group if piece.top != lowest]
    if len(below) < 2:
        return [group]
    shared = [[*(p for p in above if len(above) == 1 or overlap(p, piece)), piece] for piece in below]
    meant = [said(title_of(cell), words) or words.heading("columns", cell[-1].text) for cell in shared]
    return shared if all(meant) else [group]


def _alone(cell: list[Word], cells: Sequence[Sequence[Word]], words: Lexicon) -> list[Word]:
    """Leave out a heading shared with other columns where it only gets in the way (Quantity over "Qty" and "Unit"), or
    makes another thing of the column than its own heading does ("Ordered" over "Unit"); what was and what is (变更前)
    stays."""
    own = [
        piece
        for piece in cell
        if sum(piece is other for others in cells for other in others) == 1 or words.heading("changes", piece.text)
    ]
    if not 0 < len(own) < len(cell) or not (alone := said(title_of(own), words)):
        return cell
    both = said(title_of(cell), words)
    return cell if both and both.name.startswith(alone.name) else own
