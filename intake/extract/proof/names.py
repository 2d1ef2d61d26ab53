"""Companies' names on scans: printed twice, cut off at the end of a line, or ending almost like a company's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.extract.evidence import seen_at
from intake.extract.words.layout import join, page_lines, squeezed
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Witness
from orders.codes import finding
from orders.records import Evidence, Finding, OrderRecord

_SHORTEST = 3  # letters of an ending that may be misread: "ple" for plc


def doubted_names(record: OrderRecord, page: Page, words: Lexicon) -> Iterator[Finding]:
    """Yield what is doubtful about the parties' names that a scanned page prints."""
    for path, item in record.evidence.items():
        if path.endswith("/name") and item.page == page.number and not words.organisation(item.text):
            yield from _cut_off(path, item, page)
            if (ending := misread_ending(item.text, words)) is not None:
                yield finding("readings-differ", path, first=item.text, second=f"… {ending}")


def misread_ending(name: str, words: Lexicon) -> str | None:
    """Return the word companies' names end with that the end of this name is one character off, or None."""
    said = compared(name)
    last = compared(name.split()[-1]) if name.split() else ""
    for word in words.groups["organisations"]:
        tail = last if word.isascii() else said[-len(word) :]
        if len(word) >= _SHORTEST and len(tail) == len(word) and sum(map(str.__ne__, tail, word)) == 1:
            return word
    return None


def _cut_off(path: str, item: Evidence, page: Page) -> Iterator[Finding]:
    """A line right under a party's name that no value owns may be the rest of the name, misread."""
    x0, _, _, bottom = item.bbox or (0.0, 0.0, 0.0, 0.0)
    for word in page.words if item.bbox is not None else ():
        under = abs(word.x0 - x0) < 3 and -2 <= word.top - bottom < 0.6 * word.height
        if under and not any(char.isdigit() or char in ":：" for char in word.text):
            yield seen_at(finding("ocr-unconfirmed", path, seen=f"{item.text} / {word.text}"), word, page)


def seen_elsewhere(name: str, pages: Iterable[Page], witness: Witness) -> bool:
    """Say whether the second engine sees a name in another line that prints it, in the letterhead or beside a label."""
    printed = [(page.number, join(line)) for page in pages for line in page_lines(page)]
    places = [(number, line.box) for number, line in printed if squeezed(name) in squeezed(line.text)]
    return any(squeezed(name) in squeezed(witness.text_in(*place) or "") for place in places)
