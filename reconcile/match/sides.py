"""Rows of three systems → order lines: keys first, contradicted hits questioned, the rest by attributes.

Order of steps: one name space of order numbers · exact lines · rows of several lines are set aside · parts that add up
under other line numbers · hits that two attributes contradict are loosened · the remainder finds its home system by
system · what found none goes back · lines that went out as one are joined with their row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from orders.ledger import Parted
from reconcile.cells import MISSING, Ints
from reconcile.keys import is_cut
from reconcile.load.side import Side
from reconcile.match import lines as keyed
from reconcile.match.blame import NumberFault, blame
from reconcile.match.blocks import candidate_pairs
from reconcile.match.customers import add_roots
from reconcile.match.described import attributes
from reconcile.match.doubt import loosen, rejoin
from reconcile.match.flawed import once
from reconcile.match.groups import Families, Groups
from reconcile.match.leftover import nearly_pairs, only_pairs
from reconcile.match.line_numbers import count_lines
from reconcile.match.numbers import order_keys, part_cut_numbers, repair_orders, seen_in
from reconcile.match.parted import Apart, find_rows, permitted, separate
from reconcile.match.pieces import of_several, pieces, several_pairs
from reconcile.match.remainder import Link, assign
from reconcile.match.returns import settle_returns
from reconcile.match.score import score_pairs
from reconcile.match.shipments import Shipments, joined_late, set_aside
from reconcile.match.siblings import crowded, join_siblings
from reconcile.match.stack import Bools, Stack, Wide, stack_sides, widen
from reconcile.match.trials import Trial
from reconcile.match.triangle import closed

STEPS = ("sums", "damaged", "readable", "ties", "nearly")
PAIRS = {"sums": several_pairs, "nearly": nearly_pairs}
CHOICE = {"sums": pieces, "nearly": only_pairs}


@dataclass(frozen=True)
class Matched:
    """Every row's line, the lines by system, and what the matching itself found out."""

    sides: tuple[Side, ...]
    stack: Stack
    line: Ints
    wide: Wide
    faults: tuple[NumberFault, ...]
    repaired: frozenset[int]
    merged: frozenset[int]
    leads: Mapping[int, float] = field(default_factory=dict)  # of lines that fields have joined within their order
    counts: Sequence[bool] = ()  # of which systems line numbers mean the same


@dataclass(frozen=True)
class Given:
    """Whose line numbers mean the same, what a person keeps apart, where trials are noted, and the least lead.

    A link within an order that is less far ahead of the next best is a suggestion.
    """

    counts: Sequence[bool]
    shared: Bools  # the order codes that several systems know
    cut: Bools  # the order codes whose last digits Excel has destroyed
    shipments: Shipments
    apart: Apart = ()
    trials: list[Trial] | None = None
    least: float = 0.0


def match_sides(
    sides: Sequence[Side], parted: Iterable[Parted] = (), trials: list[Trial] | None = None, least: float = 0.0
) -> Matched:
    """Join the rows of all sides into order lines; rows that a person has `parted` are not joined by any step.

    `least` is the lead over the next best from which fields join rows of one order without asking.
    """
    stack = stack_sides(sides, order_keys(sides))
    repaired = repair_orders(stack)
    part_cut_numbers(stack)
    counts = count_lines(stack)
    line = keyed.exact_lines(stack, counts)
    add_roots(stack, line)
    apart = find_rows(sides, stack, parted)
    siblings = list(crowded(stack, line))
    line, shipments = set_aside(line, siblings)
    line = keyed.compact(separate(join_siblings(line, shipments.left_of(siblings)), apart))
    loosened, origin = loosen(stack, line)
    shipments = shipments.settled(loosened, line)
    given = Given(counts, _shared(stack), _cut(stack), shipments, apart, trials, least)
    found, faults, joined = _remainder(stack, loosened, given)
    undecided = frozenset(at for fault in faults if not fault.decided for at in fault.rows)
    found = rejoin(found, loosened, line, origin, stack.column("system"), undecided)
    final = keyed.compact(separate(joined_late(stack, given.shipments.joined(found)), apart))
    families = Families(found, final, stack.column("system"))
    faults = [replace(fault, lines=tuple(int(found[at]) for at in fault.lines)) for fault in faults]
    faults = _renumbered(blame(stack, final, families, closed(stack, families, faults)), found, final)
    wide = settle_returns(stack, final, widen(stack, final, len(sides), int(final.max(initial=-1)) + 1))
    merged = frozenset(int(final[at]) for at in joined)
    asked = {line for fault in faults for line in fault.lines}
    falling = sorted(joined.items(), key=lambda one: -one[1])  # of several leads the least counts
    leads = {int(final[at]): lead for at, lead in falling if int(final[at]) not in asked}
    mended = frozenset(map(int, repaired))
    return Matched(tuple(sides), stack, final, wide, tuple(faults), mended, merged, leads, counts)


