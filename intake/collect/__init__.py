"""Folder and mail become sources: bytes, their hash, where they came from."""

from __future__ import annotations

from intake.collect.folder import collect
from intake.collect.message import Attachment, Message

__all__ = ["Attachment", "Message", "collect"]
