"""Tell a file's kind by its bytes."""

from __future__ import annotations

HEAD = 1024


def is_pdf(data: bytes) -> bool:
    """Tell a PDF file: its mark may stand anywhere in the first kilobyte."""
    return b"%PDF-" in data[:HEAD]


def described(data: bytes, name: str) -> str:
    """Say in words what an unreadable file is."""
    return f"{name}: unknown content"
