"""A column of texts as codes and the different words behind them: exports repeat themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


class Texts(Sequence[str]):
    """Texts by row; `codes` (int32) point into `words`, an arrow array of strings without repeats."""

    def __init__(self, codes: NDArray[np.int32], words: pa.StringArray) -> None:
        self.codes = codes
        self.words = words

    def __reduce__(self) -> tuple[type[Texts], tuple[NDArray[np.int32], pa.StringArray]]:
        return Texts, (self.codes, self.words)  # views of memory stay behind

    @classmethod
    def of(cls, array: pa.Array) -> Texts:
        """Encode an arrow array of strings without nulls."""
        coded = pc.dictionary_encode(array)
        return cls(coded.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False), coded.dictionary)

    @classmethod
    def listed(cls, texts: Sequence[str]) -> Texts:
        """Encode a list of strings."""
        return cls.of(pa.array(texts, pa.string()))

    @classmethod
    def blank(cls, count: int) -> Texts:
        """Make `count` blanks."""
        return cls(np.zeros(count, np.int32), pa.array([""], pa.string()))

    @classmethod
    def joined(cls, parts: Sequence[Texts]) -> Texts:
        """Put columns under each other; only words are compared, not rows."""
        if len(parts) == 1:
            return parts[0]
        told = cls.of(pa.concat_arrays([part.words for part in parts]))
        starts = np.cumsum([0, *(len(part.words) for part in parts)])
        codes = np.concatenate([told.codes[start + part.codes] for start, part in zip(starts, parts, strict=False)])
        used = np.bincount(codes, minlength=len(told.words)) > 0
        return cls(codes, told.words) if used.all() else cls._only(used, codes, told.words)

    @classmethod
    def _only(cls, used: NDArray[np.bool_], codes: NDArray[np.int32], words: pa.StringArray) -> Texts:
        numbers = np.cumsum(used, dtype=np.int32) - 1
        return cls(numbers[codes].astype(np.int32, copy=False), words.filter(pa.array(used)))

    @property
    def array(self) -> pa.StringArray:
        """All rows as an arrow array."""
        return self.words.take(pa.array(self.codes))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        starts, letters = self._letters
        code = self._codes[at]
        return str(letters[starts[code] : starts[code + 1]], "utf-8")

    @cached_property
    def _codes(self) -> memoryview:
        return np.ascontiguousarray(self.codes, np.int32).data

    @cached_property
    def _letters(self) -> tuple[memoryview, memoryview]:
        """Where each word begins and ends, and the bytes of all: one cell costs a slice, no object of arrow."""
        _, starts, letters = self.words.buffers()
        whole = memoryview(starts or bytes(4)).cast("B").cast("i")
        return whole[self.words.offset :], memoryview(letters or b"").cast("B")

    def __iter__(self) -> Iterator[str]:
        words = self.words.to_pylist()
        return map(words.__getitem__, self.codes.tolist())

    def at(self, rows: NDArray[np.int64]) -> list[str]:
        """Return the texts of `rows`, in their order."""
        return cast(list[str], self.words.take(pa.array(self.codes[rows])).to_pylist())

    def each(self, maker: Callable[[str], Any]) -> list[Any]:
        """Apply `maker` once to each word; in order of `words`."""
        return [maker(word) for word in self.words.to_pylist()]

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give each row the value of its word."""
        return values[self.codes]

    def mapped(self, maker: Callable[[str], str]) -> Texts:
        """Replace each word by what `maker` makes of it; words that become equal become one."""
        return self.respelled(self.each(maker))

    def respelled(self, words: Sequence[str]) -> Texts:
        """Replace `words` one by one."""
        made = Texts.listed(words)
        return Texts(made.codes[self.codes] if len(words) else self.codes, made.words)

    def where(self, rows: NDArray[np.bool_]) -> Texts:
        """Keep the texts of `rows`, make the others blank."""
        if bool(rows.all()):
            return self
        words = pa.concat_arrays([self.words, pa.array([""], pa.string())])
        return Texts.of(words.take(pa.array(np.where(rows, self.codes, len(self.words)))))

    def taken(self, rows: NDArray[np.int64]) -> Texts:
        """Keep the texts of `rows`, in their order."""
        return Texts.of(self.words.take(pa.array(self.codes[rows])))

    def replaced(self, rows: Sequence[int], texts: Sequence[str]) -> Texts:
        """Put other texts into `rows`."""
        codes = self.codes.copy()
        codes[list(rows)] = len(self.words) + np.arange(len(rows))
        return Texts(codes, pa.concat_arrays([self.words, pa.array(texts, pa.string())])).taken(np.arange(len(self)))

    def rows_of(self, words: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the rows whose word is marked."""
        return np.flatnonzero(words[self.codes]) if words.any() else np.zeros(0, np.int64)
