"""Open with passwords: PDF, office files and members of zip archives become the plain bytes they hold."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from intake.read import kinds
from intake.read.refusal import LARGEST_FILE

MOST_TRIES = 12  # passwords for one file; each costs up to a second
_MOST_SPINS = 1_000_000  # rounds of hashing for one try; Excel writes 100,000
_SPINS = re.compile(rb'spinCount="(\d+)"')
_PIECE = 1 << 16
_NO_SECURITY = 3  # FPDF_REMOVE_SECURITY of fpdf_save.h: the copy needs no password


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes | None:
    """Return the plain bytes of a PDF or office file that one of the first MOST_TRIES `passwords` opens, else None.

    Raises nothing for any content; foreign libraries may still crash the process, as in `read`.
    """
    opener = _pdf if kinds.is_pdf(data) else _office if data.startswith(kinds.OLE) else None
    if opener is None:
        return None
    for password in passwords[:MOST_TRIES]:
        try:
            plain = opener(data, password)
        except Exception:  # a wrong password and a broken file raise many kinds of errors
            continue
        if plain and len(plain) <= LARGEST_FILE:
            return plain
    return None


def unlocked_member(archive: bytes, name: str, passwords: Sequence[str], *, most: int = LARGEST_FILE) -> bytes | None:
    """Return a zip member that one of the first MOST_TRIES `passwords` opens (ZipCrypto, AES), else None.

    `most` bytes are unpacked, whatever the archive says; a longer member is None. Raises nothing.
    """
    import pyzipper

    for password in passwords[:MOST_TRIES]:
        for encoded in _encodings(password):
            try:
                with pyzipper.AESZipFile(io.BytesIO(archive)) as opened, opened.open(name, pwd=encoded) as member:
                    plain = _whole(member, most)
            except Exception:  # a wrong password may also show as a broken stream
                continue
            return plain
    return None


def _pdf(data: bytes, password: str) -> bytes:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        plain = io.BytesIO()
        pdf.save(plain, flags=_NO_SECURITY)
    finally:
        pdf.close()
    return plain.getvalue()


def _office(data: bytes, password: str) -> bytes:
    import msoffcrypto

    spins = _SPINS.search(data)
    if spins and int(spins[1]) > _MOST_SPINS:
        return b""
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    file.load_key(password=password)
    plain = io.BytesIO()
    file.decrypt(plain)
    return plain.getvalue()


def _encodings(password: str) -> tuple[bytes, ...]:
    """Return a password as Chinese and other packers write it."""
    found = [password.encode("utf-8")]
    if not password.isascii():
        found.append(password.encode("gb18030"))
    return tuple(found)


def _whole(member: Any, most: int) -> bytes | None:
    parts, size = [], 0
    while piece := member.read(_PIECE):
        size += len(piece)
        if size > most:
            return None
        parts.append(piece)
    return b"".join(parts)
