"""How urgent an order is and what kind it is (加急, 补货): said by a label, in the title, or in a short clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import Draft
from intake.extract.head.label import Labelled
from intake.extract.table.table import Table
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import ambiguous
from orders.records import Finding
from orders.values import normal

URGENT = "urgent"
TAGS = {URGENT, "replenishment"}
_ALONE, _VALUE = "_alone", "_value"  # words that say it only by themselves, or only behind a label
_LABEL = re.compile(r"[^,，。;；:：]+[:：]")  # "加急：否": what stands before a colon says nothing
_SIGNS = re.compile(r"[,，.。;；:：!！()（）\[\]【】《》<>*★☆、/|]+|\s{2,}|\s[-–—]\s")
_LONGEST, _WORDS = 16, 7  # signs of a clause in Hanzi, words of one in letters: what is longer speaks of conditions


def put_tags(
    draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], tables: Sequence[Table], words: Lexicon
) -> list[Finding]:
    """Put `priority` (the label's value, or "urgent") and `tags`; ask where a label and a clause contradict."""
    labelled = [(item, item.values[0]) for item in found if item.name == "priority" and item.values]
    for item, value in labelled[:1]:
        said = words.groups["tags"].get(compared(value.text), "").removesuffix(_ALONE).removesuffix(_VALUE)
        draft.put("/order/priority", said or normal(value.text) or None, value, item.page)
    said_so = dict[str, tuple[Word, Page]]()
    for tag, phrase, page in _said(pages, tables, [value for _, value in labelled], words):
        said_so.setdefault(tag, (phrase, page))
    priority = draft.values.get("/order/priority")
    if priority == URGENT and labelled:
        said_so.setdefault(URGENT, (labelled[0][1], labelled[0][0].page))
    for index, (tag, (phrase, page)) in enumerate(said_so.items()):
        draft.put(f"/order/tags/{index}", tag, phrase, page)
    if said_so:
        draft.values["/order/tags"] = tuple(said_so)
    if URGENT not in said_so or priority == URGENT:
        return []
    if priority is None:
        draft.put("/order/priority", URGENT, *said_so[URGENT])
        return []
    return [ambiguous("priority", "/order/priority", priority, said_so[URGENT][0].text)]


def _said(
    pages: Sequence[Page], tables: Sequence[Table], values: Sequence[Word], words: Lexicon
) -> Iterator[tuple[str, Word, Page]]:
    """Yield the tags that clauses outside the tables say."""
    for page in pages:
        own = [table for table in tables if table.page.number == page.number and table.rows]
        bands = [(table.top, max(row.bottom for row in table.rows)) for table in own]
        for line in page_lines(page):
            if any(top - 1 <= line[0].middle <= bottom + 1 for top, bottom in bands):
                continue
            for phrase in phrases(line, page):
                if not any(phrase.box == value.box or value.text in phrase.text for value in values):
                    yield from ((tag, phrase, page) for tag in tags_in(phrase.text, words))


def tags_in(text: str, words: Lexicon) -> Iterator[str]:
    """Yield the tags that the short clauses of a text say; a word of denial or condition, or a label, says none."""
    known = words.groups["tags"]
    for piece in (piece for piece in _SIGNS.split(_LABEL.sub("", text)) if piece and _short(piece)):
        clause = compared(piece)
        if clause in known:
            yield from {known[clause].removesuffix(_ALONE)} & TAGS
            continue
        found = {name for word, name in known.items() if word in clause and name in TAGS}
        if found and not _denied(clause, piece.upper().split(), words):
            yield from sorted(found)


def _denied(clause: str, said: Sequence[str], words: Lexicon) -> bool:
    return any(word in (said if word.isascii() else clause) for word in words.named("tags", "none"))


def _short(clause: str) -> bool:
    return len(compared(clause)) <= _LONGEST if not clause.isascii() else len(clause.split()) <= _WORDS
