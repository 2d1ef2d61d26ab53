"""Office files are zip files of parts: how large one may become is told before it is opened."""

from __future__ import annotations

import io
import zipfile

from intake.read.document import Document
from intake.read.refusal import CUT_OFF, MEBIBYTE, damaged, over_limit

LARGEST_PART = 60 * MEBIBYTE  # unpacked; 0.9 MB of xlsx can hold 264 MB
LARGEST_WHOLE = 120 * MEBIBYTE
MOST_PARTS = 5_000


def too_large(data: bytes) -> Document | None:
    """Return the document that refuses a zip file that is cut off, or whose parts are too many or too large."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return damaged(*CUT_OFF)
    sizes = [max(part.file_size, 0) for part in parts]
    if len(parts) > MOST_PARTS or sum(sizes) > LARGEST_WHOLE or max(sizes, default=0) > LARGEST_PART:
        size, most = sum(sizes) // MEBIBYTE, LARGEST_WHOLE // MEBIBYTE
        return over_limit(f"解压后 {size} MB，最多读取 {most} MB", f"{size} MB unpacked, at most {most} MB are read")
    return None
