"""What two lines set side by side agree in, field by field, and how alike their numbers are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.cells import MISSING
from reconcile.keys import could_be
from reconcile.match.stack import Bools, Stack
from reconcile.waybills import waybills

Scores = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
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


def numbers(left: pd.DataFrame, right: pd.DataFrame, stack: Stack, damaged: dict[int, str]) -> tuple[Scores, Bools]:
    """Compare order numbers: similarity, and whether both can be read; `damaged` are destroyed ids by line.

    What is left of two cut numbers says nothing of either. A destroyed id can be read as far as it can have been the
    other number or not.
    """
    texts = stack.texts["order"]
    one, other = ([texts[code] if code >= 0 else "" for code in frame["order"]] for frame in (left, right))
    readable = np.array([bool(a and b) for a, b in zip(one, other, strict=True)], bool)
    rests = np.array([a == b for a, b in zip(one, other, strict=True)], bool)
    readable &= ~(rests & (left["order"] != right["order"]).to_numpy())
    number = np.array([similar(a, b) for a, b in zip(one, other, strict=True)], float)
    for n, (a, b) in enumerate(zip(left["at"], right["at"], strict=True) if damaged else ()):
        for broken, whole in ((damaged.get(a), other[n]), (damaged.get(b), one[n])):
            if broken and whole:
                number[n], readable[n] = (COULD_BE, True) if could_be(broken, whole) else (0.0, True)
    return number, readable


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
