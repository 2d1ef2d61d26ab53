"""What kind of paper is this? Its title says so, not words that merely occur; a letter says it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import cast

from intake.decide import ORDERS
from intake.extract.head.tags import tags_in
from intake.extract.table.tables import find_tables
from intake.extract.words.layout import page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.once import once
from intake.extract.words.printed import behind_subject, mended, spaced_joined
from intake.read.document import COLUMN, Page, Word
from orders.records import DocumentType

_TALL = 1.15  # a title in words that may be a label, too, is taller than most words of its page by this factor
_TOLD = ("payment_terms", "delivery_", "buyer_name", "seller_name", "contact", "currency", "note")
_FIRST = 6  # lines in which the title stands where all words are alike
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")  # the title's twin in Arabic or Hebrew
_BRACKETED = re.compile(r"(?P<title>.*[^\s(（【\[])\s*[(（【\[](?P<tag>[^()（）【】\[\]]{1,48})[)）】\]]?")


def document_type(pages: Sequence[Page], words: Lexicon) -> DocumentType | None:
    """Return the type named by the largest title of the first page that has one, else an order that a letter places.

    None if no page is titled.
    """
    for page in pages:
        titles = _titles(page, words)
        if titles:
            if any(_changes(p, words) for line in page_lines(page) for p in mended(phrases(line, page), words)):
                return "order_change"
            tallest = max(title.height for _, title in titles)
            kind, _ = min((t for t in titles if t[1].height > 0.85 * tallest), key=lambda t: t[1].top)
            return cast(DocumentType, kind)
    return "purchase_order" if any(_ordering(page, words) for page in pages[:1]) else None


def contradicted(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether another title of at least half the size names a paper that is no order.

    Words of a table's heading are no title: "Receipt" under "Planned"; nor is what stands on a sheet beside the order,
    an empty column between.
    """
    tables = [table for table in find_tables(pages[:1], words) if table.rows]
    heads = [(table.top, table.rows[0].top) for table in tables]
    ends = [max(word.x1 for row in table.rows for word in row.cells.values()) for table in tables]
    aside = max(ends, default=float("inf")) + COLUMN
    titles = [
        (kind, phrase)
        for page in pages[:1]
        for kind, phrase in _titles(page, words)
        if not any(top - 1 < phrase.middle < first for top, first in heads) and not (phrase.cell and phrase.x0 >= aside)
    ]
    tallest = max((title.height for _, title in titles), default=0.0)
    return any(kind not in ORDERS and title.height > 0.5 * tallest for kind, title in titles)


@once
def _titles(page: Page, words: Lexicon) -> tuple[tuple[str, Word], ...]:
    """Return what reads like a title of the page, with the type it names."""
    printed = [
        phrase
        for line in page_lines(page)
        for phrase in spaced_joined(phrases(line, page))
        if phrase.cell is None or not _is_value(phrase, line, words)
    ]
    tall = _height_of_titles(page)
    first = sorted({phrase.middle for phrase in printed})[:_FIRST][-1] if printed else 0.0
    return tuple(
        (kind, phrase)
        for phrase in printed
        if (kind := _title(phrase, words, tall=phrase.height > tall if tall else phrase.middle <= first))
    )


def _is_value(phrase: Word, line: Sequence[Word], words: Lexicon) -> bool:
    """Say whether the label before a cell names the paper this one was made from (源单类型： | 采购申请), or what no
    title says: "Terms | 60 days from date of invoice"."""
    left = next((cell for cell in reversed(line) if cell.x1 <= phrase.x0), None)
    if left is None:
        return False
    heading = words.heading("fields", left.text)
    return words.said(left.text) == frozenset({"source"}) or (heading is not None and heading.name.startswith(_TOLD))


def _height_of_titles(page: Page) -> float | None:
    """Return what a title is taller than; None if all words of the page are alike, as on a typewriter or sheet."""
    heights = [word.height for word in page.words]
    tall = _TALL * median(heights) if heights else 0.0
    return tall if max(heights, default=0.0) > tall else None


