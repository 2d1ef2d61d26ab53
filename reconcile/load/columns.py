"""Sheet → named columns of texts: which header is which canonical column, and which rows are order lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orders.problems import Problem, UnusableError
from orders.values import key
from reconcile.cells import Ints
from reconcile.load.grouped import fill_groups
from reconcile.load.header import how_to_name
from reconcile.load.rows import sort_rows
from reconcile.load.sheets import Sheet, unusable
from reconcile.load.suffixed import take_units
from reconcile.texts import Texts
from reconcile.vocabulary import CANONICAL, ID_COLUMNS, Vocabulary, header_key

# SQL, MySQL's own dump and its date without a day, database browsers, pandas, Python
NOTHING = (
    *("NULL", "null", "Null", "(NULL)", "(null)", "[NULL]", "<NULL>", "<null>"),
    *("\\N", "0000-00-00", "0000-00-00 00:00:00", "NaN", "nan", "NaT", "<NA>", "None"),
)
NONE = (
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "N/A",
    "n/a",
    "无",
    "暂无",
)  # in OPTIONAL columns; a number that is "-" is unread
OPTIONAL = ("customer_order_id", "waybill_id", "invoice_id", "warehouse", "bom_version")
SIMILAR = 0.6  # below it two headers share a sign or two by chance: 单据编号 and 单据状态 have 0.5


@dataclass(frozen=True)
class Columns:
    """The order lines of one file: texts by canonical name, physical row numbers, and the rows set aside."""

    sheet: Sheet
    texts: dict[str, Texts]
    rows: Ints
    excluded: tuple[tuple[int, str], ...]
    headers: dict[str, str]
    merged: dict[str, tuple[Ints, ...]]  # places of the lines that share one merged cell

    @property
    def file(self) -> str:
        return self.sheet.file


def name_columns(sheet: Sheet, words: Vocabulary) -> Columns:
    """Name the columns and split the rows below the header into lines and excluded rows.

    Raises UnusableError for a needed column that is missing, a column twice, an export without a line, one cut off.
    """
    found = _resolve(sheet, words)
    rows = sort_rows(sheet, found, words)
    if not len(rows.kept):
        what, help_ = "there is a header but no row below it", "export it again with its lines"
        raise unusable(sheet.file, "export-empty", what, help_, row=sheet.header_row)
    columns, filled = fill_groups({name: _kept(sheet.columns[at], rows.kept) for name, at in found.items()})
    note = (f"{filled} rows took the order number of a row above them",) if filled else ()
    return Columns(
        replace(sheet, notes=(*sheet.notes, *note)),
        take_units({name: _texts(name, column) for name, column in columns.items()}),
        sheet.rows[rows.kept],
        rows.excluded,
        {name: sheet.header[at] for name, at in found.items()},
        _several_rows(sheet, found, rows.kept),
    )


def _kept(column: pa.StringArray, kept: Ints) -> pa.StringArray:
    return column if len(kept) == len(column) else column.take(pa.array(kept))


def _texts(name: str, column: pa.StringArray) -> Texts:
    """Encode a column; what databases and people write for nothing is blank."""
    texts = Texts.of(column)
    words = (*NOTHING, *NONE) if name in OPTIONAL else NOTHING
    nothing = pc.is_in(pc.utf8_trim_whitespace(texts.words), value_set=pa.array(words, pa.string()))
    return texts.respelled(pc.if_else(nothing, "", texts.words).to_pylist()) if pc.any(nothing).as_py() else texts


def _several_rows(sheet: Sheet, found: Mapping[str, int], kept: Ints) -> dict[str, tuple[Ints, ...]]:
    """Return by column the places of the lines that one merged cell stands for."""
    names = {at: name for name, at in found.items()}
    out: dict[str, tuple[Ints, ...]] = {}
    for column, first, last in sheet.merged:
        places = np.arange(*np.searchsorted(kept, [first, last + 1]))
        if column in names and len(places) > 1:
            out[names[column]] = (*out.get(names[column], ()), places)
    return out


# ── headers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _resolve(sheet: Sheet, words: Vocabulary) -> dict[str, int]:
    positions: dict[str, list[int]] = {}
    for position, cell in enumerate(sheet.header):
        if cell:
            for form in dict.fromkeys((header_key(cell), _without_brackets(cell))):
                positions.setdefault(form, []).append(position)
    found: dict[str, int] = {}
    for name, headers in words.own_columns.items():
        _take(sheet, name, [header_key(own) for own in headers], positions, found)
    _need_own(sheet, found, words)
    for name in CANONICAL:
        if name not in found:
            _take(sheet, name, words.columns[name], positions, found)
    _need(sheet, found, words)
    return found


def _without_brackets(cell: str) -> str:
    head = key(cell).split("(")[0].split("[")[0]
    return header_key(head)


def _take(sheet: Sheet, name: str, keys: Iterable[str], positions: dict[str, list[int]], found: dict[str, int]) -> None:
    taken = set(found.values())
    for wanted in keys:
        free = [position for position in positions.get(wanted, ()) if position not in taken]
        if len(free) > 1:
            shown = sheet.header[free[0]]
            raise unusable(
                sheet.file,
                "export-column-twice",
                f"the column “{shown}” ({name}) is there {len(free)} times",
                "remove one of the columns or give them different headers",
                row=sheet.header_row,
            )
        if free:
            found[name] = free[0]
            return


def _need_own(sheet: Sheet, found: dict[str, int], words: Vocabulary) -> None:
    """A column the site's mapping names must be there: a column passed over would be a difference in every line."""
    problems: list[Problem] = []
    for name, tried in words.own_columns.items():
        if name not in found:
            what = f"the mapping says that {name} is {_either(tried)}; the header row has {_quoted(sheet.header)}"
            help_text = _meant(tried, sheet.header, found) + (
                f"correct `columns: {{{name}: …}}` in the {words.system} mapping, or export the file with that column"
            )
            problems += unusable(sheet.file, "export-column-missing", what, help_text, row=sheet.header_row).problems
    if problems:
        raise UnusableError(problems)


def _need(sheet: Sheet, found: dict[str, int], words: Vocabulary) -> None:
    missing = [] if any(name in found for name in ID_COLUMNS) else ["order_id"]
    missing += [] if "sku" in found else ["sku"]
    if not missing:
        return
    tried = [word for name in missing for word in words.columns[name]]
    raise unusable(
        sheet.file,
        "export-column-missing",
        f"no column for {' and '.join(missing)} has a known header; the header row has {_quoted(sheet.header)}",
        _meant(tried, sheet.header, found) + how_to_name(words.system, missing[0]),
        row=sheet.header_row,
    )


def _meant(tried: Iterable[str], header: list[str], found: dict[str, int]) -> str:
    """Ask for the free header that looks most like one that was tried; a far one would be a wrong guess."""
    taken = set(found.values())
    free = {header_key(cell): cell for position, cell in enumerate(header) if cell and position not in taken}
    ratios = [
        (difflib.SequenceMatcher(None, header_key(word), form).ratio(), cell)
        for word in tried
        for form, cell in free.items()
    ]
    ratio, near = max(ratios, default=(0.0, ""))
    return f"is it “{near}”? " if ratio > SIMILAR else ""


def _either(headers: Iterable[str]) -> str:
    return " or ".join(f"“{header}”" for header in headers)


def _quoted(header: list[str]) -> str:
    return ", ".join(f"“{cell}”" for cell in header if cell)