def _remainder(stack: Stack, line: Ints, given: Given) -> tuple[Ints, list[NumberFault], dict[int, float]]:
    """Find homes for lines that one system alone has; returns the lines, the faults and joined rows with their lead.

    What only adds up goes first, for it leaves aside whatever has a home by itself. Rows whose number is blank or
    destroyed follow where one home stands out, then the readable numbers, then the ties of the damaged ones: a tie is
    theirs, and takes no home from a row that can say where it belongs. Last come rows of which more is wrong.
    """
    line = line.copy()
    faults: list[NumberFault] = []
    joined: dict[int, float] = {}
    undecided: set[int] = set()
    order = [n for name in ("erp", "crm", "wms") for n, system in enumerate(stack.systems) if system == name]
    for step in STEPS:
        for system in order:
            pairs: list[tuple[int, int]] = []
            groups = Groups(line)
            for link in _links(stack, line, system, undecided, step, given):
                if not link.decided and step == "damaged":
                    continue
                rows = tuple(row for seeker in link.seekers for row in groups.rows(seeker))
                if link.decided:
                    pairs.extend((other, link.homes[0]) for other in (*link.seekers, *link.homes[1:]))
                    joined.update(dict.fromkeys(rows, link.lead))
                else:
                    undecided.update((*link.seekers, *link.homes))
                doubted = link.same_order and link.decided and (link.vetoed or link.lead < given.least)
                if doubted or not link.same_order:
                    homes = tuple(groups.rows(home)[0] for home in link.homes)
                    fault = NumberFault(
                        *(system, rows, homes, link.score, link.decided),
                        own=doubted,
                        lead=link.lead,
                        vetoed=doubted and link.vetoed,
                    )
                    faults.append(fault)
            line = keyed.merge(line, pairs)
    return line, faults, joined


def _links(stack: Stack, line: Ints, system: int, closed: set[int], step: str, given: Given) -> list[Link]:
    systems = len(stack.systems)
    wide, numbers = _incomplete(stack, line, given.shipments, closed)
    if not len(numbers):
        return []
    others = [n for n in range(systems) if n != system]
    damaged = _damaged_lines(stack, wide, given.cut)
    alone = (wide.count[system] > 0) & (wide.count[others].sum(0) == 0)
    alone &= True if step in ("sums", "nearly") else ~damaged if step == "readable" else damaged
    seekers = attributes(wide, np.flatnonzero(alone), [system]).assign(deficit=False)
    homes = _homes(wide, system, others)
    if step in ("sums", "readable"):
        homes = homes[~damaged[homes["at"]]].reset_index(drop=True)
    if step == "sums":
        seekers["numberless"] = ~_live(given.shared, seekers["order"].to_numpy())
        seekers = seekers[seekers["numberless"] | of_several(seekers, homes)].reset_index(drop=True)
        seekers["once"] = once(stack, line, numbers[seekers["at"]])
    if seekers.empty or homes.empty:
        return []
    for frame in (seekers, homes):
        frame["at"], frame["live"] = numbers[frame["at"]], _live(given.shared, frame["order"].to_numpy())
    if step == "sums" and not given.counts[system]:
        seekers["line_id"] = -1
    pairs = PAIRS.get(step, candidate_pairs)(seekers, homes)
    pairs = permitted(pairs, seekers["at"].to_numpy(), homes["at"].to_numpy(), line, given.apart)
    if pairs.empty:
        return []
    scored = score_pairs(pairs, seekers, homes, stack, _damaged(stack, line))
    if given.trials is not None:
        given.trials.append(Trial(step, scored, seekers, homes, line))
    return CHOICE.get(step, assign)(scored, seekers, homes)


