"""Export files and their mapping → one typed frame a system, with physical rows and a log of what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from orders.exceptions import ExcludedRow
from orders.values import key
from reconcile import cells
from reconcile.cells import MISSING, Ints
from reconcile.columns import Columns, header_score, name_columns
from reconcile.keys import is_scientific, line_key, patterned, plain_key
from reconcile.sheets import read_sheet, unusable
from reconcile.units import unit_factor
from reconcile.vocabulary import (
    DATE_COLUMNS,
    NUMBER_COLUMNS,
    SCALE,
    STAGE_CODES,
    TIME_COLUMNS,
    Tolerances,
    Vocabulary,
)

BLANK_STAGE, UNKNOWN_STAGE = -1, -2
_E_SIGNS = frozenset("eEｅＥ")
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
    texts: dict[str, list[str]]
    keys: dict[str, list[str]]
    present: frozenset[str]
    excluded: tuple[ExcludedRow, ...]
    given: int
    unreadable: tuple[tuple[int, str], ...]
    stages: frozenset[int]
    tolerances: Tolerances


def load_side(words: Vocabulary, paths: Sequence[Path], zone: tzinfo | None) -> Side:
    """Read all files of one system; rows keep their physical numbers, several files are told apart by name.

    Raises UnusableError for whatever cannot be read whole and typed with proof.
    """
    parts = [_file(path, words) for path in paths]
    frames = [_typed(part, words, zone, number) for number, part in enumerate(parts)]
    frame = pd.concat([frame for frame, _ in frames], ignore_index=True) if len(frames) > 1 else frames[0][0]
    starts = np.cumsum([0, *(len(frame) for frame, _ in frames)])
    unreadable = [(int(start) + at, name) for start, (_, bad) in zip(starts, frames, strict=False) for at, name in bad]
    present = {name for part in parts for name in part.texts}
    keyed = [_keys(part, words) for part in parts]
    several = len(parts) > 1
    excluded = [
        ExcludedRow(words.system, f"{part.file}:{row}" if several else str(row), reason)
        for part in parts
        for row, reason in part.excluded
    ]
    seen = frozenset(int(stage) for stage in np.unique(frame["stage"]) if stage >= 0)
    return Side(
        words.system,
        tuple(part.file for part in parts),
        frame,
        {name: _joined([part.texts.get(name) or [""] * len(part.rows) for part in parts]) for name in present},
        {name: _joined([part_keys[name] for part_keys in keyed]) for name in KEYED},
        frozenset(present),
        tuple(excluded),
        len(frame) + len(excluded),
        tuple(unreadable),
        seen | words.own_stages,
        words.tolerances,
    )


def _file(path: Path, words: Vocabulary) -> Columns:
    sheet = read_sheet(path, dict(words.formats), lambda row: header_score(row, words))
    return name_columns(sheet, words)


def _typed(
    part: Columns, words: Vocabulary, zone: tzinfo | None, number: int
) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    count = len(part.rows)
    columns: dict[str, Any] = {"file": np.full(count, number, np.int64), "row": np.array(part.rows, np.int64)}
    bad: list[tuple[int, str]] = []
    for name in LOSSY_COLUMNS:
        columns[f"lossy_{name}"] = np.array(_lossy(part.texts.get(name), count), bool)
    for name, typed in _values(part, words, zone, count):
        columns[name] = typed.values
        bad.extend((at, name) for at in typed.unreadable)
    columns["factor"] = _factors(part, columns["unit_factor"], words, count)
    return pd.DataFrame(columns), bad


def _joined(lists: list[list[str]]) -> list[str]:
    return lists[0] if len(lists) == 1 else [text for texts in lists for text in texts]


def _keys(part: Columns, words: Vocabulary) -> dict[str, list[str]]:
    """Make the normalised keys; blanks are ""."""
    count = len(part.rows)
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
    columns: dict[str, list[str]] = {}
    for name, maker in makers.items():
        texts = part.texts.get(name)
        table = words.values.get(name, {})
        columns[name] = [""] * count if texts is None else each_once(texts, _with_table(maker, table))
    return columns


def _with_table(maker: Callable[[str], str], table: Mapping[str, str]) -> Callable[[str], str]:
    if not table:
        return maker
    return lambda text: maker(table.get(key(text), text))


def _lossy(texts: list[str] | None, count: int) -> list[bool]:
    if texts is None:
        return [False] * count
    return each_once(texts, lambda text: not _E_SIGNS.isdisjoint(text) and is_scientific(plain_key(text)))


def each_once(texts: Sequence[str], maker: Callable[[str], Any]) -> list[Any]:
    """Apply `maker` once to each different text: exports repeat themselves."""
    known = {text: maker(text) for text in set(texts)}
    return [known[text] for text in texts]


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _values(part: Columns, words: Vocabulary, zone: tzinfo | None, count: int) -> Iterable[tuple[str, cells.Typed]]:
    absent = cells.Typed(np.full(count, MISSING, np.int64), ())
    numeric = {name: part.texts[name] for name in NUMBER_COLUMNS if name in part.texts}
    style = cells.decimal_style(numeric.values(), str(words.formats.get("decimal", "auto")))
    for name in NUMBER_COLUMNS:
        yield name, cells.numbers(numeric[name], style) if name in numeric else absent
    order = _day_order(part, words)
    for name in (*DATE_COLUMNS, *TIME_COLUMNS):
        read = cells.days if name in DATE_COLUMNS else cells.moments
        yield name, read(part.texts[name], order, zone) if name in part.texts else absent
    yield "stage", _stages(part.texts.get("status"), words, count)
    yield "is_closed", cells.Typed(_flags(part.texts.get("closed"), words, count), ())


def _day_order(part: Columns, words: Vocabulary) -> str | None:
    dated = {name: part.texts[name] for name in (*DATE_COLUMNS, *TIME_COLUMNS) if name in part.texts}
    try:
        return cells.day_order(dated, str(words.formats.get("dates", "auto")))
    except cells.DayOrderUnknownError as error:
        question, example = error.args
        place = next((part.rows[texts.index(example)] for texts in dated.values() if example in texts), None)
        raise unusable(
            part.file,
            "export-date-order",
            f"{question}? No date of the file proves it, e.g. “{example}”",
            f"write in the {words.system} mapping: formats: {{dates: dmy}} (day first) or {{dates: mdy}}",
            row=place,
        ) from error


def _stages(texts: list[str] | None, words: Vocabulary, count: int) -> cells.Typed:
    if texts is None:
        return cells.Typed(np.full(count, BLANK_STAGE, np.int64), ())
    table = words.values["status"]

    def code(text: str) -> int:
        word = key(text)
        return STAGE_CODES.get(table.get(word, ""), UNKNOWN_STAGE) if word else BLANK_STAGE

    values = np.array(each_once(texts, code), np.int64)
    return cells.Typed(values, tuple(int(at) for at in np.flatnonzero(values == UNKNOWN_STAGE)))


def _flags(texts: list[str] | None, words: Vocabulary, count: int) -> Ints:
    if texts is None:
        return np.zeros(count, np.int64)
    table = words.values.get("closed", {})
    return np.array(each_once(texts, lambda text: int(table.get(key(text)) == "yes")), np.int64)


def _factors(part: Columns, stated: Ints, words: Vocabulary, count: int) -> Ints:
    """Say how many base units one unit of each row is, in 1/10,000: by its column, its own words or a values table."""
    units = part.texts.get("unit")
    table = words.values.get("unit", {})
    stated_by = [] if units is None else each_once(units, lambda text: unit_factor(table.get(key(text), text)))
    factors = np.full(count, SCALE, np.int64) if units is None else np.array(stated_by, np.int64)
    return np.where(stated != MISSING, stated, factors)
