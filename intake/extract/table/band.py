"""The lines below a heading: which begin an item, which sum up, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from intake.extract.table.deliveries import deliveries
from intake.extract.table.spoken import CODES, MONEY, WHAT, Column
from intake.extract.words.layout import join, phrases
from intake.extract.words.lexicon import RATE, Lexicon, unrated
from intake.extract.words.printed import drawn_wide
from intake.read.document import Page, Word
from orders.values import capital_amount, capital_span, number_readings

_COUNT = re.compile(r"^[-+(]?\d[\d.,'，．]*\s?[^\d\s]{0,6}$")
_NOTHING = re.compile(r"[^\w.,-]*(?:-|0(?:[.,]0+)?)[^\w.,-]*")
_SIGN = re.compile(r"[A-Z]{0,3}[$¥￥€£₹]")
_CAPITALS = 3  # signs of the shortest amount in capitals: 伍元整
_NAMES = WHAT | {"line_id", "specification", "unknown", "attribute"}


@dataclass(frozen=True)
class Line:
    """One printed line: its words and its phrases."""

    words: tuple[Word, ...]
    pieces: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


Begins = Callable[[Line, Sequence[Column]], bool]


@dataclass(frozen=True)
class Band:
    """The lines of a table, the indexes of those that begin an item, and of those that sum up."""

    lines: tuple[Line, ...]
    anchors: tuple[int, ...]
    sums: frozenset[int]
    deliveries: Mapping[int, tuple[Word, Word] | None] = field(
        default_factory=dict
    )  # lines of deliveries below an item


def line_of(words: Sequence[Word], page: Page) -> Line:
    """Make a line of printed words."""
    return Line(tuple(words), tuple(phrases(words, page)), min(w.top for w in words), max(w.bottom for w in words))


def run_of(line: Line) -> Word:
    """Return the first phrases of a line that a wide blank does not part, as one: "Ethanol,  200 Proof"."""
    run = [line.pieces[0]]
    for piece in line.pieces[1:]:
        if piece.cell is not None or piece.x0 - run[-1].x1 > 1.2 * piece.height:
            break
        run.append(piece)
    return join(run)


def starts_with_number(text: str) -> bool:
    return text[:1].isdigit() or bool(number_readings(text))


def band(lines: Sequence[Line], columns: Sequence[Column], page: Page, words: Lexicon, begins: Begins) -> Band | None:
    """Sort the lines below a heading up to the table's end; `begins` tells items; None if no line begins one."""
    aside = deliveries([line.pieces for line in lines], words)
    sure = {i for i, line in enumerate(lines) if i not in aside and surely(line, columns)}
    sums = {i for i, line in enumerate(lines) if i not in aside and _is_sum(line, columns, words, item=i in sure)}
    sums |= {i + 1 for i in sums if i + 1 < len(lines) and _heads_sums(lines[i], lines[i + 1], words)}
    sure -= {i for i in sure if any(s < i for s in sums) and lines[i].pieces[0].text.endswith((":", "："))}
    last = max(sure - sums, default=-1)
    closed = min((i for i in sums if i > last), default=len(lines))  # behind the last sum nothing begins an item
    rest = (i for i in range(closed) if i not in sums and i not in aside)
    items = [i for i in rest if i in sure or begins(lines[i], columns)]
    anchors = _unbroken(lines, items, words, page)
    if not anchors:
        return None
    sums -= {i for i in sums if i < anchors[-1] and not any(char.isdigit() for w in lines[i].words for char in w.text)}
    end = anchors[-1] + 1 + sum(1 for _ in _until_end(lines, anchors[-1], page, words))
    empty = {i for i in range(end) if i not in anchors and i not in sums and _prepared(lines[i], columns)}
    kept = [i for i in range(end) if i not in empty and _stop(lines[i], words) != "nothing"]
    return Band(
        tuple(lines[i] for i in kept),
        tuple(kept.index(i) for i in anchors),
        frozenset(kept.index(i) for i in sums if i in kept),
        {kept.index(i): said for i, said in aside.items() if i in kept},
    )


