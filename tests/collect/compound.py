"""A small writer of compound files ([MS-CFB], version 3), for messages as Outlook saves them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Storage = Mapping[str, "bytes | Storage"]


@dataclass
class Entry:
    """A storage or stream in the directory, with the numbers of its neighbours there."""

    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = END


@dataclass
class Sectors:
    """Chains of sectors of one size."""

    size: int
    chains: list[int] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def add(self, data: bytes, mark: int | None = None) -> int:
        """Append data as a chain and return its first sector; with `mark` every sector bears that instead."""
        count = -(-len(data) // self.size)
        first = len(self.chains)
        self.data += data.ljust(count * self.size, b"\0")
        following = [first + at + 1 for at in range(count - 1)] + [END]
        self.chains += following[:count] if mark is None else [mark] * count
        return first if count else END


def compound(root: Storage) -> bytes:
    """Return a compound file of storages (mappings) and streams (bytes)."""
    entries: list[Entry] = [Entry("Root Entry", 5)]
    _add(entries, 0, root)
    minis, sectors = Sectors(MINI), Sectors(SECTOR)
    for entry in entries:
        if entry.kind == 2 and entry.data:
            entry.start = (minis if len(entry.data) < CUTOFF else sectors).add(entry.data)
    entries[0].start, entries[0].data = sectors.add(bytes(minis.data)), bytes(minis.data)
    mini_table = sectors.add(_table(minis.chains))
    directory = sectors.add(b"".join(map(_entry, entries)).ljust(-(-len(entries) // 4) * SECTOR, b"\0"))
    needed = -(-len(sectors.chains) // 127)  # sectors of the table, itself among them
    table = sectors.add(b"\0" * SECTOR * needed, FAT)
    sectors.data[table * SECTOR :] = _table(sectors.chains).ljust(SECTOR * needed, b"\xff")
    mini_count = -(-len(minis.chains) // 128)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, needed,
                       directory, 0, CUTOFF, mini_table, mini_count, END, 0)  # fmt: skip
    places = [table + at for at in range(needed)]
    return head + struct.pack("<109I", *places, *[FREE] * (109 - needed)) + bytes(sectors.data)


def _table(chains: list[int]) -> bytes:
    data = struct.pack(f"<{len(chains)}I", *chains)
    return data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\xff")


def _add(entries: list[Entry], parent: int, storage: Storage) -> None:
    """Put a storage's contents into the directory: sorted, each the right neighbour of the one before."""
    before = None
    for name in sorted(storage, key=lambda name: (len(name), name.upper())):
        content = storage[name]
        at = len(entries)
        entries.append(Entry(name, 2, content) if isinstance(content, bytes) else Entry(name, 1))
        if before is None:
            entries[parent].child = at
        else:
            entries[before].right = at
        before = at
        if not isinstance(content, bytes):
            _add(entries, at, content)


def _entry(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    start = 0 if entry.kind == 1 else entry.start
    return struct.pack("<64sHBBIII16xI8x8xIQ", name, len(name), entry.kind, 1, entry.left, entry.right, entry.child, 0,
                       start, len(entry.data))  # fmt: skip
