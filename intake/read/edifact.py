"""EDIFACT interchanges (ISO 9735): segments by their own service characters, envelopes counted.

Own tokens: pydifact takes 29 times as long, raises IndexError on hostile input and makes a path of the version a file
states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from intake.read.document import Document
from intake.read.envelope import cut_off, without_controls
from intake.read.interchange import BLANK, LARGEST, MOST_SEGMENTS, Envelope, Layer, messages_of
from intake.read.refusal import damaged, over_limit
from intake.read.structured import Segment, StructuredMessage
from orders.codes import finding
from orders.records import Finding

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
    return messages_of(segments, ENVELOPE, partial(_message, marks=marks), [*doubts, unsure] if unsure else doubts)


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


def _message(
    segments: Sequence[Segment], _: Segment | None, found: tuple[Finding, ...], marks: str
) -> StructuredMessage:
    head = segments[0]
    version = ":".join(head.at(2, component) for component in range(2, 6)).strip(":")
    return StructuredMessage("edifact", head.at(2), version, 1, None, tuple(segments[:-1]), marks, found)


def _tested(header: Segment) -> Iterator[Finding]:
    if header.at(11) == "1":  # ISO 9735, 0035
        yield finding("message-is-test", "/order", seen="UNB 0035")


ENVELOPE = Envelope(
    "EDIFACT",
    Layer("UNB", "UNZ", 5, "UNZ", "UNB/UNZ"),
    Layer("UNG", "UNE", 5, "UNE", "UNG/UNE"),
    Layer("UNH", "UNT", 1, "UNT", "UNH/UNT"),
    _tested,
    distinct=True,
)
