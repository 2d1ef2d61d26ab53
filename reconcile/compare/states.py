"""Status conflicts and lines on which nothing moves any more (CONTRACT section 5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.view import Situation, View
from reconcile.match.stack import CANCELLED, ON_HOLD, RETURNED, SIGNED, Bools
from reconcile.vocabulary import STAGE_CODES

HOUR, DAY = 3600, 86_400
READY = STAGE_CODES["ready"]
NAMES = tuple(STAGE_CODES)


def older(view: View, system: int, other: int) -> Bools:
    """Say on which lines `system` has stood still for longer than the lag permitted towards `other`."""
    updated = view.matched.wide["updated_at_max"][system]
    lag = int(view.tolerance(system, other).status_hours * HOUR)
    return np.asarray((updated == MISSING) | (view.now - updated > lag))


def status_conflicts(view: View) -> Iterator[Situation]:
    """Yield lines on which a system is behind another for too long, or alone in cancelled, on_hold or returned."""
    stage = view.stages
    for line, pairs in conflicting(view).items():
        yield _conflict_situation(view, stage, line, pairs)


def conflicting(view: View) -> dict[int, list[tuple[int, int]]]:
    """Return by line the systems in conflict: the one ahead, the one behind."""
    stage = view.stages
    hits: dict[int, list[tuple[int, int]]] = {}
    for ahead in view.numbers:
        for behind in view.numbers:
            if ahead != behind:
                for line in np.flatnonzero(_conflict(view, stage, ahead, behind)).tolist():
                    hits.setdefault(line, []).append((ahead, behind))
    return hits


def _conflict(view: View, stage: Ints, ahead: int, behind: int) -> Bools:
    one, other = stage[ahead], stage[behind]
    late = older(view, ahead, behind) & (one >= 0) & (other >= 0)
    forward = (
        (one < ON_HOLD)
        & (other < ON_HOLD)
        & (one > other)
        & _should_have(view, behind)[np.maximum(other, 0), np.maximum(one, 0)]
    )
    aside = (np.isin(one, (CANCELLED, ON_HOLD, RETURNED)) & (one != other)) | _took_more_back(view, ahead, behind)
    return np.asarray(late & (forward | aside))


def _took_more_back(view: View, ahead: int, behind: int) -> Bools:
    back, stage = view.matched.wide["back"], view.matched.wide["stage"]
    return np.asarray((back[ahead] > back[behind]) & (stage[behind] != RETURNED))


def _should_have(view: View, system: int) -> Bools:
    """Say for [its stage, another's stage] whether the system's own words include one it should have reached."""
    own = np.zeros(len(NAMES), np.int64)
    own[[code for code in view.matched.sides[system].stages if code < ON_HOLD]] = 1
    upto = np.cumsum(own)
    return np.asarray(upto[None, :] - upto[:, None] > 0)


def _conflict_situation(view: View, stage: Ints, line: int, pairs: list[tuple[int, int]]) -> Situation:
    ahead, behind = pairs[0]
    present = [n for n in view.numbers if stage[n, line] >= 0]
    against = sorted({(min(pair), max(pair)) for pair in pairs})
    facts = {
        "sentence": "status-conflict",
        "ahead": view.systems[ahead].upper(),
        "behind": view.systems[behind].upper(),
        "later": "returned" if _took_more_back(view, ahead, behind)[line] else NAMES[stage[ahead, line]],
        "earlier": NAMES[stage[behind, line]],
        "lag": str(view.tolerance(ahead, behind).status_hours),
    }
    return Situation(
        "status-conflict",
        line,
        view.all_rows(line),
        "status",
        view.values_of(line, "status"),
        view.odd_of(against, present),
        view.amount(line),
        facts,
    )


def stalled(view: View, busy: frozenset[int]) -> Iterator[Situation]:
    """Yield lines before signed that no system has moved for longer than permitted, unless `busy` explains them."""
    limits = [side.tolerances.stalled_days for side in view.matched.sides if side.tolerances.stalled_days is not None]
    if not limits:
        return
    wide, stage = view.matched.wide, view.stages
    moved = wide["updated_at_max"].max(0)
    over = np.isin(stage, (CANCELLED, ON_HOLD, RETURNED)).any(0) | (wide["is_closed"] > 0).any(0)
    done = ((stage >= SIGNED) & (stage < ON_HOLD)).any(0)
    limit = max(limits)
    waiting = (moved != MISSING) & (view.now - moved > int(limit * DAY)) & ~over & ~done & (stage >= 0).any(0)
    for line in np.flatnonzero(waiting):
        if int(line) not in busy:
            days = (view.now - int(moved[line])) // DAY
            facts = {
                "sentence": "stalled",
                "days": str(days),
                "limit": str(limit),
                "stage": NAMES[int(stage[:, line].max())],
            }
            yield Situation(
                "stalled",
                int(line),
                view.all_rows(int(line)),
                "",
                view.values_of(int(line), "status"),
                "",
                view.amount(int(line)),
                facts,
            )
