"""X12 interchanges: their separators stand in the ISA segment of 106 characters; envelopes are counted.

Own tokens: pyx12 raises IndexError on hostile input and knows no 850.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.read.document import Document
from intake.read.envelope import cut_off, without_controls
from intake.read.interchange import BLANK, LARGEST, MOST_SEGMENTS, Envelope, Layer, messages_of
from intake.read.refusal import over_limit
from intake.read.structured import Segment, StructuredMessage
from orders.codes import finding
from orders.records import Finding

HEADER = 106  # characters of ISA, its terminator among them
WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)  # of ISA01 to ISA16


def is_x12(data: bytes) -> bool:
    """Tell an interchange by its ISA: every element has its fixed width."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEADER]
    if not head.startswith(b"ISA") or len(head) < HEADER or head[3:4].isalnum():
        return False
    return [len(item) for item in head[4:105].split(head[3:4])] == list(WIDTHS)


def read_x12(data: bytes) -> Document:
    """Read the transaction sets of all interchanges of a file; what is cut off or belongs to none is held."""
    if len(data) > LARGEST:
        return over_limit("X12 文件太大", "the X12 file is larger than any order")
    text, doubts = _decoded(data.removeprefix(b"\xef\xbb\xbf"))
    text, controls = without_controls(text)
    segments: list[Segment] = []
    while text := text.lstrip(BLANK):
        if not is_x12(text[:HEADER].encode("latin-1", "replace")):
            return cut_off("X12", text)
        end = re.search(rf"{re.escape(text[105])}[{BLANK}]*IEA{re.escape(text[3])}", text)
        stop = text.find(text[105], end.end()) if end else -1
        if stop < 0 or len(segments) > MOST_SEGMENTS:
            return cut_off("X12", "IEA")
        segments += _segments(text[: stop + 1])
        text = text[stop + 1 :]
    if len(segments) > MOST_SEGMENTS:
        return over_limit(f"超过 {MOST_SEGMENTS} 个段", f"more than {MOST_SEGMENTS} segments")
    return messages_of(segments, ENVELOPE, _message, [*doubts, *controls])


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("latin-1"), [finding("structured-invalid", "/order", seen="characters outside UTF-8")]


def _segments(text: str) -> list[Segment]:
    """Part one interchange by the signs of its ISA."""
    element, component, end = text[3], text[104], text[105]
    found = []
    for number, part in enumerate(text.split(end)[:-1], 1):
        tag, *elements = part.strip(BLANK).split(element)
        whole = tag == "ISA"  # its last element is the component sign itself
        made = tuple((item,) if whole else tuple(item.split(component)) for item in elements)
        found.append(Segment(tag, made, number))
    return found


def _message(segments: Sequence[Segment], group: Segment | None, found: tuple[Finding, ...]) -> StructuredMessage:
    version = group.at(8) if group else ""
    return StructuredMessage("x12", segments[0].at(1), version, 1, None, tuple(segments[:-1]), findings=found)


def _tested(header: Segment) -> Iterator[Finding]:
    if header.at(15) != "P":  # ISA15: production, or T for test
        yield finding("message-is-test", "/order", seen=f"ISA15 {header.at(15)}")


ENVELOPE = Envelope(
    "X12",
    Layer("ISA", "IEA", 13, "IEA01", "ISA13/IEA02"),
    Layer("GS", "GE", 6, "GE01", "GS06/GE02"),
    Layer("ST", "SE", 2, "SE01", "ST02/SE02"),
    _tested,
    grouped=True,
)
