"""The order table of one page, as it is handed on."""

from __future__ import annotations

from dataclasses import dataclass

from intake.extract.table.rows import Row
from intake.extract.table.spoken import Column
from intake.read.document import Page, Word


@dataclass(frozen=True)
class Table:
    """A table of one page.

    `summary` are the printed lines that sum up, among its items and below them, `leftover` the words no cell owns,
    `lost` lines that look like items but have no quantity or stand where no item is expected.
    """

    page: Page
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: tuple[tuple[Word, ...], ...]
    leftover: tuple[Word, ...]
    lost: tuple[Word, ...]
    top: float
    bottom: float
