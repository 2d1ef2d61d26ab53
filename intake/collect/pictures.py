"""Pictures in a mail's text: logos, rules and QR codes, or an order pasted into it."""

from __future__ import annotations

import re
import struct
from urllib.parse import unquote

SHOWN = re.compile(r"""(?:src|background|url|href)\s*[=(]\s*["']?\s*(?:cid:)?([^"'>)\s]+)""", re.IGNORECASE)
ICON_SIDE, ICON_WIDTH, ICON_PIXELS = 24, 400, 40_000  # an order's few lines are higher, wider or larger
PAGE_PIXELS, PAGE_SIDE = 250_000, 300  # a page has more
FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))  # JPEG's SOF


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, GIF, BMP or JPEG by its first bytes, None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", data[16:24])
        if data.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack("<HH", data[6:10])
        if data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
            return abs(width), abs(height)
        return _jpeg_size(data) if data.startswith(b"\xff\xd8\xff") else None
    except struct.error:
        return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while data[at : at + 1] == b"\xff":
        mark, length = struct.unpack(">BH", data[at + 1 : at + 4])
        if mark in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 1 if mark == 0xFF else 2 + length
    return None


def is_icon(data: bytes) -> bool:
    """Tell a picture on which no line of an order has room, or that moves: no document, wherever in a mail it is."""
    if data.startswith(b"GIF8") and b"NETSCAPE2.0" in data[:2048]:
        return True
    size = picture_size(data)
    if size is None or 0 in size:
        return False
    return min(size) < ICON_SIDE or (size[0] < ICON_WIDTH and size[0] * size[1] < ICON_PIXELS)


def is_banner(data: bytes) -> bool:
    """Tell a picture that is more likely a logo or a QR code than a page, but may be an order's few lines."""
    size = picture_size(data)
    return size is not None and (min(size) < PAGE_SIDE or size[0] * size[1] < PAGE_PIXELS)


def shown_places(html: str | None) -> frozenset[str]:
    """Return the Content-IDs and locations of the pictures that a mail's HTML shows."""
    return frozenset(unquote(place) for place in SHOWN.findall(html or ""))