def _shared(stack: Stack) -> Bools:
    """Say of each order code whether several systems know it; no step of the remainder changes a number."""
    return np.asarray(seen_in(stack.column("order"), stack.column("system"), len(stack.systems)) > 1)


def _live(shared: Bools, order: Ints) -> Bools:
    """Say which order codes several systems know; −1 is nobody's."""
    return np.asarray((order >= 0) & shared[np.maximum(order, 0)])


def _cut(stack: Stack) -> Bools:
    return np.array([*map(is_cut, stack.texts["order"]), False])  # the last is that of −1


def _damaged_lines(stack: Stack, wide: Wide, cut: Bools) -> Bools:
    """Say which lines stand in one system only and bear no readable number there."""
    single = (wide.count > 0).sum(0) == 1
    code = stack.column("order")[wide.first_row.max(0)]
    return np.asarray(single & ((code < 0) | cut[code]))


def _incomplete(stack: Stack, line: Ints, shipments: Shipments, closed: set[int]) -> tuple[Wide, Ints]:
    """Widen only lines that may take part: not in every system, or short of quantity in one; rows set aside are not."""
    size, systems = int(line.max(initial=-1)) + 1, len(stack.systems)
    cell = np.bincount(stack.column("system") * size + line, minlength=systems * size).reshape(systems, size)
    short = _short(stack, line, size, systems)
    cell[stack.column("system")[shipments.row], line[shipments.home]] += 1
    wanted = ((cell > 0).sum(0) < systems) | short
    wanted[[*closed, *line[shipments.row]]] = False
    numbers = np.flatnonzero(wanted)
    table = np.full(size, -1, np.int64)
    table[numbers] = np.arange(len(numbers))
    rows = np.flatnonzero(wanted[line])
    narrow = np.maximum(table[line], 0)
    wide = widen(stack, narrow, systems, len(numbers), rows)
    shipments.cover(stack, wide, table[line])
    return wide, numbers


def _short(stack: Stack, line: Ints, size: int, systems: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    quantity = np.maximum(stack.column("quantity"), 0)
    total = np.zeros(systems * size, np.int64)
    np.add.at(total, stack.column("system") * size + line, quantity)
    shape = total.reshape(systems, size)
    present = np.where(shape > 0, shape, np.iinfo(np.int64).max)
    return np.asarray((shape.max(0) > present.min(0)) & (shape.max(0) > 0))


def _homes(wide: Wide, system: int, others: list[int]) -> pd.DataFrame:
    """Return the lines that lack `system`, and those it has too little of, with the quantity that is wanting."""
    there = wide.count[others].sum(0) > 0
    lacking = np.flatnonzero(there & (wide.count[system] == 0))
    homes = attributes(wide, lacking, others).assign(deficit=False)
    every = attributes(wide, np.arange(wide.lines), others)
    mine = wide["quantity"][system]
    there &= (wide.count[system] > 0) & (mine != MISSING)
    wanted = {name: every[name].to_numpy() for name in ("quantity", "quantity_too")}
    partly = np.flatnonzero(there & np.any([(whole != MISSING) & (mine < whole) for whole in wanted.values()], axis=0))
    if not len(partly):
        return homes
    short = attributes(wide, partly, others).assign(deficit=True)
    for name, whole in wanted.items():
        short[name] = np.where(mine < whole, whole - mine, MISSING)[partly]
    return pd.concat([homes, short], ignore_index=True)


def _damaged(stack: Stack, line: Ints) -> dict[int, str]:
    return {int(line[at]): text for at, text in stack.lossy.items() if text}


def _renumbered(faults: list[NumberFault], own: Ints, final: Ints) -> list[NumberFault]:
    """Give faults, whose homes were lines matched by themselves, the numbers of the lines that these are part of."""
    number = np.zeros(int(own.max(initial=-1)) + 1, np.int64)
    number[own] = final
    return [replace(fault, lines=tuple(dict.fromkeys(number[list(fault.lines)].tolist()))) for fault in faults]
