"""Hits by key that the attributes contradict: loosened to find a better home, put back if there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.match.groups import Groups
from reconcile.match.stack import Bools, Stack, Wide, widen
from reconcile.match.vetoes import shipped_before
from reconcile.waybills import waybills

CONTRADICTIONS = 2  # of customer, quantity and dates, before a hit by key is questioned


def loosen(stack: Stack, line: Ints) -> tuple[Ints, dict[int, int]]:
    """Give contradicted rows lines of their own; returns the lines and new line → line it came from."""
    systems = len(stack.systems)
    wide = widen(stack, line, systems, int(line.max(initial=-1)) + 1)
    table = _contradictions(stack, wide)
    out, origin = line.copy(), {}
    following = int(line.max(initial=-1)) + 1
    rows = _rows_by_line(line, _questioned(table))
    at_system = stack.column("system")
    settled: set[int] = set()
    for at, number in _foreign_rows(stack, line, wide):
        out[at] = following
        origin[following] = number
        settled.add(number)
        following += 1
    for number, odd in _odd_parts(wide, table):
        for system in odd if number not in settled else ():
            out[[at for at in rows[number] if at_system[at] == system]] = following
            origin[following] = number
            following += 1
    return out, origin


def rejoin(
    found: Ints, loosened: Ints, line: Ints, origin: dict[int, int], system: Ints, undecided: frozenset[int]
) -> Ints:
    """Put loosened rows that found no other home back to where their key had them.

    Rows with several possible homes (`undecided`) stay apart if their system has others on the line of their key.
    """
    out = found.copy()
    if not origin:
        return out
    new, now, before = Groups(loosened), Groups(found), Groups(line)
    for number in origin:
        mine = new.rows(number)
        family = before.rows(int(line[mine[0]]))
        if not set(now.rows(int(found[mine[0]]))) <= set(family):
            continue
        kept = [at for at in family if int(loosened[at]) not in origin]
        if undecided.issuperset(mine) and any(system[at] == system[mine[0]] for at in kept):
            continue
        alone = [at for at in family if set(now.rows(int(found[at]))) <= set(family)]
        out[list(mine)] = found[kept[0]] if kept else min(int(found[at]) for at in alone)
    return out


def _rows_by_line(line: Ints, wanted: Ints) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {int(number): [] for number in wanted}
    for at in np.flatnonzero(np.isin(line, wanted)):
        rows[int(line[at])].append(int(at))
    return rows


def _against(stack: Stack, wide: Wide, first: int, second: int) -> Ints:
    """Count what contradicts between two systems, by line; shipped before it was ordered contradicts in dates.

    Waybills that have nothing in common count beside something else, unless a part may only be away.
    """
    bad = _differ(wide["quantity"][first], wide["quantity"][second], MISSING).astype(np.int64)
    bad += _differ(wide["name_root"][first], wide["name_root"][second], -1)
    dates = np.zeros(wide.lines, bool)
    for name in ("order_date", "promised_date"):
        one, other = wide[name][first], wide[name][second]
        dates |= _differ(one, other, MISSING) & ~stack.near(name, one, other)
    shipped, ordered = wide["shipped_date"], wide["order_date"]
    dates |= shipped_before(shipped[first], ordered[second]) | shipped_before(shipped[second], ordered[first])
    bad += dates
    single = np.flatnonzero((bad == 1) & (wide.count[first] == 1) & (wide.count[second] == 1))
    bad += _other_waybills(stack, wide["waybill_id"], first, second, single)
    both = (wide.count[first] > 0) & (wide.count[second] > 0)
    return np.where(both, bad, -1)


def _other_waybills(stack: Stack, codes: Ints, first: int, second: int, lines: Ints) -> Bools:
    out = np.zeros(codes.shape[1], bool)
    differ = lines[_differ(codes[first][lines], codes[second][lines], -1)]
    out[differ] = [
        not waybills(stack.text("waybill_id", int(codes[first][at])))
        & waybills(stack.text("waybill_id", int(codes[second][at])))
        for at in differ
    ]
    return out


def _differ(one: Ints, other: Ints, nothing: int) -> Bools:
    return np.asarray((one != nothing) & (other != nothing) & (one != other))


def _contradictions(stack: Stack, wide: Wide) -> dict[tuple[int, int], Ints]:
    systems = range(wide.count.shape[0])
    return {(a, b): _against(stack, wide, a, b) for a in systems for b in systems if a < b}


def _questioned(table: dict[tuple[int, int], Ints]) -> Ints:
    return np.flatnonzero(np.any([bad >= CONTRADICTIONS for bad in table.values()], axis=0))


def _odd_parts(wide: Wide, table: dict[tuple[int, int], Ints]) -> Iterator[tuple[int, list[int]]]:
    """Yield each questioned line and the systems to loosen: the odd one of three, else all but the first."""
    systems = wide.count.shape[0]
    for number in _questioned(table):
        bad = {pair: int(against[number]) for pair, against in table.items()}
        there = [n for n in range(systems) if wide.count[n, number]]
        yield int(number), _odd(bad, there)


def _odd(bad: dict[tuple[int, int], int], there: list[int]) -> list[int]:
    """Return the odd one of the systems of a line by how much contradicts between two; none if the third holds them."""
    hits = [pair for pair, count in bad.items() if count >= CONTRADICTIONS]
    odd = [n for n in there if sum(n in pair for pair in hits) == len(there) - 1]
    if len(odd) == 1:
        return odd
    if len(there) == 3 and len(hits) == 1:
        third = next(n for n in there if n not in hits[0])
        one, other = (bad[min(n, third), max(n, third)] for n in hits[0])
        if one and one == other:
            return []  # each has a fault of its own, and the third agrees with both in all else
        if one != other:
            return [hits[0][0] if one > other else hits[0][1]]
    return there


def _foreign_rows(stack: Stack, line: Ints, wide: Wide) -> Iterator[tuple[int, int]]:
    """Yield rows without which the rest of their system's rows agree with the others and which differ from them."""
    systems = wide.count.shape[0]
    quantity, system = stack.column("quantity"), stack.column("system")
    groups = Groups(line)
    for number in np.flatnonzero((wide.count > 1).any(0) & _unequal(wide)):
        rows = np.array(groups.rows(int(number)))
        for odd in (n for n in range(systems) if wide.count[n, number] > 1):
            mine = rows[system[rows] == odd]
            wanted = {int(wide["quantity"][n, number]) for n in range(systems) if n != odd and wide.count[n, number]}
            if int(quantity[mine].sum()) in wanted:
                continue  # another system has as much as all of them together
            extra = [int(at) for at in mine if int(quantity[mine].sum() - quantity[at]) in wanted]
            for near in (True, False) if len(extra) > 1 else ():
                strange = [at for at in extra if _contradicts(stack, at, wide, int(number), odd, near=near)]
                extra = strange if len(strange) == 1 else extra
            if len(extra) == 1 and not any(_alike(stack, extra[0], int(at)) for at in mine if at != extra[0]):
                yield extra[0], int(number)