def _prepared(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a sheet's row was only prepared for an item: its number, and nothing or zero where money stands."""
    for piece in line.pieces:
        roles = [c.role for c in columns if c.x0 <= piece.center < c.x1]
        numbered = any(role.startswith("line_id") for role in roles) and piece.text.isdigit()
        priced = any(role.startswith(MONEY) for role in roles) and _NOTHING.fullmatch(piece.text)
        if piece.cell is None or not (numbered or priced):
            return False
    return True


def surely(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line begins an item: a number of its own under the quantity, money under the money, and a name."""
    counts = [word for word in line.words if _COUNT.match(word.text)]
    if not counts or lower_half(line, columns):
        return False
    counted = [w for c in columns if c.counts for w in _own(counts, c)]
    if not any(_stands_off(line, word) for word in counted):
        return False
    money = [c for c in columns if c.priced]
    priced = (w for c in money for w in _own(line.words, c) if starts_with_number(w.text))
    if money and not any(_stands_off(line, word) for word in priced):
        return False
    if sum(_spoken_in(line, c) for c in columns if c.counts or c.priced) > 1:
        return False
    if any(column.lower for column in columns):
        return True  # the name stands on the line above
    named = [w for c in columns if c.role in _NAMES or c.stack for w in _own(line.words, c) if w not in counted]
    return any(bool(money) or len(w.text) > 2 or not number_readings(w.text) for w in named)


def lower_half(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether a line has words under several headings of two lines that name two things, and under no other.

    It is the lower half of an item: the specification, the pieces given free, a mark.
    """
    if columns[0].depth > 1 or not any(column.stack and column.depth > 1 for column in columns):
        return False
    under = {i for piece in line.pieces for i, c in enumerate(columns) if c.x0 <= piece.center < c.x1}
    return len(under) > 1 and all(columns[i].stack and columns[i].depth > 1 for i in under)


def _spoken_in(line: Line, column: Column) -> int:
    """Count the words right under the heading of a number: two and the line is prose."""
    left, right = column.head
    under = (w.text.strip(".,;:()") for w in line.words if w.x1 > left and w.x0 < right)
    return sum(text.isalpha() and text.isascii() and len(text) > 3 for text in under)


def _own(words: Sequence[Word], column: Column) -> list[Word]:
    return [w for w in words if min(w.x1, column.x1) > max(w.x0, column.x0)]


def _stands_off(line: Line, word: Word) -> bool:
    """Say whether a word stands off from the word before it, so that it may begin a cell."""
    if word.cell is not None or any(piece.x0 == word.x0 for piece in line.pieces):
        return True
    left = max((w for w in line.words if w.x1 <= word.x0 + 0.5), key=lambda w: w.x1, default=None)
    if left is not None and _SIGN.fullmatch(left.text):  # "$ 1,184.65": the sign begins the cell
        return _stands_off(line, left)
    return left is None or word.x0 - left.x1 > 0.45 * word.height


def _is_sum(line: Line, columns: Sequence[Column], words: Lexicon, *, item: bool) -> bool:
    """Say whether a line names a sum or a charge and is no item that is called so ("Packing" with a code).

    Where nothing has a price, "Packing, 40 pcs" is no charge.
    """
    priced = any(c.priced for c in columns)
    groups = ("totals", "charges") if priced or not item else ("totals",)
    labels = [
        p
        for p in drawn_wide(line.pieces, words)
        if any(words.heading(group, said) for said in _said(p.text) for group in groups)
    ]
    if item and _in_capitals(line, words):
        return True
    if item:  # "VAT 21%" under "Taxes" is the item's own
        rates = [c for c in columns if c.has("tax_rate")]
        labels = [p for p in labels if not any(c.x0 <= p.center < c.x1 for c in rates)]
    if labels:
        named = [w for w in line.words if not any(p.x0 <= w.center <= p.x1 for p in labels)]
        return not (item and any(w in named for c in columns if c.role in CODES for w in _own(line.words, c)))
    return not item and (_charges(line, words) or any(words.prefix(g, p.text) for p in line.pieces for g in groups))


def _charges(line: Line, words: Lexicon) -> bool:
    """Say whether a line is a charge among words we do not know and its amount: "Inland freight to Shanghai 380.00"."""
    charged = len(line.pieces) == 2 and words.charge_in(line.pieces[0].text.strip(" :：")) is not None
    return charged and bool(number_readings(line.pieces[1].text))


def _in_capitals(line: Line, words: Lexicon) -> bool:
    """Say whether a line begins with the label of a sum and has an amount in Chinese capitals, whatever else it has."""
    return words.prefix("totals", line.pieces[0].text) is not None and any(
        (span := capital_span(piece.text)) and span[1] - span[0] >= _CAPITALS and capital_amount(piece.text) is not None
        for piece in line.pieces
    )


def _said(text: str) -> Iterator[str]:
    """Yield a text, and what is left of it without a rate of tax: "20% VAT", "VAT @ 20 %"."""
    yield text
    if RATE.search(text):
        yield unrated(text).strip(" @")


def _heads_sums(line: Line, below: Line, words: Lexicon) -> bool:
    """Say whether a line of labels of sums, one label of the order itself among them, stands above their numbers."""
    labels = [piece for piece in line.pieces if words.amount_label(piece.text) is not None]
    others = [piece for piece in line.pieces if piece not in labels]
    told = not others or (len(labels) > 2 and len(others) == 1 and words.heading("fields", others[0].text) is not None)
    figures = sum(bool(number_readings(piece.text)) for piece in below.pieces)
    return told and len(line.pieces) > 1 and figures >= len(labels) and len(below.pieces) - figures <= len(others)


def _stop(line: Line, words: Lexicon) -> str | None:
    """Return what a line says about the end of the table: "table_end", "nothing" (follows) or None."""
    text = line.pieces[0].text
    if len(line.pieces) > 1 and _COUNT.match(text):
        second = words.heading("stop", line.pieces[1].text)
        return "nothing" if len(line.pieces) == 2 and second and second.name == "nothing" else None  # 5 以下空白
    if stop := words.heading("stop", text):
        return stop.name
    found = words.prefix("stop", text)
    return "table_end" if found and ":" in text.replace("：", ":")[: found[1] + 1] and found[0] != "nothing" else None


def _unbroken(lines: Sequence[Line], anchors: Sequence[int], words: Lexicon, page: Page) -> list[int]:
    """Return the anchors up to where the table ends: words that end it, or a wide gap, and no item soon after."""
    found: list[int] = []
    for index in anchors:
        between = lines[found[-1] : index] if found else ()
        ended = [n for n, line in enumerate(between) if n and _stop(line, words) == "table_end"]
        far = (
            bool(found)
            and _gap(lines, found[-1], index) > _reach(lines[index])
            and lines[index].middle > _frame(page, lines[found[-1]])
        )
        if far or (ended and len(between) - ended[0] > 4):
            break
        found.append(index)
    return found


def _gap(lines: Sequence[Line], first: int, last: int) -> float:
    return max(lines[i + 1].top - lines[i].bottom for i in range(first, last))


def _until_end(lines: Sequence[Line], item: int, page: Page, words: Lexicon) -> Iterator[Line]:
    """Yield the lines behind the last item that may still belong to the table; a label that stood under other items
    before ("备注：") ends nothing."""
    reach, frame = _reach(lines[item]), _frame(page, lines[item])
    used = {_label(line) for line in lines[:item]} - {None}
    for before, line in pairwise(lines[item:]):
        ended = _stop(line, words) == "table_end" and _label(line) not in used
        if ended or (line.top - before.bottom > reach and line.middle > frame):
            return
        yield line


def _label(line: Line) -> str | None:
    """Return what stands before the first colon of a line."""
    found = re.match(r"([^:：]{1,30}?)\s*[:：]", line.pieces[0].text)
    return found[1] if found else None


def _reach(item: Line) -> float:
    """How wide a gap in a table may be: a few lines."""
    return 60 if item.words[0].cell is not None else 5 * max(item.height, 8)


def _frame(page: Page, item: Line) -> float:
    """Return the y where the vertical rules beside an item end."""
    return max((r.bottom for r in page.rules if r.orientation == "v" and r.top <= item.middle <= r.bottom), default=0.0)
