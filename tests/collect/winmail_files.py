"""winmail.dat as Outlook writes it ([MS-OXTNEF]): attributes of the message, then those of each attachment."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

MESSAGE, ATTACHMENT = 1, 2
VERSION, CODE_PAGE, SUBJECT, BODY, PROPERTIES = 0x00089006, 0x00069007, 0x00018004, 0x0002800C, 0x00069003
RENDERED, TITLE, DATA, ATTACHED = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
TEXT8, TEXT, BINARY, OBJECT, NUMBER = 0x001E, 0x001F, 0x0102, 0x000D, 0x0003
MAIL = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
Property = tuple[int, int, "str | bytes | int"]


def winmail(
    attachments: Iterable[bytes] = (), properties: Sequence[Property] = (), *, code_page: int = 936, body: bytes = b""
) -> bytes:
    """Return a winmail.dat."""
    head = struct.pack("<IH", 0x223E9F78, 1) + attribute(MESSAGE, VERSION, struct.pack("<I", 0x10000))
    head += attribute(MESSAGE, CODE_PAGE, struct.pack("<II", code_page, 0))
    head += attribute(MESSAGE, BODY, body + b"\0") if body else b""
    head += attribute(MESSAGE, PROPERTIES, listed(properties, code_page)) if properties else b""
    return head + b"".join(attachments)


def file(title: bytes, data: bytes, properties: Sequence[Property] = (), *, code_page: int = 936) -> bytes:
    """Return the attributes of an attachment that is a file; `title` is its short name."""
    made = attribute(ATTACHMENT, RENDERED, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0))
    made += attribute(ATTACHMENT, TITLE, title + b"\0") + attribute(ATTACHMENT, DATA, data)
    return made + (attribute(ATTACHMENT, ATTACHED, listed(properties, code_page)) if properties else b"")


def mail(title: bytes, inner: bytes) -> bytes:
    """Return the attributes of an attachment that is a mail."""
    made = attribute(ATTACHMENT, RENDERED, struct.pack("<HIHHI", 2, 0xFFFFFFFF, 0, 0, 0))
    made += attribute(ATTACHMENT, TITLE, title + b"\0")
    return made + attribute(ATTACHMENT, ATTACHED, listed([(0x3701, OBJECT, MAIL + inner)], 936))


def attribute(level: int, tag: int, data: bytes) -> bytes:
    """Return one attribute with its checksum."""
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def listed(properties: Sequence[Property], code_page: int) -> bytes:
    """Return MAPI properties as a message or an attachment has them."""
    made = struct.pack("<I", len(properties))
    for number, kind, value in properties:
        made += struct.pack("<HH", kind, number)
        if isinstance(value, int):
            made += struct.pack("<I", value)
            continue
        if isinstance(value, str):
            value = f"{value}\0".encode("utf-16-le" if kind == TEXT else f"cp{code_page}")
        made += struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)
    return made