def _contradicts(stack: Stack, row: int, wide: Wide, number: int, own: int, *, near: bool) -> bool:
    """Say whether a row names another customer, price, dates or waybill than the other systems do for its line.

    `near` are dates that may lie apart.
    """
    peers = [n for n in range(wide.count.shape[0]) if n != own]
    for name in ("name_root", "unit_price", "order_date", "promised_date"):
        value, others = stack.column(name)[row], wide[name][peers, number]
        others = others[(others != MISSING) & (others != -1)]
        same = stack.near(name, others, value) if near else others == value
        if value not in (MISSING, -1) and len(others) and not same.any():
            return True
    return _other_waybill(stack, row, wide, number, peers)


def _other_waybill(stack: Stack, row: int, wide: Wide, number: int, peers: Sequence[int]) -> bool:
    mine = waybills(stack.text("waybill_id", int(stack.column("waybill_id")[row])))
    theirs = [waybills(stack.text("waybill_id", int(wide["waybill_id"][n, number]))) for n in peers]
    return bool(mine) and any(theirs) and not any(mine & other for other in theirs)


def _unequal(wide: Wide) -> Bools:
    quantity = wide["quantity"]
    high = np.where(quantity == MISSING, np.iinfo(np.int64).min, quantity).max(0)
    low = np.where(quantity == MISSING, np.iinfo(np.int64).max, quantity).min(0)
    return np.asarray((high > low) & ((quantity != MISSING).sum(0) > 1))


def _alike(stack: Stack, first: int, second: int) -> bool:
    columns = ["quantity", "name_root", "promised_date", "order_date", "unit_price", "waybill_id"]
    return all(stack.column(name)[first] == stack.column(name)[second] for name in columns)
