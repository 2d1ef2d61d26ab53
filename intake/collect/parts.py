"""What letters and archives wrap, layer by layer, down to the documents."""

from __future__ import annotations

import hashlib
import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from pathlib import PurePosixPath

from intake.collect.apart import Opener
from intake.collect.archive import GZIP, ZIP, Member, gzip_members, is_tar, tar_members, zip_members
from intake.collect.bsdtar import MARKS, bsdtar_members
from intake.collect.eml import eml_letter
from intake.collect.letter import Attached, Letter
from intake.collect.limits import (
    MOST_DEPTH,
    MOST_PARTS,
    MOST_SECONDS,
    MOST_UNPACKED,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY,
    TOO_MUCH,
)
from intake.collect.mailbox import is_mail, is_mailbox, spans, unmarked
from intake.collect.message import BODY, Enclosed, joined, safe_name
from intake.collect.outlook import outlook_letter
from intake.collect.pictures import is_banner, is_icon, shown_places
from intake.collect.winmail import MARK as WINMAIL
from intake.collect.winmail import winmail_letter
from intake.collect.written_in import WRITTEN_IN, pictures_in
from intake.letter.links import linked
from intake.letter.secrets import told_in
from intake.read.kinds import OLE
from intake.read.refusal import Refused, damaged, over_limit
from intake.read.registry import media_type

MESSAGE_STREAM = "__properties_version1.0".encode("utf-16-le")
# the first members of Office, OpenDocument and Java files, as programs write them
OFFICE = (
    *(b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"xl/", b"word/", b"ppt/"),
    *(b"mimetype", b"META-INF/"),
)
Members = tuple[Member, ...] | Refused | None


@dataclass(frozen=True)
class Part:
    """A document: its display path inside what wraps it, its name and bytes; `inline` as in Attachment.

    `sha256` is that of the file's own bytes where `data` are `Refused`.
    """

    folder: str
    name: str
    data: bytes
    inline: bool = False
    sha256: str = ""


def is_outlook(data: bytes) -> bool:
    """Tell what may be a .msg: a compound file in which a message's properties are named."""
    return data.startswith(OLE) and MESSAGE_STREAM in data


def is_zip(data: bytes) -> bool:
    """Tell a zip that does not begin like a document made of one."""
    first = data[30 : 30 + int.from_bytes(data[26:28], "little")]  # the name of its first member
    return data.startswith(ZIP) and (first.endswith(b"/") or not first.startswith(OFFICE))


def wraps(data: bytes) -> bool:
    """Tell what may be a mail or an archive."""
    return is_archive(data) or is_mail(data) or is_outlook(data) or data.startswith(WINMAIL)


def is_archive(begun: bytes) -> bool:
    """Tell an archive by its first bytes."""
    return is_zip(begun) or is_tar(begun) or begun.startswith((GZIP, *MARKS))


# ── one layer ────────────────────────────────────────────────────────────────────────────────────────────────────


def letter_of(data: bytes, opener: Opener, depth: int = 0) -> Letter | Refused | None:
    """Return a mail of any kind as a letter, `Refused` if it cannot be taken apart, None if the bytes are no mail."""
    if data.startswith(WINMAIL):
        return opener(winmail_letter, data, depth)
    if is_outlook(data):
        return opener(outlook_letter, data, depth)
    if not is_mail(data):
        return None
    try:
        return unfolded(eml_letter(unmarked(data), depth), opener, depth)
    except Exception:  # a foreign mail: the parser raises many kinds of errors
        return Refused.of(damaged("邮件无法解析", "the mail cannot be taken apart"))


def members_of(data: bytes, name: str, opener: Opener, passwords: Sequence[str] = ()) -> Members:
    """Return the files of an archive or mailbox of any kind, `Refused` if it stays closed, None if it is neither."""
    if is_zip(data):
        return opener(zip_members, data, tuple(passwords))
    if data.startswith(GZIP):
        return opener(gzip_members, data, name)
    if is_tar(data):
        return opener(tar_members, data)
    if data.startswith(MARKS):
        return opener(bsdtar_members, data)
    if not is_mailbox(data):
        return None
    mails = list(islice(spans(io.BytesIO(data)), MOST_PARTS + 1))
    return tuple(Member(str(n), data[at : at + size]) for n, (at, size) in enumerate(mails, 1)) if mails[1:] else None


def unfolded(letter: Letter, opener: Opener, depth: int = 0) -> Letter:
    """Put what a winmail.dat holds in its place, and its text where the mail has none."""
    files: list[Attached] = []
    for file in letter.files:
        inner = opener(winmail_letter, file.data, depth) if file.data.startswith(WINMAIL) else None
        if isinstance(inner, Letter):
            files += inner.files
            letter = _said_too(letter, inner)
        else:
            files.append(file if inner is None else replace(file, data=inner))
    return replace(letter, files=tuple(files))


def _said_too(letter: Letter, inner: Letter) -> Letter:
    """Give a letter the text of its winmail.dat: in place of none, and its page beside plain text."""
    if not (letter.text or "").strip():
        return replace(letter, body=inner.text, html=inner.html)
    if letter.html or not inner.html:
        return letter
    return replace(letter, html=f"<pre>{escape(letter.body or '')}</pre>\n{inner.html}")


