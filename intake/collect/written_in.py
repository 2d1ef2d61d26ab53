"""Files that are written into a mail's text itself: uuencoded in plain text, as `data:` in HTML."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice

from intake.collect.letter import Attached
from intake.collect.limits import MOST_PARTS
from intake.read.refusal import CUT_OFF, Refused, damaged

BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\r\n]*?)\r?$", re.MULTILINE)
WRITTEN_IN = "data:"  # the place of a picture that is no part of its own
DATA = re.compile(r"""\bsrc\s*=\s*["']?data:image/(\w+);base64,([A-Za-z0-9+/=\s]{100,})""", re.IGNORECASE)


def uuencoded(text: str) -> Iterator[Attached]:
    """Yield the files that old mail programs write into plain text between "begin 644 name" and "end"."""
    for begun in islice(BEGIN.finditer(text), MOST_PARTS + 1):
        yield Attached(begun[1], _between(text, begun.end()))


def _between(text: str, begin: int) -> bytes:
    found = bytearray()
    for line in re.finditer(r"[^\r\n]+", text[begin:]):
        if line[0] == "end":
            return bytes(found)
        try:
            found += binascii.a2b_uu(line[0].encode("latin-1"))
        except (binascii.Error, UnicodeEncodeError):
            break
    return Refused.of(damaged(*CUT_OFF))


def pictures_in(html: str | None) -> Iterator[Attached]:
    """Yield the pictures that are written into HTML; each is shown where it is written, under its own number."""
    for number, found in enumerate(islice(DATA.finditer(html or ""), MOST_PARTS + 1), 1):
        try:
            data = base64.b64decode(found[2])
        except (binascii.Error, ValueError):
            data = Refused.of(damaged(*CUT_OFF))
        yield Attached(f"inline {number}.{found[1].lower()}", data, WRITTEN_IN)
