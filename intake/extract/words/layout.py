"""Words of a page → lines of phrases: what a reader's eye takes in at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intake.read.document import Page, Word
from orders.values import normal

_REACH = 0.9  # of a word's height: the widest blank inside a phrase
_STOP = 0.15  # more behind a stop, whose ink is narrow: where all signs are as wide as each other
_STOPPED = re.compile(r"[^\W\d_][.,]$")
_REACH_OCR = 0.78  # the boxes of OCR have white above and below and are a third higher


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into printed lines from top to bottom, each from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle if w.cell is None else w.top, w.x0)):
        if found and _same_line(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in found]


def page_lines(page: Page) -> Sequence[Sequence[Word]]:
    """Return the printed lines of a page; they are grouped once, however many ask."""
    if not page.grouped:
        page.grouped.extend(map(tuple, lines(page.words)))
    return page.grouped


def phrases(line: Sequence[Word], page: Page) -> list[Word]:
    """Join the words of a line that belong together: a small gap, no ruling line between; cells stay apart."""
    known = page.memory.get(tuple(map(id, line)))
    if known is None:
        groups: list[list[Word]] = []
        for word in line:
            if groups and _joins(groups[-1][-1], word, page):
                groups[-1].append(word)
            else:
                groups.append([word])
        known = page.memory[tuple(map(id, line))] = (tuple(line), [join(group) for group in groups])
    return list(known[1])


def join(words: Sequence[Word], glue: str = " ") -> Word:
    """Make one word of several on a line; the blank between them has its own edges."""
    if len(words) == 1:
        return words[0]
    text = glue.join(word.text for word in words)
    edges: list[float] = []
    for word in words:
        own = spread(word)
        edges += own if glue or not edges else own[1:]
    return _union(words, text, tuple(edges) if len(edges) == len(text) + 1 else ())


def stack(parts: Sequence[Word], *, code: bool = False) -> Word:
    """Make one word of a cell's lines; a code that was broken over lines is joined without a blank."""
    if len(parts) == 1:
        return parts[0]
    text = parts[0].text
    for part in parts[1:]:
        text += ("" if code or _cjk(text[-1:]) or _cjk(part.text[:1]) or text.endswith("-") else " ") + part.text
    return _union(parts, text)


def spread(word: Word) -> tuple[float, ...]:
    """Return a word's character boundaries, evenly spread where the reader gave none."""
    if len(word.edges) == len(word.text) + 1:
        return word.edges
    count = max(len(word.text), 1)
    return tuple(word.x0 + (word.x1 - word.x0) * index / count for index in range(count + 1))


def text_of(pages: Iterable[Page]) -> str:
    """Return the pages' printed lines as text, words parted by a blank."""
    return "\n".join(" ".join(word.text for word in line) for page in pages for line in page_lines(page))


def squeezed(text: str) -> str:
    """Return a text in its normal form without blanks: what two readings of one place are compared by."""
    return "".join(normal(text).split())


def covers(first: Word, second: Word) -> bool:
    """Say whether two words overlap in x."""
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0


def _union(words: Sequence[Word], text: str, edges: tuple[float, ...] = ()) -> Word:
    x0, top = min([w.x0 for w in words]), min([w.top for w in words])
    x1, bottom = max([w.x1 for w in words]), max([w.bottom for w in words])
    sure = min((w.confidence for w in words if w.confidence is not None), default=None)
    return Word(text, x0, top, x1, bottom, edges, words[0].cell, sure)


def _same_line(line: Sequence[Word], word: Word) -> bool:
    """Say whether a word stands beside a line's first word, or right behind one of its words in another size."""
    if line[0].cell is not None:
        return line[0].top == word.top
    return _level(line[0], word) or any(_close(other, word) and _level(other, word) for other in line)


def _level(first: Word, word: Word) -> bool:
    overlap = min(first.bottom, word.bottom) - max(first.top, word.top)
    return overlap > 0.5 * min(first.bottom - first.top, word.bottom - word.top)


def _close(left: Word, right: Word) -> bool:
    return 0 <= right.x0 - left.x1 <= _REACH * min(left.height, right.height)


def _joins(left: Word, right: Word, page: Page) -> bool:
    reach = _REACH_OCR if page.method == "ocr" else _REACH + (_STOP if _STOPPED.search(left.text) else 0)
    if left.cell is not None or right.cell is not None or right.x0 - left.x1 > reach * min(left.height, right.height):
        return False
    return not page.ruled_between(left.center, right.center, left.middle)


def _cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
