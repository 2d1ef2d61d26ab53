"""Fields that a line under an item labels itself: "Drawing: A-1; Note: none", "Due Date: 4/15/2024 Quantity: 250"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.table.band import Line
from intake.extract.words.layout import join
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_NAMED = frozenset(
    {"drawing_id", "drawing_revision", "bom_version", "requested_date", "note", "specification"}
    | {"seller_item_id", "buyer_item_id"}
)
_OTHER = ("attribute", "description")  # may stand beside ours; a parameter is kept with its label
_PAIR = re.compile(r"\s*([^:：;；]{1,30}?)\s*[:：]\s*")


def named_fields(line: Line, words: Lexicon) -> tuple[tuple[str, Word], ...]:
    """Read a line that is nothing but labels of an item's fields with their values; () if other words stand there."""
    return _labelled(line.pieces, words) or _labelled((join(line.words),), words)


def labelled(pair: Word) -> tuple[str, Word] | None:
    """Part a labelled value: the label and the value; None if it is none."""
    found = _PAIR.match(pair.text)
    return (found[1].strip(), pair.part(found.end(), len(pair.text))) if found else None


def _labelled(pieces: Sequence[Word], words: Lexicon) -> tuple[tuple[str, Word], ...]:
    found: list[tuple[str, Word]] = []
    for piece in pieces:
        for start, end in _between_labels(piece.text, words):
            pair = _PAIR.match(piece.text, start, end)
            heading = words.heading("columns", pair[1]) or words.heading("fields", pair[1]) if pair else None
            if pair is None or heading is None or heading.name not in (*_NAMED, *_OTHER, "drawing_revision_weak"):
                return ()
            name = heading.name.removesuffix("_weak")
            if name in _NAMED and piece.text[pair.end() : end].strip():
                found.append((name, piece.part(pair.end(), end)))
            elif name == "attribute" and piece.text[pair.end() : end].strip():
                found.append((name, piece.part(start, end)))
    roles = [role for role, _ in found if role != "attribute"]
    return tuple(found) if len(set(roles)) == len(roles) else ()


def _between_labels(text: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the spans of labelled values, also where only a known label parts them: "Part: A-1 Commodity: Pumps"."""
    for start, end in _between_signs(text):
        colon = re.search(r"[:：]", text[start:end])
        behind = start + colon.end() if colon else end
        for label in re.finditer(r"(?<=\S\s)([^\W\d_][^:：;；]{1,24}?)\s*[:：]", text[behind:end]):
            cuts = [m.start() for m in re.finditer(r"\S+", label[1])]
            known = next((at for at in cuts if words.heading("columns", label[1][at:])), None)
            if known is not None:
                at = behind + label.start() + known
                yield start, at
                start = at
        yield start, end


def _priced_for(text: Word, words: Lexicon) -> Iterator[tuple[str, Word]]:
    """Yield the quantity that a price is for; the amount has to prove it."""
    for found in re.finditer(r"([^\W\d_]+(?: [^\W\d_]+)?):\s*(?:[^\W\d_]+\s)?(10{0,4})(?![\d.,])", text.text):
        heading = words.heading("columns", found[1])
        if heading and heading.name == "price_base_quantity":
            yield heading.name, text.part(*found.span(2))


def _between_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between signs that part labelled values: 图号：A-1；备注：无."""
    start = 0
    for sign in re.finditer(
        r"\s*[;；]\s*|\s{2,}|\s*[|｜]\s*|\s*[,，]\s*(?=[^:：,，]{1,20}[:：])|\s+(?=[^\s:：;；]{1,8}：)", text
    ):
        yield start, sign.start()
        start = sign.end()
    yield start, len(text)


def said_in(text: Word, words: Lexicon) -> Iterator[tuple[str, Word]]:
    """Yield what running text labels: "Rel 1 Due Date: 4/15/2024 Quantity: 250.00", "Price Basis: Quantity 100"."""
    yield from _priced_for(text, words)
    for sign in re.finditer(r":\s*(?=\d)", text.text):
        before = [found.start() for found in re.finditer(r"\S+", text.text[: sign.start()])][-4:]
        headings = (words.heading("columns", text.text[start : sign.start()]) for start in before)
        name = next((heading.name for heading in headings if heading), "")
        value = re.compile(r"\d\S*(?:\s+[^\W\d_]{3,9}\.?,?\s+\d{2,4}\b)?").match(text.text, sign.end())
        if value and name in ("requested_date", "quantity"):
            yield name, text.part(*value.span())
