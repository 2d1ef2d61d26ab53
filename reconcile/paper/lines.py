"""Papers and the rows of an export, line by line, with the matching that the three systems have among themselves.

Rows that are an order bear its name, so no other order can own them. Orders that no row names are looked for among rows
that bear no paper's number, which can only become a suggestion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from reconcile.cells import Ints
from reconcile.load.damage import Bools
from reconcile.load.side import Side
from reconcile.match.sides import Matched, match_sides
from reconcile.paper.links import Asked, Linked
from reconcile.paper.money import on_basis
from reconcile.paper.ordered import PaperSide
from reconcile.texts import Texts

STEPS = (100, 10)  # by which line numbers may count
LETTERS = str.maketrans("0123456789", "GHJKLMNPQR")  # the name of an order must look like nobody's number


def match_lines(asked: Asked, side: Side, linked: Linked) -> tuple[Matched, Ints]:
    """Match the papers' lines with `side`; returns the lines, and the rows of `side` that took part."""
    living = np.isin(linked.owner, [n for n, order in enumerate(asked.orders) if order.lines])
    rows = np.flatnonzero(living | _candidates(asked, side, linked))
    owner = linked.owner[rows]
    paper = on_basis(asked.paper, side, linked.owner)
    found = np.isin(np.arange(len(asked.orders)), owner)
    mine, theirs = _named(asked, paper, found), _owned(chosen(side, rows), owner)
    return match_sides([mine, theirs]), rows


def _candidates(asked: Asked, side: Side, linked: Linked) -> Bools:
    """Say which rows may be an order that no row names: one of its items, no other customer, no paper's number."""
    lost = ~np.isin(asked.paper.order, linked.owner)
    wanted = set(asked.paper.side.keys["sku"].where(lost).words.to_pylist()) - {""}
    customers = {asked.orders[n].customer_id for n in np.unique(asked.paper.order[lost]).tolist()} | {None}
    known = asked.known.customers
    out = _marked(side.keys["sku"], lambda word: word in wanted)
    for name in ("customer", "customer_id"):
        out &= _marked(side.keys[name], lambda word: known.get(word) in customers)
    out[linked.numbered] = False
    return out


def _marked(texts: Texts, holds: Callable[[str], bool]) -> Bools:
    """Say of which rows the word holds."""
    return np.asarray(texts.spread(np.array(texts.each(holds), bool)))


def _name(order: int) -> str:
    return f"{order:09d}".translate(LETTERS)


def _named(asked: Asked, paper: PaperSide, found: Bools) -> Side:
    """Name each paper's order: one that rows of the export bear by its place, another one by its number."""
    numbers = [asked.spelled(order.number) for order in asked.orders]
    often = Counter(numbers)
    names = [
        _name(n) if found[n] else number if often[number] == 1 else f"{number}/{_name(n)}"
        for n, number in enumerate(numbers)
    ]
    numbered = Texts.listed([names[n] for n in paper.order.tolist()])
    lines = Texts.listed(_counted(list(paper.side.keys["line_id"]), paper.order.tolist()))
    return _with_keys(paper.side, order_id=numbered, line_id=lines)


def _owned(side: Side, owner: Ints) -> Side:
    """Let rows that are an order bear its name, the others the customer's number that they have."""
    frame = side.frame.assign(lossy_order_id=side.frame["lossy_customer_order_id"].to_numpy() & (owner < 0))
    theirs = side.keys["customer_order_id"] if "customer_order_id" in side.present else side.keys["order_id"]
    own = [_name(n) if n >= 0 else number for n, number in zip(owner.tolist(), theirs, strict=True)]
    lines = Texts.listed(_counted(list(side.keys["line_id"]), [0] * len(own)))
    return _with_keys(replace(side, frame=frame), order_id=Texts.listed(own), line_id=lines)


def _with_keys(side: Side, **keys: Texts) -> Side:
    """Return a side with other keys and without customers' numbers, which have had their say."""
    frame = side.frame.assign(lossy_customer_order_id=np.zeros(len(side.frame), bool))
    blank = Texts.blank(len(frame))
    return replace(side, frame=frame, keys={**side.keys, "customer_order_id": blank, **keys})


def _counted(numbers: list[str], orders: list[int]) -> list[str]:
    """Count line numbers in ones: 10, 20, 30 of an order become 1, 2, 3."""
    frame = pd.DataFrame({"order": orders, "number": pd.to_numeric(pd.Series(numbers, dtype=str), errors="coerce")})
    out = np.array(numbers, object)
    for step in STEPS:
        whole = (frame["number"] % step == 0).groupby(frame["order"]).transform("all").to_numpy(bool)
        out[whole] = [str(int(number) // step) for number in frame["number"][whole]]
        frame.loc[whole, "number"] = np.nan
    return list(map(str, out))


def chosen(side: Side, rows: Ints) -> Side:
    """Return some rows of a side as a side of their own, in the same order."""
    place = {int(row): at for at, row in enumerate(rows)}
    return replace(
        side,
        frame=side.frame.iloc[rows].reset_index(drop=True),
        texts={name: Texts(texts.codes[rows], texts.words) for name, texts in side.texts.items()},
        keys={name: Texts(texts.codes[rows], texts.words) for name, texts in side.keys.items()},
        excluded=(),
        given=len(rows),
        unreadable=tuple((place[at], name) for at, name in side.unreadable if at in place),
        long={name: there[rows] for name, there in side.long.items()},
    )
