"""A picture of a paper becomes a page: laid flat, upright, clean and straight, read, with its ruling lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from intake.read.detect import Line, outlines, upright_turns
from intake.read.document import Page, Rule, Word
from intake.read.effort import step
from intake.read.geometry import IDENTITY, Affine, chain, inverse, quarter_turns
from intake.read.lettersize import in_true_size
from intake.read.ocr import Piece, pieces
from intake.read.paper import cleaned, skew, straightening, turned, warped
from intake.read.photo import sheet_alone
from intake.read.ruling import ink_of, lines_of, through_words, unread, without
from orders.records import Box

STRAIGHT = 0.04  # degrees: less is not worth a resampling
BARS, BESIDE = frozenset("|｜丨"), 2.0  # what a ruling line is read as, and how far from it at most (points)


@dataclass(frozen=True)
class Scan:
    """A page read by OCR and the upright, straightened grey picture it was read from (kept for the second reading)."""

    page: Page
    grey: Any
    dpi: float
    seals: Any = None

    def unread(self, boxes: tuple[Box, ...]) -> tuple[Box, ...]:
        """Return the places of ink (points) that no box, ruling line or seal covers."""
        import numpy as np

        to_pixels = self.dpi / 72
        lines = [_scaled((rule.x0, rule.top, rule.x1, rule.bottom), to_pixels) for rule in self.page.rules]
        words = [_scaled(box, to_pixels) for box in boxes]
        seals = self.seals if self.seals is not None else np.zeros_like(self.grey)
        found = unread(ink_of(self.grey), words, lines, seals, self.dpi)
        return tuple(_scaled(box, 72 / self.dpi) for box in found)


def read_picture(image: Any, dpi: float, number: int) -> Scan:
    """Read a picture (BGR or grey array at `dpi`) as page `number`; its size in points is pixels × 72 / dpi."""
    step()
    sheet = sheet_alone(image, dpi)
    if sheet is None:
        return _read(image, dpi, number)
    scan = _read(sheet.laid(image), sheet.dpi, number)
    shown = image.shape[1] * 72 / dpi, image.shape[0] * 72 / dpi
    to_display = scan.page.to_display or IDENTITY
    return replace(scan, page=replace(scan.page, to_display=to_display, laid=sheet.lies(dpi), shown=shown))


def _read(image: Any, dpi: float, number: int) -> Scan:
    clean = cleaned(image, dpi)
    found = outlines(clean.grey, dpi)
    turns = upright_turns(clean.grey, found)
    grey, seals = turned(clean.grey, turns), turned(clean.seals, turns)
    move = quarter_turns(turns, clean.grey.shape[1], clean.grey.shape[0])
    height, width = grey.shape
    angle = skew(grey)
    straight: Affine | None = None
    if abs(angle) >= STRAIGHT:
        matrix = straightening(width, height, angle)
        grey, seals = warped(grey, matrix, 255), warped(seals, matrix, 0)
        (a, c, e), (b, d, f) = matrix.tolist()
        straight = (a, b, c, d, e, f)
    move = chain(move, straight or IDENTITY)
    page = _page(grey, seals, dpi, number, [outline.line(move) for outline in found])
    shown = image.shape[1] * 72 / dpi, image.shape[0] * 72 / dpi
    return Scan(_placed(page, turns, straight, dpi, shown), grey, dpi, seals)


def _page(grey: Any, seals: Any, dpi: float, number: int, writing: list[Line]) -> Page:
    ink = ink_of(grey)
    lines = lines_of(ink, dpi)
    cores = [line.core for line in writing]
    print_only = without(ink, [line for line in lines if not through_words(line, cores)], dpi)
    found = pieces(grey, print_only, dpi, writing)
    boxes = [piece.box for piece in found]
    lines = [line for line in lines if not through_words(line, boxes)]
    scale = 72 / dpi
    rules = tuple(Rule(*_scaled(line, scale)) for line in lines)
    read = [word for piece in found for word in _without_bars(_word(piece, scale), rules)]
    words = [in_true_size(part, print_only, dpi) for word in read for part in _split(word, rules)]
    left = unread(ink, boxes, lines, seals, dpi)
    height, width = grey.shape
    return Page(
        number,
        width * scale,
        height * scale,
        tuple(_in_lines(words)),
        rules,
        method="ocr",
        unread_ink=tuple(_scaled(box, scale) for box in left),
    )


def _in_lines(words: list[Word]) -> list[Word]:
    """Sort words line by line: a word belongs to the line whose first word's middle lies within its height."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        first = lines[-1][0] if lines else None
        if first is not None and word.middle - first.middle < 0.4 * min(first.height, word.height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda word: word.x0)]


def _word(piece: Piece, scale: float) -> Word:
    x0, top, x1, bottom = _scaled(piece.box, scale)
    edges = tuple(edge * scale for edge in piece.edges)
    return Word(piece.text, x0, top, x1, bottom, edges, confidence=round(piece.confidence, 4))


def _without_bars(word: Word, rules: tuple[Rule, ...]) -> list[Word]:
    """Leave out bars at the ends of a word that are the ruling line beside it; nothing is left of a bar alone."""
    start, end = 0, len(word.text)
    while start < end and _is_rule(word, start, rules):
        start += 1
    while start < end and _is_rule(word, end - 1, rules):
        end -= 1
    return [word if end - start == len(word.text) else word.part(start, end)] if start < end else []


def _is_rule(word: Word, at: int, rules: tuple[Rule, ...]) -> bool:
    left, right = word.edges[at] - BESIDE, word.edges[at + 1] + BESIDE
    upright = (rule for rule in rules if rule.orientation == "v" and rule.top <= word.middle <= rule.bottom)
    return word.text[at] in BARS and any(left <= rule.x0 <= right for rule in upright)


def _split(word: Word, rules: tuple[Rule, ...]) -> list[Word]:
    """Cut a word that the engine read across a vertical ruling line."""
    cuts = set()
    for rule in rules:
        if rule.orientation == "v" and word.x0 < rule.x0 < word.x1 and rule.top <= word.middle <= rule.bottom:
            centers = [(a + b) / 2 for a, b in pairwise(word.edges)]
            cuts.add(sum(center < rule.x0 for center in centers))
    ends = [0, *sorted(cuts - {0, len(word.text)}), len(word.text)]
    return [word.part(a, b) for a, b in pairwise(ends)] if len(ends) > 2 else [word]


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _placed(page: Page, turns: int, straight: Affine | None, dpi: float, shown: tuple[float, float]) -> Page:
    """Tell the page how its upright frame lies on the page as displayed."""
    if not turns and straight is None:
        return page
    to_display: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if straight is not None:
        a, b, c, d, e, f = inverse(straight)
        to_display = (a, b, c, d, e * 72 / dpi, f * 72 / dpi)
    if turns:
        to_display = chain(to_display, quarter_turns(-turns, page.width, page.height))
    return replace(page, to_display=to_display, shown=shown)
