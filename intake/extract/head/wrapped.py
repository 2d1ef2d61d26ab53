"""Values that go on on further lines: addresses, terms, names; a broken date; two lines beside one label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.words.layout import covers, stack
from intake.extract.words.lexicon import Lexicon
from intake.extract.words.printed import Printed, is_label
from intake.read.document import Word
from orders.values import date_span

_NUMBER = re.compile(r"[A-Z]{0,2}[\d-]{3,12}")  # a party's own, before its name
_BLOCKS = ("_address", "_name", "_name_weak", "order_id", "_terms", "_terms_weak")


def whole(name: str, value: Word, label: Word, printed: Printed, words: Lexicon) -> Word:
    """Join the further lines of an address, of terms, or of a name until it ends like a company's.

    Other values have one line. Terms go on only where their sentence does, also under their label.
    """
    if "date" in name and value.cell is None and date_span(value.text, words.months) is None:
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
    """Join a date that was broken with the rest on the next line: "27-" over "MAR-2024", "09 Nov" over "2026"."""
    hyphen = value.text.endswith("-")
    for below in (phrase for line in printed for phrase in line):
        near = -1 <= below.top - value.bottom < 0.6 * value.height and covers(below, label if hyphen else value)
        whole = stack([value, below])
        span = date_span(whole.text, words.months) if near else None
        if span and (hyphen or span == (0, len(whole.text))):
            return whole
    return value


def _margin(printed: Printed) -> float:
    return max((line[-1].x1 for line in printed if line), default=0.0)


def _ended(part: Word) -> bool:
    return part.text.rstrip().endswith(("。", ".", "；", ";"))


def _goes_on(first: Word, second: Word) -> bool:
    """Say whether a sentence goes on: behind a comma, or with a small letter."""
    return first.text.rstrip().endswith((",", "，", "、", ";", "；")) or second.text[:1].islower()


def beside(label: Word, printed: Printed, words: Lexicon) -> Word | None:
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
