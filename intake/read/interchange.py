"""Interchanges of EDI: messages in groups in an interchange, each trailer with a count and its header's reference.

EDIFACT (ISO 9735) and X12 differ in the names of their segments, and in whether a message must stand in a group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from intake.read.document import Document
from intake.read.envelope import cut_off, miscounted, unlike, wrapped
from intake.read.refusal import MEBIBYTE, over_limit
from intake.read.structured import Segment, StructuredMessage
from orders.codes import finding
from orders.records import Finding

LARGEST = 10 * MEBIBYTE
MOST_SEGMENTS = 400_000
MOST_MESSAGES = 2_000
BLANK = "\r\n \t\x1a\0"  # what may stand between segments


@dataclass(frozen=True)
class Layer:
    """A header and its trailer: their tags, the element of the header's reference, what findings call the two checks.

    Every trailer has its count in the first element and the reference in the second.
    """

    begins: str
    ends: str
    reference: int
    count: str
    references: str

    def disagreements(self, head: Segment | None, tail: Segment, counted: int) -> Iterator[Finding]:
        """Report a count that is not what was counted, and a reference that is not the header's."""
        yield from miscounted(self.count, tail.at(1), counted)
        yield from unlike(self.references, head.at(self.reference) if head else "", tail.at(2))


@dataclass(frozen=True)
class Envelope:
    """The envelopes of a syntax, from outside in, and what tells that an interchange is a test.

    `grouped`: every message must stand in a group, and the interchange counts groups only. `distinct`: no two messages
    of an interchange may have one reference.
    """

    name: str
    whole: Layer
    group: Layer
    message: Layer
    tested: Callable[[Segment], Iterator[Finding]]
    grouped: bool = False
    distinct: bool = False


# a message of its segments, trailer included, the header of its group, and what is wrong with its envelope
Made = Callable[[Sequence[Segment], "Segment | None", tuple[Finding, ...]], StructuredMessage]


@dataclass
class _Interchange:
    """One interchange while it is read: its header, what was found, the open group and its first message."""

    header: Segment
    findings: list[Finding]
    messages: list[StructuredMessage] = field(default_factory=list)
    groups: int = 0
    group: Segment | None = None
    before: int = 0


def messages_of(segments: Sequence[Segment], envelope: Envelope, made: Made, doubts: Sequence[Finding]) -> Document:
    """Part the segments of a file into messages, each with what its envelope gets wrong.

    What is cut off or belongs to no message makes the document a damaged one. `doubts` are about the whole file.
    """
    messages: list[StructuredMessage] = []
    open_one: _Interchange | None = None
    inside: list[Segment] = []
    outer = (envelope.whole.begins, envelope.whole.ends, envelope.group.begins, envelope.group.ends)
    for segment in segments:
        if segment.tag == envelope.whole.begins and open_one is None:
            open_one = _Interchange(segment, [*doubts, *envelope.tested(segment)])
        elif open_one is None or (segment.tag in outer and inside):
            return cut_off(envelope.name, segment.raw())
        elif segment.tag == envelope.whole.ends:
            messages += _closed(open_one, segment, envelope, len(messages))
            open_one = None
        elif segment.tag in (envelope.group.begins, envelope.group.ends):
            open_one.findings += _grouped(open_one, segment, envelope)
        elif segment.tag == envelope.message.begins or inside:
            inside.append(replace(segment, number=len(inside) + 1))
            if segment.tag == envelope.message.ends:
                open_one.messages.append(made(inside, open_one.group, tuple(_wrong(inside, open_one, envelope))))
                inside = []
        else:
            return cut_off(envelope.name, segment.raw())
        if len(messages) > MOST_MESSAGES:
            return over_limit(f"超过 {MOST_MESSAGES} 个报文", f"more than {MOST_MESSAGES} messages")
    if open_one is not None or not messages:
        return cut_off(envelope.name, envelope.whole.ends)
    return Document(messages=tuple(messages))


def _wrong(segments: Sequence[Segment], interchange: _Interchange, envelope: Envelope) -> Iterator[Finding]:
    """Yield what is wrong with one message: its trailer, texts over line ends, a message inside, no group around."""
    yield from envelope.message.disagreements(segments[0], segments[-1], len(segments))
    yield from wrapped(segments)
    nested = [one.raw() for one in segments[1:] if one.tag == envelope.message.begins]
    if envelope.grouped and interchange.group is None:
        nested.append(envelope.group.begins)
    yield from (finding("structured-invalid", "/order", seen=text) for text in nested)


def _grouped(interchange: _Interchange, segment: Segment, envelope: Envelope) -> Iterator[Finding]:
    """Open a group, or check the end of one against its messages and its reference."""
    if segment.tag == envelope.group.begins:
        yield from _unended(interchange, envelope)
        interchange.groups += 1
        interchange.group, interchange.before = segment, len(interchange.messages)
        return
    held = len(interchange.messages) - interchange.before
    yield from envelope.group.disagreements(interchange.group, segment, held)
    interchange.group = None


def _unended(interchange: _Interchange, envelope: Envelope) -> Iterator[Finding]:
    """Yield that an open group has no end where another begins or the interchange ends."""
    if interchange.group is not None:
        yield from miscounted(envelope.group.count, "", len(interchange.messages) - interchange.before)


def _closed(interchange: _Interchange, tail: Segment, envelope: Envelope, before: int) -> Iterator[StructuredMessage]:
    """Give each message of an ended interchange its number and what the whole got wrong."""
    counted = interchange.groups or (0 if envelope.grouped else len(interchange.messages))
    found = [*interchange.findings, *envelope.whole.disagreements(interchange.header, tail, counted)]
    found += _unended(interchange, envelope)
    if envelope.distinct:
        found += _twice(interchange.messages, envelope.message)
    for number, message in enumerate(interchange.messages, before + 1):
        yield replace(message, number=number, findings=(*found, *message.findings))


def _twice(messages: Sequence[StructuredMessage], message: Layer) -> Iterator[Finding]:
    names = [one.segments[0].at(message.reference) for one in messages]
    again = {name for name in names if names.count(name) > 1} if len(names) <= 200 else set()
    seen = (f"{message.begins} {name} twice" for name in sorted(again))
    yield from (finding("structured-invalid", "/order", seen=text) for text in seen)
