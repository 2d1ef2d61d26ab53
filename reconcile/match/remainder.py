"""Lines that no key has joined → scored pairs from several blocking keys → best one-to-one assignment, ties undecided.

A pair is judged by its attributes; a number that is merely near says little in dense number ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.keys import could_be
from reconcile.match.lines import merge
from reconcile.match.stack import CANCELLED, ON_HOLD, RETURNED, Bools, Stack, Wide
from reconcile.match.vetoes import vetoed, yielding
from reconcile.vocabulary import STAGE_CODES
from reconcile.waybills import waybills

Scores = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
MARGIN = 0.04
WEIGHTS = {
    "customer": 2.0,
    "sku": 3.0,
    "quantity": 2.5,
    "unit_price": 1.0,
    "order_date": 0.75,
    "order_day": 0.75,
    "promised_date": 0.75,
    "promised_day": 0.75,
    "shipped_date": 0.5,
    "shipped_day": 0.5,
    "line_id": 0.5,
    "waybill_id": 2.0,
}
DAYS = {"order_day": "order_date", "promised_day": "promised_date", "shipped_day": "shipped_date"}  # to the day
NUMBER_WEIGHT = 3.0
COULD_BE = 0.7  # what a destroyed number says for one that it can have been
SAME_IN_PARTS = ("customer", "unit_price", "order_date", "promised_date", "waybill_id")
COUNTED = ("customer", "sku", "quantity", "unit_price", "order_date", "promised_date", "shipped_date", "waybill_id")


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


def attributes(wide: Wide, lines: Ints, systems: Sequence[int]) -> pd.DataFrame:
    """Describe lines by the first value any of `systems` has; `there` has a bit for each system that has them.

    `steady` says that all of them have the same quantity; where two differ in a field, its name with `_too` is what the
    last of them says.
    """
    seen: dict[str, Any] = {"at": lines}
    for name in ("order", "line_id", "sku_loose", "name_root", "id_root", "currency", "waybill_id"):
        seen[name] = _any(wide[name][:, lines], systems, -1)
        seen[f"{name}_too"] = _any(wide[name][:, lines], systems[::-1], -1)
    for name in ("quantity", "unit_price", "order_date", "promised_date", "shipped_date"):
        seen[name] = _any(wide[name][:, lines], systems, MISSING)
        seen[f"{name}_too"] = _any(wide[name][:, lines], systems[::-1], MISSING)
    amounts, stages = (wide[name][list(systems)][:, lines] for name in ("quantity", "stage"))
    seen["steady"] = ((amounts == MISSING) | (amounts == seen["quantity"])).all(0)
    seen["stage"], seen["cancelled"] = stages.max(0), _cancelled(stages)
    seen["there"] = sum((wide.count[system, lines] > 0).astype(np.int64) << system for system in systems)
    for end in ("", "_too"):
        seen[f"name{end}"] = np.where(seen[f"name_root{end}"] >= 0, seen[f"name_root{end}"], seen[f"id_root{end}"])
    return pd.DataFrame(seen, copy=False)


def _cancelled(stage: Ints) -> Ints:
    """Say of lines whether all known stages are cancelled (1) or none is (0); −1 where none is known, or both are."""
    known, dead = (stage >= 0).sum(0), (stage == CANCELLED).sum(0)
    return np.where((known == 0) | ((dead > 0) & (dead < known)), -1, (dead > 0).astype(np.int64))


def _any(values: Ints, systems: Sequence[int], nothing: int) -> Ints:
    out = np.full(values.shape[1], nothing, np.int64)
    for system in systems:
        out = np.where(out == nothing, values[system], out)
    return out


# ── score ────────────────────────────────────────────────────────────────────────────────────────────────────────


def score_pairs(
    pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame, stack: Stack, damaged: dict[int, str]
) -> pd.DataFrame:
    """Add `score` (0…1) and `accepted` to the pairs; `damaged` are destroyed ids by line.

    `exact` says that the quantities agree, `partial` that nothing but the quantity speaks against the seeker being a
    part or the whole, `together` the same of a seeker of the same order under another item, `lined` that their line
    numbers do not, `billed` that they share a waybill, `near` how alike the numbers are, `nearly` that but for the
    number one thing is wrong at most, `vetoed` that no machine may decide.
    """
    left = seekers.iloc[pairs["p_s"]].reset_index(drop=True)
    right = homes.iloc[pairs["p_h"]].reset_index(drop=True)
    agree, known = agreements(left, right, stack)
    early = _too_early(left, right, stack)
    number, readable, veto = _numbers(left, right, stack, damaged)
    good, bad = _tally(agree, known, COUNTED)
    available = good + bad
    same = ((left["order"] == right["order"]) & (left["order"] >= 0)).to_numpy()
    item, quantity = agree["sku"] & known["sku"], agree["quantity"] & known["quantity"]
    customer = agree["customer"] | ~known["customer"]
    line = agree["line_id"] & known["line_id"]
    far_line = ~agree["line_id"] & known["line_id"]
    billed = agree["waybill_id"] & known["waybill_id"]
    slip = readable & ~(left["live"] & right["live"]).to_numpy()  # a number that others bear is no slip of another
    near = slip & (number >= 0.85)
    accepted = np.where(
        same,
        customer & ((item & (bad <= 2)) | ((line | quantity) & (good >= 2) & (bad <= 2))),
        np.where(
            slip & (number >= 0.6),
            item
            & (bad <= 1)
            & (good >= 2)
            & ((good >= np.minimum(3, available)) | ((number >= 0.85) & customer & ~far_line)),
            item & quantity & (bad == 0) & (good >= np.minimum(4, available)) & (good >= 3),
        ),
    )
    forbidden = vetoed(left, right)
    unlike = np.any([~agree[name] & known[name] for name in SAME_IN_PARTS], axis=0) | early | forbidden
    whole = ~right["deficit"].to_numpy() | quantity
    accepted = accepted & ~veto & ~(early & ~same) & (whole | (same & line & customer & known["customer"]))
    asked = np.where(same, ~agree["sku"] & known["sku"] & (bad == 1), bad == 0)
    single = ~(same | veto | forbidden | far_line)
    sure = near | ~readable | (number == COULD_BE) | billed
    unread = left["at"].isin(list(damaged)).to_numpy() & (number == 0)
    divisible = _divisible(left, right) & ~unlike
    partly = item & (billed | (agree["customer"] & known["customer"]))
    return pairs.assign(
        score=_scores(agree, known, number * readable, readable),
        exact=quantity,
        partial=divisible & partly & ~unread & ~same,
        together=divisible & same & ~item,
        lined=~far_line,
        billed=billed,
        near=number * readable,
        accepted=yielding(pairs, np.asarray(accepted, bool), forbidden, asked),
        nearly=_all_but_one(agree, known, early, sure, left["live"].to_numpy()) & single & (whole | billed | near),
        vetoed=forbidden,
        same=same,
    )


def _tally(agree: dict[str, Bools], known: dict[str, Bools], names: Sequence[str]) -> tuple[Ints, Ints]:
    """Count in how many of the fields that both know they agree, and differ."""
    there = np.array([known[name] for name in names])
    alike = np.array([agree[name] for name in names]) & there
    return alike.sum(0), there.sum(0) - alike.sum(0)


def _divisible(left: pd.DataFrame, right: pd.DataFrame) -> Bools:
    """Say where living rows stand beside lines of one quantity, whose parts or whole they can be."""
    live = ~np.isin(left["stage"], (CANCELLED, RETURNED)) & (left["quantity"] > 0).to_numpy()
    return np.asarray(live & right["steady"].to_numpy() & (right["quantity"] > 0).to_numpy())


def _scores(agree: dict[str, Bools], known: dict[str, Bools], number: Scores, readable: Bools) -> Scores:
    """Weigh what agrees against all that both know, the number among it."""
    weight = sum(WEIGHTS[name] * known[name] for name in WEIGHTS) + NUMBER_WEIGHT * readable
    points = sum(WEIGHTS[name] * (agree[name] & known[name]) for name in WEIGHTS) + NUMBER_WEIGHT * number
    scores: Scores = np.asarray(points, float) / np.maximum(np.asarray(weight, float), 1e-9)
    return scores


def _all_but_one(agree: dict[str, Bools], known: dict[str, Bools], early: Bools, sure: Bools, foreign: Bools) -> Bools:
    """Say which pairs agree in all that both know but one thing, if number or waybill make `sure` that it is a slip.

    More must agree where the number is `foreign`, another live order's. A number of its own and one more difference
    are another order of the same customer: what is ordered again.
    """
    good, bad = _tally(agree, known, COUNTED)
    main, _ = _tally(agree, known, COUNTED[:3])
    return np.asarray((main >= 2) & (bad + early <= 1) & ((sure & (good >= 3)) | (foreign & (good >= 4))))


def _too_early(left: pd.DataFrame, right: pd.DataFrame, stack: Stack) -> Bools:
    """Say where the warehouse already has what the other systems say is not yet made."""
    out = np.zeros(len(left), bool)
    if "wms" not in stack.systems:
        return out
    bit, ready = 1 << stack.systems.index("wms"), STAGE_CODES["ready"]
    for one, other in ((left, right), (right, left)):
        stored = ((one["there"] & bit) > 0) & one["stage"].between(ready, ON_HOLD - 1)
        out |= (stored & ((other["there"] & bit) == 0) & other["stage"].between(0, ready - 1)).to_numpy()
    return out


def agreements(left: pd.DataFrame, right: pd.DataFrame, stack: Stack) -> tuple[dict[str, Bools], dict[str, Bools]]:
    """Say of lines set side by side in which of WEIGHTS they agree, and which both of them know.

    Of two systems that differ one is enough: it is not the third that is odd. Dates agree if they may stand beside
    each other, and half of their weight is for the very day: a repeat order may be no further away.
    """
    agree: dict[str, Bools] = {}
    known: dict[str, Bools] = {}
    columns = {"sku": "sku_loose", "customer": "name", "line_id": "line_id", "waybill_id": "waybill_id", **DAYS}
    for name in WEIGHTS:
        one, other = (frame[columns.get(name, name)].to_numpy() for frame in (left, right))
        known[name] = (one != MISSING) & (other != MISSING) & (one != -1) & (other != -1)
        last, too = (frame[f"{columns.get(name, name)}_too"].to_numpy() for frame in (left, right))
        agree[name] = np.any([stack.near(name, a, b) for a, b in ((one, other), (one, too), (last, other))], axis=0)
    texts, apart = stack.texts["waybill_id"], known["waybill_id"] & ~agree["waybill_id"]
    for at in np.flatnonzero(apart):
        one, other = (waybills(texts[frame["waybill_id"].iat[at]]) for frame in (left, right))
        agree["waybill_id"][at] = bool(one & other)
    return agree, known


def _numbers(
    left: pd.DataFrame, right: pd.DataFrame, stack: Stack, damaged: dict[int, str]
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], Bools, Bools]:
    """Compare order numbers: similarity, whether both can be read, and whether a destroyed id rules the pair out."""
    texts = stack.texts["order"]
    one = [texts[code] if code >= 0 else "" for code in left["order"]]
    other = [texts[code] if code >= 0 else "" for code in right["order"]]
    readable = np.array([bool(a and b) for a, b in zip(one, other, strict=True)], bool)
    rests = (
        np.array([a == b for a, b in zip(one, other, strict=True)], bool) & (left["order"] != right["order"]).to_numpy()
    )
    readable &= ~rests  # what is left of two numbers says nothing of either
    number = np.array([similar(a, b) for a, b in zip(one, other, strict=True)], float)
    veto = np.zeros(len(left), bool)
    for n, (a, b) in enumerate(zip(left["at"], right["at"], strict=True)):
        for broken, whole in ((damaged.get(a), other[n]), (damaged.get(b), one[n])):
            if broken and whole:
                number[n], readable[n] = (COULD_BE, True) if could_be(broken, whole) else (0.0, True)
    return number, readable, veto


def similar(one: str, other: str) -> float:
    """Say how near two order numbers are: 1 equal, 0.9 cut, 0.85 and 0.6 for one and two typing errors, else 0."""
    from rapidfuzz.distance import OSA

    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= max(3, len(longer) // 2) and len(shorter) < len(longer) and shorter in longer:
        return 0.9
    return (
        {1: 0.85, 2: 0.6}.get(OSA.distance(one, other, score_cutoff=2), 0.0) if min(len(one), len(other)) >= 4 else 0.0
    )


# ── assignment ───────────────────────────────────────────────────────────────────────────────────────────────────

Chosen = tuple[int, tuple[int, ...], float, bool, bool, float]  # the fields of a Link, lines by position


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
