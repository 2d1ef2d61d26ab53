"""What a heading cell of an order table says: its columns, and words side by side that name different things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from intake.extract.table.spelled import column_heading
from intake.extract.words.lexicon import Heading, Lexicon, compared
from intake.read.document import Word

CODES = frozenset({"buyer_item_id", "buyer_item_id_weak", "seller_item_id"})
MONEY = ("unit_price", "line_amount", "tax_amount")
WHAT = CODES | {"description"}  # names what is ordered
_OPEN = {
    "quantity_weak": "quantity",
    "line_id_weak": "line_id",
    "line_amount_weak": "line_amount",
}  # by their heading alone: others may be surer
_TOKEN = re.compile(r"\S+")
_BRACKETS = re.compile(r"[()（）\[\]【】/|·-]")
OLD = "old_"  # before the role of a column that says what was
_ALTERED = ("quantity", "unit_price", "line_amount", "requested_date", "drawing_revision", "specification")


@dataclass(frozen=True)
class Column:
    """One column: its role, the heading as printed, and the x range that is its own.

    `stack` are the headings of a cell that names two things, one below the other or parted by a stroke.
    """

    role: str
    heading: Heading
    title: str
    x0: float
    x1: float
    known: str = "none"  # whole: every word of the heading is known; part: one of its lines is
    stack: tuple[Heading, ...] = ()
    depth: int = 1  # printed lines of the heading
    ruled: bool = False  # between two vertical rules
    head: tuple[float, float] = (0.0, 0.0)  # the x range of the heading's words
    lower: bool = False  # its cells stand on a lower line than the item's number

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What its cells hold: its role, and each of the things its heading names."""
        return (self.role, *(heading.name for heading in self.stack))

    @cached_property
    def counts(self) -> bool:
        """Whether it says how much is ordered."""
        return self.has("quantity")

    @cached_property
    def priced(self) -> bool:
        """Whether it says what that costs."""
        return self.has(*MONEY)

    def has(self, *names: str) -> bool:
        """Say whether something it holds begins with one of the names."""
        return any(name.startswith(names) for name in self.names)


