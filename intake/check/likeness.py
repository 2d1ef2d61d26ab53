"""Which of many texts is nearest to one: tf-idf of character 2- and 3-grams. It proposes, it never decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orders.values import normal

SIZES = (2, 3)
NEAR = 0.45  # cosine from which a text is worth showing


@dataclass(frozen=True)
class _Table:
    """The texts as columns of unit length: a question adds up the rows of its own grams."""

    grams: Any  # numpy: all grams as numbers, sorted
    weights: Any  # numpy: idf by gram
    rows: Any  # scipy csr: gram × text


class Likeness:
    """Texts with what they stand for; the table is built at the first question (seconds for 200,000 texts)."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._texts = texts

    def nearest(self, text: str, count: int = 3) -> tuple[tuple[str, float], ...]:
        """Return up to `count` of what the nearest texts stand for, with the cosine (0 to 1), the nearest first."""
        import numpy as np

        if not self._texts:
            return ()
        table = self._table
        asked, times = np.unique(_grams([text])[0], return_counts=True)
        places = np.searchsorted(table.grams, asked).clip(max=len(table.grams) - 1)
        known = table.grams[places] == asked
        if not known.any():
            return ()
        values = table.weights[places[known]] * (1 + np.log(times[known]))
        strange = int((~known).sum()) * float(table.weights.max()) ** 2
        length = np.sqrt(float(values @ values) + strange)
        scores = np.asarray((values / length) @ table.rows[places[known]]).ravel()
        best = np.argsort(-scores, kind="stable")[:count]
        return tuple((self._texts[place][1], float(scores[place])) for place in best if scores[place] >= NEAR)

    @cached_property
    def _table(self) -> _Table:
        import numpy as np
        from scipy.sparse import coo_matrix

        grams, texts = _grams([text for text, _ in self._texts])
        names, places = np.unique(grams, return_inverse=True)
        shape = (len(names), len(self._texts))
        found = coo_matrix((np.ones(len(places), np.float32), (places, texts)), shape=shape).tocsr()
        found.sum_duplicates()
        weights = np.log((1 + shape[1]) / (1 + np.diff(found.indptr))) + 1
        found.data = (1 + np.log(found.data)) * np.repeat(weights, np.diff(found.indptr))
        lengths = np.sqrt(np.bincount(found.indices, found.data**2, minlength=shape[1]))
        found.data /= np.maximum(lengths[found.indices], 1e-9)
        return _Table(names, weights, found)


def _grams(texts: Sequence[str]) -> tuple[Any, Any]:
    """Return all grams of the texts as numbers (21 bits a character), and for each the place of its text."""
    import numpy as np

    plain = [f" {normal(text).casefold()} " for text in texts]
    signs = np.frombuffer("".join(plain).encode("utf-32-le"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(plain)), [len(text) for text in plain])
    grams, owners = [], []
    for size in SIZES:
        inside = owner[size - 1 :] == owner[: len(owner) - size + 1]
        number = np.zeros(len(inside), np.int64)
        for place in range(size):
            number = (number << 21) | signs[place : place + len(inside)]
        grams.append(number[inside])  # a 2-gram has nothing where a 3-gram has its first sign
        owners.append(owner[size - 1 :][inside])
    return np.concatenate(grams), np.concatenate(owners)
