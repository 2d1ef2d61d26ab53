"""Tables of a customer whose mapping says which column is the item code, whatever else its heading names."""

from __future__ import annotations

from dataclasses import replace

from intake.extract.table.cells import Cells
from intake.extract.table.table import Table
from intake.extract.words.lexicon import Lexicon, compared

_CODE = "buyer_item_id"
_BESIDE = ("drawing_id", "specification", "description")  # what a code may be, too


def coded(table: Table, words: Lexicon) -> Table:
    """Make the column the mapping names the only one of codes; another such column is kept as an attribute."""
    own = [index for index, column in enumerate(table.columns) if _word_of(column.title, words) is not None]
    if not own:
        return table
    columns = (
        replace(column, role=_CODE, stack=()) if index in own
        else replace(column, role="attribute") if column.role == _CODE
        else column
        for index, column in enumerate(table.columns)
    )  # fmt: skip
    return replace(table, columns=tuple(columns))


def with_beside(cells: Cells, table: Table, words: Lexicon) -> Cells:
    """Keep with a row's code what its column is by itself: a drawing number stays one."""
    found = [word for column in table.columns if (word := _word_of(column.title, words)) is not None]
    if not found or _CODE not in cells.roles:
        return cells
    name = words.code_words[found[0]]
    more = {name: cells.roles[_CODE]} if name in _BESIDE and name not in cells.roles else {}
    return replace(cells, roles={**cells.roles, **more}, coded=True)


def _word_of(title: str, words: Lexicon) -> str | None:
    """Return the word of the mapping that a heading is or begins with ("图号 Drawing No.")."""
    folded = compared(title)
    return next((word for word in words.code_words if folded.startswith(word)), None)
