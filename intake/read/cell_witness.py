"""A second reading by cells: what another library finds in the whole file, made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from intake.read.document import COLUMN, ROW
from intake.read.sheet_cells import letters
from orders.records import Box


class CellWitness:
    """Answers from `cells`, the texts by name ("B7"), which each kind of file reads in its own second way."""

    @cached_property
    def cells(self) -> dict[str, str]:
        """Return what the second library reads; one that gives up on the file confirms nothing in it."""
        try:
            return self.read_again()
        except Exception:  # a foreign parser on a foreign file
            return {}

    def read_again(self) -> dict[str, str]:
        """Read the whole file a second time, the texts by cell; may raise whatever the library does."""
        raise NotImplementedError

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text of the cell whose corner `box` begins with."""
        return self.cell("", f"{letters(int(box[0] // COLUMN) + 1)}{int(box[1] // ROW) + 1}")

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return a cell's text, "" if it is empty."""
        return self.cells.get(cell, "")

    def whole(self, page: int) -> str | None:
        """Return the text of all cells."""
        return "\n".join(self.cells.values())
