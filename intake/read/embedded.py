"""Messages that lie in a PDF beside its pages (Order-X, Factur-X, ZUGFeRD): the files it carries, read by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from intake.read.document import Document
from intake.read.markup import LARGEST_XML, is_message, message_of
from intake.read.structured import StructuredMessage
from orders.codes import finding
from orders.records import Finding

MOST_FILES = 50


def embedded(pdf: Any) -> tuple[tuple[StructuredMessage, ...], tuple[Finding, ...]]:
    """Return the order messages in the files a pypdfium2 document carries, and what is wrong with those files."""
    messages: list[StructuredMessage] = []
    found: list[Finding] = []
    for data in _files(pdf):
        if data is None:
            found.append(
                finding("document-over-limit", reason="a file inside it is too large", reason_zh="内嵌文件太大")
            )
        elif is_message(data):
            read = message_of(data, len(messages) + 1)
            if isinstance(read, Document):
                found += read.findings
            else:
                messages.append(read)
    return tuple(messages), tuple(found)


def _files(pdf: Any) -> Iterator[bytes | None]:
    """Yield the files in a PDF that may be XML, None for one that is larger than any message."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(pdf), MOST_FILES)):
        attachment = pdfium.FPDFDoc_GetAttachment(pdf, index)
        if not attachment:
            continue
        length = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, length):
            continue
        if length.value > LARGEST_XML:
            yield None if _named_xml(attachment) else b""
            continue
        buffer = ctypes.create_string_buffer(max(length.value, 1))
        if pdfium.FPDFAttachment_GetFile(attachment, buffer, length.value, length):
            yield buffer.raw[: length.value]


def _named_xml(attachment: Any) -> bool:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").lower().endswith(".xml")
