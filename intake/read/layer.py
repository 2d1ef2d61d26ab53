"""Does a page's text layer name its characters truly? Its fonts, its odd characters, its rare Hanzi ."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

SIMPLE = ("Type1", "MMType1", "TrueType")
ORDERINGS = ("GB1", "CNS1", "Japan1", "Korea1", "KR")  # character collections whose map to Unicode is published
TIED = re.compile(
    rb"/ToUnicode\s+\d+\s+\d+\s+R|/Encoding\s*/(?:WinAnsi|MacRoman)Encoding\b|/Subtype\s*/CIDFontType[02]\b"
)
PACKED_COUNT, PACKED_FIRST = re.compile(rb"/N\s+(\d+)\b(?!\s+\d+\s+R)"), re.compile(rb"/First\s+(\d+)\b(?!\s+\d+\s+R)")
LARGEST_PACKED = 8 << 20
MOST_ODD = 0.02
MOST_RARE = 0.3
MOST_DEPTH = 4


def nameless_fonts(data: bytes) -> tuple[frozenset[str], ...] | None:
    """List per page the fonts that neither a ToUnicode map nor a known encoding ties to characters.

    Returns () where a look at the bare bytes shows that all are tied, None where the file's structure cannot be
    followed, so that nothing is known about its fonts.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    if _plainly_named(data):
        return ()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about every oddity of a foreign file
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return tuple(frozenset(_nameless(page.resources, 0)) for page in PDFPage.create_pages(document))
    except Exception:  # a foreign parser on a foreign file: whatever it raises, the fonts are unknown
        return None


def _plainly_named(data: bytes) -> bool:
    """Tell from the bytes alone that every font is tied to characters; False says only that a closer look is needed."""
    objects = None if b"/Encrypt" in data else _objects(data)
    if objects is None or any(b"/Type3" in part for part in objects):
        return False
    fonts = [part for part in objects if b"/BaseFont" in part]
    return bool(fonts) and all(part.count(b"/BaseFont") == 1 and TIED.search(part) is not None for part in fonts)


def _objects(data: bytes) -> list[bytes] | None:
    """Part a file into objects, those packed in streams too; None if a packed one is not plainly deflated."""
    objects = data.split(b"endobj")
    packed = [part for part in objects if b"/ObjStm" in part]
    if data.count(b"/ObjStm") != len(packed):
        return None
    for part in packed:
        inside = _unpacked(part)
        if inside is None:
            return None
        objects += inside
    return objects


def _unpacked(part: bytes) -> list[bytes] | None:
    """Return the objects of an object stream by the table at its head (ISO 32000-1, 7.5.7)."""
    head, _, body = part.partition(b"stream")
    count, first = PACKED_COUNT.search(head), PACKED_FIRST.search(head)
    if count is None or first is None or b"/FlateDecode" not in head or b"/DecodeParms" in head:
        return None
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(body.lstrip(b"\r\n"), LARGEST_PACKED)
        table = [int(number) for number in text[: int(first[1])].split()]
    except (zlib.error, ValueError):
        return None
    if unpacking.unconsumed_tail or len(table) != 2 * int(count[1]):
        return None
    starts = [int(first[1]) + offset for offset in table[1::2]]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _nameless(resources: Any, depth: int) -> Iterator[str]:
    from pdfminer.pdftypes import resolve1

    resources = resolve1(resources) or {}
    for font in (resolve1(resources.get("Font")) or {}).values():
        font = resolve1(font) or {}
        if not _named(font):
            yield _name(font.get("BaseFont")) or _name(font.get("Subtype")) or "?"
    for form in (resolve1(resources.get("XObject")) or {}).values() if depth < MOST_DEPTH else ():
        attributes = getattr(resolve1(form), "attrs", {})
        if _name(attributes.get("Subtype")) == "Form":
            yield from _nameless(attributes.get("Resources"), depth + 1)


def _named(font: Any) -> bool:
    from pdfminer.pdftypes import resolve1

    if font.get("ToUnicode") is not None:
        return True
    if _name(font.get("Subtype")) == "Type0":
        return _known_collection(font)
    encoding = resolve1(font.get("Encoding"))
    if isinstance(encoding, dict):
        return encoding.get("BaseEncoding") is not None or _spelt(resolve1(encoding.get("Differences")))
    if encoding is not None:
        return True
    return _name(font.get("Subtype")) in SIMPLE and font.get("FontDescriptor") is None  # one of the standard 14


def _known_collection(font: Any) -> bool:
    from pdfminer.pdftypes import resolve1

    encoding = _name(resolve1(font.get("Encoding")))
    if encoding and not encoding.startswith("Identity"):
        return True
    descendants = resolve1(font.get("DescendantFonts")) or [{}]
    system = resolve1((resolve1(descendants[0]) or {}).get("CIDSystemInfo")) or {}
    ordering = resolve1(system.get("Ordering")) or b""
    return (ordering.decode("latin-1") if isinstance(ordering, bytes) else str(ordering)) in ORDERINGS


def _spelt(differences: Any) -> bool:
    """Tell whether glyph names are real ones (`A`, `zero`, `uni4E00`), not counters such as `g12` or `C0_7`."""
    from pdfminer.encodingdb import name2unicode

    names = [_name(item) for item in differences or () if not isinstance(item, int)]
    if not names:
        return False
    known = 0
    for name in names:
        try:
            name2unicode(name)
            known += 1
        except (KeyError, ValueError):
            continue
    return known >= 0.9 * len(names)


def _name(value: Any) -> str:
    from pdfminer.pdftypes import resolve1

    value = resolve1(value)
    name = getattr(value, "name", None)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name or "")


def oddness(text: str) -> str | None:
    """Say what is odd about a page's characters (private use, replacement, control, rare Hanzi), None if nothing is."""
    marks = [char for char in text if not char.isspace()]
    if not marks:
        return None
    odd = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs") for char in marks)
    if odd > MOST_ODD * len(marks):
        return f"{odd} of {len(marks)} characters have no name"
    hanzi = [char for char in marks if "\u3400" <= char <= "\u9fff"]
    rare = sum(not _usual(char) for char in hanzi)
    if len(hanzi) >= 8 and rare > MOST_RARE * len(hanzi):
        return f"{rare} of {len(hanzi)} Hanzi are rare"
    return None


def _usual(char: str) -> bool:
    """Tell whether a Hanzi is in the first level of GB 2312 or JIS X 0208, or in the first plane of Big5."""
    for codec, last in (("gb2312", 0xD7F9), ("shift_jis", 0x9872), ("big5", 0xC67E)):
        try:
            code = char.encode(codec)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and int.from_bytes(code, "big") <= last:
            return True
    return False
