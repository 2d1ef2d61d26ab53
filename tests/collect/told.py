"""What a message holds, in short."""

from __future__ import annotations

import io

from intake.collect import Message
from intake.read.refusal import Refused


def files(message: Message) -> dict[str, bytes]:
    """Return the documents of a message by their place in it."""
    return {item.source.file.removeprefix(f"{message.file}/"): item.data for item in message.attachments}


def held(message: Message) -> dict[str, str]:
    """Return the finding of each document that comes without bytes."""
    refused = ((place, data.document) for place, data in files(message).items() if isinstance(data, Refused))
    return {place: document.findings[0].code for place, document in refused}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """Draw a picture in which no two are alike."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (width % 256, height % 256, 128)).save(buffer, kind)
    return buffer.getvalue()
