"""Rows without a number that other systems know, which only together are a line, or are several lines of a delivery.

A sum alone is weak proof: the pairs must agree in item and customer (else waybill), nothing may contradict, and there
must be one way only. What a row can be by itself is left to the remainder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from reconcile.cells import Ints
from reconcile.match.blocks import BLOCKS, candidate_pairs
from reconcile.match.flawed import of_one_order
from reconcile.match.remainder import Link
from reconcile.match.stack import Bools
from reconcile.match.sums import Offer, solve

NEAR = 0.6  # two typing errors: a number this like a home's own speaks for that home alone


def of_several(seekers: pd.DataFrame, homes: pd.DataFrame) -> Bools:
    """Say which seekers bear a waybill or an order number that several homes have: they may have gone out as one."""
    found = np.zeros(len(seekers), bool)
    for name in ("waybill_id", "order"):
        codes, often = np.unique(homes[name], return_counts=True)
        found |= (seekers[name] >= 0).to_numpy() & np.isin(seekers[name], codes[often > 1])
    return found


def several_pairs(seekers: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Build the pairs (seeker, home) of one item, order or waybill of which a seeker or a home has several."""
    pairs = candidate_pairs(seekers, homes, (*BLOCKS, ("waybill_id",)))
    alike = [_alike(pairs, seekers, homes, name) for name in ("sku_loose", "order", "waybill_id")]
    pairs = pairs[np.any(alike, axis=0)]
    several = pairs.duplicated("p_s", keep=False) | pairs.duplicated("p_h", keep=False)
    return pairs[several].reset_index(drop=True)


def _alike(pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame, name: str) -> Bools:
    mine, theirs = seekers[name].to_numpy()[pairs["p_s"]], homes[name].to_numpy()[pairs["p_h"]]
    return np.asarray((mine == theirs) & (mine >= 0))


def pieces(scored: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> list[Link]:
    """Link seekers that sum to one home, then seekers that are the sum of several homes of one order or waybill.

    `scored` are pairs (positions into both) as the remainder judges them; what is undecided keeps all candidates. A
    seeker with a number that others know is only what the waybill says, or several lines of its order under an item
    of its own.
    """
    alone = scored[scored["accepted"] & scored["exact"]]
    scored = scored[~scored["p_s"].isin(alone["p_s"]) & ~scored["p_h"].isin(alone["p_h"])]
    numberless = seekers["numberless"].to_numpy()[scored["p_s"]]
    pairs = _likeliest(scored[scored["partial"] & (scored["billed"] | numberless)])
    links: list[Link] = []
    links += _of_one_home(pairs, seekers, homes)
    links += _of_one_seeker(_free(pairs, links, seekers, homes), seekers, homes)
    every = pd.concat([scored[~numberless], _likeliest(scored[numberless])])
    links += of_one_order(_free(every, links, seekers, homes), seekers, homes)
    return links


def _likeliest(pairs: pd.DataFrame) -> pd.DataFrame:
    """Leave a seeker whose number is like that of some home only those whose number is most like it."""
    best = pairs.groupby("p_s")["near"].transform("max")
    return pairs[(best < NEAR) | (pairs["near"] == best)]


def _free(pairs: pd.DataFrame, links: list[Link], seekers: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of which neither line is in a link."""
    busy = [line for link in links for line in (*link.seekers, *link.homes)]
    mine, theirs = (~frame["at"].isin(busy).to_numpy() for frame in (seekers, homes))
    return pairs[mine[pairs["p_s"]] & theirs[pairs["p_h"]]]


def _of_one_home(pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> Iterator[Link]:
    """Yield the seekers that are the parts of one home; those that may be parts of several, or in several ways."""
    sizes = seekers["quantity"].to_numpy()
    offers = []
    for wanted in _said(homes):
        fitting = pairs[pairs["lined"] & (sizes[pairs["p_s"]] <= wanted[pairs["p_h"]])]
        offers += [_offer(home, wanted, found["p_s"], sizes) for home, found in fitting.groupby("p_h")]
    solved = solve(offers)
    scores = _scores(pairs)
    for home, way in solved.decided.items():
        score = sum(scores[part, home] for part in way) / len(way)
        yield Link(_lines(seekers, way), _lines(homes, (home,)), score, decided=True, same_order=False)
    for part in sorted({part for found in solved.undecided.values() for way in found for part in way}):
        places = [home for home, found in solved.undecided.items() if any(part in way for way in found)]
        score = max(scores[part, home] for home in places)
        yield Link(_lines(seekers, (part,)), _lines(homes, places), score, decided=False, same_order=False)


def _of_one_seeker(pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> Iterator[Link]:
    """Yield the homes, lines of one delivery, that a seeker is the sum of; all of them where it may be several sums.

    The seeker's line number may be that of one of them.
    """
    solved, scores = solve(list(_offers_of_seekers(pairs, seekers, homes))), _scores(pairs)
    for seeker, way in solved.decided.items():
        score = sum(scores[seeker, home] for home in way) / len(way)
        yield Link(_lines(seekers, (seeker,)), _lines(homes, way), score, decided=True, same_order=False)
    for seeker, found in solved.undecided.items():
        places = sorted({home for way in found for home in way})
        score = max(scores[seeker, home] for home in places)
        yield Link(_lines(seekers, (seeker,)), _lines(homes, places), score, decided=False, same_order=False)


def _offers_of_seekers(pairs: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> Iterator[Offer]:
    """Yield what each seeker may be the sum of: lines of one order, or under its waybill, as any system counts them."""
    wanted, lacking = seekers["quantity"].to_numpy(), pairs[~homes["deficit"].to_numpy()[pairs["p_h"]]]
    for sizes in _said(homes):
        small = lacking[(sizes > 0)[lacking["p_h"]] & (sizes[lacking["p_h"]] <= wanted[lacking["p_s"]])]
        order = homes["order"].to_numpy()[small["p_h"]]
        together = [small[order >= 0].groupby(["p_s", order[order >= 0]]), small[small["billed"]].groupby(["p_s"])]
        for key, found in (pair for groups in together for pair in groups):
            if len(found) > 1 and found["lined"].any():
                yield _offer(key[0], wanted, found["p_h"], sizes)


def _said(homes: pd.DataFrame) -> list[Ints]:
    """Return the quantities of the homes as the first system says and, where one differs, as the last."""
    first, last = (np.asarray(homes[name], np.int64) for name in ("quantity", "quantity_too"))
    return [first] if np.array_equal(first, last) else [first, last]


def _offer(whole: int, wanted: Ints, parts: pd.Series, sizes: Ints) -> Offer:
    return Offer(whole, int(wanted[whole]), {int(part): int(sizes[part]) for part in sorted(parts)})


def _scores(pairs: pd.DataFrame) -> dict[tuple[int, int], float]:
    return {(seeker, home): score for seeker, home, score in pairs[["p_s", "p_h", "score"]].itertuples(index=False)}


def _lines(frame: pd.DataFrame, places: Iterable[int]) -> tuple[int, ...]:
    at = frame["at"].to_numpy()
    return tuple(int(at[place]) for place in places)
