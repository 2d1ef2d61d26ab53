"""Messages that lie in a PDF beside its pages (Order-X, Factur-X, ZUGFeRD): the files it carries, read by pdfium."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from typing import Any

from intake.read.document import Document
from intake.read.markup import LARGEST_XML, is_message, message_of
from intake.read.refusal import MEBIBYTE
from intake.read.structured import StructuredMessage
from orders.codes import finding
from orders.records import Finding

MOST_FILES = 50
LARGEST_STREAM = 256 * MEBIBYTE  # unpacked; pdfium takes twice of it
DEEPEST = 3  # times a stream may be packed
STREAM = re.compile(rb"(?<!end)stream\r?\n")
TOO_LARGE = ("内嵌文件太大或太多", "the files inside it are too large or too many")


def embedded(pdf: Any, data: bytes) -> tuple[tuple[StructuredMessage, ...], tuple[Finding, ...]]:
    """Return the order messages in the files a pypdfium2 document carries, and what is wrong with those files.

    `data` are the bytes of the PDF: nothing is taken out of one that holds a bomb.
    """
    import pypdfium2.raw as pdfium

    messages: list[StructuredMessage] = []
    found: list[Finding] = []
    count = pdfium.FPDFDoc_GetAttachmentCount(pdf)
    if count < 1:
        return (), ()
    for file in (None,) if count > MOST_FILES or _swells(data) else _files(pdf):
        if file is None:
            found.append(finding("document-over-limit", reason=TOO_LARGE[1], reason_zh=TOO_LARGE[0]))
        elif is_message(file):
            read = message_of(file, len(messages) + 1)
            if isinstance(read, Document):
                found += read.findings
            else:
                messages.append(read)
    return tuple(messages), tuple(found)


def _files(pdf: Any) -> Iterator[bytes | None]:
    """Yield the files in a PDF that may be XML, None for one that is larger than any message."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFDoc_GetAttachmentCount(pdf)):
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


def _swells(data: bytes) -> bool:
    """Tell whether a deflated stream of a PDF, also one deflated more than once, is larger than any file may be."""
    return any(
        _size(memoryview(data)[found.end() :], times) > LARGEST_STREAM
        for found in STREAM.finditer(data)
        for times in range(1, DEEPEST + 1)
    )


def _size(packed: memoryview, times: int) -> int:
    """Count what data comes to when it is unpacked so many times, up to a little over the most there may be."""
    pieces: Iterator[bytes | memoryview] = iter((packed,))
    for _ in range(times):
        pieces = _inflated(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST_STREAM:
            break
    return size


def _inflated(pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Unpack deflated pieces, a mebibyte at a time; what is no deflated data ends it."""
    unpacking = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not unpacking.eof:
                yield unpacking.decompress(piece, MEBIBYTE)
                piece = unpacking.unconsumed_tail
    except zlib.error:
        return


def _named_xml(attachment: Any) -> bool:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").lower().endswith(".xml")
