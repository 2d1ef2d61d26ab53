"""Bytes of a text export → UTF-8, decided by what decodes without loss, whatever the label says.

GB2312 and GBK are read as GB18030, which holds them. A file of which a few bytes only are no UTF-8 is damaged UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reconcile.load.sheets import unusable

UTF8, GB = "utf-8", "gb18030"
_CHINESE = {"gb2312", "gbk", "cp936", "gb18030", "euc_cn", "hz", "936"}
_WESTERN = {"ascii", "iso8859_1", "iso8859_15", "cp1252"}
_MARKS = ((codecs.BOM_UTF8, UTF8), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PAIRS = re.compile(rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])")
_LOST = ("\ufffd", "锟斤拷", "ï»¿")
READS = 2  # known headers by which a text is taken for an export


@dataclass(frozen=True)
class Decoded:
    """The whole text as UTF-8 bytes without a mark, and the encoding it was in."""

    content: bytes
    encoding: str


class OtherEncodingError(Exception):
    """The bytes are not of the encoding that was tried; args: what contradicts, its row."""


def decode(path: Path, content: bytes, label: str, score: Callable[[bytes], int]) -> Decoded:
    """Decode without losing a sign; `score` says how many known headers the beginning of a UTF-8 text holds.

    Raises UnusableError for bytes that are cut off, damaged, or of an encoding that nothing proves.
    """
    best: tuple[int, Decoded] | None = None
    last: OtherEncodingError | None = None
    for name, bare in _tries(path, content, label):
        try:
            found = Decoded(_utf8(path, bare, name, score, sure=name == _known(label)), name)
        except OtherEncodingError as error:
            last = error
            continue
        reads = score(found.content)
        best = (reads, found) if best is None or reads > best[0] else best
        if reads >= READS:
            break
    if best is None:
        what, row = last.args if last else ("the text cannot be decoded", None)
        help_ = "export it as UTF-8, or name its encoding in the mapping: formats: {encoding: …}"
        raise unusable(str(path), "export-encoding", what, help_, row=row)
    return best[1]


def _tries(path: Path, content: bytes, label: str) -> list[tuple[str, bytes]]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return [(name, content[len(mark) :])]
    named = [] if label == "auto" else [_known(label)]
    if "" in named:
        help_ = "write formats: {encoding: auto}"
        raise unusable(str(path), "export-encoding", f"there is no encoding “{label}”", help_)
    head = content[:2000]
    if head.count(0) > len(head) // 8:
        little = head[1::2].count(0) > head[::2].count(0)
        return [("utf-16-le" if little else "utf-16-be", content)]
    if _WESTERN.issuperset(named) and _is_chinese(content) and _PAIRS.search(content):
        named = []  # everything decodes as Latin-1: GB2312's signs come in pairs, accents do not
    return [(name, content) for name in dict.fromkeys([*named, UTF8, GB])]


def _known(label: str) -> str:
    """Return Python's name for what a label means, "" if there is no such encoding."""
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except LookupError:
        name = label.lower().replace("-", "_")
        return GB if name in _CHINESE else ""
    return GB if name in _CHINESE else UTF8 if name in ("utf_8", "utf_8_sig") else name


def _utf8(path: Path, content: bytes, name: str, score: Callable[[bytes], int], *, sure: bool) -> bytes:
    """Return the text as UTF-8; `sure` is an encoding that a person has named."""
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise _failure(path, content, name, error, score) from error
    if lost := next((sign for sign in _LOST if sign in text), None):
        row = text.count("\n", 0, text.index(lost)) + 1
        what = f"row {row} holds “{lost}”: a sign was lost when the file was made"
        raise unusable(str(path), "export-encoding", what, "export it again as UTF-8", row=row)
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        what = f"row {row} holds NUL bytes: the file is no text, or was damaged when it was written"
        raise unusable(str(path), "export-encoding", what, "export it again as UTF-8", row=row)
    if name == GB and not sure and not _is_chinese(content):
        raise OtherEncodingError("the text is neither UTF-8 nor GB18030", None)
    return content if name == UTF8 else text.encode()


def _failure(
    path: Path, content: bytes, name: str, error: UnicodeDecodeError, score: Callable[[bytes], int]
) -> Exception:
    """Say whether the text is cut off, damaged in one place, or of another encoding altogether."""
    row = content.count(b"\n", 0, error.start) + 1
    before = content[: error.start].decode(name, "replace")
    if name == UTF8 and not _mostly_utf8(content):
        return OtherEncodingError("the text is not UTF-8", None)
    if len(content) - error.start < 4 and score(before.encode()) >= READS:
        what = f"row {row} is the last and ends within a sign"
        return unusable(str(path), "export-cut-off", what, "the file was cut off; export or copy it again", row=row)
    if name == UTF8:
        what = f"row {row} has bytes that are no UTF-8, the rest of the file is"
        return unusable(str(path), "export-encoding", what, "export it again as UTF-8", row=row)
    return OtherEncodingError(f"the text is neither UTF-8 nor {name}", row)


def _mostly_utf8(content: bytes) -> bool:
    text = content.decode(UTF8, "replace")
    lost = text.count("\ufffd")
    return lost * 10 < sum(1 for sign in text if sign > "\x7f")


def _is_chinese(content: bytes) -> bool:
    """GB2312's signs have two high bytes; pairs of a high and a low one are letters of western texts mostly."""
    pairs = _PAIRS.findall(content[:500_000])
    low = sum(1 for pair in pairs if len(pair) == 2 and pair[1] < 0x80)
    return low * 4 <= len(pairs)
