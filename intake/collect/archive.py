"""zip, gzip and tar: what is in them, within limits. Runs in a child process; names are only ever shown."""

from __future__ import annotations

import io
import os
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.collect.decoding import decoded
from intake.collect.limits import BOMB, LEAST_BOMB, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, TOO_LARGE, TOO_MANY, TOO_MUCH
from intake.read.refusal import CUT_OFF, LARGEST_FILE, Refused, damaged, encrypted, over_limit, unsupported
from intake.read.unlocked import unlocked_member

ZIP, GZIP, ENTRY = b"PK\x03\x04", b"\x1f\x8b\x08", b"PK\x01\x02"
MOST_ENTRIES = 20_000  # of a zip file's directory: a longer one alone would fill the memory
UTF8, LOCKED = 0x800, 0x1
UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "OFD.xml")
# what programs leave behind
LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
OVERLAPPING = (
    "压缩包内的文件互相重叠，像是压缩炸弹，没有解压；请单独发送",
    "its files lie over one another, like a bomb, and are not unpacked; ask for them by themselves",
)
STRANGE_METHOD = (
    "这个文件的压缩方式打不开；请用普通 zip 重新压缩",
    "it is packed in a way that cannot be opened; ask for an ordinary zip file",
)
NO_CONTENT = ("压缩包是空的", "the archive is empty")
NO_FILE = ("不是普通文件，无法读取", "it is no ordinary file and cannot be read")


@dataclass(frozen=True)
class Member:
    """A file in an archive under the name it has there, which may be anything; `Refused` bytes say why it has none."""

    name: str
    data: bytes


def zip_members(data: bytes, passwords: Sequence[str] = ()) -> tuple[Member, ...] | Refused | None:
    """Return the files in a zip; None for a document that only is made of one (Office, OpenDocument, OFD, Java).

    A locked member is tried with the passwords. Those that stay closed, too large and damaged ones are `Refused`, each
    by itself.
    """
    if data.count(ENTRY) > MOST_ENTRIES:
        return Refused.of(over_limit(*TOO_MANY))
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:  # whoever reads it as a document says what is wrong with it
        return None
    with opened as archive:
        infos = archive.infolist()
        if any(info.filename in OFFICE for info in infos):
            return None
        if _overlapping(infos):
            return Refused.of(over_limit(*OVERLAPPING))
        files = ((_name(info), info) for info in infos if not _is_folder(info))
        return _within_limits((name, _member(data, archive, info, passwords)) for name, info in files)


def _member(data: bytes, archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes:
    """Return the bytes of one member, or `Refused` ones that say why there are none. All members are opened here."""
    if info.file_size > LARGEST_FILE:
        return Refused.of(over_limit(*TOO_LARGE))
    if info.file_size > max(LEAST_BOMB, MOST_RATIO * info.compress_size):
        return Refused.of(over_limit(*BOMB))
    if info.flag_bits & LOCKED:
        opened = unlocked_member(data, info.filename, passwords)
        return Refused.of(encrypted()) if opened is None else opened
    try:
        with archive.open(info) as file:
            found = file.read(LARGEST_FILE + 1)
    except NotImplementedError:
        return Refused.of(unsupported(*STRANGE_METHOD))
    except Exception:  # a checksum, a broken stream, an end that is missing
        return Refused.of(damaged(*CUT_OFF))
    return found if len(found) <= LARGEST_FILE else Refused.of(over_limit(*TOO_LARGE))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.orig_filename.endswith("/") and info.file_size == 0


def _overlapping(infos: list[zipfile.ZipInfo]) -> bool:
    """Tell an archive in which the same bytes are the content of several members."""
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size) for info in infos)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 where the archive says so, else the bytes it has, which in China are GBK."""
    if info.flag_bits & UTF8:
        return info.orig_filename
    found = _unicode_path(info.extra)
    raw = info.orig_filename.encode("cp437", "replace")
    if found is not None and found[0] == zlib.crc32(raw):
        return found[1]
    return decoded(raw, None)


def _unicode_path(extra: bytes) -> tuple[int, str] | None:
    """Return Info-ZIP's second name and the checksum of the first one that it stands for."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_PATH and size > 5 and len(extra) >= 4 + size:
            return int.from_bytes(extra[5:9], "little"), extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def gzip_members(data: bytes, name: str) -> tuple[Member, ...] | Refused:
    """Return the file in a gzip, or the files if it is a tar; `name` is the gzip's own. Raises for a damaged one."""
    found, whole = _unzipped(data)
    if not whole and len(found) <= MOST_UNPACKED:
        return Refused.of(damaged(*CUT_OFF))
    if is_tar(found):
        return tar_members(found)
    inner = re.sub(r"\.(?:gz|gzip)$", "", name, flags=re.IGNORECASE)
    if len(found) > LEAST_BOMB and len(found) > MOST_RATIO * len(data):
        return (Member(inner, Refused.of(over_limit(*BOMB))),)
    return (Member(inner, found if len(found) <= LARGEST_FILE else Refused.of(over_limit(*TOO_LARGE))),)


def _unzipped(data: bytes) -> tuple[bytes, bool]:
    """Unpack the streams of a gzip one after the other, and say whether the last one ended."""
    found = b""
    while data.startswith(GZIP) and len(found) <= MOST_UNPACKED:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        found += unpacker.decompress(data, MOST_UNPACKED + 1 - len(found))
        if not unpacker.eof:
            return found, False
        data = unpacker.unused_data
    return found, True


def is_tar(data: bytes) -> bool:
    """Tell a tar archive by its mark."""
    return data[257:262] == b"ustar"


def tar_members(data: bytes) -> tuple[Member, ...] | Refused:
    """Return the files in a tar, read from front to end. One that breaks off has a last member that says so."""
    return _within_limits(_tar(data))


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
            for item in archive:
                if not item.isdir():
                    yield decoded(os.fsencode(item.name), None), _tar_member(archive, item)
    except (tarfile.TarError, OSError, ValueError, EOFError):
        yield "…", Refused.of(damaged(*CUT_OFF))


def _tar_member(archive: tarfile.TarFile, item: tarfile.TarInfo) -> bytes:
    if not item.isreg():
        return Refused.of(damaged(*NO_FILE))
    if item.size > LARGEST_FILE:
        return Refused.of(over_limit(*TOO_LARGE))
    opened = archive.extractfile(item)
    found = opened.read() if opened is not None else b""
    return found if len(found) == item.size else Refused.of(damaged(*CUT_OFF))


def _within_limits(files: Iterator[tuple[str, bytes]]) -> tuple[Member, ...] | Refused:
    """Take files until there are too many or too much of them; the last member then says so."""
    taken: list[Member] = []
    room = MOST_UNPACKED
    for name, data in files:
        if LITTER.search(name.replace("\\", "/")):
            continue
        room -= len(data)
        if room < 0 or len(taken) >= MOST_PARTS:
            taken.append(Member("…", Refused.of(over_limit(*(TOO_MUCH if room < 0 else TOO_MANY)))))
            break
        taken.append(Member(name, data))
    return tuple(taken) or Refused.of(damaged(*NO_CONTENT))
