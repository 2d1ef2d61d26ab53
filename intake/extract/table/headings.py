"""Headings of an order table: one to three printed lines whose words name a quantity and what is ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from intake.extract.table.staggered import moved
from intake.extract.words.layout import join, phrases
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Page, Word

CODES = frozenset({"buyer_item_id", "buyer_item_id_weak", "seller_item_id"})
WHAT = CODES | {"description"}  # names what is ordered
_DEEPEST = 6  # printed lines of a heading whose cells are centred beside each other
_OPEN = {"quantity_weak": "quantity", "line_id_weak": "line_id"}  # by their heading alone: others may be surer
_MARK = re.compile(r"\([a-z]\)")  # the letters of a form's columns: (a), (b)
_TOKEN = re.compile(r"\S+")
_VALUE = re.compile(
    r"\d{1,2}(?:[.,]\d+)?\s?[%％]|\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
)  # 13%, 2026-01-17
_MONEY = re.compile(r"\d[\d.,' ]*[.,]\d{2,4}")


@dataclass(frozen=True)
class Column:
    """One column: its role, the heading as printed, and the x range that is its own.

    `stack` are the headings of a cell that names two things, one below the other or parted by a stroke.
    """

    role: str
    heading: Heading
    title: str
    x0: float
    x1: float
    known: str = "none"  # whole: every word of the heading is known; part: one of its lines is
    stack: tuple[Heading, ...] = ()
    depth: int = 1  # printed lines of the heading
    ruled: bool = False  # between two vertical rules
    head: tuple[float, float] = (0.0, 0.0)  # the x range of the heading's words
    lower: bool = False  # its cells stand on a lower line than the item's number


@dataclass(frozen=True)
class Header:
    """A heading's columns, the x of vertical rules through it, and the y range of its words."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float


def find_headers(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> list[Header]:
    """Find the headings of a page from top to bottom: of windows that overlap, the one whose words say most."""
    spoken = [_spoken(line, page, words) for line in printed]
    known = [sum(_said(piece.text, words) is not None for piece in pieces) for pieces in spoken]
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
        for index in range(len(printed))
    ]
    found: list[Header] = []
    for index, header in enumerate(windows):
        rivals = [rival for rival in windows[index + 1 : index + _DEEPEST] if rival is not None]
        if header is None or (found and header.top < found[-1].bottom):
            continue
        if not any(_worth(rival) > _worth(header) and rival.top < header.bottom for rival in rivals):
            found.append(header)
    return found


def named(phrase: Word, words: Lexicon) -> tuple[Heading | None, ...]:
    """Say what each heading in a phrase names, those that stand close together apart; None is one nobody knows."""
    return tuple(_said(piece.text, words) for piece in _cut(phrase, words))


def _spoken(line: Sequence[Word], page: Page, words: Lexicon) -> list[Word]:
    """Return the phrases of a line, close headings cut apart, and two words of one ("Ext.  Amount") joined."""
    found: list[Word] = []
    said = [phrase for phrase in phrases(line, page) if not _MARK.fullmatch(phrase.text)]
    for piece in (p for phrase in said or phrases(line, page) for p in _cut(phrase, words)):
        if found and _one_heading(found[-1], piece, page, words):
            found[-1] = join([found[-1], piece])
        else:
            found.append(piece)
    return found


def _one_heading(left: Word, right: Word, page: Page, words: Lexicon) -> bool:
    far = left.cell is not None or right.x0 - left.x1 > 1.3 * left.height
    if far or page.ruled_between(left.center, right.center, left.middle):
        return False
    apart = [_said(piece.text, words) for piece in (left, right)]
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
            shared = deep == 2 and all(_said(piece.text, words) for piece in upper) and edges_at(page, lower)
            if gap > (2 if shared else 1.2) * height:
                return
        yield spoken[:deep]


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
    cells = _between_rules(page, printed, edges) if edges else _unruled(printed, words)
    cells = [_alone(cell, cells, words) for cell in cells]
    columns = _described(sorted((column for cell in cells for column in _columns(cell, words)), key=lambda c: c.x0))
    roles = {role for column in columns for role in (column.role, *(h.name for h in column.stack))} - {"unknown"}
    if "quantity" not in roles or len(roles) < 3 or not roles & WHAT:
        return None
    if sum(column.role == "unknown" for column in columns) > 0.4 * len(columns):
        return None
    used = [piece for cell in cells for piece in cell]  # a row that no rules part belongs to no cell
    if not any(piece is other for piece in printed[0] for other in used):
        return None
    return Header(tuple(columns), tuple(edges), min(p.top for p in used), max(p.bottom for p in used))


