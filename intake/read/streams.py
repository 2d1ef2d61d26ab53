"""Parts of a PDF that break off or were changed: pdfium shows what it could read of them and says nothing."""

from __future__ import annotations

import base64
import re
import zlib

from intake.read.refusal import MEBIBYTE

STREAM = re.compile(rb"(?<!end)stream\r?\n")
DEFLATED = re.compile(rb"/Filter\s*(?:\[\s*)?(/(?:ASCII85Decode|A85)\s*)?/(?:FlateDecode|Fl)\s*[\]/>\r\n ]")
# pictures and font programs show how a letter looks, not which letters there are
SHAPES = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length1\b|/Type\s*/EmbeddedFile\b")
LENGTH = re.compile(rb"/Length\s+(\d{1,9})\b(?!\s+\d+\s+R)")
MOST_UNPACKED = 64 * MEBIBYTE  # of all parts together; what is larger is no page of an order
DICTIONARY = 2048  # bytes in front of a part in which its own keys stand


def breaks_off(data: bytes) -> bool:
    """Tell a PDF a part of which ends too early or does not fit its checksum or length; False for encrypted files.

    A deflated part ends with a mark and an Adler-32 (RFC 1950); some programs leave the checksum out, which passes.
    """
    if b"/Encrypt" in data:
        return False
    room = MOST_UNPACKED
    for found in STREAM.finditer(data):
        keys = _keys(data, found.start())
        if SHAPES.search(keys):
            continue
        if b"/Filter" not in keys and _is_longer_than_it_says(data, found.end(), keys):
            return True
        how = DEFLATED.search(keys)
        if how is None:
            continue
        end = data.find(b"endstream", found.end())
        size = _whole(data[found.end() : end if end >= 0 else len(data)], how[1] is not None, room)
        if size is None:
            return True
        room -= size
        if room <= 0:
            return False
    return False


def _keys(data: bytes, end: int) -> bytes:
    """Return the dictionary in front of a stream."""
    begin = max(0, end - DICTIONARY)
    at = data.rfind(b" obj", begin, end)
    return data[at if at >= 0 else begin : end]


def _is_longer_than_it_says(data: bytes, begin: int, keys: bytes) -> bool:
    """Tell a part in clear behind whose stated length something else stands than its end (ISO 32000-1, 7.3.8.2)."""
    said = LENGTH.search(keys)
    end = begin + int(said[1]) if said else 0
    return said is not None and not data[end : end + 11].lstrip().startswith(b"endstream")


def _whole(packed: bytes, in_letters: bool, room: int) -> int | None:
    """Return how large a deflated part is, up to `room`; None if it is not whole."""
    try:
        packed = base64.a85decode(packed.split(b"~>")[0]) if in_letters else packed
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        size, check = 0, 1
        rest = packed[2:]
        while not unpacking.eof and size <= room:
            piece = unpacking.decompress(rest, MEBIBYTE)
            rest = unpacking.unconsumed_tail
            if not piece and not rest:
                break
            size, check = size + len(piece), zlib.adler32(piece, check)
    except (zlib.error, ValueError):
        return None
    if size > room:
        return size
    told = unpacking.unused_data[:4]
    sound = len(told) < 4 or int.from_bytes(told, "big") == check
    return size if unpacking.eof and sound else None
