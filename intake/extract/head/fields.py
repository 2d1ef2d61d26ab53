"""Labelled values outside the table: label and value in one phrase, side by side, or one above the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.extract.head.addresses import numbered
from intake.extract.head.cards import carded, own_numbers
from intake.extract.head.letters import implied
from intake.extract.table.tables import Table
from intake.extract.words.layout import covers, spread, stack
from intake.extract.words.lexicon import Lexicon
from intake.extract.words.printed import Printed, compound, head_lines, is_label
from intake.read.document import Page, Word
from orders.values import date_readings, date_span

_ID = re.compile(r"[^\s:：,，;；]*\d[^\s:：,，;；]*")
_SIGN = re.compile(r"\s*(?:no\.?|nr\.?|n\.?\s?[°º])(?![^\W\d_]|[-/_])\s*", re.IGNORECASE)  # "No. 4711" as a value
_SERIES = re.compile(r"([A-Z]{2,5}) (?=\S*\d)[A-Z0-9][A-Z0-9/.-]*")  # "VME 26/0913": a series and its number
_ORDINAL = re.compile(r"\s*第\s*[^\s:：第号號]*\d[^\s:：第号號]*\s*[号號]\s*")  # 第 2026-41 号
_REMARK = re.compile(r"(?<=\w)[(（][^\d()（）]*[)）]$")  # "4711（续）"
_NUMBER = re.compile(r"[A-Z]{0,2}[\d-]{3,12}")  # a party's own, before its name
_BLOCKS = ("_address", "_name", "_name_weak", "order_id", "_terms", "_terms_weak")
_UNUSUAL = ("above", "left")  # of its label stands a value seldom
_ACROSS = 9  # of a line's height: farther right, another block stands in the same line
_OVERLAP = 0.4  # of a line's height: boxes of scanned lines reach into each other
_PHONE = re.compile(r"[+(\d][\d\s()/.-]{5,}")


@dataclass(frozen=True)
class Labelled:
    """A label found on a page and the values that may be its own, nearest first."""

    name: str
    label: Word
    values: tuple[Word, ...]
    page: Page
    inside: bool = False  # label and value are one phrase without a colon: trusted only for ids and dates

    @property
    def in_sentence(self) -> bool:
        """Say whether a party's name begins a sentence (乙方应于…前交货): what the sentence says is no value of it."""
        return self.inside and "_name" in self.name


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


def id_in(value: Word, words: Lexicon) -> Word | None:
    """Return the first token of the value that has a digit, as a word with its own box; a date is no id."""
    if _ORDINAL.fullmatch(value.text):
        return value
    sign = _SIGN.match(value.text)
    found = _ID.search(value.text, sign.end() if sign else 0)
    if found is None or found.start() > (sign.end() if sign else 0) + 2:
        series = _SERIES.fullmatch(value.text.strip())
        known = series and (words.label(series[1]) or words.heading("document_types", series[1]))
        return value.part(series.start(), series.end()) if series and not known else None
    start = found.start() + len(found[0]) - len(found[0].lstrip("#＃№"))  # "#4711": the sign is no part of it
    end = found.start() + len(_REMARK.sub("", found[0]))
    if end - start < 2:
        return None
    span = date_span(value.text, words.months)
    dated = span and span[0] <= start and span[1] >= end and date_readings(value.text[slice(*span)], words.months)
    return None if dated else value.part(start, end)


def more_of_id(value: Word, token: Word, words: Lexicon) -> bool:
    """Say whether the value goes on with what may belong to the id ("4500 017 432", "4711-A, 4711-B")."""
    before, _, after = value.text.partition(token.text)
    before = _SIGN.sub("", before, count=1)
    rest = after.strip(" ,;，；()（）[]")
    span = date_span(rest, words.months)
    rest = rest[: span[0]] if span else rest
    return any(char.isdigit() for char in rest) or bool(before.strip(" #＃№:：(（["))


def date_in(value: Word, words: Lexicon) -> Word | None:
    """Return the date that a value says, at its start or behind words like "no later than", with its own box."""
    span = date_span(value.text, words.months)
    if span is None:
        return None
    clause = re.split(r"[,;]\s", value.text[: span[0]])[-1].strip()  # "DAP Oslo, at our dock no later than 3 May 2026"
    before = words.said(clause or value.text[: span[0]]) if span[0] > 2 else frozenset()
    return None if before is None or before - {"filler", "requested_date"} else value.part(*span)


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
            value = _whole(name, first, phrase, printed, words)
            inside = not label.text.rstrip().endswith((":", "：", " -", " –"))
            if below := numbered(name, first, phrase, printed, words):
                yield Labelled(name, label, (_whole(name, below, phrase, printed, words),), page)
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
    found["below"] = _own(found["below"], [p.x0 for p in line[: index + 2] if is_label(p, words)], phrase)
    values = {way: word for way, word in found.items() if word is not None and not _names_other(word, words)}
    stands_on = "below" in values and _heads_block(phrase, values["below"])
    if "right" not in values and not stands_on and (beside := _beside(phrase, printed, words)):
        values["right"] = beside
    return values


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
        yield Labelled(spot.name, label, tuple(_whole(spot.name, v, spot.phrase, printed, words) for v in values), page)


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
                    value = _beside(label, printed, words) if heading else None
                    if heading and value:
                        yield Labelled(heading.name, label, (value,), page)


