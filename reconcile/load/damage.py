"""Ids that a spreadsheet has turned into numbers: E notation, and digits beyond the 15th that have become zeros."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from reconcile.keys import is_scientific, plain_key
from reconcile.texts import Texts

Bools = NDArray[np.bool_]
_MAYBE = r"\d(?:[.,]\d+)?\s*[eEｅＥ][+＋]?\d{1,3}|[０-９]\s*[eEｅＥ]"
_LONG = r"^[\s'=\"]*\d{16,}[\s'\"]*$"
EXACT_DIGITS = 15
CHANCE = 4  # zeros that stand there by chance in one column of 10,000


def scientific(texts: Texts) -> Bools:
    """Mark the rows whose id is a number such as 4.5E+11."""
    maybe = np.flatnonzero(pc.match_substring_regex(texts.words, _MAYBE).to_numpy(zero_copy_only=False))
    marked = np.zeros(len(texts.words), bool)
    for at in maybe.tolist():
        marked[at] = is_scientific(plain_key(texts.words[at].as_py()))
    return np.asarray(texts.spread(marked), bool)


def cut_digits(texts: Texts) -> tuple[Bools, bool]:
    """Mark the rows with ids of 16 and more digits, and say whether all of these end in zeros from the 16th on."""
    long = np.asarray(pc.match_substring_regex(texts.words, _LONG).to_numpy(zero_copy_only=False), bool)
    tails = [plain_key(text)[EXACT_DIGITS:] for text in texts.words.filter(long).to_pylist()]
    return np.asarray(texts.spread(long), bool), bool(tails) and all(not tail.strip("0") for tail in tails)


def by_chance(ids: Iterable[str]) -> bool:
    """Say whether so few ids may end in so many zeros by themselves; a whole column of them does not."""
    return sum(len(text[EXACT_DIGITS:]) for text in ids) < CHANCE
