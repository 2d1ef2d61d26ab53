"""Labelled values outside the table: label and value in one phrase, side by side, or one above the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.extract.head.addresses import numbered
from intake.extract.head.cards import carded, own_numbers
from intake.extract.head.label import Labelled
from intake.extract.head.letters import implied
from intake.extract.head.tokens import date_in, id_in
from intake.extract.head.wrapped import beside, whole
from intake.extract.table.table import Table
from intake.extract.words.layout import covers, spread, stack
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import Printed, compound, head_lines, is_label
from intake.read.document import Page, Word
from orders.values import date_span

_UNUSUAL = ("above", "left")  # of its label stands a value seldom
_ACROSS = 9  # of a line's height: farther right, another block stands in the same line
_OVERLAP = 0.4  # of a line's height: boxes of scanned lines reach into each other
_PHONE = re.compile(r"[+(\d][\d\s()/.-]{5,}")


@dataclass(frozen=True)
class _Spot:
    """A label alone in its phrase, and what stands right of, left of, below and above it."""

    name: str
    phrase: Word
    end: int
    around: Mapping[str, Word]


def labelled(pages: Iterable[Page], tables: Sequence[Table], words: Lexicon) -> tuple[Labelled, ...]:
    """Find every known label outside the tables with its candidate values."""
    return tuple(found for page in pages for found in _on_page(page, tables, words))


def _on_page(page: Page, tables: Sequence[Table], words: Lexicon) -> Iterable[Labelled]:
    own = [t for t in tables if t.page.number == page.number]
    outside = [w for w in page.words if not any(t.top - 1 <= w.middle <= t.bottom + 1 for t in own)]
    printed = head_lines(page, [*outside, *(w for t in own for line in t.summary for w in line)], words)
    found = own_numbers(carded(list(_labels_on(page, printed, words)), words))
    yield from found
    told = [item for item in found if item.name != "order_id_title" and not item.in_sentence]
    owned = [w for item in told for w in (item.label, *item.values)]
    top = min((t.top for t in own), default=page.height)
    titled = [item for item in found if item.name == "order_id_title" and not item.inside]
    ids = [value for item in titled for value in item.values[:1] if value.top > item.label.bottom - 2]
    for name, label, value in implied(printed, top, owned, ids, words):
        yield Labelled(name, label, (value,), page)


def _labels_on(page: Page, printed: Printed, words: Lexicon) -> Iterable[Labelled]:
    yield from _two_line_labels(page, printed, words)
    rows = [list(_spots(line, printed, words)) for line in printed]
    filled = [found for line in printed for found in _filled(page, line, printed, words)]
    yield from filled
    behind = any(not found.inside and _fits(found.name, found.values[0], words) for found in filled)
    page_way = _direction([spot for row in rows for spot in row], words)
    seldom = None if behind or page_way not in _UNUSUAL else page_way
    for row in rows:
        ways = [w for w in (seldom, _direction(row, words), page_way) if w is not None]
        way = next((w for w in ways if w == seldom or w not in _UNUSUAL), None)
        for spot in row:
            yield from _placed(page, spot, way, printed, words)


def _filled(page: Page, line: Sequence[Word], printed: Printed, words: Lexicon) -> Iterable[Labelled]:
    """Yield the labels of a line that have their value in their own phrase."""
    for phrase in line:
        found = words.label(phrase.text)
        if found and phrase.text[found[1] :].strip(" :：") and not compound(phrase.text, words):
            name, end = found
            label = phrase.part(0, end)
            first = phrase.part(end, len(phrase.text))
            value = whole(name, first, phrase, printed, words)
            inside = not label.text.rstrip().endswith((":", "：", " -", " –"))
            if below := numbered(name, first, phrase, printed, words):
                yield Labelled(name, label, (whole(name, below, phrase, printed, words),), page)
            else:
                yield Labelled(name, label, (value,), page, inside)


def _spots(line: Sequence[Word], printed: Printed, words: Lexicon) -> Iterable[_Spot]:
    """Yield the labels of a line that stand alone in their phrase."""
    for index, phrase in enumerate(line):
        pair = compound(phrase.text, words)
        found = (f"{pair[0]}/{pair[1]}", len(phrase.text)) if pair else words.label(phrase.text)
        if found and found[0] == "order_id_title" and index and _announces(line[index - 1], phrase):
            continue  # "Type: Standard Purchase Order" says what kind it is
        if found and not phrase.text[found[1] :].strip(" :："):
            yield _Spot(found[0], phrase, found[1], _around(line, index, printed, words))


def _announces(left: Word, phrase: Word) -> bool:
    """Say whether a phrase is the value of the label with a colon close to its left, and has none of its own."""
    return (
        phrase.x0 - left.x1 < _ACROSS * phrase.height
        and left.text.rstrip().endswith((":", "："))
        and ":" not in phrase.text.replace("：", ":")
    )


def _around(line: Sequence[Word], index: int, printed: Printed, words: Lexicon) -> dict[str, Word]:
    phrase = line[index]
    found = {
        "right": line[index + 1] if index + 1 < len(line) else None,
        "left": line[index - 1] if index else None,
        "below": _nearest(phrase, printed, words, down=True),
        "above": _nearest(phrase, printed, words, down=False),
    }
    if found["below"] is not None and found["below"].cell is not None and _number_sign(found["below"].text, words):
        found["below"] = _nearest(found["below"], printed, words, down=True)  # a title over "N." over its number
    found["below"] = _own(found["below"], [p.x0 for p in line[: index + 2] if is_label(p, words)], phrase)
    values = {way: word for way, word in found.items() if word is not None and not _names_other(word, words)}
    stands_on = "below" in values and _heads_block(phrase, values["below"])
    if "right" not in values and not stands_on and (around := beside(phrase, printed, words)):
        values["right"] = around
    return values


def _number_sign(text: str, words: Lexicon) -> bool:
    """Say whether a text only announces a number: "N.", "Nr.", "No.", "Number"."""
    return compared(text) in {"N", "N°", "Nº", *words.named("numbering", "number")}


def _names_other(word: Word, words: Lexicon) -> bool:
    """Say whether a phrase is a label or names a sum: no value of a label beside it."""
    return is_label(word, words) or words.amount_label(word.text) is not None


def _own(value: Word | None, lefts: Sequence[float], label: Word) -> Word | None:
    """Cut what stands below labels where each of them begins, and take the label's: blocks only a blank apart."""
    if value is None or value.cell is not None or not any(abs(value.x0 - left) < 3 for left in lefts):
        return value  # labels may stand centred above what they name
    edges = spread(value)
    blanks = [at for at, char in enumerate(value.text) if char == " "]
    cuts = [at for at in blanks if any(abs(edges[at + 1] - left) < 3 for left in lefts)]
    pieces = list(pairwise([0, *(cut + 1 for cut in cuts), len(value.text)]))
    return next((value.part(a, b) for a, b in pieces if covers(value.part(a, b), label)), value) if cuts else value


