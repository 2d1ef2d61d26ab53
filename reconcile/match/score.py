"""Pairs of lines → a score and what may be done with each: joined, asked about, taken for a part or a sum.

A pair is judged by its attributes; a number that is merely near says little in dense number ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from reconcile.cells import Ints
from reconcile.match.agreement import COULD_BE, NUMBER_WEIGHT, WEIGHTS, Scores, agreements, numbers
from reconcile.match.stack import CANCELLED, ON_HOLD, RETURNED, Bools, Stack
from reconcile.match.vetoes import vetoed, yielding
from reconcile.vocabulary import STAGE_CODES

SAME_IN_PARTS = ("customer", "unit_price", "order_date", "promised_date", "waybill_id")
COUNTED = ("customer", "sku", "quantity", "unit_price", "order_date", "promised_date", "shipped_date", "waybill_id")
APART = tuple(name for name in COUNTED if name != "quantity")
CUSTOMER_FLAW = 1 << APART.index("customer")
NEAR_NUMBER, LIKE_NUMBER = 0.85, 0.6  # one typing error, two of them


def score_pairs(
    pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame, stack: Stack, damaged: dict[int, str]
) -> pd.DataFrame:
    """Add `score` (0…1) and `accepted` to the pairs; `damaged` are destroyed ids by line.

    `exact` says that the quantities agree, `partial` that nothing but the quantity speaks against the seeker being a
    part or the whole, `together` the same of a seeker of the same order under another item, `lined` that their line
    numbers do not, `billed` that they share a waybill, `near` how alike the numbers are, `nearly` that but for the
    number one thing is wrong at most, `vetoed` that no machine may decide. Of a seeker that may be the sum of several
    homes (`summed`) `flaws` has a bit for each thing but the quantity that is against it, `good` counts what agrees,
    `main` the item and the customer among it, and `sure` says that its number or waybill may be the home's.
    """
    side = _side_by_side(pairs, seekers, homes, stack, damaged)
    read = ~side.left["at"].isin(list(damaged)).to_numpy() | (side.number > 0)
    return pairs.assign(
        score=_scores(side),
        exact=side.both("quantity"),
        partial=_divisible(side) & ~_unlike(side) & _partly(side) & read & ~side.same,
        together=_divisible(side) & ~_unlike(side) & side.same & ~side.both("sku"),
        summed=_divisible(side) & ~side.forbidden & read,
        flaws=_flaws(side),
        good=side.count(APART)[0],
        main=side.count(("customer", "sku"))[0],
        sure=_sure(side),
        lined=~side.against("line_id"),
        billed=side.both("waybill_id"),
        near=side.number * side.readable,
        accepted=yielding(pairs, _accepted(side), side.forbidden, _asked(side)),
        nearly=_nearly(side),
        vetoed=side.forbidden,
        same=side.same,
    )


@dataclass(frozen=True)
class _SideBySide:
    """The lines of each pair, what both know and agree in, and how alike (`number`) their `readable` numbers are."""

    left: pd.DataFrame
    right: pd.DataFrame
    agree: dict[str, Bools]
    known: dict[str, Bools]
    number: Scores
    readable: Bools
    early: Bools  # the warehouse has what is not yet made

    def both(self, name: str) -> Bools:
        """Say which pairs know a field and agree in it."""
        return self.agree[name] & self.known[name]

    def against(self, name: str) -> Bools:
        """Say which pairs know a field and differ in it."""
        return ~self.agree[name] & self.known[name]

    def count(self, names: Sequence[str]) -> tuple[Ints, Ints]:
        """Count in how many of some fields the pairs agree, and differ."""
        good, bad = (np.array([of(name) for name in names]).sum(0) for of in (self.both, self.against))
        return good, bad

    @cached_property
    def counted(self) -> tuple[Ints, Ints]:
        return self.count(COUNTED)

    @cached_property
    def same(self) -> Bools:
        """The pairs of one order number."""
        return np.asarray((self.left["order"] == self.right["order"]) & (self.left["order"] >= 0))

    @cached_property
    def slip(self) -> Bools:
        """The pairs whose numbers may be slips of each other: one that others bear is no slip of another."""
        return np.asarray(self.readable & ~(self.left["live"] & self.right["live"]).to_numpy())

    @cached_property
    def forbidden(self) -> Bools:
        return vetoed(self.left, self.right)

    @cached_property
    def whole(self) -> Bools:
        """The pairs whose home lacks the seeker's system altogether, or lacks as much as the seeker has."""
        return np.asarray(~self.right["deficit"].to_numpy() | self.both("quantity"))


