"""Columns many of whose cells say nothing: another column, a shifted row, or words that no mapping knows.

One question is better than as many exceptions as there are rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow.compute as pc

from orders.problems import Problem, UnusableError
from reconcile.cells import Ints, Typed
from reconcile.load.columns import Columns
from reconcile.load.sheets import unusable
from reconcile.texts import Texts
from reconcile.vocabulary import ID_COLUMNS, STAGE_CODES

LEAST = 20  # cells; of fewer each one is an exception
MOST, MOST_STATUS = 4, 2  # one cell of so many; a status word that nobody told us is no shifted row
SHOWN = 5


def check_readable(part: Columns, typed: Mapping[str, Typed], system: str) -> None:
    """Raise UnusableError where much of a column is unreadable, or most lines have no number or no item."""
    if problems := [*_unread(part, typed, system), *_blank(part, ID_COLUMNS), *_blank(part, ("sku",))]:
        raise UnusableError(problems)


def _unread(part: Columns, typed: Mapping[str, Typed], system: str) -> Iterator[Problem]:
    for kind, column in typed.items():
        name = "status" if kind == "stage" else kind
        if name not in part.texts:
            continue
        filled, bad = len(_filled(part.texts[name])), list(column.unreadable)
        if len(bad) * (MOST_STATUS if name == "status" else MOST) > filled >= LEAST:
            seen = list(dict.fromkeys(part.texts[name][at] for at in bad[:1000]))[:SHOWN]
            quoted = ", ".join(f"“{text}”" for text in seen)
            what = f"{len(bad)} of {filled} cells of column “{part.headers[name]}” ({name}) cannot be read: {quoted}"
            help_ = _words_help(system, seen) if name == "status" else _column_help(system, name)
            yield from unusable(part.file, "export-column-unreadable", what, help_, row=int(part.rows[bad[0]])).problems


def _words_help(system: str, seen: Sequence[str]) -> str:
    table = ", ".join(f'"{text}": STAGE' for text in seen)
    meant = f"write in the {system} mapping what the words mean: values: {{status: {{{table}}}}}"
    return f"{meant}\n  stages: {', '.join(STAGE_CODES)}"


def _column_help(system: str, name: str) -> str:
    wanted = f"or write in the {system} mapping: columns: {{{name}: HEADER}}"
    return f"look whether the cells stand under their own header and export it again, {wanted}"


def _blank(part: Columns, names: Sequence[str]) -> Iterator[Problem]:
    """More than half of the lines without an id: the export was made without it, or only groups name it."""
    known = [name for name in names if name in part.texts]
    count = len(part.rows)
    bare = np.ones(count, bool)
    for name in known:
        bare[_filled(part.texts[name])] = False
    blank = int(bare.sum())
    if blank * 2 > count >= LEAST:
        first = int(part.rows[bare.argmax()])
        headers = " or ".join(f"“{part.headers[name]}”" for name in known)
        what = f"{blank} of {count} lines have nothing in column {headers}"
        help_ = "export it again with the number and the item in every row"
        yield from unusable(part.file, "export-column-blank", what, help_, row=first).problems


def _filled(texts: Texts) -> Ints:
    filled = pc.not_equal(pc.utf8_trim_whitespace(texts.words), "").to_numpy(zero_copy_only=False)
    return texts.rows_of(np.asarray(filled, bool))
