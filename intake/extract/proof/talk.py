"""A mail's text is also talk: what is said beside the order must not change it unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import seen_at
from intake.extract.pages import page_forms
from intake.extract.table.tables import find_tables
from intake.extract.words.layout import page_lines, squeezed
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import head_lines, is_label
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding, OrderRecord

_CHANGING = ("order_change", "order_cancellation")
_COPYRIGHT = re.compile(r"(?:©|\(C\)|COPYRIGHT)+\d{4}(?:[-–]\d{4})?")
_APART = re.compile(r"[.|·•]\s+|\s{2,}|\s[-–]\s")
_QUOTED = re.compile(r"\s*(?:>|[-_]{5,})")


def talked(record: OrderRecord, page: Page, words: Lexicon) -> Iterator[Finding]:
    """Report lines of a mail that quote an earlier one, cancel or change, or have a number that nobody read.

    Rows of tables and values of labels were read, whatever the label.
    """
    owned = [squeezed(item.text) for item in record.evidence.values() if item.text]
    count = len(record.order.lines) if record.order is not None else 0
    bands = [(table.top, table.rows[-1].bottom) for table in find_tables([page], words) if table.rows]
    stops = _stops(words)
    for line in page_lines(page):
        if any(top - 1 < line[0].top < bottom for top, bottom in bands):
            continue
        said = compared(" ".join(word.text for word in line))
        loud = _quotes(line, words) or any(stop.search(said) for stop in stops)
        unread = (phrase for phrase in _unread(line, page, owned, words) if not _foot(phrase.text, count, words))
        for phrase in line if loud else unread:
            yield seen_at(finding("order-mentioned", seen=phrase.text[:60]), phrase, page)
            break


def _stops(words: Lexicon) -> list[re.Pattern[str]]:
    """Return patterns of the words that cancel or change; a Latin word counts by itself only."""
    stops = (*words.named("stop", "cancelled"), *words.named("document_types", *_CHANGING))
    return [re.compile(rf"(?<![A-Z]){re.escape(word)}(?![A-Z])") for word in stops]


def _quotes(line: Sequence[Word], words: Lexicon) -> bool:
    """Say whether a line begins or belongs to an earlier mail that is quoted: a sign in front, a heading of its own."""
    text = compared(line[0].text)
    return _QUOTED.match(line[0].text) is not None or text.startswith(words.named("patterns", "quoted"))


def _unread(line: Sequence[Word], page: Page, owned: Sequence[str], words: Lexicon) -> Iterator[Word]:
    """Yield the phrases of a line that have a digit, belong to no label, and gave no value."""
    after_label = False
    for phrase in (phrase for printed in head_lines(page, line, words) for phrase in printed):
        labelled = is_label(phrase, words) or words.label(phrase.text) is not None or _sums(phrase, words)
        mute = not any(char.isdigit() for char in phrase.text) or squeezed(phrase.text) in owned
        if not (labelled or after_label or mute):
            yield phrase
        after_label = labelled


def _foot(text: str, count: int, words: Lexicon) -> bool:
    """Say whether all numbers of a text are those at a web page's foot: its rights, its page, how many lines it has."""
    return not any(_numbered(piece, count, words) for piece in _APART.split(text))


def _numbered(text: str, count: int, words: Lexicon) -> bool:
    said = _COPYRIGHT.sub("", compared(text))
    for form in page_forms(words):
        said = form.sub("", said)
    for counted in words.named("patterns", "records"):
        said = said.replace(counted.replace("{N}", str(count)), "")
    return any(char.isdigit() for char in said)


def _sums(phrase: Word, words: Lexicon) -> bool:
    """Say whether a phrase is or begins with the label of a sum or a charge: what they come to is proved elsewhere."""
    label = phrase.text.strip(" :：")
    return words.amount_label(label) is not None or any(words.prefix(g, label) for g in ("totals", "charges"))
