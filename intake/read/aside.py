"""Text beside the lines of a page: slanted, on its side, or letter under letter along several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from intake.read.characters import Characters
from intake.read.document import Word
from intake.read.geometry import box_of, quarter_turns
from intake.read.grouping import words_of
from orders.records import Box

LEAST = 3  # letters that stand under one another
SAME_MIDDLE = 0.25  # of a letter's height
PITCH = (0.7, 2.5)  # of a letter's height, from one to the next
EVEN = 0.2  # of the pitch


def across(found: Characters) -> list[Word]:
    """Group characters that stand across the page, and slanted ones, into words without boundaries of characters."""
    return [*_sideways(found), *_slanted(found)]


def _sideways(found: Characters) -> list[Word]:
    words = []
    for turns in {char.turns for char in found.sideways}:
        chars = [char for char in found.sideways if char.turns == turns]
        back = quarter_turns(turns, *(found.size if turns % 2 == 0 else found.size[::-1]))
        for word in words_of(chars, (), found.ink)[0]:
            words.append(Word(word.text, *box_of(back, word.box)))
    return words


def _slanted(found: Characters) -> list[Word]:
    """Join slanted characters that follow one another without a blank or line end."""
    words: list[Word] = []
    last: int | None = None
    for index, text in found.slanted:
        if text.isspace():
            last = None
        elif last == index - 1:
            words[-1] = _longer(words[-1], text, found.ink_at(index))
            last = index
        else:
            words.append(Word(text, *found.ink_at(index)))
            last = index
    return words


def _longer(word: Word, text: str, box: Box) -> Word:
    x0, top, x1, bottom = box
    return Word(word.text + text, min(word.x0, x0), min(word.top, top), max(word.x1, x1), max(word.bottom, bottom))


def stacked(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Part words into those of lines, and text whose letters stand under one another along two numbered lines or more.

    Letters that share their lines with other words are cells of a column, not such text.
    """
    alone = sorted((w for w in words if len(w.text) == 1 and w.text > "\u2e80"), key=lambda w: (round(w.center), w.top))
    columns: list[list[Word]] = []
    for word in alone:
        if columns and _goes_on(columns[-1], word):
            columns[-1].append(word)
        else:
            columns.append([word])
    texts = [column for column in columns if len(column) >= LEAST and _runs_along(column, words)]
    taken = {id(word) for column in texts for word in column}
    return [word for word in words if id(word) not in taken], [_read_down(column) for column in texts]


def _goes_on(column: Sequence[Word], word: Word) -> bool:
    pitch = word.top - column[-1].top
    if abs(word.center - column[-1].center) > SAME_MIDDLE * word.height:
        return False
    if not PITCH[0] * word.height <= pitch <= PITCH[1] * word.height:
        return False
    return len(column) == 1 or abs(pitch - (column[-1].top - column[-2].top)) < EVEN * pitch


def _runs_along(column: Sequence[Word], words: Sequence[Word]) -> bool:
    """Tell whether the letters run along lines of their own making past at least two lines that have digits."""
    top, bottom = column[0].top, column[-1].bottom
    beside = [w for w in words if len(w.text) > 1 and top < w.middle < bottom]
    in_line = sum(any(abs(w.bottom - letter.bottom) < 0.15 * letter.height for w in beside) for letter in column)
    numbered = sorted(w.middle for w in beside if any(char.isdigit() for char in w.text))
    lines = 1 + sum(b - a > 0.5 * column[0].height for a, b in pairwise(numbered)) if numbered else 0
    return 2 * in_line < len(column) and lines >= 2


def _read_down(column: Sequence[Word]) -> Word:
    text = "".join(word.text for word in column)
    return Word(
        text,
        min(w.x0 for w in column),
        column[0].top,
        max(w.x1 for w in column),
        column[-1].bottom,
    )
