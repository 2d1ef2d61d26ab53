"""Which of many texts is nearest to one: tf-idf of character 2- and 3-grams. It proposes, it never decides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orders.values import normal

SIZES = (2, 3)
NEAR = 0.45  # cosine from which a text is worth showing


@dataclass(frozen=True)
class _Table:
    """The texts as rows of unit length, transposed so that a question adds up the columns of its own grams."""

    grams: dict[str, int]
    weights: Any  # numpy: idf by gram
    rows: Any  # scipy csr: gram × text


class Likeness:
    """Texts with what they stand for; the table is built at the first question (seconds for 200,000 texts)."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._texts = texts

    def nearest(self, text: str, count: int = 3) -> tuple[tuple[str, float], ...]:
        """Return up to `count` of what the nearest texts stand for, with the cosine (0 to 1), the nearest first."""
        import numpy as np

        asked = Counter(gram for gram in _grams(text) if gram in self._table.grams) if self._texts else Counter[str]()
        if not asked:
            return ()
        places = [self._table.grams[gram] for gram in asked]
        values = self._table.weights[places] * np.array([1 + math.log(times) for times in asked.values()])
        unknown = sum(gram not in self._table.grams for gram in set(_grams(text)))
        length = math.sqrt(float(values @ values) + unknown * float(self._table.weights.max()) ** 2)
        scores = (values / length) @ self._table.rows[places]
        best = np.argsort(-scores, kind="stable")[:count]
        return tuple((self._texts[place][1], float(scores[place])) for place in best if scores[place] >= NEAR)

    @cached_property
    def _table(self) -> _Table:
        import numpy as np
        from scipy.sparse import csr_matrix

        grams: dict[str, int] = {}
        places, columns, values = [], [], []
        for row, (text, _) in enumerate(self._texts):
            for gram, times in Counter(_grams(text)).items():
                places.append(grams.setdefault(gram, len(grams)))
                columns.append(row)
                values.append(1 + math.log(times))
        found = csr_matrix((values, (places, columns)), shape=(len(grams), len(self._texts)), dtype=np.float32)
        weights = np.log((1 + len(self._texts)) / (1 + np.diff(found.indptr))) + 1
        found = found.multiply(weights[:, None]).tocsr()
        lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=0)).ravel())
        return _Table(grams, weights, found.multiply(1 / np.maximum(lengths, 1e-9)).tocsr())


def _grams(text: str) -> Iterator[str]:
    plain = f" {normal(text).casefold()} "
    for size in SIZES:
        yield from (plain[start : start + size] for start in range(len(plain) - size + 1))
