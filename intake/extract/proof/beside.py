"""Text that stands beside the lines of a page is no value of ours, but it may change what the order says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from intake.extract.words.layout import squeezed
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Box, Evidence, Finding, OrderRecord

_STOPS = ("cancelled", "price_base")
_FIELDS = ("order_id", "issue_date", "requested_date", "due_date")
_LONGEST = 8  # words of a label and its value
_HEAD = 40.0  # points above the first line, in which the headings of its table stand


def beside(record: OrderRecord, pages: Iterable[Page], words: Lexicon) -> Iterator[Finding]:
    """Report slanted, upright or sideways text that cancels, names another paper, heads a column or has a number."""
    used = squeezed(" ".join(item.text for item in record.evidence.values()))
    for page in pages:
        texts = [word.text for word in page.aside]
        speaking = [_stopped(texts, words), _other_paper(texts, words), _other_value(texts, used, words)]
        speaking += [_in_band(page.aside, _band(record.evidence, page.number), words)]
        yield from (finding("text-beside", "", seen=seen[:60]) for seen in speaking if seen)


def _stopped(texts: Sequence[str], words: Lexicon) -> str | None:
    said = compared("".join(texts))
    return next((stop for stop in words.named("stop", *_STOPS) if stop in said), None)


def _other_paper(texts: Sequence[str], words: Lexicon) -> str | None:
    """Find a title that is not an order's: one word, or all of them."""
    for text in (*texts, " ".join(texts)):
        heading = words.heading("document_types", text)
        if heading is not None and heading.name != "purchase_order":
            return text
    return None


def _other_value(texts: Sequence[str], used: str, words: Lexicon) -> str | None:
    """Find a label of a deciding field with a value that was read nowhere else."""
    for index in range(len(texts)):
        phrase = " ".join(texts[index : index + _LONGEST])
        found = words.label(phrase)
        value = phrase[found[1] :].split(" ")[0] if found and found[0] in _FIELDS else ""
        if any(char.isdigit() for char in value) and squeezed(value) not in used:
            return phrase
    return None


def _band(evidence: Mapping[str, Evidence], page: int) -> Box | None:
    """Return the box of all that was read of the lines on a page, with room for the headings."""
    boxes = [e.bbox for path, e in evidence.items() if path.startswith("/order/lines/") and e.page == page and e.bbox]
    if not boxes:
        return None
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top) - _HEAD, max(x1), max(bottom)


def _in_band(aside: Sequence[Word], band: Box | None, words: Lexicon) -> str | None:
    """Find a number or a known heading among the lines."""
    for word in aside if band else ():
        inside = band and band[0] < word.center < band[2] and band[1] < word.middle < band[3]
        if inside and (any(c.isdigit() for c in word.text) or words.heading("columns", word.text)):
            return word.text
    return None
