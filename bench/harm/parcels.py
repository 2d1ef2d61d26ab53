"""Archives that contain themselves, lie about their sizes, or hold what is no file; marks with nothing behind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from random import Random

from bench.harm.archives import zipped
from bench.harm.pages import pdf
from bench.harm.twisted import PLAIN


def parcels(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _zips(chance)
    yield from _tars()
    yield from _others(chance)


def _zips(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    order = pdf(*PLAIN)
    one = zipped(**{"order.pdf": order})
    yield (
        "zip: a size of 2^64",
        "zip64.zip",
        _directory(
            one,
            lambda entry: (
                entry[:20]
                + b"\xff" * 8
                + entry[28:30]
                + struct.pack("<H", 20)
                + entry[32:]
                + struct.pack("<HHQQ", 1, 16, 2**64 - 1, 2**64 - 1)
            ),
        ),
    )
    yield (
        "zip: a size of 100 for 40 MB",
        "short.zip",
        _directory(zipped(a=bytes(40 << 20)), lambda entry: entry[:24] + struct.pack("<L", 100) + entry[28:]),
    )
    yield (
        "zip: a member before the beginning",
        "before.zip",
        _directory(one, lambda entry: entry[:42] + b"\xff\xff\xff\x7f" + entry[46:]),
    )
    yield "zip: 65,535 members, it says", "says.zip", one[:-14] + b"\xff\xff" * 2 + one[-10:]
    yield "zip: a way of packing nobody knows", "method.zip", one.replace(one[8:10], b"\x61\0")
    yield (
        "zip: another name in its directory",
        "other.zip",
        _directory(one, lambda entry: entry.replace(b"order.pdf", b"../er.exe")),
    )
    yield "zip: two files of one name", "twice.zip", _twice(order)
    yield "zip: a link of Unix", "link.zip", _link()
    yield "gzip: its content is its own head", "quine.gz", _quine()
    yield "zip: 16 zips of 16 zips of 16 zips", "tree.zip", _tree(3, 16)
    yield "zip: in a gzip, in a tar, ten times", "mixed.tgz", _mixed(10)
    yield (
        "zip: names that are one",
        "names.zip",
        zipped(
            **{
                "a/../order.pdf": order,
                "order.pdf": order,
                "ORDER.PDF": order,
                "order.pdf.": order,
                "./order.pdf": order,
            }
        ),
    )
    yield (
        "zip: a name of NUL and a name of nothing",
        "nul.zip",
        zipped(**{"a\0b.pdf": order, " ": order, "/": order, "\u202e\u200b.pdf": order}),
    )
    yield "zip: a comment of 64 kB with a zip in it", "comment.zip", _commented(one)
    yield "zip: 400 PDFs", "pdfs.zip", zipped(**{f"{n}.pdf": order + b"%% %d\n" % n for n in range(400)})
    yield (
        "zip: 5 files of 9 MB of noise",
        "noise.zip",
        _packed({f"{n}.bin": chance.randbytes(1 << 20) * 9 for n in range(5)}),
    )
    yield "zip: packed with bzip2 and lzma", "methods.zip", _methods(order)


def _directory(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the entry of a zip's only member in its directory."""
    begin, end = data.rindex(b"PK\1\2"), data.rindex(b"PK\5\6")
    entry = change(data[begin:end])
    return data[:begin] + entry + data[end : end + 12] + struct.pack("<LL", len(entry), begin) + b"\0\0"


def _twice(order: bytes) -> bytes:
    first, second = zipped(**{"order1.pdf": order, "order2.pdf": order[:-20]}), b"order1.pdf"
    return first.replace(b"order2.pdf", second)


def _link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        info = zipfile.ZipInfo("order.pdf")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def _quine() -> bytes:
    """Write a gzip whose content is its own head, again and again."""
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    block = head * 6_553
    stored = b"\0" + struct.pack("<HH", len(block), 0xFFFF ^ len(block)) + block
    return head + stored * 400 + gzip.compress(head + stored)


def _tree(depth: int, wide: int) -> bytes:
    data = zipped(**{"order.pdf": bytes(1 << 20)})
    for _ in range(depth):
        data = zipped(**{f"{n}.zip": data for n in range(wide)})
    return data


def _mixed(times: int) -> bytes:
    data = pdf(*PLAIN)
    for _ in range(times):
        data = gzip.compress(_tar({"inner.zip": zipped(**{"inner.bin": data})}))
    return data


def _commented(one: bytes) -> bytes:
    inner = zipped(**{"other.pdf": b"%PDF-1.7"})
    comment = inner + bytes(65_535 - len(inner))
    return one[:-2] + b"\xff\xff" + comment


