"""The characters of a digital page as pdfium finds them, in the frame in which most of them stand upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intake.read import pdfium
from intake.read.geometry import Affine, box_of, chain, inverse, point, quarter_turns
from intake.read.unseen import clipped_away, marks_of
from orders.radicals import RADICALS
from orders.records import Box

INVISIBLE_MODES = (3, 7)
WHITE = 250
LIGATURE = 4  # letters that one sign stands for; producers say so of ligatures and of radicals
HYPHEN_AT_LINE_END = 2  # pdfium's own code for a hyphen before a line break


@dataclass(slots=True)
class Char:
    """One printed character in points: `x0`–`x1` is its advance along the line, `base` its base line, `em` its height.

    `index` is pdfium's number of it, `turns` the clockwise quarter turns of its line against the upright frame.
    """

    text: str
    x0: float
    x1: float
    base: float
    em: float
    index: int
    turns: int = 0
    ink: Box | None = None


@dataclass(slots=True)
class Run:
    """What all characters of one text object share: its direction, size, visibility and last base line."""

    visible: bool
    white: bool
    turns: int | None
    level: bool
    em: float
    bottom: float = math.nan
    base: float = 0.0


class Characters:
    """All visible characters of one text page; `frame` maps PDF space to the upright frame."""

    def __init__(self, textpage: Any, to_display: Affine, size: tuple[float, float]) -> None:
        self.raw = textpage.raw
        self.to_display = to_display
        self.turns = 0
        self.frame = to_display
        self.size = size
        self.white: list[Char] = []
        self.hidden: set[int] = set()
        self.slanted: list[tuple[int, str]] = []
        self.sides = tuple(ctypes.c_double() for _ in range(4))
        self.map_errors = 0
        self.layered = False
        self.said = ""  # what the file has in place of what these characters show
        found = list(self._found())
        self._turn_upright(found)
        placed = list(self._placed(found))
        self.sideways = [char for char in placed if char.turns]
        self.chars = [char for char in placed if not char.turns] if self.sideways else placed

    @property
    def upright_to_display(self) -> Affine | None:
        """Return the map from the upright frame to the displayed page, None if they are the same."""
        return chain(inverse(self.frame), self.to_display) if self.turns else None

    def _found(self) -> Iterator[tuple[int, str, Run]]:
        raw = self.raw
        runs: dict[int, Run] = {}
        address_of, get_unicode = pdfium.text_object_address(), pdfium.FPDFText_GetUnicode
        for index in range(max(0, pdfium.FPDFText_CountChars(raw))):
            address = address_of(raw, index)
            if not address:  # a blank or line end of pdfium's own making
                continue
            run = runs.get(address)
            if run is None:
                run = runs[address] = self._run(pdfium.FPDFText_GetTextObject(raw, index), index)
            if not run.visible:
                self.hidden.add(index)
            elif run.turns is None:
                self.slanted.append((index, _text(get_unicode(raw, index))))
            else:
                code = get_unicode(raw, index)
                yield index, chr(code) if 32 <= code < 128 else _text(code), run

    def _run(self, handle: Any, index: int) -> Run:
        m = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.raw, index, m)
        size = abs(pdfium.FPDFText_GetFontSize(self.raw, index))
        along = math.hypot(m.a, m.b) or 1.0
        em = size * (math.hypot(m.c, m.d) or along)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        colour = _fill(handle)
        visible = mode not in INVISIBLE_MODES and em > 0.5 and colour[3] > 0 and not clipped_away(handle)
        layered, said = marks_of(handle)
        self.layered = self.layered or layered
        if len(said.strip()) > LIGATURE or any(map(str.isdigit, said)):
            self.said += said
        if pdfium.FPDFText_HasUnicodeMapError(self.raw, index) == 1:
            self.map_errors += 1
        white = mode in (0, 4) and min(colour[:3]) >= WHITE
        turns = _quarter(self.to_display, m.a, m.b)
        return Run(visible, white, turns, m.b == 0.0 and m.a > 0, em)

    def _turn_upright(self, found: list[tuple[int, str, Run]]) -> None:
        votes = Counter(run.turns for _, text, run in found if not text.isspace())
        self.turns = int(votes.most_common(1)[0][0] or 0) if votes else 0
        if self.turns:
            width, height = self.size
            self.frame = chain(self.to_display, quarter_turns(-self.turns, width, height))
            self.size = (height, width) if self.turns % 2 else (width, height)

    def _placed(self, found: list[tuple[int, str, Run]]) -> Iterator[Char]:
        level = self.frame[:4] == (1.0, 0.0, 0.0, -1.0)
        raw, box, loose_box = self.raw, pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
        right, down = self.frame[4:]
        for index, text, run in found:
            if level and run.level:
                loose_box(raw, index, box)
                bottom = box.bottom
                if bottom != run.bottom:  # a run has one base line, so it is asked once, but a box may follow the ink
                    run.bottom, run.base = bottom, down - _origin(raw, index)[1]
                char = Char(text, right + box.left, right + box.right, run.base, run.em, index)
            else:
                char = self._turned(index, text, run)
            if run.white:
                self.white.append(char)
            yield char

    def _turned(self, index: int, text: str, run: Run) -> Char:
        """Place a character whose loose box pdfium leaves empty: from its origin, ink and the next one's origin."""
        x, y = _origin(self.raw, index)
        own = chain(self.frame, quarter_turns(-self._against(run), *self.size))
        left, base = point(own, x, y)
        ink = box_of(own, self._ink(index))
        right = ink[2] if ink[2] > ink[0] else left
        next_left = point(own, *_origin(self.raw, index + 1))[0] - left
        limit = 1.05 * run.em if text > "\u2e80" else right - left + 0.35 * run.em
        if 0 < next_left <= limit and pdfium.FPDFText_GetTextObject(self.raw, index + 1):
            right = left + next_left
        return Char(text, left, right, base, run.em, index, self._against(run))

    def _against(self, run: Run) -> int:
        return ((run.turns or 0) - self.turns) % 4

    def ink(self, char: Char) -> Box:
        """Return the box of a character's ink in the upright frame (its own frame if it stands sideways)."""
        if char.ink is None:
            own = chain(self.frame, quarter_turns(-char.turns, *self.size)) if char.turns else self.frame
            char.ink = box_of(own, self._ink(char.index))
        return char.ink

    def ink_at(self, index: int) -> Box:
        """Return the box of the ink of character `index` in the upright frame."""
        return box_of(self.frame, self._ink(index))

    def _ink(self, index: int) -> Box:
        left, right, bottom, top = self.sides
        pdfium.FPDFText_GetCharBox(self.raw, index, left, right, bottom, top)
        return (left.value, bottom.value, right.value, top.value)


def _text(code: int) -> str:
    if code == HYPHEN_AT_LINE_END:
        return "-"
    if code in RADICALS:
        return RADICALS[code]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _origin(raw: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return x.value, y.value


def _fill(handle: Any) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return (0, 0, 0, 255)
    return (red.value, green.value, blue.value, alpha.value)


def _quarter(to_display: Affine, a: float, b: float) -> int | None:
    """Return how many quarter turns clockwise a text direction stands from upright, None if it is oblique."""
    x, y = to_display[0] * a + to_display[2] * b, to_display[1] * a + to_display[3] * b
    angle = math.degrees(math.atan2(y, x)) % 360
    turns = round(angle / 90) % 4
    off = abs((angle - 90 * turns + 180) % 360 - 180)
    return turns if off <= 4.0 else None
