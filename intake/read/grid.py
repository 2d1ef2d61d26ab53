"""Running text and tables as rows of one sheet: a line of text is a row, a table's row is a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.read.document import COLUMN, ROW, Word
from intake.read.sheet_cells import letters

Row = dict[int, str]  # texts by column, from 0


@dataclass
class Grid:
    """Cells as they are met: row and column (from 0), how many columns and rows they span, their text.

    A line by itself spans 0 columns: it is as wide as the widest table.
    """

    row: int = 0
    cells: list[tuple[int, int, int, int, str]] = field(default_factory=list)

    def line(self, text: str) -> None:
        """Put a line into a row, what tabs part into cells of their own."""
        pieces = {column: piece.strip() for column, piece in enumerate(text.split("\t")) if piece.strip()}
        for column, piece in pieces.items():
            self.cells.append((self.row, column, int(len(pieces) > 1), 1, piece))
        self.row += 1

    def reach(self, index: int, row: int) -> None:
        """Let a cell go on down to `row`."""
        first, column, across, _, text = self.cells[index]
        self.cells[index] = (first, column, across, row - first + 1, text)

    def words(self) -> list[Word]:
        """Return the cells that have text as words."""
        wide = max((column + across for _, column, across, _, _ in self.cells), default=1)
        return [
            Word(
                text,
                column * COLUMN,
                row * ROW,
                (column + across if across else max(wide, column + 1)) * COLUMN,
                (row + down) * ROW,
                cell=f"{letters(column + 1)}{row + 1}",
            )
            for row, column, across, down, text in self.cells
            if text
        ]
