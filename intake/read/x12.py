"""X12 interchanges: their separators stand in the ISA segment of 106 characters; envelopes are counted.

Own tokens: pyx12 raises IndexError on hostile input and knows no 850.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from intake.read.document import Document
from intake.read.envelope import cut_off, miscounted, unlike, without_controls, wrapped
from intake.read.refusal import MEBIBYTE, over_limit
from intake.read.structured import Segment, StructuredMessage
from orders.codes import finding
from orders.records import Finding

LARGEST = 10 * MEBIBYTE
MOST_SEGMENTS = 400_000
MOST_MESSAGES = 2_000
HEADER = 106  # characters of ISA, its terminator among them
WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)  # of ISA01 to ISA16
BLANK = "\r\n \t\x1a\0"


@dataclass
class Interchange:
    """One interchange while it is read: its ISA, the open group and its first message, and what was found."""

    header: Segment
    findings: list[Finding]
    messages: list[StructuredMessage] = field(default_factory=list)
    groups: int = 0
    group: Segment | None = None
    before: int = 0


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
    return _messages(segments, [*doubts, *controls])


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


def _messages(segments: Sequence[Segment], doubts: list[Finding]) -> Document:
    messages: list[StructuredMessage] = []
    open_one: Interchange | None = None
    inside: list[Segment] = []
    for segment in segments:
        if segment.tag == "ISA" and open_one is None:
            open_one = Interchange(segment, [*doubts, *_tested(segment)])
        elif open_one is None or (segment.tag in ("ISA", "IEA", "GS", "GE") and inside):
            return cut_off("X12", segment.raw())
        elif segment.tag == "IEA":
            messages += _closed(open_one, segment, len(messages))
            open_one = None
        elif segment.tag in ("GS", "GE"):
            open_one.findings += _group(segment, open_one)
        elif segment.tag == "ST" or inside:
            inside.append(replace(segment, number=len(inside) + 1))
            if segment.tag == "SE":
                open_one.messages.append(_message(inside, open_one))
                inside = []
        else:
            return cut_off("X12", segment.raw())
        if len(messages) > MOST_MESSAGES:
            return over_limit(f"超过 {MOST_MESSAGES} 个报文", f"more than {MOST_MESSAGES} messages")
    return Document(messages=tuple(messages)) if messages and open_one is None else cut_off("X12", "IEA")


def _message(segments: Sequence[Segment], interchange: Interchange) -> StructuredMessage:
    head, tail = segments[0], segments[-1]
    found = [*miscounted("SE01", tail.at(1), len(segments)), *unlike("ST02/SE02", head.at(2), tail.at(2))]
    found += wrapped(segments)
    nested = [s.raw() for s in segments[1:] if s.tag == "ST"]
    found += [finding("structured-invalid", "/order", seen=text) for text in nested]
    if interchange.group is None:
        found.append(finding("structured-invalid", "/order", seen="GS"))
    version = interchange.group.at(8) if interchange.group else ""
    return StructuredMessage("x12", head.at(1), version, 1, None, tuple(segments[:-1]), findings=tuple(found))


def _group(segment: Segment, interchange: Interchange) -> Iterator[Finding]:
    """Open a functional group, or check the end of one against its sets and its number."""
    if segment.tag == "GS":
        interchange.groups += 1
        interchange.group, interchange.before = segment, len(interchange.messages)
        return
    name = interchange.group.at(6) if interchange.group else ""
    yield from miscounted("GE01", segment.at(1), len(interchange.messages) - interchange.before)
    yield from unlike("GS06/GE02", name, segment.at(2))
    interchange.group = None


def _closed(interchange: Interchange, tail: Segment, before: int) -> Iterator[StructuredMessage]:
    found = [*interchange.findings, *miscounted("IEA01", tail.at(1), interchange.groups)]
    found += unlike("ISA13/IEA02", interchange.header.at(13), tail.at(2))
    if interchange.group is not None:
        found += miscounted("GE01", "", len(interchange.messages) - interchange.before)
    for number, message in enumerate(interchange.messages, before + 1):
        yield replace(message, number=number, findings=(*found, *message.findings))


def _tested(header: Segment) -> Iterator[Finding]:
    if header.at(15) != "P":  # ISA15: production, or T for test
        yield finding("message-is-test", "/order", seen=f"ISA15 {header.at(15)}")
