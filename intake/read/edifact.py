"""EDIFACT interchanges (ISO 9735): segments by their own service characters, envelopes counted.

Own tokens: pydifact takes 29 times as long, raises IndexError on hostile input and makes a path of the version a file
states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.read.document import Document
from intake.read.envelope import cut_off, miscounted, unlike, without_controls, wrapped
from intake.read.refusal import MEBIBYTE, damaged, over_limit
from intake.read.structured import Segment, StructuredMessage
from orders.codes import finding
from orders.records import Finding

LARGEST = 10 * MEBIBYTE
MOST_SEGMENTS = 400_000
MOST_MESSAGES = 2_000
LEVEL_A = ":+.? '"  # ISO 9735: component, element, decimal, release, reserved, segment
BOTH = ".,"  # decimal signs where no UNA names one; nothing ever groups thousands
# ISO 9735-1 annex A: the syntax identifier names the character set
CHARACTER_SETS = {
    "UNOA": "ascii", "UNOB": "ascii", "UNOC": "iso8859-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5",
    "UNOF": "iso8859-7", "UNOG": "iso8859-3", "UNOH": "iso8859-4", "UNOI": "iso8859-6", "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9", "UNOX": "iso2022_jp", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip
BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:UNA[^\r\n]{6}\s*)?UNB[^A-Za-z0-9\s]")
SHIFT = 0xF0000  # released characters are kept apart from signs in a private plane while a text is parted
PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
BLANK = "\r\n \t\x1a\0"


@dataclass
class Interchange:
    """One interchange while it is read: its messages, groups and what its envelope says."""

    header: Segment
    marks: str
    messages: list[StructuredMessage]
    findings: list[Finding]
    groups: int = 0
    group: tuple[str, int] = ("", 0)  # the reference of the open group, and how many messages stood before it


def is_edifact(data: bytes) -> bool:
    """Tell an interchange: UNB, after UNA if there is one."""
    return BEGINS.match(data[:64]) is not None


def read_edifact(data: bytes) -> Document:
    """Read the messages of all interchanges of a file; what is cut off or belongs to no message is held."""
    if len(data) > LARGEST:
        return over_limit("EDIFACT 文件太大", "the EDIFACT file is larger than any order")
    text, unsure = _decoded(data.removeprefix(b"\xef\xbb\xbf"))
    text, doubts = without_controls(text)
    signs, body = _signs(text.lstrip(BLANK))
    if len(signs) < 6:
        return cut_off("EDIFACT", "UNA")
    found = _segments(body, signs)
    if isinstance(found, Document):
        return found
    segments, rest = found
    if rest:
        return cut_off("EDIFACT", rest[:40])
    marks = (signs[2] if signs[2] in BOTH else "") if text.lstrip(BLANK).startswith("UNA") else BOTH
    return _messages(segments, marks, [*doubts, unsure] if unsure else doubts)


def _decoded(data: bytes) -> tuple[str, Finding | None]:
    """Decode by the syntax identifier; bytes that are not of it, or read as UTF-8 too, leave names in doubt."""
    declared = re.search(rb"UNB.(UNO[A-Z])", data[:64])
    name = declared[1].decode() if declared else ""
    codec = CHARACTER_SETS.get(name, "ascii")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), _letters(name)
    if codec.startswith("iso8859") and not data.isascii() and _is_utf8(data):
        return text, _letters(name)
    return text, None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _letters(name: str) -> Finding:
    return finding("structured-invalid", "/order", seen=f"UNB {name}: characters outside its set")


def _signs(text: str) -> tuple[str, str]:
    if text.startswith("UNA"):
        return text[3:9], text[9:]
    return LEVEL_A, text


def _segments(text: str, signs: str) -> tuple[list[Segment], str] | Document:
    """Part a text into segments; also return what stands behind the last terminator."""
    component, element, release, end = signs[0], signs[1], signs[3], signs[5]
    named = [sign for sign in (component, element, release, end) if sign != " "]
    if len(set(named)) < len(named) or len(named) < 3 or PRIVATE.search(text):
        return damaged("UNA 的分隔符不可用", "the characters its UNA names cannot part it")
    if release != " ":
        text = re.sub(rf"{re.escape(release)}(.)", lambda found: _apart(found[1], signs), text, flags=re.DOTALL)
    parts = text.split(end)
    if len(parts) > MOST_SEGMENTS:
        return over_limit(f"超过 {MOST_SEGMENTS} 个段", f"more than {MOST_SEGMENTS} segments")
    return [_segment(part, element, component, at) for at, part in enumerate(parts[:-1], 1)], parts[-1].strip(BLANK)


def _segment(part: str, element: str, component: str, number: int) -> Segment:
    tag, *elements = part.lstrip(BLANK).split(element)
    made = tuple(tuple(_free(one) for one in item.split(component)) for item in elements)
    return Segment(tag.split(component)[0].strip(), made, number)


def _apart(char: str, signs: str) -> str:
    return chr(SHIFT + ord(char)) if char in signs else char


def _free(text: str) -> str:
    """Give released characters back as themselves."""
    return PRIVATE.sub(lambda found: chr(ord(found[0]) - SHIFT), text) if not text.isascii() else text


def _messages(segments: Sequence[Segment], marks: str, doubts: list[Finding]) -> Document:
    """Part the segments of a file into messages, each with what its envelope gets wrong."""
    messages: list[StructuredMessage] = []
    open_one: Interchange | None = None
    inside: list[Segment] = []
    for segment in segments:
        if segment.tag == "UNB" and open_one is None:
            open_one = Interchange(segment, marks, [], [*doubts, *_tested(segment)])
        elif open_one is None or (segment.tag in ("UNB", "UNZ", "UNE", "UNG") and inside):
            return cut_off("EDIFACT", segment.raw())
        elif segment.tag == "UNZ":
            messages += _closed(open_one, segment, len(messages))
            open_one = None
        elif segment.tag in ("UNG", "UNE"):
            open_one.findings += _group(segment, open_one)
        elif segment.tag == "UNH" or inside:
            inside.append(replace(segment, number=len(inside) + 1))
            if segment.tag == "UNT":
                open_one.messages.append(_message(inside, open_one))
                inside = []
        else:
            return cut_off("EDIFACT", segment.raw())
        if len(messages) > MOST_MESSAGES:
            return over_limit(f"超过 {MOST_MESSAGES} 个报文", f"more than {MOST_MESSAGES} messages")
    if open_one is not None or not messages:
        return cut_off("EDIFACT", "UNZ")
    return Document(messages=tuple(messages))


def _message(segments: Sequence[Segment], interchange: Interchange) -> StructuredMessage:
    head, tail = segments[0], segments[-1]
    found = [*miscounted("UNT", tail.at(1), len(segments)), *unlike("UNH/UNT", head.at(1), tail.at(2))]
    found += wrapped(segments)
    nested = [s.raw() for s in segments[1:] if s.tag == "UNH"]
    found += [finding("structured-invalid", "/order", seen=text) for text in nested]
    version = ":".join(head.at(2, component) for component in range(2, 6)).strip(":")
    body = tuple(segments[:-1])
    return StructuredMessage("edifact", head.at(2), version, 1, None, body, interchange.marks, tuple(found))


def _group(segment: Segment, interchange: Interchange) -> Iterator[Finding]:
    """Open a group, or check the end of one against its messages and its reference."""
    if segment.tag == "UNG":
        interchange.groups += 1
        interchange.group = (segment.at(5), len(interchange.messages))
        return
    name, before = interchange.group
    yield from miscounted("UNE", segment.at(1), len(interchange.messages) - before)
    yield from unlike("UNG/UNE", name, segment.at(2))


def _closed(interchange: Interchange, tail: Segment, before: int) -> Iterator[StructuredMessage]:
    """Give each message of an ended interchange its number and what the whole got wrong."""
    whole = interchange.groups or len(interchange.messages)
    found = [*interchange.findings, *miscounted("UNZ", tail.at(1), whole)]
    found += unlike("UNB/UNZ", interchange.header.at(5), tail.at(2))
    names = [message.segments[0].at(1) for message in interchange.messages]
    twice = {name for name in names if names.count(name) > 1} if len(names) <= 200 else set()
    found += [finding("structured-invalid", "/order", seen=f"UNH {name} twice") for name in sorted(twice)]
    for number, message in enumerate(interchange.messages, before + 1):
        yield replace(message, number=number, findings=(*found, *message.findings))


def _tested(header: Segment) -> Iterator[Finding]:
    if header.at(11) == "1":  # ISO 9735, 0035
        yield finding("message-is-test", "/order", seen="UNB 0035")