def _side_by_side(
    pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame, stack: Stack, damaged: dict[int, str]
) -> _SideBySide:
    left = seekers.iloc[pairs["p_s"]].reset_index(drop=True)
    right = homes.iloc[pairs["p_h"]].reset_index(drop=True)
    agree, known = agreements(left, right, stack)
    return _SideBySide(left, right, agree, known, *numbers(left, right, stack, damaged), _too_early(left, right, stack))


def _scores(side: _SideBySide) -> Scores:
    """Weigh what agrees against all that both know, the number among it."""
    weight = sum(WEIGHTS[name] * side.known[name] for name in WEIGHTS) + NUMBER_WEIGHT * side.readable
    points = sum(WEIGHTS[name] * side.both(name) for name in WEIGHTS) + NUMBER_WEIGHT * (side.number * side.readable)
    scores: Scores = np.asarray(points, float) / np.maximum(np.asarray(weight, float), 1e-9)
    return scores


# ── one line and its home ────────────────────────────────────────────────────────────────────────────────────────


def _accepted(side: _SideBySide) -> Bools:
    """Say which pairs may be joined: by their number and little against it, by a like number, by all the rest."""
    like = np.where(side.slip & (side.number >= LIKE_NUMBER), _by_like_number(side), _by_the_rest(side))
    found = np.where(side.same, _by_number(side), like) & ~(side.early & ~side.same)
    in_line = side.same & side.both("line_id") & side.both("customer")
    return np.asarray(found & (side.whole | in_line), bool)


def _by_number(side: _SideBySide) -> Bools:
    good, bad = side.counted
    placed = (side.both("line_id") | side.both("quantity")) & (good >= 2)
    return np.asarray(~side.against("customer") & (side.both("sku") | placed) & (bad <= 2))


def _by_like_number(side: _SideBySide) -> Bools:
    good, bad = side.counted
    near = (side.number >= NEAR_NUMBER) & ~side.against("customer") & ~side.against("line_id")
    enough = (good >= np.minimum(3, good + bad)) | near
    return np.asarray(side.both("sku") & (bad <= 1) & (good >= 2) & enough)


def _by_the_rest(side: _SideBySide) -> Bools:
    good, bad = side.counted
    enough = (good >= np.minimum(4, good + bad)) & (good >= 3)
    return np.asarray(side.both("sku") & side.both("quantity") & (bad == 0) & enough)


def _asked(side: _SideBySide) -> Bools:
    """Say which pairs may be asked about though something forbids to join them: nothing else is against them."""
    _, bad = side.counted
    return np.asarray(np.where(side.same, side.against("sku") & (bad == 1), bad == 0))


def _nearly(side: _SideBySide) -> Bools:
    """Say which pairs agree in all that both know but one thing, if number or waybill make sure that it is a slip.

    More must agree where the number is another live order's. A number of its own and one more difference are another
    order of the same customer: what is ordered again.
    """
    (good, bad), (main, _) = side.counted, side.count(COUNTED[:3])
    near, billed = side.slip & (side.number >= NEAR_NUMBER), side.both("waybill_id")
    enough = (_sure(side) & (good >= 3)) | (side.left["live"].to_numpy() & (good >= 4))
    single = ~(side.same | side.forbidden | side.against("line_id")) & (side.whole | billed | near)
    return np.asarray((main >= 2) & (bad + side.early <= 1) & enough & single)


def _sure(side: _SideBySide) -> Bools:
    """Say where number or waybill make sure that a wrong number is a slip."""
    near = side.slip & (side.number >= NEAR_NUMBER)
    return np.asarray(near | ~side.readable | (side.number == COULD_BE) | side.both("waybill_id"))


# ── parts and sums ───────────────────────────────────────────────────────────────────────────────────────────────


def _divisible(side: _SideBySide) -> Bools:
    """Say where living rows stand beside lines with a quantity, whose parts or whole they can be."""
    live = ~np.isin(side.left["stage"], (CANCELLED, RETURNED)) & (side.left["quantity"] > 0).to_numpy()
    sized = (side.right[["quantity", "quantity_too"]] > 0).any(axis=1).to_numpy()
    return np.asarray(live & sized)


def _unlike(side: _SideBySide) -> Bools:
    """Say where something that all parts of a line have alike differs."""
    apart = np.any([side.against(name) for name in SAME_IN_PARTS], axis=0)
    return np.asarray(apart | side.early | side.forbidden)


def _flaws(side: _SideBySide) -> Ints:
    """Return a bit for each thing but the quantity in which the lines differ."""
    against = [*(side.against(name) for name in APART), side.early]
    return np.asarray(np.sum([flaw.astype(np.int64) << bit for bit, flaw in enumerate(against)], axis=0), np.int64)


def _partly(side: _SideBySide) -> Bools:
    """Say where item and customer agree, else the waybill."""
    return side.both("sku") & (side.both("waybill_id") | side.both("customer"))


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
