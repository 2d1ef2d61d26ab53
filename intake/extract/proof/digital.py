"""Digital pages and sheets prove themselves: every word, character and deciding value is read a second time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from intake.extract.proof.letters import spelled, spelled_in, touching
from intake.extract.proof.seals import without_seal
from intake.extract.words.layout import spread, squeezed
from intake.read.document import Page, Witness, Word
from orders.codes import finding
from orders.records import Box, Evidence, Finding
from orders.values import normal

WIDEST = 1.42  # of a word's height (0.9 em): Hanzi with the widest gap that does not part a word reach 1.27 em

_SIGNS = 2  # so many Hanzi may stand apart as two words; more of them with blanks between are one drawn wide
_EVEN = 0.8  # of the widest sign's width: the narrowest of those that are all set as wide
_BRACKETED = re.compile(r"[^\d\s]*[\u4e00-\u9fff] [(（][^\d\s]+")  # 单价 (HK$)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['‘’](?=[^\W\d_]|\s|$)")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?")  # 12月8日: neither do these
_ONE_SCRIPT = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z\d]+")
_SIZES = re.compile(r"[xX×]?(?:\d[\d.,/]*[xX×]){1,3}\d[\d.,/]*")  # 25x32x40: its blanks part no two words


def complete(page: Page, used: str, deciding: str, witness: Witness) -> Iterator[Finding]:
    """Every character of the page was read once, every word stands where it was read, no label or value is two.

    `used` are the texts that values came from, one a line, `deciding` those of the values that decide.
    """
    whole = witness.whole(page.number)
    if whole is None:
        yield finding("readings-differ", "", first=f"page {page.number}", second="—")
        return
    ours, theirs = _characters("".join(w.text for w in (*page.words, *page.aside))), _characters(whole)
    missing, added = theirs - ours, ours - theirs
    if page.doubled:
        missing = Counter({char: n for char, n in missing.items() if ours[char] == 0})
    if missing or added:
        yield finding("readings-differ", "", first=_show(added), second=_show(missing))
    for word in _twice(page):
        yield finding("readings-differ", "", first=word.text, second=f"{word.text} {word.text}")
    for word in page.words:
        second = witness.cell(page.sheet or "", word.cell) if word.cell else witness.text_in(page.number, word.box)
        if second is not None and second.strip() == word.text.strip() and not _stretched(word):
            continue
        whole_word = word.text in used or re.search(r"[:：]", word.text) is not None
        if second is not None and (_DAY if word.text in used else _SIZES).fullmatch(word.text):
            second = squeezed(second)
        second = without_seal(word, second, page) if second is not None else None
        if second is not None and word.text not in used and right_to_left(word.text):
            continue  # its signs are on the page in both readings; each has its own order for them
        if second is not None and word.text not in deciding and _set_wide(word.text, second):
            second = squeezed(second)
        if second is None or not _same(word, second, whole_word, page, witness) or _stretched(word):
            yield finding("readings-differ", "", first=word.text, second=second if second is not None else "—")
    for left, right in _parted(page, used, whole):
        second = witness.text_in(page.number, _around(left, right))
        if second is None or not re.search(r"\s", normal(second).strip()):
            yield finding("readings-differ", "", first=f"{left.text} {right.text}", second=second or "—")


def right_to_left(text: str) -> bool:
    """Say whether a word without digits is written from right to left: a letterhead's twin in Arabic or Hebrew."""
    kinds = {unicodedata.bidirectional(char) for char in text}
    return bool(kinds & {"R", "AL"}) and not kinds & {"L", "EN", "AN"}


def _stretched(word: Word) -> bool:
    """Say whether a character of a word is wider than any is: two words far apart that both readings took for one.

    A character by itself, as in a seal set in wide letters, is no two words, nor are Hanzi that are all set as wide.
    """
    if word.cell is not None or len(word.text) < 2:
        return False
    widths = [b - a for a, b in pairwise(spread(word))]
    if max(widths) <= WIDEST * word.height:
        return False
    drawn = len(word.text) > _SIGNS and re.fullmatch(r"[\u4e00-\u9fff]+", word.text)
    return not (drawn and min(widths) > _EVEN * max(widths))


def _parted(page: Page, used: str, whole: str) -> Iterator[tuple[Word, Word]]:
    """Yield neighbours that may be one word of the other reading: close, no rule between, one of them not known to it.

    In words without digits that no value came from that does not matter.
    """
    known = Counter(map(squeezed, whole.split()))
    own = Counter(squeezed(word.text) for word in page.words)
    told = [w for w in page.words if w.cell is None and (w.text in used or re.search(r"\d", w.text))]
    odd = [word for word in told if own[squeezed(word.text)] > known[squeezed(word.text)]]
    for word in odd:
        for other in page.words:
            left, right = sorted((word, other), key=lambda w: w.x0)
            if (
                other is not word
                and _close(left, right)
                and not page.ruled_between(left.center, right.center, left.middle)
            ):
                yield left, right