def _changes(phrase: Word, words: Lexicon) -> bool:
    """Say whether a line under the title calls the paper a change ("Change no. 2 to purchase order 4711")."""
    found = words.prefix("document_types", phrase.text)
    if found is None or ":" in phrase.text.replace("：", ":"):
        return False
    behind = words.prefix("document_types", phrase.text[found[1] :].lstrip())  # 订单 变更
    return "order_change" in (found[0], behind[0] if behind else "")


def _title(phrase: Word, words: Lexicon, *, tall: bool) -> str | None:
    """A title is a phrase of nothing but type words, with its number if it is tall, or a letterhead that ends with one.

    Words that are also a label ("Quotation" before its number) must be tall.
    """
    text = _untagged(_RIGHT_TO_LEFT.sub("", phrase.text).strip().strip("【】[]《》*-=— "), words)
    label = words.heading("fields", text)
    numbered = label is not None and label.name == "order_id"  # "Ordine a fornitore N." over its number
    sentence = text.endswith(".") and text.count(".") == 1 and not numbered  # the last word of one: "from receipt."
    if len(text) > 60 or text.endswith((":", "：")) or sentence:
        return None
    if heading := words.heading("document_types", text):
        return heading.name if tall or label is None or label.name.startswith("order_id") else None
    if (remarked := _BRACKETED.fullmatch(text)) and words.prefix("document_types", remarked["tag"]) is None:
        heading = words.heading("document_types", remarked["title"])
        if tall and heading and heading.name not in ORDERS:
            return heading.name  # 納品書 (サンプル): no remark makes an order of it
    found = words.prefix("document_types", text)
    if found and tall and _numbered(words).fullmatch(_behind_twin(text[found[1] :], found[0], words)):
        return found[0]
    return _behind_a_name(text, words, tall=tall)


@lru_cache(maxsize=8)
def _numbered(words: Lexicon) -> re.Pattern[str]:
    """Return what stands behind a title with its number: "No. 4711", "n° 4711, 2"."""
    sign = "|".join((r"n\.?\s?[°º]", *map(re.escape, words.named("numbering", "number"))))
    number = r"[\s.:：#＃№-]*[^\s:：]*\d[^\s:：]*\s*(?:[,，]\s?\d{1,2})?"
    return re.compile(rf"\s*(?:{sign})?{number}", re.IGNORECASE)


def _behind_twin(text: str, kind: str, words: Lexicon) -> str:
    """Leave out the title's twin in another language behind a stroke: "/ Purchase order no. 4711"."""
    twin = words.prefix("document_types", rest) if (rest := text.lstrip()[1:].lstrip()) else None
    return rest[twin[1] :] if text.lstrip().startswith("/") and twin and twin[0] == kind else text


def _untagged(text: str, words: Lexicon) -> str:
    """Leave out what makes an order special, in brackets behind its title: 采购订单（加急）."""
    found = _BRACKETED.fullmatch(text)
    return found["title"] if found and any(tags_in(found["tag"], words)) else text


def _behind_a_name(text: str, words: Lexicon, *, tall: bool) -> str | None:
    """Read the type behind a company's name; behind other words only one that is no order: they may qualify it."""
    for start in range(2, len(text) - 1):
        if heading := words.heading("document_types", text[start:]) if _begins(text, start) else None:
            known = words.organisation(text[:start].strip())
            return heading.name if known or (tall and heading.name not in ORDERS) else None
    return None


def _begins(text: str, start: int) -> bool:
    """Say whether a word may begin at `start`: behind a blank, or a Chinese one anywhere."""
    return not text[start].isspace() and (
        text[start - 1].isspace() or not (text[start].isascii() or text[start - 1].isascii())
    )


def _ordering(page: Page, words: Lexicon) -> bool:
    """Say whether a letter places an order: its subject names the order's number, a sentence orders, none asks."""
    said = compared(text_of([page]))
    spoken = {name for word, name in words.groups["sentences"].items() if word in said}
    subjects = (" ".join(word.text for word in line) for line in page_lines(page))
    return "ordering" in spoken and "asking" not in spoken and any(_names_order(line, words) for line in subjects)


def _names_order(line: str, words: Lexicon) -> bool:
    """Say whether a line begins with a label of the order's number and has a number."""
    text = line[behind_subject(line, words) :]
    found = words.label(text)
    return found is not None and found[0].startswith("order_id") and any(char.isdigit() for char in text[found[1] :])
