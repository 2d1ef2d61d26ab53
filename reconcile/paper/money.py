"""Prices and amounts of papers on the basis of an export: with or without tax, before or after the line's discount.

A price is the same on another basis if it is what the export can have written: equal to its last digit. Which basis an
export has for a customer is what most of the customer's lines say; a line on the other one is a difference.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, SCALE, Ints
from reconcile.load.damage import Bools
from reconcile.load.side import Side
from reconcile.paper.ordered import PaperSide

CENT = SCALE // 100


def on_basis(paper: PaperSide, side: Side, owner: Ints) -> PaperSide:
    """Return the paper with the prices and amounts that `side` (its rows' orders in `owner`) would write for them."""
    pairs = _pairs(paper, side, owner)
    frame = paper.side.frame.copy()
    price, factor = frame["unit_price"].to_numpy(), frame["factor"].to_numpy()
    each = _share(price, SCALE, factor)
    other = _other(each, paper)
    chosen = np.where(_on_other(paper, pairs, each, other), other, each)
    less = _share(chosen, SCALE - paper.discount, SCALE)
    for offered in (less, chosen):
        chosen = _written(pairs, "price", offered, chosen)
    frame["unit_price"] = np.where(chosen == each, price, _share(chosen, factor, SCALE))
    frame["amount"] = _written_amount(pairs, frame, _other(frame["amount"].to_numpy(), paper))
    return replace(paper, side=replace(paper.side, frame=frame))


def _pairs(paper: PaperSide, side: Side, owner: Ints) -> pd.DataFrame:
    """Return the rows of one order and item beside each other: `row` of the paper, price each and amount of theirs."""
    mine = pd.DataFrame({"order": paper.order, "sku": list(paper.side.keys["sku"])})
    mine = mine.assign(row=np.arange(len(mine)))
    rows = np.flatnonzero(owner >= 0)
    theirs = side.frame.iloc[rows][["unit_price", "amount", "factor"]].reset_index(drop=True)
    theirs = theirs.assign(order=owner[rows], sku=[side.keys["sku"][int(at)] for at in rows])
    theirs["price"] = _share(theirs["unit_price"].to_numpy(), SCALE, theirs["factor"].to_numpy())
    return mine.merge(theirs[["order", "sku", "price", "amount"]], on=["order", "sku"])


def _share(values: Ints, part: Ints | int, whole: Ints | int) -> Ints:
    """Return values × part / whole, rounded half up; in Python's numbers, for a product may not fit into 64 bits."""
    size = len(values)
    parts, wholes = (np.broadcast_to(np.asarray(one, np.int64), size).tolist() for one in (part, whole))
    rows = zip(values.tolist(), parts, wholes, strict=True)
    return np.array([MISSING if v == MISSING else (v * p + w // 2) // (w or 1) for v, p, w in rows], np.int64)


def _other(values: Ints, paper: PaperSide) -> Ints:
    """Return values without their tax where they include it, else with it."""
    whole = SCALE + paper.rate
    return np.where(paper.taxed == 1, _share(values, SCALE, whole), _share(values, whole, SCALE))


def _on_other(paper: PaperSide, pairs: pd.DataFrame, each: Ints, other: Ints) -> Bools:
    """Say for which lines the export's prices are on the other basis: more of the customer's lines fit it."""
    customer = paper.side.keys["customer_id"].codes
    rows, price = pairs["row"].to_numpy(), pairs["price"].to_numpy()
    fits = pd.DataFrame({"customer": customer[rows]})
    fits["own"], fits["other"] = _same(each[rows], price), _same(other[rows], price)
    fits.loc[fits["own"] & fits["other"], ["own", "other"]] = False
    votes = fits.groupby("customer")[["own", "other"]].sum()
    return np.isin(customer, votes.index[votes["other"] > votes["own"]])


def _same(value: Ints, written: Ints) -> Bools:
    """Say whether an export has written a value, rounded to the digits that it has, two at least."""
    digit = np.where(written % 100 == 0, 100, np.where(written % 10 == 0, 10, 1))
    there = (value != MISSING) & (written != MISSING)
    return np.asarray(there & (np.abs(value - np.where(there, written, 0)) * 2 <= digit))


def _written(pairs: pd.DataFrame, name: str, offered: Ints, otherwise: Ints) -> Ints:
    """Return the export's own value where it is what is offered, else `otherwise`."""
    rows, theirs = pairs["row"].to_numpy(), pairs[name].to_numpy()
    same = _same(offered[rows], theirs)
    out: Ints = otherwise.copy()
    out[rows[same]] = theirs[same]
    return out


def _written_amount(pairs: pd.DataFrame, frame: pd.DataFrame, other: Ints) -> Ints:
    """Return the export's amount where it is the paper's: to a cent, or on the other basis to a half one a piece."""
    amount, quantity = frame["amount"].to_numpy(), np.maximum(frame["quantity"].to_numpy(), 0)
    rows, theirs = pairs["row"].to_numpy(), pairs["amount"].to_numpy()
    out: Ints = amount.copy()
    for offered, slack in ((other, np.maximum(CENT, quantity // (2 * CENT))), (amount, np.full(len(amount), CENT))):
        there = (offered[rows] != MISSING) & (theirs != MISSING)
        same = there & (np.abs(offered[rows] - np.where(there, theirs, 0)) <= slack[rows])
        out[rows[same]] = theirs[same]
    return out
