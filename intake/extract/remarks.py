"""Lines of running text in a table: remarks about the item above, no cells of any."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from intake.extract.band import Band, Line
from intake.extract.headings import Column
from intake.extract.lexicon import Lexicon
from intake.read.document import Word
from orders.values import number_readings

_MARKED = re.compile(r"\s*(?:[*#]{2,}|-{2,})\s*[^\W\d_]")
_LABELLED = re.compile(r"\s*[^\W\d_][^:：\d]{2,28}[:：]\s*\S")
_TEXTS = ("description", "specification", "note", "attribute", "unknown")


def remarks(found: Band, columns: Sequence[Column], words: Lexicon) -> frozenset[int]:
    """Return the lines that begin where items begin and run on over the columns, without a number in its own cell.

    Marked ("*** …") or with an unknown label ("Billing: …"): words that no column heads.
    """
    inner = (i for i in range(len(found.lines)) if i not in found.anchors and i not in found.sums)
    return frozenset(i for i in inner if _remark(found.lines[i], columns, words))


def comment(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line above the first item is words in the column of descriptions: "Works order WO-48026"."""
    (piece, *more) = line.pieces
    home = next((c for c in columns if c.x0 <= piece.x0 + 1 < c.x1), None)
    described = home is not None and home.role == "description" and not home.stack and piece.cell is None
    return described and not more and len(line.words) > 1 and piece.text[:1].isalpha() and ":" not in piece.text


def owned(said: Collection[int], found: Band) -> Iterator[tuple[int, int]]:
    """Yield each remark with the place of the item above it; behind the last item only one labelled as those before."""
    used = {_label(found.lines[i]) for i in said if i < found.anchors[-1]} - {""}
    for index in sorted(said):
        above = sum(anchor < index for anchor in found.anchors) - 1
        if above >= 0 and (index < found.anchors[-1] or _label(found.lines[index]) in used):
            yield index, above


def _label(line: Line) -> str:
    before, colon, _ = line.pieces[0].text.replace("：", ":").partition(":")
    return before.strip() if colon else ""


def _remark(line: Line, columns: Sequence[Column], words: Lexicon) -> bool:
    first = line.pieces[0]
    if first.cell is not None or any(number_readings(piece.text) for piece in line.pieces):
        return False
    text = " ".join(piece.text for piece in line.pieces)
    if _MARKED.match(text):
        return True
    home = next((c for c in columns if c.x0 <= first.x0 + 1 < c.x1), None)
    if home is None or home.role in _TEXTS or home.stack or not _runs_over(first, home):
        return False
    label = words.label(first.text)
    return _LABELLED.match(first.text) is not None and (label is None or label[0] == "ignored")


def _runs_over(piece: Word, column: Column) -> bool:
    """Say whether a phrase goes on well behind the end of its column."""
    return piece.x1 > column.x1 + piece.height
