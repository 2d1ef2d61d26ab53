"""Scored pairs of lines that no key has joined → best one-to-one assignment, ties undecided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.cells import Ints
from reconcile.match.agreement import Scores
from reconcile.match.lines import merge
from reconcile.match.stack import Bools

MARGIN = 0.04
Chosen = tuple[int, tuple[int, ...], float, bool, bool, float]  # the fields of a Link, lines by position


@dataclass(frozen=True)
class Link:
    """Seekers (lines of one system) and their home, or a seeker's candidates if the machine must not decide.

    Several homes of what is decided are lines that went out as one. `lead` is the margin by which the home is ahead of
    whatever else could be done; its score where nothing else could. `vetoed` is what must not be decided by machine.
    """

    seekers: tuple[int, ...]
    homes: tuple[int, ...]
    score: float
    decided: bool
    same_order: bool
    lead: float = 0.0
    vetoed: bool = False


def assign(pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> list[Link]:
    """Choose the best one-to-one assignment of each connected block; what has no margin keeps all its candidates."""
    good = pairs[pairs["accepted"]]
    columns = [good[name].to_numpy() for name in ("p_s", "p_h", "score", "same")]
    forbidden = set(good.loc[good["vetoed"], ["p_s", "p_h"]].itertuples(index=False, name=None))
    mine, theirs = seekers["at"].tolist(), homes["at"].tolist()
    links: list[Link] = []
    for block in _components(good):
        for seeker, found, score, decided, same, lead in _solve(*(column[block] for column in columns)):
            home = tuple(theirs[at] for at in found)
            links.append(Link((mine[seeker],), home, score, decided, same, lead, (seeker, found[0]) in forbidden))
    return links


def _components(pairs: pd.DataFrame) -> list[Ints]:
    """Return the positions of the pairs of each connected block."""
    if pairs.empty:
        return []
    left, right = pairs["p_s"].to_numpy(), pairs["p_h"].to_numpy() + int(pairs["p_s"].max()) + 1
    label = merge(np.arange(int(right.max()) + 1), list(zip(right.tolist(), left.tolist(), strict=True)))[left]
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def _solve(seekers: Ints, homes: Ints, scores: Scores, alike: Bools) -> list[Chosen]:
    """Choose among the pairs of one block, by position; `alike` says which are of one order."""
    if len(seekers) == 1:
        score = float(scores[0])
        return [(int(seekers[0]), (int(homes[0]),), score, True, bool(alike[0]), score)] if score > 0 else []
    (left, at), (right, to) = (np.unique(side, return_inverse=True) for side in (seekers, homes))
    matrix, same = np.zeros((len(left), len(right))), np.zeros((len(left), len(right)), bool)
    matrix[at, to], same[at, to] = scores, alike
    chosen = _best(matrix)
    links: list[Chosen] = []
    for r in range(len(left)):
        rivals = _rivals(matrix, chosen, r)
        best = chosen.get(r, max(rivals, key=lambda c: float(matrix[r, c]), default=None))
        if best is None:
            continue
        decided = r in chosen and ((not rivals and not _wanted(matrix, chosen, r, best)) or bool(same[r, best]))
        kept = [best] if decided else sorted({best, *rivals})
        found = tuple(int(right[c]) for c in kept)
        lead = _lead(matrix, chosen, r, best) if decided else 0.0
        links.append((int(left[r]), found, float(matrix[r, best]), decided, bool(same[r, best]), lead))
    return links


def _best(matrix: Scores) -> dict[int, int]:
    """Return the column of each row in the assignment of the highest sum."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if matrix[r, c] > 0}


def _rivals(matrix: Scores, chosen: dict[int, int], r: int) -> list[int]:
    """Return the homes that would serve row r nearly as well without making the whole worse than the margin."""
    return [c for c, before, after in _exchanges(matrix, chosen, r) if after >= before - MARGIN]


def _exchanges(matrix: Scores, chosen: dict[int, int], r: int) -> Iterator[tuple[int, float, float]]:
    """Yield each other home that row r could have, and the scores that count then: before and after the exchange."""
    owner = {c: other for other, c in chosen.items()}
    mine = matrix[r, chosen[r]] if r in chosen else 0.0
    for c in np.flatnonzero(matrix[r] > 0):
        if chosen.get(r) == c:
            continue
        other = owner.get(int(c))
        before = mine + (matrix[other, c] if other is not None else 0.0)
        after = matrix[r, c] + (matrix[other, chosen[r]] if other is not None and r in chosen else 0.0)
        yield int(c), float(before), float(after)


def _wanted(matrix: Scores, chosen: dict[int, int], r: int, home: int) -> bool:
    """Say whether a line that found no home would fit the one of row r as well."""
    return any(score >= matrix[r, home] - MARGIN for score in _homeless(matrix, chosen, r, home))


def _homeless(matrix: Scores, chosen: dict[int, int], r: int, home: int) -> list[float]:
    """Return how well the lines that found no home would fit the one of row r."""
    others = np.flatnonzero(matrix[:, home] > 0).tolist()
    return [float(matrix[other, home]) for other in others if other != r and other not in chosen]


def _lead(matrix: Scores, chosen: dict[int, int], r: int, home: int) -> float:
    """Return by how much a home is ahead of every other home of row r and of every other row that lacks one."""
    mine = float(matrix[r, home])
    losses = [before - after for _, before, after in _exchanges(matrix, chosen, r)]
    return max(0.0, min([mine, *losses, *(mine - score for score in _homeless(matrix, chosen, r, home))]))
