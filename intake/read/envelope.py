"""Control counts and references of EDI envelopes: what a trailer says against what was counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.read.document import Document
from intake.read.refusal import damaged
from intake.read.structured import Segment
from orders.codes import finding
from orders.records import Finding

# no text of an order has these; some of the others are separators of X12
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1b\x7f]")
LONGEST = 60  # characters of a segment that are shown


def without_controls(text: str) -> tuple[str, list[Finding]]:
    """Put a mark in the place of every control character, and report that there are some."""
    if not CONTROL.search(text.rstrip("\x1a\0")):
        return text, []
    return CONTROL.sub("\ufffd", text), [finding("structured-invalid", "/order", seen="control characters")]


def wrapped(segments: Sequence[Segment]) -> Iterator[Finding]:
    """Report segments with a line end inside a text: nobody knows whether a blank was there."""
    for one in segments:
        texts = (text.strip() for components in one.elements for text in components)
        if any("\n" in text or "\r" in text for text in texts):
            yield finding("structured-invalid", "/order", seen=" ".join(one.raw().split()))


def miscounted(name: str, said: str, counted: int) -> Iterator[Finding]:
    """Report a count that is missing, no number, or not what was counted."""
    if not said.isascii() or not said.isdigit() or len(said) > 9 or int(said) != counted:
        yield finding("control-count-wrong", "/order", name=name, seen=said or "—", computed=counted)


def unlike(name: str, first: str, second: str) -> Iterator[Finding]:
    """Report a trailer whose reference is not its header's; both must have one."""
    if first != second or not first:
        yield finding("control-count-wrong", "/order", name=name, seen=second or "—", computed=first or "—")


def cut_off(syntax: str, seen: str) -> Document:
    """Return the document of an interchange that ends, or goes on, where it must not."""
    seen = seen[:LONGEST]
    return damaged(f"{syntax} 报文不完整：{seen}", f"the {syntax} interchange is cut off or broken at: {seen}")
