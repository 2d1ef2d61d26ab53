"""The record of how a file was read: what it was, which header is which column, and what happened to the cells."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from orders.exceptions import ColumnRead, FileRead
from reconcile.cells import Typed
from reconcile.load.columns import Columns
from reconcile.texts import Texts


def file_read(
    system: str,
    part: Columns,
    typed: Mapping[str, Typed],
    how: Mapping[str, str],
    keys: Mapping[str, Texts],
    frame: pd.DataFrame,
) -> FileRead:
    """Describe one file and its columns."""
    columns = tuple(
        _column(part, name, typed.get("stage" if name == "status" else name), how, keys, frame) for name in part.headers
    )
    named = set(part.headers.values())
    other = tuple(cell for cell in part.sheet.header if cell.strip() and cell not in named)
    sheet = part.sheet
    return FileRead(system, part.file, sheet.read_as, sheet.header_row, len(part.rows), columns, other, sheet.notes)


def _column(
    part: Columns,
    name: str,
    typed: Typed | None,
    how: Mapping[str, str],
    keys: Mapping[str, Texts],
    frame: pd.DataFrame,
) -> ColumnRead:
    texts = part.texts[name]
    blank = pc.equal(pc.utf8_trim_whitespace(texts.words), "").to_numpy(zero_copy_only=False)
    lossy = int(frame[f"lossy_{name}"].sum()) if f"lossy_{name}" in frame else 0
    return ColumnRead(
        name,
        part.headers[name],
        how.get(name, ""),
        len(texts.rows_of(np.asarray(blank, bool))),
        len(typed.unreadable) if typed else 0,
        lossy,
        typed.rounded if typed else 0,
        len(texts.words) - len(keys[name].words) if name in keys else 0,
    )
