"""Parameters of an item: cells under headings of their own, and labelled values in its texts (耐压：10 MPa).

A unit stands apart where it surely is one: behind a number, in the cell or in its heading (耐压(MPa)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.evidence import Draft
from intake.extract.table.cells import Cells
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Word
from orders.records import Attribute
from orders.values import normal

_NUMBER = r"[≤≥<>±≈]?=?\s?[-+]?\d[\d.,]*"
_MEASURED = re.compile(rf"(?P<value>{_NUMBER}(?:\s?[-~～…至]\s?{_NUMBER})?)\s?(?P<unit>[^\d\s,.;][^\s,;]*)?")
_TITLED = re.compile(r"(?P<name>.*[^\s(（\[])\s*[(（\[](?P<unit>[^()（）\[\]]{1,8})[)）\]]\s*")
_NOTHING = re.compile(r"[-/\\\s]*")
_SIGNS = re.compile(r"\s*[,，;；。、|｜\n]\s*|\s+(?=[\u3400-\u9fff]{1,10}\s?[:：=])")  # or a blank before a label
_LABELLED = re.compile(r"\s*(?P<name>[^\d:：=]{1,20}?)\s*[:：=]\s*(?P<value>\S.*)")
_TEXTS = ("description", "specification")


def parameters(row: Cells, words: Lexicon) -> Iterator[tuple[Attribute, Word]]:
    """Yield the parameters of a row with the word each was read from; a dash is none."""
    for title, word in row.extra:
        if not _NOTHING.fullmatch(normal(word.text)):
            yield _attribute(title, word.text.strip(), words), word
    told = {compared(title) for title, _ in row.extra}
    for word in (*(row.roles[role] for role in _TEXTS if role in row.roles), *row.below):
        for name, value in _said(word.text, words):
            if compared(name) not in told:
                yield _attribute(name, value, words), word


def put_attributes(draft: Draft, base: str, row: Cells, words: Lexicon) -> None:
    """Put the parameters of a row as `attributes`, each value with its place."""
    found = list(parameters(row, words))
    if found:
        draft.put(f"{base}/attributes", tuple(attribute for attribute, _ in found), None, row.page)
    for index, (attribute, word) in enumerate(found):
        draft.put(f"{base}/attributes/{index}/value", attribute.value, word, row.page)


def _attribute(title: str, text: str, words: Lexicon) -> Attribute:
    """Part a number from its unit, behind it or in the heading; a heading keeps what is no unit of measure."""
    found, titled = _MEASURED.fullmatch(normal(text)), _TITLED.fullmatch(normal(title))
    heads = titled is not None and _measure(titled["unit"], words)
    if found and found["unit"] and _measure(found["unit"], words):
        name = titled["name"] if titled and heads and compared(titled["unit"]) == compared(found["unit"]) else title
        return Attribute(name, found["value"].strip(), found["unit"])
    if found and titled and heads and not found["unit"]:
        return Attribute(titled["name"], found["value"].strip(), titled["unit"])
    return Attribute(title, text)


def _said(text: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield what a text labels with words of parameters, also without a colon before a number and its unit."""
    for piece in _SIGNS.split(text):
        found = _LABELLED.fullmatch(piece)
        if found and _parameter(found["name"], words):
            yield found["name"].strip(), found["value"].strip()
        elif not found and (bare := re.fullmatch(r"\s*([^\W\d_]{2,8})\s?(\d\S*(?:\s\S{1,5})?)\s*", piece)):
            measured = _MEASURED.fullmatch(normal(bare[2]))
            if _parameter(bare[1], words) and measured and measured["unit"] and _measure(measured["unit"], words):
                yield bare[1], bare[2]


def _measure(text: str, words: Lexicon) -> bool:
    """Say whether a text is a unit of measure as technical data have it: MPa, mA, °C."""
    return compared(text) in words.groups["measures"]


def _parameter(text: str, words: Lexicon) -> bool:
    """Say whether a text names a parameter of an item and nothing else: 耐压, Protection class."""
    return words.groups["columns"].get(compared(text)) == "attribute"
