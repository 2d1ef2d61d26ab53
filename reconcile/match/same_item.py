"""Rows of one order and item that no line number tells apart: whose line each of them is, by quantity.

What quantities leave open stays one line: its sum is compared, and nothing is said of its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.match.groups import Groups
from reconcile.match.stack import Bools, Stack, is_dead
from reconcile.match.sums import ways

MOST_ROWS, MOST_LINES = 8, 5  # an order has an item in more lines or parts so seldom that the search is not worth it
Sizes = Mapping[int, int]


def share(lines: Sizes, rows: Sizes) -> dict[int, int] | None:
    """Say for each row (position → quantity) which line (number → quantity) it belongs to; None if that is open.

    Rows are lines one by one, or parts that cover lines wholly in one way only, or what is left of the only line left.
    Rows without a quantity can only be the last of these.
    """
    unknown = MISSING in rows.values()
    if not lines or min(lines.values()) <= 0 or any(size <= 0 for size in rows.values() if size != MISSING):
        return None
    if (found := _one_by_one(lines, rows)) is not None:
        return found
    if len(rows) > MOST_ROWS or len(lines) > MOST_LINES:
        return None
    covering = [] if unknown else list(islice(_coverings(list(lines.items()), dict(rows)), 2))
    if covering:
        return covering[0] if len(covering) == 1 else None
    return _the_rest(lines, rows)


def _one_by_one(lines: Sizes, rows: Sizes) -> dict[int, int] | None:
    free = dict(lines)
    found = {at: _pick(free, size) for at, size in rows.items()}
    return None if None in found.values() else {at: line for at, line in found.items() if line is not None}


def _pick(free: dict[int, int], size: int) -> int | None:
    line = next((line for line, whole in free.items() if whole == size), None)
    if line is not None:
        del free[line]
    return line


def _coverings(lines: list[tuple[int, int]], rows: dict[int, int]) -> Iterator[dict[int, int]]:
    """Yield the ways to use all rows so that each line is there wholly or not at all."""
    if not rows or not lines:
        yield from () if rows else ({},)
        return
    (line, whole), *rest = lines
    names = sorted(rows)
    for way in (*ways([rows[name] for name in names], whole).found, ()):
        taken = {names[at] for at in way}
        left = {name: size for name, size in rows.items() if name not in taken}
        yield from ({**dict.fromkeys(taken, line), **more} for more in _coverings(rest, left))


def _the_rest(lines: Sizes, rows: Sizes) -> dict[int, int] | None:
    """Give what equals no line to the only line that nothing equals; what equals one that is taken is its copy."""
    free = dict(lines)
    found = {at: _pick(free, size) for at, size in rows.items()}
    copied = {size: line for line, size in lines.items() if line not in free}
    home = next(iter(free)) if len(free) == 1 else None
    chosen = {at: copied.get(rows[at], home) if line is None else line for at, line in found.items()}
    return None if None in chosen.values() else {at: line for at, line in chosen.items() if line is not None}


def part_lines(stack: Stack, line: Ints, with_line: Bools) -> Ints:
    """Part lines of rows without usable line numbers where an item is several lines of its order."""
    groups, system, ordering = Groups(line), stack.column("system"), _ordering(stack)
    places = len(stack.systems)
    count = np.bincount(line * places + system, minlength=(int(line.max(initial=-1)) + 1) * places).reshape(-1, places)
    several = (count[:, ordering] > 1).any(1) & (np.bincount(line[with_line], minlength=len(count)) == 0)
    found = (_parted(stack, groups.rows(number), ordering) for number in np.flatnonzero(several).tolist())
    return _numbered_anew(line, found)


def renumber(stack: Stack, line: Ints) -> Ints:
    """Part the rows of an order and item by quantity where that explains line numbers which only one system has."""
    frame = stack.table("order", "sku_loose", "system").assign(line=line)
    frame = frame[(frame["order"] >= 0) & (frame["sku_loose"] >= 0)]
    places = frame.drop_duplicates()
    lines = places.drop_duplicates("line")
    several = lines[lines.duplicated(["order", "sku_loose"], keep=False)]
    lonely = several.merge(places.drop_duplicates("line", keep=False)[["line"]])[["order", "sku_loose"]]
    rows = frame.reset_index(names="at").merge(lonely.drop_duplicates())
    groups = (tuple(group["at"].tolist()) for _, group in rows.groupby(["order", "sku_loose"]))
    ordering = _ordering(stack)
    return _numbered_anew(line, (_parted(stack, group, ordering, wholly=True) for group in groups))


def _ordering(stack: Stack) -> list[int]:
    """Return the systems that take orders: several rows of the warehouse may be parts of one line."""
    return [n for n, name in enumerate(stack.systems) if name != "wms"]


def _numbered_anew(line: Ints, groups: Iterable[list[list[int]]]) -> Ints:
    out, free = line.copy(), int(line.max(initial=-1)) + 1
    for parts in groups:
        for rows in parts:
            out[rows] = free
            free += 1
    return out


def _parted(stack: Stack, rows: tuple[int, ...], ordering: list[int], *, wholly: bool = False) -> list[list[int]]:
    """Return the rows of each line, nothing where they cannot be told apart (`wholly`: by equal sums only)."""
    quantity, stage, system = (stack.column(name)[list(rows)] for name in ("quantity", "stage", "system"))
    dead = is_dead(quantity, stage)
    if dead.any() and not dead.all():
        return []
    sizes: dict[int, dict[int, int]] = {}
    for at, one, size in zip(rows, system.tolist(), quantity.tolist(), strict=True):
        sizes.setdefault(one, {})[at] = size
    several = [one for one in ordering if len(sizes.get(one, ())) > 1]
    lines = _lines(sizes, several)
    shared = [share(lines, mine) for mine in sizes.values()]
    homes = {at: line for found in shared if found is not None for at, line in found.items()}
    if len(homes) < len(rows):
        return []
    if not _confirmed(lines, sizes, homes) and (wholly or not (len(several) > 1 or _numbered(stack, lines))):
        return []
    return [[at for at in rows if homes[at] == line] for line in lines]


def _lines(sizes: Mapping[int, Sizes], several: list[int]) -> Sizes:
    """Return the rows of the system that says what the lines are: most of them, of different sizes."""
    different = [sizes[one] for one in several if max(Counter([MISSING, *sizes[one].values()]).values()) == 1]
    return max(different, key=len, default={})


def _numbered(stack: Stack, lines: Sizes) -> bool:
    """Say whether the rows have line numbers of their own: they are no parts of one line."""
    numbers = stack.column("line_id")[list(lines)].tolist()
    return min(numbers) >= 0 and len(set(numbers)) == len(numbers)


def _confirmed(lines: Sizes, sizes: Mapping[int, Sizes], homes: Sizes) -> bool:
    """Say whether other systems have such lines, each wholly or not at all: rows of one system alone may be parts."""
    covered = [Counter[int]() for mine in sizes.values() if mine is not lines]
    for count, mine in zip(covered, (mine for mine in sizes.values() if mine is not lines), strict=True):
        for at, size in mine.items():
            count[homes[at]] += size
    return bool(covered) and all(count[line] == lines[line] for count in covered for line in count)