# ── all layers ───────────────────────────────────────────────────────────────────────────────────────────────────


class Unwrapping:
    """Takes what one message wraps apart, within limits on number, depth, size and time for all of it together."""

    def __init__(self, opener: Opener, passwords: Sequence[str] = ()) -> None:
        """Take an opener, in whose child foreign files are taken apart, and what may open locked ones."""
        self._opener, self._passwords = opener, tuple(passwords)
        self._enclosed: list[Enclosed] = []
        self._room = MOST_UNPACKED
        self._end = time.monotonic() + MOST_SECONDS

    def of_letter(self, letter: Letter) -> list[Part]:
        """Return the documents attached to a letter; their folders are relative to it."""
        return distinct(islice(self._letter(letter, "", 0), MOST_PARTS + 1))

    def of_members(self, members: tuple[Member, ...]) -> list[Part]:
        """Return the documents in an archive; their folders are relative to it."""
        return distinct(islice(self._members(members, "", 0), MOST_PARTS + 1))

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """Return what the mails say that were met so far."""
        return tuple(self._enclosed)

    def _letter(self, letter: Letter, folder: str, depth: int) -> Iterator[Part]:
        places = shown_places(letter.html) | {WRITTEN_IN}
        for file in (*letter.files, *pictures_in(letter.html)):
            name = safe_name(file.name)
            if file.letter is not None:
                yield from self._inner(file.letter, joined(folder, name), depth + 1)
            elif not is_icon(file.data):
                inline = bool(file.place) and file.place in places and is_banner(file.data)
                yield from (replace(part, inline=inline) for part in self._file(file.data, folder, name, depth))

    def _inner(self, letter: Letter, folder: str, depth: int) -> Iterator[Part]:
        """Go into a mail that is attached to a mail; one without attachments gives its body."""
        letter = unfolded(letter, self._opener, depth)
        outside = self._passwords
        self._passwords = tuple(dict.fromkeys((*told_in(letter.subject, letter.text), *outside)))
        parts = list(islice(self._letter(letter, folder, depth), MOST_PARTS + 1))
        self._passwords = outside
        self._enclosed.append(
            Enclosed(folder, letter.subject, linked(letter.text, letter.html), not parts, letter.seen)
        )
        yield from parts or [Part(folder, BODY, letter.seen)]

    def _file(self, data: bytes, folder: str, name: str, depth: int) -> Iterator[Part]:
        """Go into a file if it is a mail or an archive; any other is a document."""
        if wraps(data) and (limit := self._limit(depth)):
            yield Part(folder, name, Refused.of(over_limit(*limit)), sha256=sha256_of(data))
            return
        members = members_of(data, name, self._opener, self._passwords)
        letter = letter_of(data, self._opener, depth + 1) if members is None else None
        if letter is None and members is None:
            yield Part(folder, name, data)
        elif isinstance(members, tuple):
            yield from self._members(members, joined(folder, name), depth + 1)
        elif isinstance(letter, Letter):
            yield from self._inner(letter, joined(folder, name), depth + 1)
        elif (closed := members if members is not None else letter) is not None:
            yield Part(folder, name, closed, sha256=sha256_of(data))

    def _limit(self, depth: int) -> tuple[str, str] | None:
        if depth >= MOST_DEPTH:
            return TOO_DEEP
        return TOO_LONG if time.monotonic() > self._end else None

    def _members(self, members: tuple[Member, ...], folder: str, depth: int) -> Iterator[Part]:
        for member in members:
            self._room -= len(member.data)
            if self._room < 0:
                yield Part(folder, "…", Refused.of(over_limit(*TOO_MUCH)))
                return
            *above, name = safe_names(member.name)
            yield from self._file(member.data, joined(folder, *above), name, depth)


def sha256_of(data: bytes) -> str:
    """Name bytes by their SHA-256."""
    return hashlib.sha256(data).hexdigest()


def safe_names(path: str) -> list[str]:
    """Return a member's path as safe names, at least one and at most eight; they are only shown."""
    names = [name for name in re.split(r"[\\/]", path) if name.strip(" .\0")] or [""]
    return [safe_name(name) for name in names[-8:]]


def distinct(found: Iterator[Part]) -> list[Part]:
    """Keep identical images once and give parts of one name numbers; say so if there are more than MOST_PARTS."""
    parts, kept = list(found), list[Part]()
    images: set[bytes] = set()
    names: dict[str, int] = {}
    if len(parts) > MOST_PARTS:
        parts = [*parts[:MOST_PARTS], Part("", "…", Refused.of(over_limit(*TOO_MANY)))]
    for part in parts:
        is_image = media_type(part.data).startswith("image/")
        if is_image and part.data in images:
            continue
        images |= {part.data} if is_image else set()
        place = f"{part.folder}/{part.name}".lower()
        names[place] = names.get(place, 0) + 1
        path = PurePosixPath(part.name)
        again = f"{path.stem} ({names[place]}){path.suffix}" if names[place] > 1 else part.name
        kept.append(replace(part, name=again))
    return kept
