"""Take in the bytes of a file without ever waiting for it: what cannot be had says why instead."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from intake.collect.mailbox import Span, spans
from intake.read.refusal import LARGEST_FILE, MEBIBYTE, Refused, damaged, over_limit

LONGEST_HASHED = 1024 * MEBIBYTE  # of a file that is not read, no more is looked at than this
NO_FILE = ("不是普通文件，无法读取", "it is no ordinary file and cannot be read")
NOT_OPENED = ("无法打开：{}", "it cannot be opened: {}")
WHY = {
    errno.EACCES: ("没有读取权限，请开放后重新运行", "this program may not read it; give it leave and run again"),
    errno.ENOENT: ("文件已不存在，或链接指向不存在的文件", "it is gone, or a link to a file that is not there"),
    errno.ELOOP: ("链接互相指向，没有文件", "links that point at one another, and no file"),
    errno.EIO: ("磁盘或网络盘读取出错", "the disk or the network drive fails"),
}


def content(path: Path) -> tuple[bytes, str]:
    """Return a file's bytes and their SHA-256; `Refused` bytes for one that cannot be opened or is too large.

    Raises nothing and never blocks on pipes and devices.
    """
    try:
        with opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(LARGEST_FILE + 1)
            if len(data) > LARGEST_FILE:
                return _too_large(max(size, len(data))), _hash(data, file)
    except IsADirectoryError:
        return _refused(*NO_FILE)
    except OSError as error:
        return _failed(error)
    return data, hashlib.sha256(data).hexdigest()


def head(path: Path, size: int, begin: int = 0) -> bytes:
    """Return bytes of a file from its begin or a later place on, none if it cannot be opened."""
    try:
        with opened(path) as file:
            file.seek(begin)
            return file.read(size)
    except OSError:
        return b""


def mails_in(path: Path) -> list[Span]:
    """Return where the mails of a mailbox file are, none if it cannot be opened."""
    with suppress(OSError), opened(path) as file:
        return list(spans(file))
    return []


def piece(path: Path, span: Span) -> bytes:
    """Return a piece of a file, `Refused` bytes if it cannot be opened or is too large."""
    begin, length = span
    if length > LARGEST_FILE:
        return _too_large(length)
    try:
        with opened(path) as file:
            file.seek(begin)
            return file.read(length)
    except OSError as error:
        return _failed(error)[0]


def opened(path: Path) -> BinaryIO:
    """Open a regular file; a pipe is opened without waiting for its writer, and refused."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise IsADirectoryError(path)
    return os.fdopen(number, "rb")


def _failed(error: OSError) -> tuple[bytes, str]:
    said = error.strerror or type(error).__name__
    whys = WHY.get(error.errno or 0, (said, said))
    return _refused(*(words.format(why) for words, why in zip(NOT_OPENED, whys, strict=True)))


def _refused(chinese: str, english: str) -> tuple[bytes, str]:
    return Refused.of(damaged(chinese, english)), hashlib.sha256(b"").hexdigest()


def _too_large(size: int) -> bytes:
    size, most = size // MEBIBYTE, LARGEST_FILE // MEBIBYTE
    return Refused.of(over_limit(f"{size} MB，最多读取 {most} MB", f"{size} MB, at most {most} MB are read"))


def _hash(begun: bytes, file: BinaryIO) -> str:
    digest, left = hashlib.sha256(begun), LONGEST_HASHED
    while left > 0 and (part := file.read(MEBIBYTE)):
        digest.update(part)
        left -= len(part)
    return digest.hexdigest()
