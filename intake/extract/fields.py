"""Labelled values outside the table: label and value in one phrase, side by side, or one above the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.extract.layout import covers, lines, phrases, stack
from intake.extract.lexicon import Lexicon
from intake.extract.tables import Table
from intake.read.document import Page, Word
from orders.values import date_span

_ID = re.compile(r"[^\s:：,，;；]*\d[^\s:：,，;；]*")


@dataclass(frozen=True)
class Labelled:
    """A label found on a page and the values that may be its own, nearest first."""

    name: str
    label: Word
    values: tuple[Word, ...]
    page: Page
    inside: bool = False  # label and value are one phrase without a colon: trusted only for ids and dates


def labelled(pages: Iterable[Page], tables: Sequence[Table], words: Lexicon) -> tuple[Labelled, ...]:
    """Find every known label outside the tables with its candidate values."""
    return tuple(found for page in pages for found in _on_page(page, tables, words))


def id_in(value: Word, words: Lexicon) -> Word | None:
    """Return the first token of the value that has a digit, as a word with its own box; a date is no id."""
    found = _ID.search(value.text)
    if found is None or found.start() > 2 or len(found[0]) < 2:
        return None
    span = date_span(value.text, words.months)
    return None if span and span[0] <= found.start() and span[1] >= found.end() else value.part(*found.span())


def more_of_id(value: Word, token: Word, words: Lexicon) -> bool:
    """Say whether the value goes on with what may belong to the id ("4500 017 432", "4711-A, 4711-B")."""
    before, _, after = value.text.partition(token.text)
    rest = after.strip(" ,;，；()（）[]")
    span = date_span(rest, words.months)
    rest = rest[: span[0]] if span else rest
    return any(char.isdigit() for char in rest) or bool(before.strip(" #:：(（["))


def date_in(value: Word, words: Lexicon) -> Word | None:
    """Return the date at the start of the value, as a word with its own box."""
    span = date_span(value.text, words.months)
    return value.part(*span) if span and span[0] <= 2 else None


def _on_page(page: Page, tables: Sequence[Table], words: Lexicon) -> Iterable[Labelled]:
    bands = [(t.top - 1, t.bottom + 1) for t in tables if t.page.number == page.number]
    outside = [w for w in page.words if not any(a <= w.middle <= b for a, b in bands)]
    summary = [w for t in tables if t.page.number == page.number for line in t.summary for w in line]
    printed = [
        [piece for phrase in phrases(line, page) for piece in _split(phrase, words)]
        for line in lines([*outside, *summary])
    ]
    yield from _two_line_labels(page, printed, words)
    for line in printed:
        for index, phrase in enumerate(line):
            if found := words.label(phrase.text):
                name, end = found
                values = _values(name, phrase, end, line, index, printed, words)
                label = phrase.part(0, end)
                inside = bool(phrase.text[end:].strip()) and not label.text.rstrip().endswith((":", "："))
                yield Labelled(name, label, values, page, inside)


def _two_line_labels(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> Iterable[Labelled]:
    """Find labels broken over two lines ("Terms of / Payment:") with the value beside them."""
    for upper, lower in pairwise(printed):
        for first in upper:
            for second in lower:
                close = -1 <= second.top - first.bottom < 0.8 * first.height and abs(first.x0 - second.x0) < 2
                if first.cell is None and close and not _is_label(first, words):
                    label = stack([first, second])
                    heading = words.heading("fields", label.text)
                    value = _beside(label, printed, words) if heading else None
                    if heading and value:
                        yield Labelled(heading.name, label, (value,), page)


def _split(phrase: Word, words: Lexicon) -> list[Word]:
    """Cut a phrase before each further label that has a colon ("订单编号：A-1 日期：2026-01-08")."""
    cuts = [0]
    for colon in re.finditer(r"[:：]", phrase.text):
        start = _label_start(phrase.text[cuts[-1] : colon.start()], words)
        if start:
            cuts.append(cuts[-1] + start)
    return [phrase.part(a, b) for a, b in zip(cuts, [*cuts[1:], len(phrase.text)], strict=True)]


def _label_start(text: str, words: Lexicon) -> int | None:
    """Find where a known label at the end of `text` starts behind another value; None if the words before qualify it.

    "Quotation date" is no date of ours; in "A-1 日期" and "PO Number 4711 PO Date" a value stands before the label.
    """
    if words.heading("fields", text):
        return None
    for start in range(1, len(text)):
        before = text[:start].strip(" ，,;；")
        apart = text[start - 1] in " ，,;；" or text[start - 1].isascii() != text[start].isascii()
        if (
            not text[start].isspace()
            and (apart or words.organisation(before))
            and words.heading("fields", text[start:])
        ):
            return start if _is_value(before, words) else None
    return None


def _is_value(text: str, words: Lexicon) -> bool:
    """Say whether a text ends a value: a label with its value, a code, a number, a currency or a company's name."""
    if ":" in text.replace("：", ":") or any(char.isdigit() for char in text):
        return True
    return words.label(text) is None and (words.currency(text) is not None or words.organisation(text))


