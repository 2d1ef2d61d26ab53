"""Which rows are damaged, and how: drawn from the clean lines by what they say, never by chance, time or row order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.load.side import Side
from reconcile.match.groups import Groups
from reconcile.match.numbers import speakers
from reconcile.match.sides import Matched
from reconcile.selftest.clean import Prints, line_prints
from reconcile.selftest.mix import Place
from reconcile.selftest.spelling import SHORTEST, SPOILT, Spoil, unread

DRAWN = (*SPOILT, "borrowed", "quantity", "gone", "missing")  # what few rows can have comes first
LEAST, MOST = 300, 3000
LEAST_SHARE, MOST_SHARE = 0.02, 0.1  # of the clean lines: as crowded as the remainder is, within bounds


@dataclass(frozen=True)
class Case:
    """A row (position in the stack) of a clean line and what is done to it; `seed` depends on what the row says.

    `number` is its order number after the damage, None if that stays.
    """

    damage: str
    system: int
    line: int
    row: int
    seed: int
    number: str | None = None


@dataclass(frozen=True)
class Clean:
    """The clean lines in the order in which they are drawn, and by [system, line] the row that would be damaged.

    `columns` are the ones by which each system's rows find their orders, `starts` where its rows begin in the stack.
    """

    matched: Matched
    lines: Ints
    rows: Ints
    prints: Prints
    columns: tuple[str, ...]
    starts: tuple[int, ...]

    def number(self, row: int, system: int) -> str:
        """Return a row's order number as it is searched by."""
        return self.matched.sides[system].keys[self.columns[system]][row - self.starts[system]]

    def fits(self, line: int, damage: str, system: int) -> bool:
        """Say whether a line can be damaged so in a system."""
        row = int(self.rows[system, line])
        if damage in ("missing", "quantity"):
            return damage == "missing" or int(self.matched.stack.column("quantity")[row]) != MISSING
        number = self.number(row, system)
        if damage in SPOILT:
            return SPOILT[damage][1](number)
        return len(number) >= SHORTEST and (damage != "gone" or int(self.matched.wide.count[system, line]) == 1)


def order_clean(matched: Matched, lines: Ints, prints: Prints) -> Clean:
    """Order the clean lines by what they say; of several rows in a system take the one with the lowest print."""
    system, line = matched.stack.column("system"), matched.line
    order = np.lexsort((prints, line))[::-1]
    rows = np.full(matched.wide.count.shape, -1, np.int64)
    rows[system[order], line[order]] = order
    drawn = lines[np.argsort(line_prints(prints, line)[lines], kind="stable")]
    starts = np.cumsum([0, *(len(side.frame) for side in matched.sides)]).tolist()
    return Clean(matched, drawn, rows, prints, number_columns(matched.sides), tuple(starts))


def how_many(clean: int, found: int, lines: int) -> int:
    """Say how many of the clean lines are damaged: the share that the faults found are of all lines, within bounds."""
    share = min(max(found / max(lines, 1), LEAST_SHARE), MOST_SHARE)
    return min(MOST, clean // 4, max(LEAST, round(clean * share)))


def draw(clean: Clean, mix: Mapping[Place, int], wanted: int) -> list[Case]:
    """Draw about `wanted` cases, by damage and system as the mixture has them; each line is damaged once."""
    every, cases, free = sum(mix.values()), list[Case](), dict.fromkeys(clean.lines.tolist())
    for damage, system in sorted(mix, key=lambda place: (DRAWN.index(place[0]), place[1])):
        quota = max(1, round(wanted * mix[damage, system] / every))
        for line in list(islice((line for line in free if clean.fits(line, damage, system)), quota)):
            del free[line]
            row = int(clean.rows[system, line])
            cases.append(Case(damage, system, line, row, int(clean.prints[row] >> np.uint64(1))))
    return _numbered(clean, cases)


# ── other numbers ────────────────────────────────────────────────────────────────────────────────────────────────


def _numbered(clean: Clean, cases: Sequence[Case]) -> list[Case]:
    """Give the cases their numbers; what is another order's number after the damage is called so."""
    keys = [side.keys[name] for side, name in zip(clean.matched.sides, clean.columns, strict=True)]
    live = [sorted(set(column.words.to_pylist()) - {""}) for column in keys]
    spoils: list[Mapping[str, Spoil]] = [
        {**{name: spoil for name, (spoil, _) in SPOILT.items()}, "borrowed": partial(_borrowed, words), "gone": unread}
        for words in live
    ]
    orders, out = Orders(clean.matched), []
    for case in cases:
        if spoil := spoils[case.system].get(case.damage):
            case = replace(case, number=spoil(clean.number(case.row, case.system), case.seed))
        out.append(orders.called(case))
    return out


def _borrowed(live: Sequence[str], key: str, seed: int) -> str:
    """Take another live number of the export: the next one of the list, or any."""
    following = bisect_right(live, key)
    return live[(following + (seed // 2 % max(len(live) - 1, 1) if seed % 2 else 0)) % len(live)]


class Orders:
    """The rows by order number, to see whose number a damaged row bears."""

    def __init__(self, matched: Matched) -> None:
        self._stack, self._name = matched.stack, matched.stack.column("name_root")
        self._codes = {text: code for code, text in enumerate(matched.stack.texts["order"])}
        self._rows = Groups(matched.stack.column("order"))

    def called(self, case: Case) -> Case:
        """Call a damage by what it has come to: another order's number, or that of an order with an equal line."""
        if case.damage not in ("cut", "mistyped", "borrowed") or case.number not in self._codes:
            return case
        alike = any(self._alike(case.row, row) for row in self._rows.rows(self._codes[case.number]))
        return replace(case, damage="alike" if alike else "borrowed")

    def _alike(self, row: int, other: int) -> bool:
        stack = self._stack
        same = all(stack.column(name)[row] == stack.column(name)[other] for name in ("sku_loose", "quantity"))
        return same and (self._name[row] == self._name[other] or -1 in (self._name[row], self._name[other]))


def number_columns(sides: Sequence[Side]) -> tuple[str, ...]:
    """Name for each side the column by which its rows find their orders."""
    others = [any(side.keys["customer_order_id"].words.to_pylist()) for side in sides]
    speaking = speakers(sides) if any(others) else [True] * len(sides)
    found = zip(others, speaking, strict=True)
    return tuple("customer_order_id" if other and not own else "order_id" for other, own in found)
