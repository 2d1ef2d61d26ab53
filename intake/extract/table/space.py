"""The space of a column: between rules, else from white gutter to white gutter of heading and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.extract.table.band import Line
from intake.extract.table.spoken import Column, Header
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Word


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


def in_turn(header: Header, lines: Sequence[Line], more_than: int) -> tuple[Column, ...] | None:
    """Give each column the space of its heading and of its cells, taken in turn from lines that fill all columns.

    Numbers set right under headings set left may stand nearer to the next one. None if no more lines than `more_than`
    have as many phrases as there are columns, or if the spaces overlap.
    """
    columns = header.columns
    full = [line.pieces for line in lines if len(line.pieces) == len(columns)]
    if header.edges or len(full) <= more_than:
        return None
    spans = [
        (min(c.x0, *(line[at].x0 for line in full)), max(c.x1, *(line[at].x1 for line in full)))
        for at, c in enumerate(columns)
    ]
    if any(right[0] <= left[1] for left, right in pairwise(spans)):
        return None
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    sides = pairwise([float("-inf"), *middles, float("inf")])
    return tuple(replace(column, x0=a, x1=b) for column, (a, b) in zip(columns, sides, strict=True))


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