def plain_header(page: Page, line: Sequence[Word], words: Lexicon) -> Header | None:
    """Read one printed line as headings, whatever they name; None if one of them is not known."""
    columns: list[Column] = []
    for piece in _spoken(line, page, words):
        columns.append(_column([piece], words))
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
    and the one column of notes ("说明") that names what is ordered where prices stand and nothing else does."""
    if any(column.heading.name == "quantity" for column in columns):  # 件数 beside 数量(吨) is no quantity
        columns = [replace(c, role="attribute") if c.heading.name == "quantity_weak" else c for c in columns]
    roles = {role for column in columns for role in (column.role, *(h.name for h in column.stack))}
    notes = [column for column in columns if column.role == "note"]
    if roles & WHAT or len(notes) != 1 or not any(role.startswith("unit_price") for role in roles):
        return columns
    return [replace(column, role="description") if column is notes[0] else column for column in columns]


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
    return list(cells.values())


def _unruled(printed: Sequence[Sequence[Word]], words: Lexicon) -> list[list[Word]]:
    """Put phrases of neighbouring lines that overlap in x together, a shared heading ("Price") with all below it."""
    groups: list[list[Word]] = []
    for piece in sorted((p for line in printed for p in line), key=lambda p: (p.x0, p.top)):
        home = next((g for g in groups if any(_overlap(p, piece) and p.top != piece.top for p in g)), None)
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
    shared = [[*(p for p in above if len(above) == 1 or _overlap(p, piece)), piece] for piece in below]
    said = [_said(_title(cell), words) or words.heading("columns", cell[-1].text) for cell in shared]
    return shared if all(said) else [group]


def _alone(cell: list[Word], cells: Sequence[Sequence[Word]], words: Lexicon) -> list[Word]:
    """Leave out a heading shared with other columns where it only gets in the way (Quantity over "Qty" and "Unit")."""
    if len(cell) == 1 or _said(_title(cell), words):
        return cell
    own = [piece for piece in cell if sum(piece is other for others in cells for other in others) == 1]
    return own if 0 < len(own) < len(cell) and _said(_title(own), words) else cell


def _overlap(one: Word, other: Word) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


# ── what a heading cell says ─────────────────────────────────────────────────────────────────────────────────────


def _columns(cell: Sequence[Word], words: Lexicon) -> Iterator[Column]:
    """Read a heading cell; words side by side that name different things are columns of their own."""
    whole = _said(_title(cell), words)
    apart = _side_by_side(cell)
    if whole is None and len(apart) > 1 and all(_said(_title(part), words) for part in apart):
        yield from (_column(part, words) for part in apart)
    else:
        yield _column(cell, words)


def _side_by_side(cell: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for piece in sorted(cell, key=lambda p: p.x0):
        home = next((part for part in parts if any(_overlap(p, piece) for p in part)), None)
        if home is None:
            parts.append([piece])
        else:
            home.append(piece)
    return parts if all(len({p.top for p in part}) == len(part) for part in parts) else [list(cell)]


def _column(cell: Sequence[Word], words: Lexicon) -> Column:
    title = _title(cell)
    whole = _said(title, words)
    stack = _stack(cell, words)
    part = next((found for p in cell if (found := words.heading("columns", p.text))), None)
    heading = whole or (stack[0] if stack else part) or Heading("unknown")
    x0, x1 = min(p.x0 for p in cell), max(p.x1 for p in cell)
    known = "whole" if whole or stack else "part" if part else "none"
    per_base = heading.name == "price_base_quantity" and heading.base is not None  # "Price per 100" is a price
    role, depth = "unit_price" if per_base else _OPEN.get(heading.name, heading.name), len({p.top for p in cell})
    return Column(role, heading, title, x0, x1, known, stack, depth, head=(x0, x1))


def _title(cell: Sequence[Word]) -> str:
    return " ".join(p.text for p in sorted(cell, key=lambda p: (round(p.top), p.x0)))


def _stack(cell: Sequence[Word], words: Lexicon) -> tuple[Heading, ...]:
    """Return the different things a cell names line by line, or parted by a stroke: Material / Description."""
    lines = [p.text for p in sorted(cell, key=lambda p: (round(p.top), p.x0))]
    texts = [text.strip() for text in re.split(r"[/／|]", _title(cell))] if len(lines) == 1 else lines
    found = [heading for text in texts if (heading := words.heading("columns", text.strip(" /／|")))]
    names = {heading.name for heading in found}
    return tuple(found) if len(found) == len(texts) == len(names) and len(found) > 1 else ()


def _said(text: str, words: Lexicon) -> Heading | None:
    """Read a heading; "Unit price per 100" is a price, and what it is for."""
    if whole := words.heading("columns", text):
        return whole
    if len(text) > 40 or not any(char.isdigit() for char in text):
        return None
    for blank in re.finditer(r"\s+", text):
        price, base = (words.heading("columns", part) for part in (text[: blank.start()], text[blank.end() :]))
        if price and base and price.name.startswith("unit_price") and base.name == "price_base_quantity" and base.base:
            return replace(price, base=base.base)
    return None


def _cut(phrase: Word, words: Lexicon) -> list[Word]:
    """Cut headings that stand close to each other ("Qty UOM Price") where every piece is a heading."""
    if phrase.cell is not None or len(phrase.text) > 90 or _said(phrase.text, words):
        return [phrase]
    spans = _pieces(phrase.text, words)
    return [phrase.part(start, end) for start, end in spans] if spans else [phrase]


@lru_cache(maxsize=4096)
def _pieces(text: str, words: Lexicon) -> tuple[tuple[int, int], ...]:
    """Return the fewest spans that are each a heading and together all of `text`; () if there are none."""
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    best: list[tuple[tuple[int, int], ...] | None] = [()] + [None] * len(tokens)
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - 6), end):
            before, span = best[start], (tokens[start][0], tokens[end - 1][1])
            shorter = before is not None and (best[end] is None or len(before) + 1 < len(best[end] or ()))
            bound = any(char in "/|／" for char in (text[span[0]], text[span[1] - 1]))  # a stroke binds both sides
            if shorter and not bound and words.heading("columns", text[slice(*span)]):
                best[end] = (*(before or ()), span)
    return best[-1] or ()


# ── the space of a column ────────────────────────────────────────────────────────────────────────────────────────


def bounded(header: Header, rows: Sequence[Sequence[Word]], words: Lexicon) -> tuple[Column, ...]:
    """Give each column its space: between rules, else from white gutter to white gutter of heading and rows.

    Space between rules that has no heading is a column without a name.
    """
    columns = _merged(header, rows, words)
    taken = [(w.x0, w.x1) for line in rows for w in line] + [(c.x0, c.x1) for c in columns]
    edges = header.edges
    found: list[Column] = []
    start = max((x for x in edges if x <= _center(columns[0])), default=float("-inf"))
    for column, after in zip(columns, [*columns[1:], None], strict=True):
        limit = _center(after) if after else float("inf")
        between = [x for x in edges if _center(column) < x <= limit]
        if not between:
            end = _gutter(column, after, taken) if after else float("inf")
            found.append(replace(column, x0=start, x1=end))
            start = end
            continue
        found.append(replace(column, x0=start, x1=between[0], ruled=start in edges))
        found += [_nameless(left, right) for left, right in pairwise(between)]
        start = between[-1]
    return (*(_nameless(left, right) for left, right in pairwise(edges) if right <= found[0].x0), *found)


def _nameless(left: float, right: float) -> Column:
    return Column("unknown", Heading("unknown"), "", left, right)


def _merged(header: Header, rows: Sequence[Sequence[Word]], words: Lexicon) -> list[Column]:
    """Join two headings that are one ("Ext.   Price"), where numbers below run under both of them."""
    found: list[Column] = []
    for column in header.columns:
        left = found[-1] if found else None
        whole = words.heading("columns", f"{left.title} {column.title}") if left and not header.edges else None
        if left and whole and any(w.x0 < left.x1 and w.x1 > column.x0 for line in rows for w in line):
            title, span = f"{left.title} {column.title}", (left.x0, column.x1)
            found[-1] = replace(left, role=whole.name, heading=whole, title=title, x1=span[1], stack=(), head=span)
        else:
            found.append(column)
    return found


def _center(column: Column) -> float:
    return (column.x0 + column.x1) / 2


def _gutter(left: Column, right: Column, taken: Sequence[tuple[float, float]]) -> float:
    start, end = _center(left), _center(right)
    inside = sorted((max(a, start), min(b, end)) for a, b in taken if b > start and a < end)
    gaps, reached = [], start
    for a, b in inside:
        gaps.append((a - reached, (a + reached) / 2))
        reached = max(reached, b)
    width, middle = max([*gaps, (end - reached, (end + reached) / 2)])
    return middle if width > 0 else (left.x1 + right.x0) / 2