def _heads_block(label: Word, below: Word) -> bool:
    """Say whether a label without a colon stands on top of a block that begins at its own left edge."""
    return abs(label.x0 - below.x0) < 3 and not label.text.rstrip().endswith((":", "："))


def _whole(name: str, value: Word, label: Word, printed: Printed, words: Lexicon) -> Word:
    """Join the further lines of an address, of terms, or of a name until it ends like a company's.

    Other values have one line. Terms go on only where their sentence does, also under their label.
    """
    if value.text.endswith("-") and "date" in name and value.cell is None:
        return _unbroken(value, label, printed, words)
    if not name.endswith(_BLOCKS) or value.cell is not None:
        return value
    parts, first, terms = [value], value, name.endswith(("_terms", "_terms_weak"))
    full = _margin(printed) - 1.5 * value.height if terms else 0.0
    number = name.endswith(("_name", "_name_weak")) and _NUMBER.fullmatch(value.text.strip()) is not None
    for line in printed:
        for phrase in line:
            gap = phrase.top - parts[-1].bottom
            same_edge = abs(phrase.x0 - value.x0) < 2 or (number and abs(phrase.x0 - label.x0) < 2)
            last = abs(phrase.x0 - label.x0) < 2 and words.suffix(phrase.text)  # "Customer: Alpenmarkt" over "GmbH"
            if terms:
                same_edge = (same_edge or abs(phrase.x0 - label.x0) < 2) and _goes_on(parts[-1], phrase)
                if phrase.x0 < value.x0 + 2 and len(line) == 1 and parts[-1].x1 > full and not _ended(parts[-1]):
                    same_edge, gap = True, gap / 2  # a paragraph's further line; they stand less close than a box's
            if (last or (same_edge and not _has_label(phrase, line, words))) and -1 <= gap < 0.6 * value.height:
                parts.append(phrase)
    if not name.endswith(("_name", "_name_weak")):
        return stack(parts)
    led = number and len(parts) > 1 and parts[1].x0 < value.x0 - 2  # the name stands under the label
    if len(parts) > 1 and not re.search(r"[^\W\d_]{2}", parts[0].text):
        value, parts = parts[1], parts[1:]  # "4469" above the name is the party's number
    ends = [n for n in range(1, min(len(parts), 3) + 1) if words.organisation(stack(parts[:n]).text)]
    if led and not ends:
        return first  # what stands there is an address
    more = bool(ends) and ends[0] < len(parts) and words.suffix(parts[ends[0]].text)  # "… Services Pty" over "Ltd"
    return stack(parts[: ends[0] + more]) if ends else value


def _unbroken(value: Word, label: Word, printed: Printed, words: Lexicon) -> Word:
    """Join a date that was broken behind its hyphen with the rest on the next line: "27-" over "MAR-2024"."""
    for below in (phrase for line in printed for phrase in line):
        near = -1 <= below.top - value.bottom < 0.6 * value.height and covers(below, label)
        whole = stack([value, below])
        if near and date_span(value.text, words.months) is None and date_span(whole.text, words.months):
            return whole
    return value


def _margin(printed: Printed) -> float:
    return max((line[-1].x1 for line in printed if line), default=0.0)


def _ended(part: Word) -> bool:
    return part.text.rstrip().endswith(("。", ".", "；", ";"))


def _goes_on(first: Word, second: Word) -> bool:
    """Say whether a sentence goes on: behind a comma, or with a small letter."""
    return first.text.rstrip().endswith((",", "，", "、", ";", "；")) or second.text[:1].islower()


def _beside(label: Word, printed: Printed, words: Lexicon) -> Word | None:
    """Take a value of two lines whose label stands in the middle between them."""
    near = [
        p
        for line in printed
        for p in line
        if p.cell is None
        and p.x0 > label.x1
        and p.bottom > label.top
        and p.top < label.bottom
        and p.middle != label.middle
        and p.x0 - label.x1 < 10 * label.height
    ]
    left = min((p.x0 for p in near), default=0)
    parts = sorted((p for p in near if abs(p.x0 - left) < 2 and not is_label(p, words)), key=lambda p: p.top)
    if len(parts) == 2 and all(words.organisation(p.text) for p in parts):
        return parts[0]  # a company's name over the same in another script
    return stack(parts) if 1 <= len(parts) <= 2 else None


def _has_label(phrase: Word, line: Sequence[Word], words: Lexicon) -> bool:
    """Say whether the phrase is a label, or one stands left of it and next to it."""
    left = [p for p in line if p.x1 <= phrase.x0]
    return is_label(phrase, words) or bool(left and is_label(left[-1], words))