def _nearest(phrase: Word, printed: Printed, words: Lexicon, *, down: bool) -> Word | None:
    """Return the next phrase below or above, within three lines; "(New)" below a title is none."""
    lines = printed if down else reversed(printed)
    for other in (p for line in lines for p in line if covers(p, phrase)):
        gap = other.top - phrase.bottom if down else phrase.top - other.bottom
        if -_OVERLAP * phrase.height <= gap < 3 * phrase.height and not _says_original(other, words):
            return other
    return None


def _says_original(phrase: Word, words: Lexicon) -> bool:
    """Say whether a phrase in brackets calls the paper new or a copy."""
    text = phrase.text.strip()
    said = words.said(text[1:-1]) if text[:1] in "(（" and text[-1:] in ")）" else None
    return said is not None and {*said} == {"original"}


def _direction(spots: Sequence[_Spot], words: Lexicon) -> str | None:
    """Say on which side of their labels the values stand: where alone a date, number or name fits what is named.

    Labels that say different things decide nothing; values above or left need two labels that say so.
    """
    votes = []
    for spot in (spot for spot in spots if spot.name != "order_id_title"):
        ways = [way for way, word in spot.around.items() if _fits(spot.name, word, words)]
        votes += ways if len(ways) == 1 else []
    sure = len(set(votes)) == 1 and (len(votes) > 1 or votes[0] not in _UNUSUAL)
    return votes[0] if sure else None


def _fits(name: str, word: Word, words: Lexicon) -> bool:
    """Say whether a text is of the kind that the label names; False for labels of free text."""
    if "date" in name:
        return date_in(word, words) is not None
    if name.startswith("order_id"):
        token = id_in(word, words)
        return token is not None and 2 * len(token.text) > len(word.text)
    if "_name" in name:
        return words.organisation(word.text)
    if name == "currency":
        return words.currency(word.text) is not None
    return name == "phone" and _PHONE.fullmatch(word.text) is not None


def _placed(page: Page, spot: _Spot, way: str | None, printed: Printed, words: Lexicon) -> Iterable[Labelled]:
    """Yield a lone label with the value on the side that is sure, else with the candidates right of and below it."""
    sure = spot.around.get(way or "")
    values = [sure] if sure else [spot.around[side] for side in ("right", "below") if side in spot.around]
    label = spot.phrase.part(0, spot.end)
    if sure and (below := numbered(spot.name, sure, spot.phrase, printed, words)):
        values.append(below)  # behind a party's number its name stands below
    if "/" in spot.name:
        yield from _two_values(spot.name.split("/"), label, values[:1], page, words)
    else:
        yield Labelled(spot.name, label, tuple(whole(spot.name, v, spot.phrase, printed, words) for v in values), page)


def _two_values(
    names: Sequence[str], label: Word, values: Sequence[Word], page: Page, words: Lexicon
) -> Iterable[Labelled]:
    """Part the value of a label of two at the stroke, or at its date ("4711/26 / 11.01.2026")."""
    for value in values:
        span = date_span(value.text, words.months)
        spaced = value.text.split(" / ")
        dated = (span[0] or span[1]) if span else value.text.find("/") + 1  # a date first: "17-8月-2025 周敏"
        cut = len(spaced[0]) + 3 if len(spaced) == 2 else dated
        first, second = value.part(0, len(value.text[:cut].rstrip(" /"))), value.part(cut, len(value.text))
        yield Labelled(names[0], label, (first,) if first.text else (), page)
        yield Labelled(names[1], label, (second,), page)


def _two_line_labels(page: Page, printed: Printed, words: Lexicon) -> Iterable[Labelled]:
    """Find labels broken over two lines ("Terms of / Payment:") with the value beside them."""
    for upper, lower in pairwise(printed):
        for first in upper:
            for second in lower:
                close = -1 <= second.top - first.bottom < 0.8 * first.height and abs(first.x0 - second.x0) < 2
                if first.cell is None and close and not is_label(first, words):
                    label = stack([first, second])
                    heading = words.heading("fields", label.text)
                    value = beside(label, printed, words) if heading else None
                    if heading and value:
                        yield Labelled(heading.name, label, (value,), page)


def _heads_block(label: Word, below: Word) -> bool:
    """Say whether a label without a colon stands on top of a block that begins at its own left edge."""
    return abs(label.x0 - below.x0) < 3 and not label.text.rstrip().endswith((":", "："))
