"""Lines of running text in a table: remarks about the item above, no cells of any."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from intake.extract.table.band import Band, Line, run_of
from intake.extract.table.homes import TEXTS, begun_in, spanning
from intake.extract.table.named import named_fields, said_in
from intake.extract.table.spoken import CODES, Column
from intake.extract.words.layout import join
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word
from orders.values import date_span, number_readings

_MARKED = re.compile(r"\s*(?:[*#]{2,}|-{2,})\s*[^\W\d_]")
_LABELLED = re.compile(r"\s*[^\W\d_][^:：\d]{2,28}[:：]\s*\S")
_SENTENCE = re.compile(r"([^\d:：]{2,12})[:：]\s*(.+)")
_GROUPS = ("columns", "fields", "totals", "charges")
_DECIDING = ("requested_date", "drawing_id", "drawing_revision", "bom_version")


def remarks(found: Band, columns: Sequence[Column], words: Lexicon) -> frozenset[int]:
    """Return the lines that begin where items begin and run on over the columns, without a number in its own cell.

    Marked ("*** …") or with an unknown label ("Billing: …"): words that no column heads.
    """
    aside = frozenset(found.deliveries)
    told = {*found.anchors, *found.sums, *aside}
    inner = [i for i in range(len(found.lines)) if i not in told]
    said = frozenset(i for i in inner if _remark(found.lines[i], columns, words))
    return said | _names(inner, found, columns) | aside


def _names(inner: Sequence[int], found: Band, columns: Sequence[Column]) -> frozenset[int]:
    """Return the names below the codes of a table without a column of descriptions, if one runs on over the columns.

    What goes on right below a name at the left edge of the codes is its rest: the rest of a code stands below the code.
    """
    if any(c.stack or c.role in ("description", "specification") for c in columns):
        return frozenset()
    homes = {i: begun_in(found.lines[i].pieces[0], columns) for i in inner if found.anchors[0] < i}
    told = {i: (run_of(found.lines[i]), home) for i, home in homes.items() if home and home.role in CODES}
    names = {i for i, (piece, _) in told.items() if re.match(r"[^\W\d_]{2,}\S* \S", piece.text)}
    over = any(_runs_over(*told[i]) for i in names)
    if not over or any(number_readings(p.text) for i in names for p in found.lines[i].pieces if p.x0 > told[i][0].x1):
        return frozenset()
    for index in sorted(told):
        if index - 1 in names and len(found.lines[index].pieces) == 1 and not number_readings(told[index][0].text):
            names.add(index)
    return frozenset(names)


def comment(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line above the first item is words in the column of descriptions: "Works order WO-48026"."""
    (piece, *more) = line.pieces
    home = begun_in(piece, columns)
    described = home is not None and home.role == "description" and not home.stack and piece.cell is None
    return described and not more and len(line.words) > 1 and piece.text[:1].isalpha() and ":" not in piece.text


def owned(said: Collection[int], found: Band) -> Iterator[tuple[int, int]]:
    """Yield each remark with the place of the item above it; behind the last item only one labelled as those before."""
    used = {_label(found.lines[i]) for i in said if i < found.anchors[-1]} - {""}
    for index in sorted(said):
        above = sum(anchor < index for anchor in found.anchors) - 1
        if index in found.deliveries and found.deliveries[index] is None:
            continue  # the heading of deliveries is no note
        behind = index < found.anchors[-1] or index in found.deliveries
        if above >= 0 and (behind or _label(found.lines[index]) in used):
            yield index, above


def _label(line: Line) -> str:
    before, colon, _ = line.pieces[0].text.replace("：", ":").partition(":")
    return before.strip() if colon else ""


def _remark(line: Line, columns: Sequence[Column], words: Lexicon) -> bool:
    first = line.pieces[0]
    apart = first.cell is None or spanning(line, columns)
    if not apart or any(number_readings(piece.text) for piece in line.pieces):
        return False
    if any(role in _DECIDING for role, _ in named_fields(line, words)):
        return False
    text = " ".join(piece.text for piece in line.pieces)
    if any(role == "price_base_quantity" for role, _ in said_in(join(line.words), words)):
        return False
    if _MARKED.match(text):
        return True
    if len(line.pieces) > 1 and all(_unknown(piece, words) for piece in line.pieces):
        return True
    home = begun_in(first, columns)
    if home is None or home.role in TEXTS or home.stack or not _runs_over(first, home):
        return False
    return _unknown(first, words)


def _unknown(piece: Word, words: Lexicon) -> bool:
    """Say whether a phrase is a label with its value, and the label none of our fields or columns."""
    if not _LABELLED.match(piece.text):
        return False
    label, heading = words.label(piece.text), words.heading("columns", re.split("[:：]", piece.text)[0])
    return (label is None or label[0] == "ignored") and (heading is None or heading.name in TEXTS)


def _runs_over(piece: Word, column: Column) -> bool:
    """Say whether a phrase goes on well behind the end of its column."""
    return piece.x1 > column.x1 + piece.height


def sentence(line: Line, words: Lexicon) -> bool:
    """Say whether a line is one phrase with a label of its own (质量指标：按企标), no word of an order, date or number.

    What it may hide, an item or a sum, the order's arithmetic must show.
    """
    found = _SENTENCE.fullmatch(line.pieces[0].text.strip()) if len(line.pieces) == 1 else None
    if found is None or any(words.heading(group, found[1]) for group in _GROUPS):
        return False
    said = re.split(r"[，,；;。]", found[2])
    lettered = re.search(r"[^\W\d_]{2}", found[2]) is not None
    return lettered and date_span(found[2], words.months) is None and not any(map(number_readings, said))
