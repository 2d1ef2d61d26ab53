"""Archives byte by byte: zips as other programs write them, and rar, which no free program writes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

# 7-Zip's: a.txt and 订单.txt, encrypted with the password abc
LOCKED_7Z = bytes.fromhex(
    "377abcaf271c000439b96e7298000000000000002100000000000000a24428b2b53ce3425bff0c1630321994200ed34574f2"
    "3b52d841fb7e20ae5db9986804ed0000813307ae0fd00eb03c9f39109c9fa6d533dab22eb0e2f773da1ee87113433d6349ca"
    "e1afd01763075b9a7c9ddb96f5cea89b7064edd0b93b1e2c3c8287d04ab0ce04c10039cb60c6c87a51893256eccb1685dfca"
    "c7e2877261841206045fd7ef01e771c81761a681f8400f0f2ca03ad6a419c000000017062001097800070b01000123030101"
    "055d001000000c808e0a01b89791960000"
)


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """Put other bytes of the same length into a zip as a member's name, and say nothing of how they are written."""
    assert len(old) == len(new)
    made = bytearray(archive.replace(old, new))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            flags = int.from_bytes(made[place + at : place + at + 2], "little") & ~0x800
            made[place + at : place + at + 2] = flags.to_bytes(2, "little")
            place = made.find(mark, place + 4)
    return bytes(made)


def locked(archive: bytes) -> bytes:
    """Mark the first member of a zip as encrypted."""
    made = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.find(mark) + at] |= 1
    return bytes(made)


def rar(files: Mapping[str, bytes]) -> bytes:
    """Return a RAR 5 archive of files that are stored as they are."""
    made = b"Rar!\x1a\x07\x01\x00" + _block(_number(1) + _number(0) + _number(0))
    for name, data in files.items():
        named = name.encode()
        fields = _number(2) + _number(2) + _number(len(data)) + _number(4) + _number(len(data)) + _number(0o100644)
        fields += struct.pack("<I", zlib.crc32(data)) + _number(0) + _number(1) + _number(len(named)) + named
        made += _block(fields) + data
    return made + _block(_number(5) + _number(0) + _number(0))


def old_rar(name: bytes, data: bytes) -> bytes:
    """Return a RAR 4 archive of one stored file, whose name is bytes of no known set."""
    main = _old_block(0x73, 0, bytes(6))
    fields = struct.pack("<IIBIIBBHI", len(data), len(data), 0, zlib.crc32(data), 0x5A630000, 20, 0x30, len(name), 0x20)
    return b"Rar!\x1a\x07\x00" + main + _old_block(0x74, 0x8000, fields + name) + data + _old_block(0x7B, 0x4000, b"")


def _block(fields: bytes) -> bytes:
    sized = _number(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _old_block(kind: int, flags: int, fields: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


def _number(value: int) -> bytes:
    made = bytearray()
    while value >= 0x80:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*made, value))
