"""A source becomes a document: pages of words and rules; one module a format."""

from __future__ import annotations

from intake.read.document import Document, Page, Rule, Witness, Word, display_box, display_size
from intake.read.registry import picture, read

__all__ = ["Document", "Page", "Rule", "Witness", "Word", "display_box", "display_size", "picture", "read"]
