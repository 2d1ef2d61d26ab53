"""What an unreadable file becomes: a document without pages and one finding that says why."""

from __future__ import annotations

from intake.read.document import Document
from orders.codes import finding

MEBIBYTE = 1 << 20
LARGEST_FILE = 50 * MEBIBYTE
MOST_PAGES = 300
MOST_SCANS = 30
LARGEST_SIDE = 200 * 72.0  # points


def encrypted() -> Document:
    """Return the document of a file that needs a password."""
    return Document(findings=(finding("document-encrypted"),))


def damaged(reason: str) -> Document:
    """Return the document of a file that is cut off, empty or broken."""
    return Document(findings=(finding("document-damaged", reason=reason),))


def over_limit(reason: str) -> Document:
    """Return the document of a file that is too large to be read safely."""
    return Document(findings=(finding("document-over-limit", reason=reason),))


def unsupported(reason: str) -> Document:
    """Return the document of a kind of file that has no reader."""
    return Document(findings=(finding("document-unsupported", reason=reason),))
