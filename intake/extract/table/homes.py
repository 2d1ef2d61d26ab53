"""Which item each line between the items of a table belongs to: by rules, by gaps, by where items begin."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from intake.extract.table.band import Band, Line
from intake.extract.table.headings import slot
from intake.extract.table.named import named_fields
from intake.extract.table.spoken import CODES, Column
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import normal

_SPANNED = 3  # columns
_PARAMETERS = {"attribute", "drawing_id", "drawing_revision", "bom_version"}
TEXTS = frozenset({"description", "specification", "note", "attribute", "unknown"})


def homes_of(
    page: Page, columns: Sequence[Column], found: Band, words: Lexicon, said: Collection[int]
) -> dict[int, int]:
    """Say for each further line which item's line it goes on with: inside the same rules, else across smaller gaps.

    `said` are remarks, which go on with none.
    """
    lines, bounds = found.lines, _row_bounds(page, found)
    starts, below = _starts(found, columns, said), _hang_below(found, columns, said)
    slots, told = [slot(line.middle, bounds) for line in lines], _one_below_each(found, words)
    homes: dict[int, int] = {}
    for first, last in pairwise((-1, *found.anchors, len(lines))):
        inner = (i for i in range(first + 1, last) if i not in found.sums and not spanning(lines[i], columns))
        between = [i for i in inner if i in told or _hangs(lines, i) or not _floats(lines[i], columns, words)]
        cut = starts[last] - 1 if last in starts else _widest(lines, first, last, found, below=below)
        for index in between:
            owners = [a for a in (first, last) if a in found.anchors and slots[a] == slots[index]]
            if index in told:
                homes[index] = first
            elif last in starts and index > cut:
                homes[index] = last
            elif len(owners) == 2:
                homes[index] = first if index <= cut else last
            elif owners and (
                _shares_rules(bounds, slots[index], lines)
                or _goes_on(index, owners[0], columns, found, homes)
                or (index == owners[0] + 1 and _hangs(lines, index) and named_fields(lines[index], words))
            ):
                homes[index] = owners[0]
    return homes


def spanning(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a sheet's row is one cell merged over several columns: it is no part of an item above or below."""
    piece = line.pieces[0]
    over = sum(min(piece.x1, c.x1) - max(piece.x0, c.x0) > 1 for c in columns)
    return len(line.pieces) == 1 and piece.cell is not None and over >= _SPANNED


def _one_below_each(found: Band, words: Lexicon) -> frozenset[int]:
    """Return the labelled lines of which one stands below each item and none above the first.

    Of lines with parameters some items may have none: one behind the last shows that they stand below their items.
    """
    labels: dict[tuple[str, ...], list[int]] = {}
    for index, line in enumerate(found.lines):
        if index not in found.anchors and (fields := named_fields(line, words)):
            labels.setdefault(tuple(dict.fromkeys(role for role, _ in fields)), []).append(index)
    owners = {said: [sum(a < i for a in found.anchors) for i in lines] for said, lines in labels.items()}
    each = list(range(1, len(found.anchors) + 1))
    told = {i for said, lines in labels.items() if len(each) > 1 and owners[said] == each for i in lines}
    loose = sorted(i for said, lines in labels.items() if {*said} & _PARAMETERS for i in lines)
    below = [sum(a < i for a in found.anchors) for i in loose]
    hanging = 0 not in below and len(each) in below and len(set(below)) == len(below) > 1
    return frozenset(told | {*loose} if hanging else told)


def _under(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line leaves the first column empty: then it goes on with the item above."""
    return line.pieces[0].x0 >= columns[0].x1 - 1


def _floats(line: Line, columns: Sequence[Column], words: Lexicon) -> bool:
    """Say whether a labelled line begins where items begin: it may speak of the item above, or of the next."""
    return not _under(line, columns) and not is_text(columns[0]) and bool(named_fields(line, words))


def _hangs(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line stands so close below another that it surely goes on with it."""
    if not 0 < index < len(lines) - 1:
        return False
    return lines[index].top - lines[index - 1].bottom < 0.5 * (lines[index + 1].top - lines[index].bottom)


def _starts(found: Band, columns: Sequence[Column], said: Collection[int]) -> dict[int, int]:
    """Return the line that begins each item where that is not the line of its quantity: the one with its number.

    No line of a quantity has anything in the first column, and before each there is one line that has; the heading
    says so by its lower line, or what stands there counts the items.
    """
    head = columns[0]
    if head.role not in CODES | {"line_id"}:
        return {}
    begin = [
        i for i, line in enumerate(found.lines) if i not in said and any(_in(head, piece) for piece in line.pieces)
    ]
    starts: dict[int, int] = {}
    for before, item in pairwise((-1, *found.anchors)):
        own = [i for i in begin if before < i <= item]
        if len(own) != 1 or own[0] == item:
            return {}
        starts[item] = own[0]
    numbers = [normal(found.lines[i].pieces[0].text) for i in starts.values()]
    return starts if any(column.lower for column in columns) or _counted(numbers) else {}


def _counted(numbers: Sequence[str]) -> bool:
    """Say whether at least two numbers count by ones or tens: 00010, 00020."""
    said = [int(number) for number in numbers if number.isdigit()]
    steps = {after - before for before, after in pairwise(said)}
    return len(said) == len(numbers) and len(steps) == 1 and steps <= {1, 10}


def _in(column: Column, piece: Word) -> bool:
    return column.x0 <= piece.center < column.x1 and any(char.isdigit() for char in piece.text)


def _hang_below(found: Band, columns: Sequence[Column], said: Collection[int]) -> bool:
    """Say whether items go on below their first line: nothing stands above the first, and something below the last."""
    first, last = found.anchors[0], found.anchors[-1]
    if any(i not in said for i in range(first)) or last + 1 >= len(found.lines):
        return False
    item, line = found.lines[last], found.lines[last + 1]
    near = line.top - item.bottom < 1.2 * item.height
    return near and last + 1 not in found.sums and len(line.pieces) == 1 and _fits(line, columns)


def _widest(lines: Sequence[Line], first: int, last: int, found: Band, *, below: bool) -> int:
    """Return the line between two items behind which the widest gap is; of equal gaps the last.

    Where items surely go on `below`, a gap above the next must be much smaller than the widest to say otherwise.
    """
    if first < 0 or last >= len(lines):
        return first
    gaps = [(lines[i + 1].top - lines[i].bottom, i) for i in range(first, last)]
    widest = max(gap for gap, _ in gaps)
    summed = [i - 1 for i in found.sums if first < i < last]
    alike = 0.35 * lines[first].height if below else 0.5
    return summed[0] if summed else max(i for gap, i in gaps if gap > widest - alike)


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
        column = begun_in(piece, columns)
        inside = column is not None and piece.x1 <= column.x1 + 1
        if column is None or not (inside or is_text(column)):
            return False
    return True


def begun_in(piece: Word, columns: Sequence[Column]) -> Column | None:
    """Return the column in whose space a phrase begins."""
    return next((column for column in columns if column.x0 <= piece.x0 + 1 < column.x1), None)


def is_text(column: Column) -> bool:
    return column.role in TEXTS or column.has("description")


def group_headings(found: Band, stray: Sequence[int]) -> set[int]:
    """Return the lines that head a group that is summed up: before the first item, or behind the sum of another."""
    if not any(i < found.anchors[-1] for i in found.sums):
        return set()
    return {i for i in stray if i < found.anchors[0] or i - 1 in found.sums}


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
