"""Bank accounts a structured message names: in the elements and segments for them, and in its texts."""

from __future__ import annotations

from collections.abc import Iterator

from intake.extract.head.accounts import accounts_in
from intake.extract.structured.codes import Codes, codes_for
from intake.extract.words.lexicon import Lexicon
from intake.read.structured import Element, Segment, StructuredMessage

REFERENCES = {"RFF": "1153", "REF": "128", "N9": "128"}  # segment of a reference → the list that says what it is
FINANCIAL = "FII"  # C078: the number is its first component (3194)


def stated_accounts(message: StructuredMessage, site: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    """Return every account a message names, as it stands there, each once.

    `accounts` in the code lists says which elements hold one (`holder`) and in which of theirs it stands (`number`);
    the meaning `account` in a list of references says which of them are accounts.
    """
    codes = codes_for(message.syntax, site)
    found = _of_element(message.root, codes, words) if message.root else iter(())
    in_segments = (one for segment in message.segments for one in _of_segment(segment, codes, words))
    return tuple(dict.fromkeys((*found, *in_segments)))


def _of_element(element: Element, codes: Codes, words: Lexicon) -> Iterator[str]:
    held = codes.meaning("accounts", element.name) == "holder"
    for child in element.children:
        if held and child.text and codes.meaning("accounts", child.name) == "number":
            yield child.text
        yield from _of_element(child, codes, words)
    yield from accounts_in(element.text, words)


def _of_segment(segment: Segment, codes: Codes, words: Lexicon) -> Iterator[str]:
    if segment.tag == FINANCIAL and segment.at(2):
        yield segment.at(2)
    if codes.meaning(REFERENCES.get(segment.tag, ""), segment.at(1)) == "account":
        yield segment.at(1, 2) or segment.at(2)
    for components in segment.elements:
        yield from accounts_in(" ".join(components), words)
