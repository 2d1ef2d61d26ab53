"""Items on two lines under two heading lines, as SAP prints them: Item, Material, Description; below, quantity, price.

The upper heading names what stands on an item's first line, the lower what stands on the line of its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.extract.table.band import Line, line_of, run_of, surely
from intake.extract.table.headings import plain_header
from intake.extract.table.named import named_fields
from intake.extract.table.rows import ALL_CODES, Row, in_columns
from intake.extract.table.space import bounded
from intake.extract.table.spoken import CODES, Column, Header
from intake.extract.words.layout import join, stack
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word

_NUMBERS = ("quantity", "unit_price", "line_amount")
_REACH = 5  # lines of an item between its first and that of its numbers, and heights between its lines


@dataclass(frozen=True)
class Doubled:
    """The columns of both lines, the rows, lines that no item owns, and the lines behind the last item."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lost: tuple[Word, ...]
    behind: tuple[Line, ...]
    top: float


def doubled(
    page: Page, printed: Sequence[Sequence[Word]], pieces: Sequence[Sequence[Word]], words: Lexicon
) -> Doubled | None:
    """Read the items below the first pair of such headings; None if there is none, or a line has no item of its own.

    `pieces` are those of each printed line.
    """
    for index, line in enumerate(printed[:-2]):
        upper = plain_header(line, pieces[index], words)
        lower = plain_header(printed[index + 1], pieces[index + 1], words) if upper else None
        if upper and lower and _pair(upper, lower) and not page.ruled_between(*_span(lower)):
            lines = [line_of(line, page) for line in printed[index + 2 :]]
            return _read(page, upper, lower, lines, words)
    return None


def _span(header: Header) -> tuple[float, float, float]:
    return header.columns[0].x0, header.columns[-1].x1, (header.top + header.bottom) / 2


def _pair(upper: Header, lower: Header) -> bool:
    above, below = ([column.role for column in header.columns] for header in (upper, lower))
    goods = "description" in above and any(role in CODES for role in above) and not {*above} & {*_NUMBERS}
    counted = {"quantity", "line_amount"} <= {*below} and not any(role in CODES for role in below)
    near = -1 < lower.top - upper.bottom < 1.5 * (lower.bottom - lower.top)
    return goods and counted and near and len(upper.columns) > 2 and "unknown" not in (*above, *below)


def _read(page: Page, upper: Header, lower: Header, lines: Sequence[Line], words: Lexicon) -> Doubled | None:
    low = tuple(replace(column, lower=True) for column in lower.columns)
    under = bounded(replace(lower, columns=low), (), words)
    at = [i for i, line in enumerate(lines) if surely(line, under) and not _begins(line, upper)]
    first = [_first(lines, i, before, upper) for before, i in zip([-1, *at], at, strict=False)]
    while first and first[-1] is None:  # "Input tax 13 %" sums up
        first, at = first[:-1], at[:-1]
    starts = [i for i in first if i is not None]
    if not at or len(starts) != len(at):
        return None
    heads = bounded(upper, [lines[i].words for i in starts], words)
    cells = bounded(replace(lower, columns=low), [lines[i].words for i in at], words)
    ends = [*starts[1:], _end(lines, at[-1], words)]
    rows, lost = list[Row](), list[Word]()
    for start, item, end in zip(starts, at, ends, strict=True):
        row, left = _row(page, heads, cells, (lines, start, item, end), words)
        rows.append(row)
        lost += left
    lost += [join(line.words) for line in lines[: starts[0]]]
    return Doubled((*heads, *cells), tuple(rows), tuple(lost), tuple(lines[ends[-1] :]), upper.top)


def _first(lines: Sequence[Line], item: int, before: int, upper: Header) -> int | None:
    """Return the line above a line of numbers that has a number under the first heading and a piece under the next."""
    above = range(item - 1, max(before, item - 1 - _REACH), -1)
    return next((index for index in above if _begins(lines[index], upper)), None)


def _begins(line: Line, upper: Header) -> bool:
    """Say whether a line has a number under the first heading and something under the second, close as they may be."""
    number, code = upper.columns[:2]
    first = line.words[0]
    numbered = abs(first.x0 - number.x0) < 2 * first.height and first.text[:1].isdigit()
    return numbered and any(abs(w.x0 - code.x0) < 2 * w.height for w in (*line.pieces[1:2], *line.words[1:2]))


def _parted(line: Line) -> bool:
    """Say whether a wide blank parts a line."""
    return run_of(line).x1 < line.pieces[-1].x1 - 1


def _end(lines: Sequence[Line], last: int, words: Lexicon) -> int:
    """Return the line behind the last item: its further lines stand close and begin no further left than numbers."""
    end = last + 1
    while end < len(lines) and lines[end].top - lines[end - 1].bottom <= lines[end].height:
        left = lines[end].pieces[0].x0 < lines[last].pieces[0].x0 - 2
        if (left or _parted(lines[end])) and not named_fields(lines[end], words):
            break
        end += 1
    return end


def _row(
    page: Page, heads: Sequence[Column], cells: Sequence[Column], place: tuple[Sequence[Line], int, int, int],
    words: Lexicon,
) -> tuple[Row, list[Word]]:  # fmt: skip
    lines, start, item, end = place
    parts: dict[int, tuple[Word, ...]] = {
        n: (join(w),) for n, w in in_columns(lines[start], heads, whole=False).items()
    }
    parts |= {len(heads) + n: (join(w),) for n, w in in_columns(lines[item], cells, whole=False).items()}
    described = next(n for n, column in enumerate(heads) if column.role == "description")
    named, below, lost = list[tuple[str, Word]](), list[Word](), list[Word]()
    for line in (lines[i] for i in range(start + 1, end) if i != item):
        fields, whole = named_fields(line, words), join(line.words)
        if fields:
            named += fields
        elif _parted(line):
            lost.append(whole)
        elif abs(whole.x0 - heads[described].head[0]) < whole.height and line.top < lines[item].top:
            parts[described] = (*parts.get(described, ()), whole)
        else:
            below.append(whole)
    texts = {n: stack(p, code=(*heads, *cells)[n].role in ALL_CODES) for n, p in parts.items()}
    top, bottom = lines[start].top, lines[end - 1].bottom
    return Row(page.number, texts, top, bottom, tuple(below), (), parts, tuple(named)), lost


def summed(found: Doubled) -> Iterator[Line]:
    """Yield the lines close behind the last item, which may sum up."""
    bottom = found.rows[-1].bottom
    for line in found.behind:
        if line.top - bottom > _REACH * line.height:
            return
        bottom = line.bottom
        yield line
