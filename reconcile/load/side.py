"""Export files and their mapping → one typed side a system: values, texts, keys, and a record of how each was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from orders.exceptions import ExcludedRow, FileRead
from orders.values import key
from reconcile.cells import Ints, Typed
from reconcile.keys import line_key, patterned, plain_key
from reconcile.load.columns import Columns, name_columns
from reconcile.load.damage import Bools, cut_digits, scientific
from reconcile.load.log import file_read
from reconcile.load.overlap import repeated, row_hashes
from reconcile.load.readable import check_readable
from reconcile.load.same import check_same, names
from reconcile.load.sheets import Sheet
from reconcile.load.typed import typed_columns
from reconcile.load.units import ItemFactors, factors
from reconcile.texts import Texts
from reconcile.tolerances import Tolerances
from reconcile.vocabulary import STAGE_CODES, Vocabulary, word_table

BLANK_STAGE, UNKNOWN_STAGE = -1, -2
KEYED = (
    "order_id",
    "customer_order_id",
    "line_id",
    "sku",
    "customer",
    "customer_id",
    "unit",
    "currency",
    "bom_version",
    "waybill_id",
)
LOSSY_COLUMNS = ("order_id", "customer_order_id", "sku", "waybill_id")


@dataclass(frozen=True)
class Side:
    """One system's order lines: `frame` has int64 values, `texts` what the export says, `keys` normalised ids."""

    system: str
    files: tuple[str, ...]
    frame: pd.DataFrame
    texts: dict[str, Texts]
    keys: dict[str, Texts]
    present: frozenset[str]
    excluded: tuple[ExcludedRow, ...]
    given: int
    unreadable: tuple[tuple[int, str], ...]
    stages: frozenset[int]
    tolerances: Tolerances
    read: tuple[FileRead, ...] = ()
    patterned: frozenset[str] = frozenset()  # columns whose keys a pattern of the site makes
    long: Mapping[str, Bools] = field(default_factory=dict)  # rows with ids of 16 and more digits, by column
    cut: frozenset[str] = frozenset()  # columns whose long ids all end in zeros


@dataclass(frozen=True)
class Part:
    """What one file gives: its columns, its values, what could not be read, its keys."""

    columns: Columns
    frame: pd.DataFrame
    unreadable: tuple[tuple[int, str], ...]
    keys: dict[str, Texts]
    read: FileRead


def load_side(
    words: Vocabulary,
    paths: Sequence[Path],
    sheets: Iterable[Callable[[], Sheet]],
    as_of: datetime,
    items: ItemFactors | None = None,
) -> Side:
    """Type all files of one system; rows keep their physical numbers, several files are told apart by name.

    `sheets` give what each of `paths` holds. `as_of` gives the zone of times that have one, and what years of two
    digits are near; `items` the master's units. Raises UnusableError for whatever cannot be typed with proof.
    """
    check_same(words.system, paths)
    columns = (name_columns(sheet(), words) for sheet in sheets)
    return _side(words, names(paths), _once([_part(one, words, as_of, items, n) for n, one in enumerate(columns)]))


def side_of(columns: Columns, words: Vocabulary, as_of: datetime) -> Side:
    """Type columns that come from no export."""
    return _side(words, (columns.file,), [_part(columns, words, as_of, None, 0)])


def _side(words: Vocabulary, files: tuple[str, ...], parts: Sequence[Part]) -> Side:
    frame = pd.concat([part.frame for part in parts], ignore_index=True) if len(parts) > 1 else parts[0].frame
    starts = np.cumsum([0, *(len(part.frame) for part in parts)]).tolist()
    present = {name for part in parts for name in part.columns.texts}
    texts = {name: Texts.joined([_texts(part, name) for part in parts]) for name in present}
    excluded = tuple(_excluded(parts, words.system, files))
    seen = frozenset(int(stage) for stage in np.unique(frame["stage"]) if stage >= 0)
    cut = {name: cut_digits(texts[name]) for name in LOSSY_COLUMNS if name in texts}
    return Side(
        words.system,
        files,
        frame,
        texts,
        {name: Texts.joined([part.keys[name] for part in parts]) for name in KEYED},
        frozenset(present),
        excluded,
        len(frame) + len(excluded),
        tuple((start + at, name) for start, part in zip(starts, parts, strict=False) for at, name in part.unreadable),
        seen | words.own_stages,
        words.tolerances,
        tuple(part.read for part in parts),
        frozenset(words.patterns),
        {name: rows for name, (rows, _) in cut.items() if rows.any()},
        frozenset(name for name, (_, lost) in cut.items() if lost),
    )


