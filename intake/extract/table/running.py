"""Items over several lines whose numbers stand on the last: names run on above them, dates stand before them.

SAP prints "Hex cap screw, M8 x 25" left of "12,000 EA" on the line below, and "Deliv. date 06/17/2025" beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.table.band import Line
from intake.extract.table.homes import is_text
from intake.extract.table.spoken import Column
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word
from orders.values import date_span

_NUMBERS = ("quantity", "unit_price", "line_amount")
_NAMES = re.compile(r"[^\W\d_]{2}\S*(?:\s+\S+)+")


def told(line: Line, first: Line, columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns as a line above or below an item's numbers has them.

    Words that begin well left of the number below or above them belong to the text before, not to the number.
    """
    found = list(columns)
    for piece in line.pieces:
        at = next((i for i, c in enumerate(found) if c.x0 <= piece.x0 + 1 < c.x1), 0)
        if at == 0 or not found[at].has(*_NUMBERS) or not _NAMES.fullmatch(piece.text) or piece.cell is not None:
            continue
        own = [word.x0 for word in first.words if found[at].x0 <= word.center < found[at].x1]
        if own and piece.x0 < min(own) - piece.height and is_text(found[at - 1]):
            end = max(piece.x1 + 1, found[at].x0)
            found[at - 1] = replace(found[at - 1], x1=min(end, found[at].x1))
            found[at] = replace(found[at], x0=min(end, found[at].x1))
    return found


def without_dates(line: Line, columns: Sequence[Column], words: Lexicon) -> tuple[Line, tuple[tuple[str, Word], ...]]:
    """Take out of an item's line what labels its day of delivery: "Deliv. date 06/17/2025" under codes and names."""
    if any(column.has("requested_date") for column in columns):
        return line, ()
    dated = [(piece, value) for piece in line.pieces if (value := _dated(piece, words)) is not None]
    if len(dated) != 1:
        return line, ()
    piece, value = dated[0]
    kept = tuple(word for word in line.words if not piece.x0 - 1 <= word.center <= piece.x1 + 1)
    pieces = tuple(other for other in line.pieces if other is not piece)
    return replace(line, words=kept, pieces=pieces), (("requested_date", value),)


def _dated(piece: Word, words: Lexicon) -> Word | None:
    span = date_span(piece.text, words.months)
    if span is None or piece.cell is not None or span[1] != len(piece.text.rstrip()):
        return None
    heading = words.heading("columns", piece.text[: span[0]].rstrip(" :"))
    return piece.part(*span) if heading and heading.name == "requested_date" else None
