"""One export file as it lies there: the rows above its header, the header, and columns of texts below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from orders.problems import Problem, UnusableError
from reconcile.cells import Ints

Grid = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """The cells of one export as texts; `rows` are the physical row numbers of the columns' cells, from 1."""

    file: str
    above: Grid
    header: list[str]
    columns: list[pa.StringArray]  # one per header cell, all of the same length
    rows: Ints
    read_as: str  # what the file turned out to be, for the log
    exact: frozenset[int] = frozenset()  # columns with cells that are numbers, not texts of numbers
    delimiter: str = ""  # of a separated text
    cut: str = ""  # how the last row may have been cut off
    short: Mapping[int, int] = field(default_factory=dict)  # by place, how many cells a row has that ends early
    merged: tuple[tuple[int, int, int], ...] = ()  # column, first and last place of cells merged downwards
    notes: tuple[str, ...] = ()

    @property
    def header_row(self) -> int:
        """The physical number of the header's row."""
        return len(self.above) + 1

    def texts(self, at: int) -> list[str]:
        """Return one row below the header."""
        return [column[at].as_py() for column in self.columns]


def shape(text: str) -> str:
    """Write 9 for every digit and A for every letter."""
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "A", text))


def unusable(file: str, code: str, what: str, help_: str, *, row: int | None = None) -> UnusableError:
    """Make the error for one unusable export; `row` is physical."""
    return UnusableError([Problem(file=file, line=row, column=None, code=code, what=what, help=help_)])


def file_content(path: Path) -> bytes:
    """Read a file; raise UnusableError if it cannot be opened or holds nothing."""
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"the export cannot be opened: {error.strerror}"
        raise unusable(str(path), "export-missing", what, "check the path") from error
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        what, help_ = "the export is empty (0 bytes of content)", "export it again from the system"
        raise unusable(str(path), "export-empty", what, help_)
    return content
