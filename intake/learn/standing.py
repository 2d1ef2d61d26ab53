"""Where confirmed values stand on a page: labelled in its head, or in the columns of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from intake.extract.words.layout import join, page_lines, phrases
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import date_readings, date_span, key, number_readings

_LABEL = re.compile(r"[^\W\d_][^\d,，。;；]{0,39}")
_LONGEST_RUN = 8  # words of one cell
_ABOVE = 4  # printed lines between a heading and its first row, itself included
Span = tuple[int, int]
Band = Mapping[int, tuple[float, float]]  # the y range of the rows, by page number


@dataclass(frozen=True)
class Standing:
    """A value as it is printed, and the words that label it (or head its column)."""

    text: str
    label: str | None = None


@dataclass(frozen=True, eq=False)
class Printed:
    """A printed line of a page; its `runs` are the words and neighbours together that may be one cell."""

    page: Page
    words: Sequence[Word]

    @cached_property
    def runs(self) -> tuple[tuple[str, Word], ...]:
        """Every run of words with the form in which it is compared."""
        count = len(self.words)
        spans = ((a, b) for a in range(count) for b in range(a + 1, min(a + _LONGEST_RUN, count) + 1))
        return tuple((key(run.text), run) for a, b in spans for run in [join(self.words[a:b])])


@dataclass(frozen=True)
class Rows:
    """The printed lines in which the confirmed order lines begin."""

    lines: Mapping[int, Printed]

    @property
    def band(self) -> Band:
        """The y range of the rows on each page."""
        found: dict[int, tuple[float, float]] = {}
        for line in self.lines.values():
            first, number = line.words[0], line.page.number
            top, bottom = found.get(number, (first.top, first.bottom))
            found[number] = (min(top, first.top), max(bottom, first.bottom))
        return found


def labelled_places(pages: Sequence[Page], value: object, band: Band, words: Lexicon) -> Iterator[Standing]:
    """Yield every place outside the rows where a value stands, with the label before, left of or above it."""
    spans = _spans_of(value, words)
    for page in pages:
        low, high = band.get(page.number, (1.0, 0.0))
        printed = [phrases(line, page) for line in page_lines(page) if not low - 1 <= line[0].middle <= high + 1]
        for at, line in enumerate(printed):
            for index, phrase in enumerate(line):
                for start, end in spans(phrase.text):
                    yield Standing(phrase.text[start:end], _label(printed, at, index, start))


def _label(printed: Sequence[Sequence[Word]], at: int, index: int, start: int) -> str | None:
    line, phrase = printed[at], printed[at][index]
    above = [p for other in printed[max(0, at - 2) : at] for p in other if p.x0 < phrase.x1 and phrase.x0 < p.x1]
    near = above[-1:] if above and phrase.top - above[-1].bottom < 2 * phrase.height else []
    tried = [phrase.text[:start], *(p.text for p in line[max(0, index - 1) : index]), *(p.text for p in near)]
    plain = (text.strip(" :：*-") for text in tried)
    return next((text for text in plain if len(text) > 1 and _LABEL.fullmatch(text)), None)


def _spans_of(value: object, words: Lexicon) -> Callable[[str], Iterator[Span]]:
    return (lambda text: _dates(text, value, words)) if isinstance(value, date) else (lambda text: _texts(text, value))


def _dates(text: str, value: date, words: Lexicon) -> Iterator[Span]:
    start = 0
    while span := date_span(text[start:], words.months):
        place = (start + span[0], start + span[1])
        if value in date_readings(text[slice(*place)], words.months):
            yield place
        start += span[1]


def _texts(text: str, value: object) -> Iterator[Span]:
    signs = r"\s*".join(re.escape(sign) for sign in str(value) if not sign.isspace())
    yield from (hit.span() for hit in re.finditer(rf"(?<!\w){signs}(?!\w)", text, re.IGNORECASE))


def find_rows(pages: Sequence[Page], lines: Sequence[Mapping[str, Any]], words: Lexicon) -> Rows:
    """Find the printed line of each confirmed order line: the one that shows most of its values, two at least."""
    printed = [Printed(page, line) for page in pages for line in page_lines(page)]
    shown = [
        (sum(bool(_matches(line, value, words)) for value in wanted.values()), index, at)
        for index, wanted in enumerate(lines)
        for at, line in enumerate(printed)
    ]
    found: dict[int, int] = {}
    for count, index, at in sorted(shown, key=lambda one: (-one[0], one[1], one[2])):
        if count > 1 and index not in found and at not in found.values():
            found[index] = at
    return Rows({index: printed[at] for index, at in found.items()})


def headed_places(rows: Rows, lines: Sequence[Mapping[str, Any]], words: Lexicon) -> Mapping[str, tuple[Standing, ...]]:
    """Return for each field of the order lines its printed values, under the heading of the column they share."""
    columns = {role: column for role in _roles(lines) if (column := _column(rows, lines, role, words))}
    if not columns:
        return {}
    titles = _titles(rows, columns)
    return {
        role: tuple(Standing(word.text, titles.get(role)) for word in column.values())
        for role, column in columns.items()
    }


def _roles(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(role for line in lines for role in line))


def _column(rows: Rows, lines: Sequence[Mapping[str, Any]], role: str, words: Lexicon) -> dict[int, Word] | None:
    """Return the word of each row in the one column that shows this field in every row; None if two or none do."""
    wanted = {index: lines[index][role] for index in rows.lines if role in lines[index]}
    shown = {index: _matches(rows.lines[index], value, words) for index, value in wanted.items()}
    if not shown or not all(shown.values()):
        return None
    first = next(iter(shown))
    found = []
    for start in shown[first]:
        column = {first: start}
        for index, candidates in shown.items():
            near = [word for word in candidates if word.x0 < start.x1 + 20 and start.x0 - 20 < word.x1]
            if index != first and near:
                column[index] = min(near, key=lambda word: abs(word.center - start.center))
        if len(column) == len(shown):
            found.append(column)
    return found[0] if len(found) == 1 else None


def _matches(line: Printed, value: object, words: Lexicon) -> list[Word]:
    """Return the words or runs of words of a printed line that say a value."""
    if isinstance(value, Decimal):
        return [word for word in line.words if value in number_readings(word.text).values()]
    if isinstance(value, date):
        return [run for _, run in line.runs if _is_date(run, value, words)]
    wanted = key(str(value))
    return [run for folded, run in line.runs if folded == wanted]


def _is_date(run: Word, value: date, words: Lexicon) -> bool:
    span = date_span(run.text, words.months)
    return span == (0, len(run.text)) and value in date_readings(run.text, words.months)


def _titles(rows: Rows, columns: Mapping[str, Mapping[int, Word]]) -> dict[str, str]:
    """Return the headings of the columns: of the lines right above the first row, the one that heads most of them."""
    first = min(rows.lines, key=lambda index: (rows.lines[index].page.number, rows.lines[index].words[0].top))
    page, row = rows.lines[first].page, rows.lines[first].words
    above = [line for line in page_lines(page) if line[0].bottom <= row[0].top + 1][-_ABOVE:]
    best: dict[str, str] = {}
    for line in reversed(above):
        heads = [phrase for phrase in phrases(line, page) if _LABEL.fullmatch(phrase.text.strip(" :：*"))]
        found = _assigned(heads, {role: column[first] for role, column in columns.items() if first in column})
        best = found if len(found) > len(best) else best
    return best


def _assigned(heads: Sequence[Word], cells: Mapping[str, Word]) -> dict[str, str]:
    """Give each column the heading over it that is nearest, where both are each other's nearest."""
    found: dict[str, str] = {}
    for role, cell in cells.items():
        head = min(heads, key=lambda one: _apart(one, cell), default=None)
        if head is not None and min(cells, key=lambda other: _apart(head, cells[other])) == role:
            found[role] = head.text.strip(" :：*")
    return found


def _apart(head: Word, cell: Word) -> float:
    """Return how far a heading lies from a cell below it: the nearest of left edges, middles and right edges."""
    return min(abs(head.x0 - cell.x0), abs(head.center - cell.center), abs(head.x1 - cell.x1))
