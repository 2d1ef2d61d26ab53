"""Files and folders with many mails: mbox, and what of a Maildir counts."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

HEADERS = re.compile(
    rb"^(?:from|to|date|subject|received|message-id|mime-version|return-path|content-type):", re.I | re.M
)
# how a mailbox file marks where a mail begins
MAILBOX = re.compile(rb"\A\s*From \S+ [^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:")
MARK = re.compile(rb"From \S+ [^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n\Z")
FIELD = re.compile(rb"[!-9;-~]+:")
QUOTED = re.compile(rb"^>(>*From )", re.M)
MAILDIR = ("new", "cur")  # listed in this order no mail is missed that is moved meanwhile
LONGEST_LINE = 65536
LARGEST_MAILBOX = 4 * 1024**3  # what lies behind belongs to the last mail, which is then too large
Span = tuple[int, int]  # where a mail begins in the file, and its length, both in bytes


def is_mailbox(data: bytes) -> bool:
    """Tell a mailbox file by its first line."""
    return MAILBOX.match(data) is not None


def is_mail(data: bytes) -> bool:
    """Tell a mail by its first lines: a mailbox's mark, or three of the usual headers before the first blank line."""
    if is_mailbox(data):
        return True
    head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(b"\r\n"), maxsplit=1)[0]
    return re.match(rb"(?:From |[!-9;-~]+:)", head) is not None and len(HEADERS.findall(head)) >= 3


def spans(file: BinaryIO) -> Iterator[Span]:
    """Yield where the mails of a mailbox file are, each with its mark, reading it once from front to end."""
    begin = at = 0
    blank, marked = True, -1  # -1: the line before was no mark
    while at < LARGEST_MAILBOX and (line := file.readline(LONGEST_LINE)):
        if marked > begin and FIELD.match(line):
            yield begin, marked - begin
            begin = marked
        marked = at if blank and line.startswith(b"From ") and MARK.match(line) else -1
        blank = not line.strip(b"\r\n")
        at += len(line)
    yield begin, file.seek(0, os.SEEK_END) - begin


def unmarked(data: bytes) -> bytes:
    """Return a mail of a mailbox as it was sent: without mark, closing blank line and the `>` before "From "."""
    if not is_mailbox(data):
        return data
    mail = data.lstrip().partition(b"\n")[2]
    for end in (b"\r\n\r\n", b"\n\n"):
        if mail.endswith(end):
            mail = mail[: -len(end) // 2]
            break
    return QUOTED.sub(rb"\1", mail)


# ── Maildir ──────────────────────────────────────────────────────────────────────────────────────────────────────


def is_maildir(below: Iterable[str]) -> bool:
    """Tell a Maildir by the folders in it."""
    return {*MAILDIR, "tmp"} <= set(below)


def listed_once(paths: Iterable[Path], maildirs: Container[Path]) -> Iterator[Path]:
    """Leave out mails of a Maildir that moved from `new` to `cur` after `new` was listed; `cur` comes later."""
    found: dict[tuple[Path, str], Path] = {}
    for path in paths:
        folder = path.parent.parent
        inside = path.parent.name in MAILDIR and folder in maildirs
        found[(folder, path.name.partition(":")[0]) if inside else (path, "")] = path
    yield from found.values()


def moved(path: Path) -> Path:
    """Return where a mail of a Maildir is now if a mail program has moved or marked it since it was listed."""
    if path.parent.name not in MAILDIR or os.path.lexists(path):
        return path
    mail = path.name.partition(":")[0]
    try:
        there = sorted(path.parent.with_name("cur").iterdir())
    except OSError:
        return path
    return next((one for one in there if one.name.partition(":")[0] == mail), path)