def _close(left: Word, right: Word) -> bool:
    height = max(left.height, right.height)
    return abs(left.middle - right.middle) < 0.3 * height and right.x0 - left.x1 < 0.4 * height


def _around(left: Word, right: Word) -> Box:
    return (left.x0, min(left.top, right.top), right.x1, max(left.bottom, right.bottom))


def _twice(page: Page) -> Iterator[Word]:
    """Yield words that claim a place where the same word stands already."""
    seen: dict[str, list[Word]] = {}
    for word in page.words:
        same = seen.setdefault(word.text, [])
        if any(abs(w.x0 - word.x0) < word.height and abs(w.middle - word.middle) < 0.5 * word.height for w in same):
            yield word
        same.append(word)


def _same(word: Word, second: str, whole: bool, page: Page, witness: Witness) -> bool:
    """Say whether a second reading is a word's own, or parted or mixed up by the fonts its signs come from."""
    if same_word(word.text, second, whole):
        return True
    ours, theirs = squeezed(word.text), squeezed(second)
    return (
        touching(word, second) if ours == theirs else set(ours) <= set(theirs) and spelled(word, second, page, witness)
    )


def same_word(ours: str, theirs: str, whole: bool) -> bool:
    """Compare character by character; white space that only the other reading has inside means two words read as one.

    In words that no value came from an apostrophe does not matter ("Seller’s").
    A spaced-out title or heading (采 购 订 单) is one word, unless a value came from it (`whole`) and it is not all
    Hanzi; so is what a typesetter sets off a little between Hanzi and digits (东路 8 号) or before a bracket.
    """
    if not whole:
        ours, theirs = _APOSTROPHE.sub("", ours), _APOSTROPHE.sub("", theirs)
    if squeezed(ours) != squeezed(theirs):
        return False
    pieces = normal(theirs).split()
    spaced = not whole and all(len(piece) == 1 and piece.isalpha() for piece in pieces)
    spaced |= len(pieces) > _SIGNS and all(re.fullmatch(r"[\u4e00-\u9fff]", piece) for piece in pieces)
    spaced |= not whole and all(_set_off(left, right) for left, right in pairwise(pieces))
    spaced |= len(pieces) == 2 and _BRACKETED.fullmatch(" ".join(pieces)) is not None
    return spaced or len(pieces) < 2 or re.search(r"\s", normal(ours).strip()) is not None


def _set_off(left: str, right: str) -> bool:
    """Say whether two pieces meet between a Hanzi and a Latin letter or digit."""
    hanzi = ["\u4e00" <= char <= "\u9fff" for char in (left[-1], right[0])]
    return hanzi[0] != hanzi[1] and all(
        one or (char.isascii() and char.isalnum()) for one, char in zip(hanzi, (left[-1], right[0]), strict=True)
    )


def _set_wide(ours: str, theirs: str) -> bool:
    """Say whether a typesetter parted Hanzi from Latin letters and digits throughout: 8 路 4 点, never 18 台 alone."""
    pieces = normal(theirs).split()
    parted = len(pieces) > _SIGNS and all(_set_off(left, right) for left, right in pairwise(pieces))
    return parted and re.search(r"\s", ours.strip()) is None and all(map(_ONE_SCRIPT.fullmatch, pieces))


def _characters(text: str) -> Counter[str]:
    counted = Counter(unicodedata.normalize("NFKC", text))
    seen = (char for char in counted if not char.isspace() and unicodedata.category(char)[0] != "C")
    return Counter({char: counted[char] for char in seen})


def _show(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:40] or "—"


def again(evidence: Mapping[str, Evidence], pages: Mapping[int, Page], witness: Witness) -> Iterator[Finding]:
    """Read every deciding value again at its place; where the whole reads otherwise, each sign at its own."""
    for path, item in evidence.items():
        if item.cell is not None:
            second = witness.cell(item.sheet or "", item.cell)
            same = second is not None and squeezed(item.text) in squeezed(second)
        else:
            second = witness.text_in(item.page or 0, item.bbox) if item.bbox else None
            same = second is not None and squeezed(second) == squeezed(item.text)
            page = pages.get(item.page or 0)
            if not same and second and page and item.bbox and set(squeezed(item.text)) <= set(squeezed(second)):
                same = spelled_in(item.text, item.bbox, page, witness)
        if not same:
            yield finding("readings-differ", path, first=item.text, second=second if second is not None else "—")
