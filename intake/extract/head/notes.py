"""Remarks under a label of their own (备注, Remarks), to their last line: rules ask what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.extract.evidence import place
from intake.extract.head.label import Labelled
from intake.extract.table.table import Table
from intake.extract.words.layout import page_lines, phrases, stack
from intake.extract.words.lexicon import Lexicon
from intake.extract.words.printed import is_label
from intake.read.document import Word
from orders.records import OrderRecord

NOTE = "note"
_PATH = "/order/note"
_GAP = 1.2  # of a line's height: where more stays free, the remark has ended
_EDGE = 3.0  # of a line's height: so far from its label or first line a further one may begin


def with_note(record: OrderRecord, found: Sequence[Labelled], tables: Sequence[Table], words: Lexicon) -> OrderRecord:
    """Put what the paper's remarks say into the order; several remarks are lines of one note.

    To be done when everything is proved: a remark explains no number, date or amount that nothing else owns.
    """
    if record.order is None or record.order.note is not None:
        return record
    remarks = [(item, _whole(item, tables, words)) for item in found if item.name == NOTE and item.values]
    texts = tuple(dict.fromkeys(text for _, word in remarks if (text := word.text.strip())))
    if not texts:
        return record
    item, word = remarks[0]
    evidence = {**record.evidence, _PATH: place(word, item.page)}
    return replace(record, order=replace(record.order, note="\n".join(texts)), evidence=evidence)


def _whole(item: Labelled, tables: Sequence[Table], words: Lexicon) -> Word:
    """Join a remark with all that follows it: in its line up to the next label, and below it to where it ends."""
    first = item.values[0]
    parts, reached = [first], first
    for line in sorted(_lines(item, tables), key=lambda line: line[0].top):
        if line[0].bottom <= first.bottom + 1:
            parts += _beside(line, first, words)
        elif _follows(line, item, reached, words):
            parts += line
            reached = line[0]
        elif line[0].top > reached.bottom:
            break
    return stack(parts) if len(parts) > 1 else first


def _lines(item: Labelled, tables: Sequence[Table]) -> Iterator[list[Word]]:
    """Yield the page's lines from the remark's own on to the next table, as phrases."""
    start = item.values[0].top
    end = min((one.top for one in tables if one.page is item.page and one.top > start), default=item.page.height)
    for line in page_lines(item.page):
        if line[0].bottom > start + 1 and line[0].middle < end - 1:
            yield phrases(line, item.page)


def _beside(line: Sequence[Word], first: Word, words: Lexicon) -> Iterator[Word]:
    for phrase in line:
        if phrase.x0 >= first.x1 - 1:
            if is_label(phrase, words):
                return
            yield phrase


def _follows(line: Sequence[Word], item: Labelled, last: Word, words: Lexicon) -> bool:
    """Say whether a line goes on with the remark: right below, beginning under it or its label, and no label itself."""
    begins = min(abs(line[0].x0 - edge) for edge in (item.label.x0, item.values[0].x0))
    near = _rows(last, line[0]) <= 1 if last.cell else line[0].top - last.bottom < _GAP * last.height
    return near and begins < _EDGE * last.height and not any(is_label(phrase, words) for phrase in line)


def _rows(upper: Word, lower: Word) -> int:
    """Return how many rows of the sheet a cell stands below another one."""
    first, second = (int("".join(filter(str.isdigit, word.cell or ""))) for word in (upper, lower))
    return second - first
