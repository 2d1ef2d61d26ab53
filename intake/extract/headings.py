"""Headings of an order table: one to three printed lines whose words name a quantity and what is ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.extract.layout import phrases
from intake.extract.lexicon import Heading, Lexicon
from intake.read.document import Page, Word

WHAT = frozenset({"buyer_item_id", "buyer_item_id_weak", "seller_item_id", "description"})  # names what is ordered


@dataclass(frozen=True)
class Column:
    """One column: its role, the heading as printed, and the x range that is its own."""

    role: str
    heading: Heading
    title: str
    x0: float
    x1: float
    known: str = "none"  # whole: every word of the heading is known; part: one of its lines is


@dataclass(frozen=True)
class Header:
    """A heading's columns and the y range of its words."""

    columns: tuple[Column, ...]
    top: float
    bottom: float


def find_headers(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> list[Header]:
    """Find the headings of a page from top to bottom: of windows that overlap, the one whose words say most."""
    worded = [any(words.heading("columns", phrase.text) for phrase in phrases(line, page)) for line in printed]
    windows = [
        max((_header(page, printed[index : index + deep], words) for deep in (1, 2, 3)), key=_worth)
        if worded[index]
        else None
        for index in range(len(printed))
    ]
    found: list[Header] = []
    for index, header in enumerate(windows):
        rivals = [rival for rival in windows[index + 1 : index + 3] if rival is not None]
        if header is None or (found and header.top < found[-1].bottom):
            continue
        if not any(_worth(rival) > _worth(header) and rival.top < header.bottom for rival in rivals):
            found.append(header)
    return found


def _worth(header: Header | None) -> float:
    if header is None:
        return 0
    worth = {"whole": 1.0, "part": 0.4, "none": -0.9}
    tall = 0.001 * (header.bottom - header.top)  # of two readings alike, the one that knows more lines
    known = all(column.known == "whole" for column in header.columns)
    return sum(worth[column.known] for column in header.columns) + (tall if known else -tall)


def _header(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> Header | None:
    """Read up to three printed lines as one heading, if they name a quantity and what is ordered."""
    if not printed or (len(printed) > 1 and not _close(printed)):
        return None
    pieces = [phrase for line in printed for phrase in phrases(line, page)]
    edges = ruled_edges(page, pieces)
    groups = _grouped(pieces, edges)
    columns = [_column(group, words) for group in groups]
    roles = {column.role for column in columns if column.role != "unknown"}
    if "quantity" not in roles or len(roles) < 3 or not roles & WHAT:
        return None
    if sum(column.role == "unknown" for column in columns) > 0.4 * len(columns):
        return None
    placed = _ruled(columns, edges) if edges else columns
    return Header(tuple(placed), min(p.top for p in pieces), max(p.bottom for p in pieces))


def _close(printed: Sequence[Sequence[Word]]) -> bool:
    return all(below[0].top - above[0].bottom < 1.2 * max(above[0].height, 6) for above, below in pairwise(printed))


def ruled_edges(page: Page, pieces: Sequence[Word]) -> list[float]:
    """Return the x of vertical rules through the heading; cells count as ruled; [] if there are too few."""
    if pieces[0].cell is not None:
        return sorted({x for piece in pieces for x in (piece.x0, piece.x1)})
    middle = min(pieces, key=lambda p: p.height).middle
    xs = sorted(r.x0 for r in page.rules if r.orientation == "v" and r.top - 1 <= middle <= r.bottom + 1)
    distinct = [x for index, x in enumerate(xs) if index == 0 or x - xs[index - 1] > 2.5]
    inside = [x for x in distinct if pieces[0].x0 < x < max(p.x1 for p in pieces)]
    return distinct if len(inside) >= 2 else []


def _grouped(pieces: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Put the phrases of one heading cell together: between the same rules, else overlapping in x."""
    groups: list[list[Word]] = []
    for piece in sorted(pieces, key=lambda p: (p.x0, p.top)):
        home = next((g for g in groups if _same_cell(g, piece, edges)), None)
        if home is None:
            groups.append([piece])
        else:
            home.append(piece)
    return groups


def _same_cell(group: Sequence[Word], piece: Word, edges: Sequence[float]) -> bool:
    if edges:
        return slot(group[0].center, edges) == slot(piece.center, edges)
    return any(min(p.x1, piece.x1) - max(p.x0, piece.x0) > 0 and p.top != piece.top for p in group)


def slot(x: float, edges: Sequence[float]) -> int:
    return sum(edge <= x for edge in edges)


def _column(group: Sequence[Word], words: Lexicon) -> Column:
    ordered = sorted(group, key=lambda p: (round(p.top), p.x0))
    title = " ".join(p.text for p in ordered)
    whole = words.heading("columns", title)
    part = next((found for p in ordered if (found := words.heading("columns", p.text))), None)
    heading = whole or part or Heading("unknown")
    x0, x1 = min(p.x0 for p in ordered), max(p.x1 for p in ordered)
    return Column(heading.name, heading, title, x0, x1, "whole" if whole else "part" if part else "none")


def _ruled(columns: Sequence[Column], edges: Sequence[float]) -> list[Column]:
    """Give each column the space between its rules."""
    placed = []
    for column in columns:
        center = (column.x0 + column.x1) / 2
        left = max((x for x in edges if x <= center), default=column.x0)
        right = min((x for x in edges if x > center), default=column.x1)
        placed.append(replace(column, x0=left, x1=right))
    return placed