@dataclass(frozen=True)
class Header:
    """A heading's columns, the x of vertical rules through it, and the y range of its words."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float


def named(phrase: Word, words: Lexicon) -> tuple[Heading | None, ...]:
    """Say what each heading in a phrase names, those that stand close together apart; None is one nobody knows."""
    return tuple(said(piece.text, words) for piece in cut(phrase, words))


def columns_in(cell: Sequence[Word], words: Lexicon) -> Iterator[Column]:
    """Read a heading cell; words side by side that name different things are columns of their own."""
    whole = said(title_of(cell), words)
    apart = _side_by_side(cell)
    if whole is None and len(apart) > 1 and all(said(title_of(part), words) for part in apart):
        yield from (column_of(part, words) for part in apart)
    else:
        yield column_of(cell, words)


def _side_by_side(cell: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for piece in sorted(cell, key=lambda p: p.x0):
        home = next((part for part in parts if any(overlap(p, piece) for p in part)), None)
        if home is None:
            parts.append([piece])
        else:
            home.append(piece)
    return parts if all(len({p.top for p in part}) == len(part) for part in parts) else [list(cell)]


def column_of(cell: Sequence[Word], words: Lexicon) -> Column:
    title = title_of(cell)
    whole = said(title, words)
    stack = _stack(cell, words)
    part = next((found for p in cell if (found := words.heading("columns", p.text))), None)
    heading = whole or (stack[0] if stack else part) or Heading("unknown")
    x0, x1 = _space(cell)
    known = "whole" if whole or stack else "part" if part else "none"
    per_base = heading.name == "price_base_quantity" and heading.base is not None  # "Price per 100" is a price
    role, depth = "unit_price" if per_base else _OPEN.get(heading.name, heading.name), len({p.top for p in cell})
    return Column(role, heading, title, x0, x1, known, stack, depth, head=(x0, x1))


def _space(cell: Sequence[Word]) -> tuple[float, float]:
    """Return the x range of a heading; in a sheet what a heading shares with the group above it is its own."""
    inner = max(p.x0 for p in cell), min(p.x1 for p in cell)
    return inner if cell[0].cell and inner[0] < inner[1] else (min(p.x0 for p in cell), max(p.x1 for p in cell))


def title_of(cell: Sequence[Word]) -> str:
    return " ".join(p.text for p in sorted(cell, key=lambda p: (round(p.top), p.x0)))


@lru_cache(maxsize=8)
def _joints(words: Lexicon) -> re.Pattern[str]:
    """Return what parts two things in one heading: a stroke, "Item & Description", "Artikel und Menge"."""
    known = "|".join(re.escape(word.lower()) for word in words.named("joined", "and"))
    return re.compile(rf"[/／|]|\s&\s|\s(?:{known})\s")


def _stack(cell: Sequence[Word], words: Lexicon) -> tuple[Heading, ...]:
    """Return the different things a cell names line by line, or parted by a stroke: Material / Description."""
    lines = [p.text for p in sorted(cell, key=lambda p: (round(p.top), p.x0))]
    texts = [text.strip() for text in _joints(words).split(title_of(cell))] if len(lines) == 1 else lines
    found = [heading for text in texts if (heading := words.heading("columns", text.strip(" /／|")))]
    if len(texts) == 1 and (drawn := _drawn(texts[0], words)):
        return drawn
    names = {heading.name for heading in found}
    if names == {"drawing_id", "drawing_revision_weak"}:
        found = [replace(heading, name=heading.name.removesuffix("_weak")) for heading in found]
    return tuple(found) if len(found) == len(texts) == len(names) and len(found) > 1 else ()


def altered(text: str, words: Lexicon) -> Heading | None:
    """Read a heading of what was or what shall be: 原数量, 变更后单价, Old Qty, "Price (new)"; what was is `old_…`."""
    sides = {word: name for word, name in words.groups["changes"].items() if name in ("old", "new")}
    bare = _BRACKETS.sub("", compared(text))
    for word in sorted(sides, key=len, reverse=True):
        rest = bare.removeprefix(word) if bare.startswith(word) else bare.removesuffix(word)
        if rest and rest != bare:
            heading = words.heading("columns", rest)
            if heading and heading.name.startswith(_ALTERED):
                return replace(heading, name=heading.name if sides[word] == "new" else OLD + heading.name)
    return None


def _drawn(title: str, words: Lexicon) -> tuple[Heading, ...]:
    """Read a heading of drawings with their version without a stroke between them: 图号版本号."""
    for at in range(2, len(title) - 1) if words.heading("columns", title) is None else ():
        first, second = (words.heading("columns", part) for part in (title[:at], title[at:]))
        if first and second and (first.name, second.name.removesuffix("_weak")) == ("drawing_id", "drawing_revision"):
            return first, replace(second, name="drawing_revision")
    return ()


@lru_cache(maxsize=16_384)
def said(text: str, words: Lexicon) -> Heading | None:
    """Read a heading; "Unit price per 100" is a price, and what it is for."""
    if whole := column_heading(text, words) or altered(text, words):
        return whole
    if len(text) > 40 or not any(char.isdigit() for char in text):
        return None
    for blank in re.finditer(r"\s+", text):
        price, base = (words.heading("columns", part) for part in (text[: blank.start()], text[blank.end() :]))
        if price and base and price.name.startswith("unit_price") and base.name == "price_base_quantity" and base.base:
            return replace(price, base=base.base, currency=price.currency or base.currency)
    return None


def cut(phrase: Word, words: Lexicon) -> list[Word]:
    """Cut headings that stand close to each other ("Qty UOM Price") where every piece is a heading."""
    if phrase.cell is not None or len(phrase.text) > 90 or said(phrase.text, words):
        return [phrase]
    spans = _pieces(phrase.text, words)
    return [phrase.part(start, end) for start, end in spans] if spans else [phrase]


@lru_cache(maxsize=4096)
def _pieces(text: str, words: Lexicon) -> tuple[tuple[int, int], ...]:
    """Return the fewest spans that are each a heading and together all of `text`; () if there are none."""
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    best: list[tuple[tuple[int, int], ...] | None] = [()] + [None] * len(tokens)
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - 6), end):
            before, span = best[start], (tokens[start][0], tokens[end - 1][1])
            shorter = before is not None and (best[end] is None or len(before) + 1 < len(best[end] or ()))
            bound = any(char in "/|／" for char in (text[span[0]], text[span[1] - 1]))  # a stroke binds both sides
            if (
                shorter
                and not bound
                and (column_heading(text[slice(*span)], words) or _both(text[slice(*span)], words))
            ):
                best[end] = (*(before or ()), span)
    return best[-1] or ()


def overlap(one: Word, other: Word) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def _both(text: str, words: Lexicon) -> bool:
    """Say whether a text is two headings of one cell, parted by a stroke: Part No / Description."""
    parts = [words.heading("columns", part) for part in text.split(" / ")]
    return len(parts) == 2 and None not in parts and len({part.name for part in parts if part}) == 2
