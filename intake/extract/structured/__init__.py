"""Structured messages become order records: UBL, cross industry XML, EDIFACT, X12. `from_messages` is the way in."""

from __future__ import annotations

from intake.extract.structured.records import from_messages

__all__ = ["from_messages"]