def _values(
    name: str,
    phrase: Word,
    end: int,
    line: Sequence[Word],
    index: int,
    printed: Sequence[Sequence[Word]],
    words: Lexicon,
) -> tuple[Word, ...]:
    """Return what may be the label's value: behind it, else right of it, else under it; wrapped lines are joined."""
    inside = phrase.part(end, len(phrase.text)) if phrase.text[end:].strip(" :：") else None
    if inside is not None:
        return (_whole(name, inside, phrase, printed, words),)
    found = [p for p in line[index + 1 : index + 2] if not _is_label(p, words)]
    under = [
        p for other in printed for p in other if covers(p, phrase) and 0 <= p.top - phrase.bottom < 3 * phrase.height
    ]
    below = [p for p in under[:1] if not _is_label(p, words)]
    if not found and not (below and _heads_block(phrase, below[0])) and (beside := _beside(phrase, printed, words)):
        found = [beside]
    return tuple(_whole(name, p, phrase, printed, words) for p in (*found, *below))


def _heads_block(label: Word, below: Word) -> bool:
    """Say whether a label without a colon stands on top of a block that begins at its own left edge."""
    return abs(label.x0 - below.x0) < 3 and not label.text.rstrip().endswith((":", "："))


_BLOCKS = ("_address", "_name", "_name_weak", "order_id")


def _whole(name: str, value: Word, label: Word, printed: Sequence[Sequence[Word]], words: Lexicon) -> Word:
    """Join the further lines of an address, or of a name until it ends like a company's; other values have one line."""
    if not name.endswith(_BLOCKS) or value.cell is not None:
        return value
    parts = [value]
    for line in printed:
        for phrase in line:
            gap = phrase.top - parts[-1].bottom
            same_edge = abs(phrase.x0 - value.x0) < 2
            if same_edge and -1 <= gap < 0.6 * value.height and not _has_label(phrase, line, words):
                parts.append(phrase)
    if not name.endswith(("_name", "_name_weak")):
        return stack(parts)
    ends = [n for n in range(1, min(len(parts), 3) + 1) if words.organisation(stack(parts[:n]).text)]
    return stack(parts[: ends[0]]) if ends else value


def _beside(label: Word, printed: Sequence[Sequence[Word]], words: Lexicon) -> Word | None:
    """Take a value of two lines whose label stands in the middle between them."""
    near = [
        p
        for line in printed
        for p in line
        if p.cell is None
        and p.x0 > label.x1
        and p.bottom > label.top
        and p.top < label.bottom
        and p.middle != label.middle
        and p.x0 - label.x1 < 10 * label.height
    ]
    left = min((p.x0 for p in near), default=0)
    parts = sorted((p for p in near if abs(p.x0 - left) < 2 and not _is_label(p, words)), key=lambda p: p.top)
    return stack(parts) if 1 <= len(parts) <= 2 else None


def _has_label(phrase: Word, line: Sequence[Word], words: Lexicon) -> bool:
    """Say whether the phrase is a label, or one stands left of it and next to it."""
    left = [p for p in line if p.x1 <= phrase.x0]
    return _is_label(phrase, words) or bool(left and _is_label(left[-1], words))


def _is_label(phrase: Word, words: Lexicon) -> bool:
    """A known label, or anything that ends with a colon: it announces a value and is none."""
    if phrase.text.rstrip().endswith((":", "：")):
        return True
    found = words.label(phrase.text)
    return found is not None and (":" in phrase.text.replace("：", ":") or found[1] >= len(phrase.text.rstrip()))
