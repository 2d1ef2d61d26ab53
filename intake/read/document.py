"""What a reader hands on: pages of words and ruling lines, sheets as pages whose words are cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal, Protocol, runtime_checkable

from intake.read.geometry import Affine, Homography, box_across, box_of
from intake.read.structured import StructuredMessage
from orders.records import Box, Finding, Method

COLUMN, ROW = 1000.0, 20.0  # units of a sheet's geometry
Orientation = Literal["h", "v"]


@dataclass(frozen=True)
class Word:
    """A run of characters on one line, points of the displayed page, y downwards.

    `edges` are the x positions of character boundaries, one more than characters, so that a part of a word has its own
    box. A sheet's cell is one word with `cell` set ("B7"); its box counts 1,000 units a column and 20 a row (spans are
    covered).
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...] = ()
    cell: str | None = None
    confidence: float | None = None

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    def part(self, start: int, end: int) -> Word:
        """Return characters `start:end` as a word with its own box; a cell keeps its whole box."""
        text = self.text[start:end]
        if self.cell is not None or len(self.edges) != len(self.text) + 1:
            return Word(text, *self.box, (), self.cell, self.confidence)
        edges = self.edges[start : end + 1]
        x0 = edges[0] + (self._inset(start) if start < len(self.text) else 0.0) if start else self.x0
        x1 = edges[-1] - self._inset(end - 1) if end < len(self.text) else self.x1
        return Word(text, x0, self.top, max(x0, x1), self.bottom, edges, None, self.confidence)

    def _inset(self, index: int) -> float:
        """Keep off the neighbour's box, so that a crop at a part (plus a point) shows the part alone."""
        return min(1.1, 0.3 * (self.edges[index + 1] - self.edges[index]))


@dataclass(frozen=True)
class Rule:
    """A ruling line, horizontal (top = bottom) or vertical (x0 = x1), in the page's points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def orientation(self) -> Orientation:
        return "h" if abs(self.x1 - self.x0) >= abs(self.bottom - self.top) else "v"


@dataclass(frozen=True)
class Page:
    """One page or sheet. `number` counts from 1; `method` says how its words were read; `sheet` is the sheet's name.

    `doubled` counts characters that were printed twice (fake bold) and kept once;
    `unread_ink` are boxes of ink that no word covers (scans), or large pictures without words (digital pages).
    Width, height, words, rules and ink are in the upright, straightened frame; `to_display` maps that to the page as
    displayed of size `shown` (None: the same frame), see `display_box`. A sheet photographed from aside was laid flat:
    then `to_display` leads to the flat sheet and `laid` on to the photo. `trusted` is False where the fonts of the text
    layer name no characters and nothing else has proved what they show. `aside` is text that stands slanted, on its
    side or letter under letter beside several lines: it is on the page, but in none of its lines.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    method: Method = "text"
    sheet: str | None = None
    doubled: int = 0
    unread_ink: tuple[Box, ...] = ()
    to_display: Affine | None = None
    shown: tuple[float, float] | None = None
    trusted: bool = True
    aside: tuple[Word, ...] = ()
    laid: Homography | None = None

    @cached_property
    def memory(self) -> dict[tuple[int, ...], tuple[tuple[Word, ...], list[Word]]]:
        """Phrases by the identity of the words they were made of, which are kept with them; of this page only."""
        return {}

    @cached_property
    def answers(self) -> dict[Hashable, Any]:
        """What was found on the page once, by the question; of this page only."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave behind what was only remembered: identities mean nothing elsewhere."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def grouped(self) -> list[tuple[Word, ...]]:
        """The words line by line, once somebody has asked for them; of this page only."""
        return []

    @cached_property
    def uprights(self) -> tuple[Rule, ...]:
        """The vertical rules, from left to right."""
        return tuple(sorted((rule for rule in self.rules if rule.orientation == "v"), key=lambda rule: rule.x0))

    @cached_property
    def _upright_xs(self) -> tuple[float, ...]:
        return tuple(rule.x0 for rule in self.uprights)

    def ruled_between(self, x0: float, x1: float, y: float) -> bool:
        """Tell whether a vertical rule at height `y` stands between `x0` and `x1`."""
        for rule in self.uprights[bisect_right(self._upright_xs, x0) :]:
            if rule.x0 >= x1:
                return False
            if rule.top <= y <= rule.bottom:
                return True
        return False


def display_box(page: Page, box: Box) -> Box:
    """Return `box` of the page's upright frame as a box of the page as displayed, in points."""
    if page.to_display is None:
        return box
    flat = box_of(page.to_display, box)
    return flat if page.laid is None else box_across(page.laid, flat)


def display_size(page: Page) -> tuple[float, float]:
    """Return width and height of the page as displayed, in points."""
    return page.shown or (page.width, page.height)


class Witness(Protocol):
    """A second, independent reading of the same bytes.

    Digital pages: pdfium's own bounded text against our character grouping; sheets: the other library; scans: another
    OCR engine.
    """

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the text inside `box` (any white space), or None if there is no second reading to be had."""

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return the displayed text of a cell, or None if there is no second reading."""

    def whole(self, page: int) -> str | None:
        """Return all text of a page or sheet (1-based), or None if there is no complete second reading (scans)."""


@runtime_checkable
class InkWitness(Witness, Protocol):
    """A witness of scans, who also knows where there is ink."""

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...] | None:
        """Return the places of ink (upright frame, points) that none of `boxes` covers; None if the page is no scan."""


@runtime_checkable
class RepeatingWitness(Witness, Protocol):
    """A witness of scans, who can be asked to look again."""

    def again(self, page: int, box: Box) -> Iterator[str]:
        """Yield what else is read inside `box` of a scan, shown another way each time."""


@dataclass(frozen=True)
class Document:
    """A readable document, or an unreadable one: then it has no pages and no messages, and `findings` say why.

    `messages` are structured ones: all of the file, or those that lie in a PDF beside its pages.
    """

    pages: tuple[Page, ...] = ()
    witness: Witness | None = None
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)  # such as producer, title; never proof
    messages: tuple[StructuredMessage, ...] = ()
