"""What the first lines of a page may name as its writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.head.parties.bare import name_before
from intake.extract.head.parties.same import Named
from intake.extract.table.tables import find_tables
from intake.extract.words.layout import page_lines, phrases, stack
from intake.extract.words.lexicon import Lexicon
from intake.extract.words.printed import mended, spaced_joined
from intake.read.document import Page, Word


def first_names(page: Page, words: Lexicon) -> Iterator[Named]:
    """Yield what may be the writer's name in the first lines of the page: no title, no label, no number.

    A sheet's table may begin in its first lines.
    """
    tables = find_tables([page], words) if page.sheet is not None else ()
    top = min((table.top for table in tables), default=float("inf"))
    for line in (line for line in page_lines(page)[:6] if line[0].top < top):
        for phrase in spaced_joined(mended(phrases(line, page), words)):
            text = phrase.text.strip()
            if words.label(text) or words.heading("document_types", text):
                continue
            cut = name_before(_without_title(text, words), words)
            if _addressed(cut, words):
                continue
            if len(re.sub(r"[\W\d_]", "", cut)) >= 4 and not re.search(r"[:：]|^\d", cut):
                start = phrase.text.index(cut)
                yield cut, phrase.part(start, start + len(cut))


def _addressed(name: str, words: Lexicon) -> bool:
    """Say whether a name has an honour behind it (某某有限公司 御中): whom the paper is sent to never wrote it."""
    _, blank, last = name.strip().rpartition(" ")
    return bool(blank) and words.said(last) == frozenset({"honour"})


def _without_title(text: str, words: Lexicon) -> str:
    """Take the title off a letterhead that carries both ("某某有限公司采购订单")."""
    for start in range(2, len(text) - 1):
        if words.heading("document_types", text[start:]):
            return text[:start].strip()
    return text


def with_suffix(name: str, word: Word, page: Page, words: Lexicon) -> Named:
    """Join the end of a company's name that was broken off: "Coolabah Services Pty" over "Ltd"."""
    for line in page_lines(page):
        for phrase in phrases(line, page):
            close = abs(phrase.x0 - word.x0) < 2 and -1 <= phrase.top - word.bottom < 0.6 * word.height
            if close and words.suffix(phrase.text) and word.cell is None:
                return f"{name} {phrase.text}", stack([word, phrase])
    return name, word