def _part(part: Columns, words: Vocabulary, as_of: datetime, items: ItemFactors | None, number: int) -> Part:
    count = len(part.rows)
    keys = _keys(part, words)
    values: dict[str, Any] = {"file": np.full(count, number, np.int64), "row": part.rows}
    for name in LOSSY_COLUMNS:
        values[f"lossy_{name}"] = scientific(part.texts[name]) if name in part.texts else np.zeros(count, bool)
    typed, how = typed_columns(part, words, as_of)
    typed["stage"] = _stages(part.texts.get("status"), words, count)
    check_readable(part, typed, words.system)
    values |= {name: column.values for name, column in typed.items()}
    values["is_closed"] = _flags(part.texts.get("closed"), words, count)
    values["factor"] = factors(part, values["unit_factor"], keys["sku"], words, items)
    bad = tuple((at, name) for name, column in typed.items() for at in column.unreadable)
    frame = pd.DataFrame(values, copy=False)
    return Part(part, frame, bad, keys, file_read(words.system, part, typed, how, keys, frame))


def _once(parts: list[Part]) -> list[Part]:
    """Set rows aside that an earlier file has, too."""
    if len(parts) < 2:
        return parts
    marked = repeated([row_hashes(part.frame, part.keys) for part in parts])
    return [_without(part, rows) if rows.any() else part for part, rows in zip(parts, marked, strict=True)]


def _without(part: Part, rows: Bools) -> Part:
    kept = np.flatnonzero(~rows)
    place = np.cumsum(~rows) - 1
    away = tuple((row, "overlap") for row in part.columns.rows[rows].tolist())
    columns = replace(
        part.columns,
        texts={name: Texts(texts.codes[kept], texts.words) for name, texts in part.columns.texts.items()},
        rows=part.columns.rows[kept],
        excluded=(*part.columns.excluded, *away),
    )
    return Part(
        columns,
        part.frame.iloc[kept],
        tuple((int(place[at]), name) for at, name in part.unreadable if not rows[at]),
        {name: Texts(texts.codes[kept], texts.words) for name, texts in part.keys.items()},
        part.read,
    )


def _texts(part: Part, name: str) -> Texts:
    return part.columns.texts.get(name) or Texts.blank(len(part.frame))


def _excluded(parts: Sequence[Part], system: str, files: Sequence[str]) -> Iterable[ExcludedRow]:
    for part, file in zip(parts, files, strict=True):
        for row, reason in part.columns.excluded:
            yield ExcludedRow(system, f"{file}:{row}" if len(parts) > 1 else str(row), reason)


def _keys(part: Columns, words: Vocabulary) -> dict[str, Texts]:
    """Make the normalised keys; blanks are ""."""
    makers: dict[str, Callable[[str], str]] = {
        "order_id": patterned(words.patterns.get("order_id")),
        "customer_order_id": patterned(words.patterns.get("customer_order_id")),
        "line_id": line_key,
        "sku": patterned(words.patterns.get("sku")),
        "customer": key,
        "customer_id": patterned(words.patterns.get("customer_id")),
        "currency": key,
        "unit": key,
        "bom_version": lambda text: plain_key(text).removeprefix("V").lstrip("0"),
        "waybill_id": plain_key,
    }
    return {name: _keyed(part, name, maker, words) for name, maker in makers.items()}


def _keyed(part: Columns, name: str, maker: Callable[[str], str], words: Vocabulary) -> Texts:
    if name not in part.texts:
        return Texts.blank(len(part.rows))
    meant = word_table(words, name)
    return part.texts[name].mapped(lambda text: maker(meant(text)))


def _stages(texts: Texts | None, words: Vocabulary, count: int) -> Typed:
    if texts is None:
        return Typed(np.full(count, BLANK_STAGE, np.int64), ())
    table = words.values["status"]

    def code(text: str) -> int:
        word = key(text)
        return STAGE_CODES.get(table.get(word, ""), UNKNOWN_STAGE) if word else BLANK_STAGE

    values = texts.spread(np.array(texts.each(code), np.int64))
    return Typed(values, tuple(np.flatnonzero(values == UNKNOWN_STAGE).tolist()))


def _flags(texts: Texts | None, words: Vocabulary, count: int) -> Ints:
    if texts is None:
        return np.zeros(count, np.int64)
    table = words.values.get("closed", {})
    return texts.spread(np.array(texts.each(lambda text: int(table.get(key(text)) == "yes")), np.int64))