def _packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def _methods(order: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a.pdf", order, zipfile.ZIP_BZIP2)
        made.writestr("b.pdf", order, zipfile.ZIP_LZMA)
        made.writestr("bomb.bin", bytes(256 << 20), zipfile.ZIP_BZIP2)
        made.writestr("bomb2.bin", bytes(256 << 20), zipfile.ZIP_LZMA)
    return buffer.getvalue()


def _tar(
    files: dict[str, bytes], kind: bytes = tarfile.REGTYPE, target: str = "", form: int = tarfile.GNU_FORMAT
) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as made:
        for name, data in files.items():
            item = tarfile.TarInfo(name)
            item.type, item.linkname, item.size = kind, target, len(data)
            made.addfile(item, io.BytesIO(data))
    return buffer.getvalue()


def _tars() -> Iterator[tuple[str, str, bytes]]:
    order = {"order.pdf": pdf(*PLAIN)}
    for what, kind, target in (
        ("a link to a file of the machine", tarfile.SYMTYPE, "/etc/passwd"),
        ("a hard link to itself", tarfile.LNKTYPE, "order.pdf"),
        ("a device", tarfile.CHRTYPE, ""),
        ("a pipe", tarfile.FIFOTYPE, ""),
        ("a kind nobody knows", b"Z", ""),
    ):
        yield f"tar: {what}", "odd.tar", _tar({"order.pdf": b""}, kind, target) + _tar(order)
    yield "tar: a size of 8 EB", "size.tar", _sized(_tar(order), b"\x80" + bytes(3) + b"\x7f" + b"\xff" * 7)
    yield "tar: a size below nothing", "minus.tar", _sized(_tar(order), b"\xff" * 12)
    yield "tar: holes of 8 TB", "sparse.tar", _sparse()
    yield "tar: 90,000 empty files", "many.tar", b"".join([_tar({"a": b""})[:512]] * 90_000) + bytes(1024)
    yield "tar: a name of 10 MB", "name.tar", _tar({"x" * (10 << 20): b"%PDF"})
    yield "tar: headers of 20 MB", "pax.tar", _pax()
    yield "tar: up and out", "up.tar", _tar({"../../etc/cron.d/x": b"%PDF-1.7", "/tmp/x": b"%PDF-1.7"})
    yield "tar: in a gzip, 600 MB", "bomb.tgz", _bombed()


def _sized(data: bytes, size: bytes) -> bytes:
    """Write another size into a tar's first header, with its checksum."""
    head = bytearray(data[:512])
    head[124:136], head[148:156] = size, b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + data[512:]


def _sparse() -> bytes:
    head = bytearray(_tar({"order.pdf": b""}, b"S")[:512])
    head[386:410] = b"00000000000\0" + b"77777777777\0"
    head[483:495] = b"\x80" + bytes(4) + b"\x07\xff\xff\xff\xff\xff\xff"
    return _sized(bytes(head), b"00000000000\0") + bytes(1024)


def _pax() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as made:
        item = tarfile.TarInfo("order.pdf")
        item.pax_headers = {f"k{n}": "v" * 1000 for n in range(20_000)} | {"size": "99999999999999999999"}
        made.addfile(item)
    return buffer.getvalue()


def _bombed() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = _tar({"order.pdf": b""})[:512]
    out = packer.compress(_sized(head, b"04540000000\0"))
    return out + b"".join(packer.compress(bytes(1 << 20)) for _ in range(600)) + packer.flush()


def _others(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    for what, name, mark in (
        ("rar: five of noise", "noise.rar", b"Rar!\x1a\x07\x01\0"),
        ("rar: four of noise", "old.rar", b"Rar!\x1a\x07\0"),
        ("7z: of noise", "noise.7z", b"7z\xbc\xaf\x27\x1c\0\4"),
        ("cab: of noise", "noise.cab", b"MSCF\0\0\0\0"),
        ("xz: of noise", "noise.xz", b"\xfd7zXZ\0"),
        ("lzh: of noise", "noise.lzh", b"\x22\0-lh5-"),
        ("iso: of noise", "noise.iso", bytes(32_769) + b"CD001\1"),
    ):
        yield what, name, mark + chance.randbytes(20_000)
    yield "bzip2: 256 MB", "bomb.bz2", bz2.compress(bytes(256 << 20))
    yield "xz: 256 MB", "bomb.xz", lzma.compress(bytes(256 << 20))
    head = struct.pack("<QQL", 0, 2**62, 0)
    yield "7z: a head of 2^62 bytes", "head.7z", b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<L", zlib.crc32(head)) + head
    yield (
        "gzip: a name of 5 MB",
        "name.gz",
        b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * (5 << 20) + b"\0" + gzip.compress(b"x")[10:],
    )
    yield "gzip: 100,000 empty ones", "many.gz", gzip.compress(b"") * 100_000
    yield "gzip: twenty in one another", "nested.gz", _gzips(20)


def _gzips(times: int) -> bytes:
    data = pdf(*PLAIN)
    for _ in range(times):
        data = gzip.compress(data)
    return data
