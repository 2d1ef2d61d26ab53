"""What kind of paper is this? Its title says so, not words that merely occur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from intake.decide import ORDERS
from intake.extract.layout import lines, phrases
from intake.extract.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.records import DocumentType


def document_type(pages: Sequence[Page], words: Lexicon) -> DocumentType | None:
    """Return the type named by the largest title of the first page that has one; None if no page is titled."""
    for page in pages:
        printed = _printed(page)
        titles = _titles(printed, words)
        if titles:
            if any(_changes(p, words) for p in printed):
                return "order_change"
            tallest = max(title.height for _, title in titles)
            kind, _ = min((t for t in titles if t[1].height > 0.85 * tallest), key=lambda t: t[1].top)
            return cast(DocumentType, kind)
    return None


def contradicted(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether another title of at least half the size names a paper that is no order."""
    titles = [title for page in pages[:1] for title in _titles(_printed(page), words)]
    tallest = max((title.height for _, title in titles), default=0.0)
    return any(kind not in ORDERS and title.height > 0.5 * tallest for kind, title in titles)


def _printed(page: Page) -> list[Word]:
    return [phrase for line in lines(page.words) for phrase in phrases(line, page)]


def _titles(printed: Sequence[Word], words: Lexicon) -> list[tuple[str, Word]]:
    return [(kind, phrase) for phrase in printed if (kind := _title(phrase, words))]


def _changes(phrase: Word, words: Lexicon) -> bool:
    """Say whether a line under the title calls the paper a change ("Change no. 2 to purchase order 4711")."""
    found = words.prefix("document_types", phrase.text)
    return found is not None and found[0] == "order_change" and ":" not in phrase.text.replace("：", ":")


def _title(phrase: Word, words: Lexicon) -> str | None:
    """A title is a phrase of nothing but type words, or a Chinese letterhead that ends with one."""
    text = phrase.text.strip().strip("【】[]《》*-=— ")
    if len(text) > 60 or text.endswith((":", "：")):
        return None
    if heading := words.heading("document_types", text):
        return heading.name
    found = words.prefix("document_types", text)
    if found and text[found[1] :].strip(" :：#-").replace("No.", "").strip()[:1].isdigit():
        return found[0]
    starts = (i for i in range(2, len(text) - 1) if not text[i - 1].isascii() and not text[i].isascii())
    return next((h.name for i in starts if (h := words.heading("document_types", text[i:]))), None)
