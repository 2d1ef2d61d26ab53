"""The lines of a page as a reader of labels sees them: phrases, each label with its own colon and value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from intake.extract.words.layout import join, lines, phrases, spread
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word

Printed = list[list[Word]]
_STROKE = re.compile(r"\s[|｜]\s+(?=\S)")  # "Terms: Net 30 | Freight: Collect"
_LEADER = re.compile(r"(?:^|(?<=\S))\s*(?:\.\s){2,}\.?\s*|\s*\.{4,}\s*")  # "Order Date . . . . 03/13/24"
_HANZI = re.compile(r"[\u4e00-\u9fff ]{1,9}")
_PIECE = 3  # signs of a piece of a label that is drawn wide: fewer than
_WIDE_BLANK = 1.5  # of a line's height: the widest blank before the end of a company's name
_WIDE = 6  # of a line's height: the widest blank inside such a label
_END_OF_LABEL = re.compile(r"([\u4e00-\u9fff]{1,3})\s*[:：]")


def head_lines(page: Page, from_words: Iterable[Word], words: Lexicon) -> Printed:
    """Group words into lines of phrases, each cut before every further label that has a colon."""
    printed = [
        [piece for phrase in mended(_undotted(phrases(line, page)), words) for piece in _split(phrase, words)]
        for line in lines(from_words)
    ]
    lefts = [phrase.x0 for line in printed for phrase in line if words.heading("fields", phrase.text)]
    return [[piece for phrase in line for piece in _cut_in_column(phrase, lefts, words)] for line in printed]


def _undotted(line: Sequence[Word]) -> Sequence[Word]:
    """Leave out the dots that lead from a label to its value, each a word by itself: "Order Number . . . . 217734"."""
    dots = [piece for piece in line if re.fullmatch(r"(?:\.\s?)+", piece.text)]
    return [piece for piece in line if piece not in dots] if 1 < len(dots) < len(line) else line


def _cut_in_column(phrase: Word, lefts: Sequence[float], words: Lexicon) -> list[Word]:
    """Cut a value from the label right behind it that stands at the left edge of two others: a column of labels."""
    edges, own = spread(phrase), words.heading("fields", phrase.text) is None
    for at in (at for at, char in enumerate(phrase.text) if char == " " and own and phrase.cell is None):
        aligned = sum(abs(left - edges[at + 1]) < 2 for left in lefts) > 1
        if aligned and words.heading("fields", phrase.text[at + 1 :]):
            return [phrase.part(0, at), phrase.part(at + 1, len(phrase.text))]
    return [phrase]


def spaced_joined(pieces: Sequence[Word]) -> list[Word]:
    """Join the pieces of a line that are letters with blanks between ("P U R C H A S E", "O R D E R")."""
    spaced = [piece for piece in pieces if all(len(part) == 1 and part.isalpha() for part in piece.text.split())]
    return [join(spaced), *(p for p in pieces if p not in spaced)] if len(spaced) > 1 else list(pieces)


def is_label(phrase: Word, words: Lexicon) -> bool:
    """A known label, or anything that ends with a colon: it announces a value and is none."""
    if phrase.text.rstrip().endswith((":", "：")):
        return True
    found = words.label(phrase.text)
    if found is not None and (":" in phrase.text.replace("：", ":") or found[1] >= len(phrase.text.rstrip())):
        return True
    return compound(phrase.text, words) is not None


def behind_subject(text: str, words: Lexicon) -> int:
    """Return where a line goes on behind "Re:" or "Subject:", 0 if it does not begin so."""
    found = words.label(text)
    return found[1] if found and found[0] == "subject" and re.search(r"[:：]", text[: found[1]]) else 0


def compound(text: str, words: Lexicon) -> tuple[str, str] | None:
    """Read a label of two ("PO number / Date"): the names of both."""
    parts = text.strip(" :：").split("/")
    if len(parts) != 2 or words.heading("fields", text):
        return None
    first, second = (words.heading("fields", part) if part.strip() else None for part in parts)
    return (first.name, second.name) if first and second and first.name != second.name else None


def mended(line: Sequence[Word], words: Lexicon) -> list[Word]:
    """Join what wide gaps part wrongly: a colon and its label, and what goes on behind a comma or an abbreviation."""
    found: list[Word] = []
    for phrase in drawn_wide(line, words):
        if found and phrase.cell is None and _goes_on(found[-1], phrase, words):
            found[-1] = join([found[-1], phrase])
        else:
            found.append(phrase)
    return found


def drawn_wide(line: Sequence[Word], words: Lexicon) -> Sequence[Word]:
    """Join the pieces of a Chinese label that is drawn to the width of others: 總 | 金 | 額：, 合 | 計.

    Without a colon each piece is one sign.
    """
    start = 0
    while start < len(line) - 1:
        end = start
        while end < len(line) - 1 and len(line[end].text) < _PIECE and _beside(line[end], line[end + 1]):
            end += 1
        joined = next((n for n in range(end, start, -1) if _drawn(line[start : n + 1], words)), None)
        if joined is not None:
            return [*line[:start], join(line[start : joined + 1]), *drawn_wide(line[joined + 1 :], words)]
        start += 1
    return line


def _drawn(run: Sequence[Word], words: Lexicon) -> bool:
    """Say whether pieces are one label together: the last has its colon, or all are single signs."""
    ended, text = _END_OF_LABEL.match(run[-1].text), "".join(piece.text for piece in run)
    if not ended and any(len(piece.text) > 1 for piece in run):
        return False
    said = re.split("[:：]", text)[0]
    return words.heading("fields", said) is not None or words.amount_label(said) is not None


def _beside(left: Word, right: Word) -> bool:
    alike = 0.8 * left.height < right.height < 1.25 * left.height
    apart = left.cell is None and right.cell is None
    return apart and _HANZI.fullmatch(left.text) is not None and alike and right.x0 - left.x1 < _WIDE * left.height


def _goes_on(left: Word, right: Word, words: Lexicon) -> bool:
    if _one_label(left, right, words):
        return True
    if right.text[0] in ":：":
        return not re.search(r"[:：]", left.text) and words.heading("fields", left.text) is not None
    if words.suffix(right.text) and words.label(left.text) is None:  # "(PTY)" and "LTD" in wide type
        return right.x0 - left.x1 < _WIDE_BLANK * min(left.height, right.height)
    reach = {",": 2.0, ".": 1.3}.get(left.text[-1], 0.0) * min(left.height, right.height)
    if right.x0 - left.x1 >= reach:
        return False
    if words.heading("fields", f"{left.text} {right.text}"):  # "P.O." and "No."
        return True
    return words.label(left.text) is None and words.label(right.text) is None


def _one_label(left: Word, right: Word, words: Lexicon) -> bool:
    """Say whether a Chinese label is drawn to the width of others ("单　　号：", "交 货 日 期：")."""
    found = _END_OF_LABEL.match(right.text)
    if found is None or not _beside(left, right):
        return False
    return words.heading("fields", left.text + found[1]) is not None


def _split(phrase: Word, words: Lexicon) -> list[Word]:
    """Cut a phrase before each further label that has a colon ("订单编号：A-1 日期：2026-01-08")."""
    leader = _LEADER.search(phrase.text) if phrase.cell is None else None
    if leader and leader.end() - leader.start() < len(phrase.text):
        sides = (phrase.part(0, leader.start()), phrase.part(leader.end(), len(phrase.text)))
        return [piece for side in sides if side.text for piece in _split(side, words)]
    subject = behind_subject(phrase.text, words)
    strokes = [found.end() for found in _STROKE.finditer(phrase.text)] if ":" in phrase.text else []
    if strokes:
        pieces = (phrase.part(a, b) for a, b in pairwise([0, *strokes, len(phrase.text)]))
        stripped = (piece.part(0, len(piece.text.rstrip(" |｜"))) for piece in pieces)
        return [part for piece in stripped if piece.text for part in _split(piece, words)]
    cuts = [0, subject] if 0 < subject < len(phrase.text) else [0]
    for colon in re.finditer(r"[:：]", phrase.text):
        start = _label_start(phrase.text[cuts[-1] : colon.start()], words) if colon.start() > cuts[-1] else None
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
    """Say whether a text ends a value: a label with its value, a code, a number, a currency or a company's name.

    The number of an article ("2. Penalty for late delivery:") is no value.
    """
    if ":" in text.replace("：", ":"):
        return True
    if any(char.isdigit() for char in text):
        return words.label(text) is not None or any(char.isdigit() for char in text.split(" ")[-1])
    return words.label(text) is None and (words.currency(text) is not None or words.organisation(text))
