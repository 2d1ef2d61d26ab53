"""Damaged rows after the second matching: are they with the line they came from, and how sure was the machine?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from orders.self_test import DAMAGES, HOMELESS, OUTCOMES, Damaged, Outcome
from reconcile.cells import Ints
from reconcile.match.groups import Groups
from reconcile.match.sides import Matched
from reconcile.selftest.draw import Case


@dataclass(frozen=True)
class Judged:
    """The damaged rows matched again; `origin` is each row's true line, `now` and `before` its positions.

    `suggested` and `open` are the lines that a person is asked about: is it this one, and which one is it.
    """

    matched: Matched
    origin: Ints
    before: Ints
    groups: Groups
    origins: Groups
    suggested: frozenset[int]
    open: frozenset[int]

    @classmethod
    def of(cls, matched: Matched, origin: Ints, before: Ints) -> Judged:
        """Gather what judging asks for; `origin` by row before the damage, `before` where each row now stood then."""
        faults = matched.faults
        seekers = [int(matched.line[row]) for fault in faults if not fault.decided for row in fault.rows]
        homes = [line for fault in faults if not fault.decided for line in fault.lines]
        suggested = frozenset(fault.lines[0] for fault in faults if fault.decided)
        places = (Groups(matched.line), Groups(origin[before]))
        return cls(matched, origin[before], before, *places, suggested, frozenset(seekers) | frozenset(homes))

    def outcome(self, case: Case) -> Outcome:
        """Say what became of a case."""
        line = self._line(case)
        rows = np.array(self.groups.rows(line))
        system = self.matched.stack.column("system")
        own = case.system if case.damage != "missing" else -1
        others = rows[system[rows] != own]
        if case.damage == "missing":
            linked, right = bool((system[others] == case.system).any()), False
        else:
            linked, right = bool(len(others)), bool((self.origin[others] == case.line).all())
        if not linked:
            return "ambiguous" if line in self.open else "alone"
        right = right and case.damage not in HOMELESS
        if line in self.suggested:
            return "suggested_right" if right else "suggested_wrong"
        return "auto_right" if right else "auto_wrong"

    def _line(self, case: Case) -> int:
        """Return the line on which the case's row is now; a missing one's line is where the rest of it is."""
        if case.damage != "missing":
            return int(self.matched.line[np.searchsorted(self.before, case.row)])
        return int(self.matched.line[self.origins.rows(case.line)[0]])


def judge(judged: Judged, cases: Sequence[Case]) -> tuple[Damaged, ...]:
    """Count by damage what became of the cases."""
    counts = Counter((case.damage, judged.outcome(case)) for case in cases)
    present = {case.damage for case in cases}
    return tuple(
        Damaged(name, **{outcome: counts[name, outcome] for outcome in OUTCOMES}) for name in DAMAGES if name in present
    )


def bystanders(judged: Judged, lines: Ints, cases: Iterable[Case]) -> tuple[int, int, int]:
    """Of the clean `lines` that no case is about: how many, how many have rows of another line, how many are torn.

    Where the foreign row is a damaged one its case says so already; a suggestion is no link of the machine's.
    """
    taken = list(cases)
    rest = np.setdiff1d(lines, np.array([case.line for case in taken], np.int64))
    line, origin = judged.matched.line, judged.origin
    mine = np.isin(origin, rest)
    low, high = (_extreme(line, origin, most=most) for most in (False, True))
    mixed = low != high
    mixed[sorted(judged.suggested)] = False
    mixed[line[np.isin(origin, [case.line for case in taken])]] = False
    first, last = (_extreme(origin, line, most=most) for most in (False, True))
    return len(rest), len(np.unique(origin[mine & mixed[line]])), int((first[rest] != last[rest]).sum())


def _extreme(place: Ints, value: Ints, *, most: bool) -> Ints:
    """Return the lowest or highest value by place."""
    out = np.full(int(place.max(initial=-1)) + 1, -1 if most else np.iinfo(np.int64).max, np.int64)
    (np.maximum if most else np.minimum).at(out, place, value)
    return out
