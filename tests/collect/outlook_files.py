"""Messages as Outlook saves them, property by property ([MS-OXMSG], [MS-OXPROPS])."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.collect.compound import compound

TEXT, TEXT8, BINARY, NUMBER, TIME, OBJECT = 0x001F, 0x001E, 0x0102, 0x0003, 0x0040, 0x000D
Properties = Mapping[tuple[int, int], Any]

SUBJECT, BODY, HTML, RTF = (0x0037, TEXT), (0x1000, TEXT), (0x1013, BINARY), (0x1009, BINARY)
HEADERS, MESSAGE_ID, SENDER, DELIVERED = (0x007D, TEXT), (0x1035, TEXT), (0x5D01, TEXT), (0x0E06, TIME)
CODE_PAGE, INTERNET_CODE_PAGE = (0x3FFD, NUMBER), (0x3FDE, NUMBER)
NAME, METHOD, CONTENT_ID = (0x3707, TEXT), (0x3705, NUMBER), (0x3712, TEXT)
DATA, OBJECT_DATA, PATH = (0x3701, BINARY), (0x3701, OBJECT), (0x370D, TEXT)
PDF = b"%PDF-1.4 order"


def message(properties: Properties, attachments: Sequence[Properties] = ()) -> bytes:
    """Return a .msg with these properties and attachments."""
    return compound(_message(properties, attachments, bytes(8)))


def embedded(properties: Properties, attachments: Sequence[Properties] = (), *, name: str = "") -> Properties:
    """Return an attachment that is a message; Outlook calls it by its subject."""
    inner = _message(properties, attachments, b"")
    return {NAME: name, METHOD: 5, OBJECT_DATA: inner}


def file(name: str, data: bytes = PDF, content_id: str = "") -> Properties:
    """Return an attachment that is a file."""
    return {NAME: name, METHOD: 1, DATA: data, **({CONTENT_ID: content_id} if content_id else {})}


def _message(properties: Properties, attachments: Sequence[Properties], reserved: bytes) -> Mapping[str, Any]:
    head = struct.pack("<8xIIII", 0, len(attachments), 0, len(attachments)) + reserved
    inside = {f"__attach_version1.0_#{at:08X}": _storage(one, bytes(8)) for at, one in enumerate(attachments)}
    return {"__nameid_version1.0": {"__substg1.0_00020102": b""}, **_storage(properties, head), **inside}


def _storage(properties: Properties, head: bytes) -> Mapping[str, Any]:
    streams: dict[str, Any] = {}
    entries = bytearray(head)
    for (number, kind), value in properties.items():
        payload = value
        if kind == NUMBER:
            payload = struct.pack("<I4x", value)
        elif kind == TIME:
            payload = struct.pack("<Q", _ticks(value))
        else:
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = stream = _stream(value, kind)
            payload = struct.pack("<II", len(stream) + 2 * (kind == TEXT), 0)
        entries += struct.pack("<HHI", kind, number, 6) + payload
    return {"__properties_version1.0": bytes(entries), **streams}


def _stream(value: Any, kind: int) -> Any:
    return value.encode("utf-16-le") if kind == TEXT else value


def _ticks(moment: datetime) -> int:
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
