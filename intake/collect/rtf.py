"""The RTF body of an Outlook mail: unpacked, and the HTML or text that is wrapped in it taken out ([MS-OXRTFEX])."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from intake.collect.letter import of_code_page

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z0-9])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
BREAKS = {b"par": b"\r\n", b"line": b"\r\n", b"sect": b"\r\n", b"page": b"\r\n", b"row": b"\r\n", b"cell": b"\t"}
SIGNS = {b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}
SIGNS |= {b"endash": "–", b"emdash": "—", b"~": "\xa0", b"_": "‑", b"{": "{", b"}": "}", b"\\": "\\"}
ASIDE = frozenset((b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer"))
ASIDE |= {b"fldinst"}
# the code pages of a font's character set, [MS-RTF] \fcharset
CHARACTER_SETS = {128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 177: 1255, 178: 1256}
CHARACTER_SETS |= {186: 1257, 204: 1251, 222: 874, 238: 1250}


@dataclass(frozen=True)
class RichText:
    """The text of a mail, plain and as HTML, as far as it has them."""

    body: str | None = None
    html: str | None = None


@dataclass(frozen=True)
class Group:
    """What holds inside a pair of braces."""

    aside: bool = False  # a destination that is not shown
    tag: bool = False  # HTML that the RTF wraps
    hidden: bool = False  # RTF that stands for a tag
    font: int = -1
    skip: int = 1  # characters that stand for one of \u where it is not known


@dataclass
class Reading:
    """How far an RTF text is read."""

    groups: list[Group] = field(default_factory=lambda: [Group()])
    code_page: int = 1252
    fonts: dict[int, int] = field(default_factory=dict)
    defining: int = -1  # the font of the font table that is being named
    pieces: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    kind: str = ""


def rich_text(packed: bytes) -> RichText:
    """Return the text of a compressed RTF body: HTML if it wraps HTML, else plain text. Raises for a damaged one."""
    from compressed_rtf import decompress

    plain, kind = shown_text(decompress(packed))
    return RichText(html=plain) if kind == "fromhtml" else RichText(body=plain.replace("\r\n", "\n"))


def shown_text(rtf: bytes) -> tuple[str, str]:
    """Return what an RTF text shows, or the HTML it wraps, and which: "fromhtml", "fromtext" or ""."""
    reading = Reading()
    for token in TOKEN.finditer(rtf):
        word, number, code, sign, brace, text = token.groups()
        if brace:
            _brace(reading, brace)
        elif word:
            _word(reading, word, int(number) if number else None)
        elif code:
            _shown(reading, bytes((int(code, 16),)))
        elif sign == b"*":
            _change(reading, aside=True)  # a destination we may not know; \htmltag takes it back
        elif sign:
            _sign(reading, SIGNS.get(sign, ""))
        elif text:
            _shown(reading, text)
    _flush(reading)
    halves = "".join(reading.pieces).encode("utf-16-le", "surrogatepass")  # \u names a large character by two halves
    return halves.decode("utf-16-le", "replace"), reading.kind


def _brace(reading: Reading, brace: bytes) -> None:
    _flush(reading)
    if brace == b"{":
        reading.groups.append(reading.groups[-1])
    elif len(reading.groups) > 1:
        reading.groups.pop()
    reading.to_skip = 0


def _word(reading: Reading, word: bytes, number: int | None) -> None:
    group = reading.groups[-1]
    if word == b"htmltag":
        _change(reading, aside=False, tag=True)
    elif word == b"htmlrtf":
        _change(reading, hidden=number != 0)
    elif word in ASIDE:
        _change(reading, aside=True)
    elif word in (b"fromhtml", b"fromtext"):
        reading.kind = word.decode()
    elif word == b"ansicpg" and number:
        reading.code_page = number
    elif word == b"f":
        _flush(reading)
        reading.defining = -1 if number is None else number
        _change(reading, font=reading.defining)
    elif word == b"fcharset" and number is not None:
        reading.fonts[reading.defining] = CHARACTER_SETS.get(number, 0)
    elif word == b"uc" and number is not None:
        _change(reading, skip=min(max(number, 0), 8))
    elif word == b"u" and number is not None:
        _sign(reading, chr(number % 0x10000))
        reading.to_skip = group.skip
    elif word in BREAKS:
        _sign(reading, BREAKS[word].decode())
    elif word in SIGNS:
        _sign(reading, SIGNS[word])


def _change(reading: Reading, **what: bool | int) -> None:
    _flush(reading)
    reading.groups[-1] = replace(reading.groups[-1], **what)  # type: ignore[arg-type]


def _visible(reading: Reading) -> bool:
    group = reading.groups[-1]
    return not group.aside and not group.hidden


def _sign(reading: Reading, sign: str) -> None:
    _flush(reading)
    if _visible(reading):
        reading.pieces.append(sign)


def _shown(reading: Reading, data: bytes) -> None:
    skipped = min(reading.to_skip, len(data))
    reading.to_skip -= skipped
    if _visible(reading):
        reading.raw += data[skipped:]


def _flush(reading: Reading) -> None:
    if reading.raw:
        page = reading.fonts.get(reading.groups[-1].font, 0) or reading.code_page
        reading.pieces.append(of_code_page(bytes(reading.raw), page))
        reading.raw.clear()
