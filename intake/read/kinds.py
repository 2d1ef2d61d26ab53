"""Tell a file's kind by its bytes, and say in words what a file is that has no reader."""

from __future__ import annotations

import io
import re
import zipfile

HEAD = 1024
MOST_MEMBERS = 20_000  # of a zip file; a workbook has some dozens
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"BM": "image/bmp",
    b"GIF8": "image/gif",
}
HTML = re.compile(rb"<(?:!doctype html|html|body|head|table|div|p|meta)\b", re.IGNORECASE)
WIDE = (b"\xff\xfe", b"\xfe\xff")  # the marks of UTF-16
XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml")
TORSO = re.compile(rb"\d \d+ obj\s*(?:<<|\[|stream)|\bstartxref\s+\d+|\btrailer\s*<<")

# a sentence in 中文 and in English: what a person calls the file, and what may help
Words = tuple[str, str]
OLD_SHEET: Words = ("很旧的 Excel 文件；请另存为 .xlsx", "a very old Excel file; save it as .xlsx")
KNOWN: tuple[tuple[bytes, Words], ...] = (
    (b"Rar!", ("RAR 压缩包；请解压后发送其中的文件", "a RAR archive; unpack it and send its files")),
    (b"7z\xbc\xaf", ("7z 压缩包；请解压后发送其中的文件", "a 7z archive; unpack it and send its files")),
    (b"PK\x07\x08", ("分卷 zip 压缩包；请发送完整文件", "one part of a split zip archive; send the whole")),
    (b"PK\x05\x06", ("空的 zip 压缩包", "an empty zip archive")),
    (b"\x09\x02\x06\0", OLD_SHEET),
    (b"\x09\x04\x06\0", OLD_SHEET),
    (b"\x1f\x8b", ("gzip 压缩包；请解压后发送其中的文件", "a gzip archive; unpack it and send its files")),
    (b"{\\rtf", ("RTF 文档；请另存为 PDF", "an RTF document; save it as PDF")),
    (
        b"\x78\x9f\x3e\x22",
        (
            "Outlook 的 winmail.dat；请对方用纯文本或 HTML 格式重发",
            "a winmail.dat of Outlook; ask for plain or HTML mail",
        ),
    ),
    (b"%!PS", ("PostScript 文件；请另存为 PDF", "a PostScript file; save it as PDF")),
)


def is_pdf(data: bytes) -> bool:
    """Tell a PDF file: its mark may stand anywhere in the first kilobyte."""
    return b"%PDF-" in data[:HEAD]


def is_pdf_torso(data: bytes) -> bool:
    """Tell a PDF file that has lost its beginning: objects as only PDF writes them, and no mark."""
    return TORSO.search(data) is not None and described(data) == UNKNOWN  # mails and archives hold whole PDFs too


def is_picture(data: bytes) -> bool:
    """Tell png, jpg, tiff, bmp and gif."""
    return data.startswith(tuple(PICTURES))


def is_workbook(data: bytes) -> bool:
    """Tell .xlsx and .xlsm: a zip with a workbook in it, or one too damaged to say that starts like one."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    names = _members(data)
    if names is None:  # cut off: the first members' names still stand in clear
        return b"xl/w" in data
    return any(name.lower().startswith("xl/workbook") and not name.endswith(".bin") for name in names)


def is_word(data: bytes) -> bool:
    """Tell .docx: a zip with a document of Word in it."""
    return any(name.startswith("word/document") for name in (_members(data) or ()))


def is_locked_office(data: bytes) -> bool:
    """Tell an office file with a password: an OLE file that holds an encrypted package."""
    return data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data


def is_old_workbook(data: bytes) -> bool:
    """Tell .xls: an OLE file with a workbook stream, none of a Word document or message before it."""
    streams = {name: at for name in ("Workbook", "Book", "WordDocument") if (at := _stream(data, name)) is not None}
    is_message = "__properties_version1.0".encode("utf-16-le") in data
    return bool(streams) and min(streams, key=lambda name: streams[name]) != "WordDocument" and not is_message


def _stream(data: bytes, name: str) -> int | None:
    """Find the entry of a stream in the directory of an OLE file: its name in 64 bytes, then the length of the name."""
    entry = f"{name}\0".encode("utf-16-le")
    entry = entry.ljust(64, b"\0") + len(entry).to_bytes(2, "little")
    at = data.find(entry) if data.startswith(OLE) else -1
    return at if at >= 0 else None


def is_cut_off_zip(data: bytes) -> bool:
    """Tell a zip file (or a document made of one) whose directory at its end is missing."""
    return data.startswith(b"PK\x03\x04") and _members(data) is None


def is_html(data: bytes) -> bool:
    """Tell HTML text."""
    head = data[: 4 * HEAD]
    if data.startswith(WIDE):
        head = head.decode("utf-16", "replace").encode()  # a Hanzi of two bytes may look like a tag
    return is_text(data) and HTML.search(head) is not None and not XML.match(data)


def is_csv(data: bytes) -> bool:
    """Tell a table of separated values."""
    from intake.read.text import decoded, delimiter_of

    return is_text(data) and delimiter_of(decoded(data[: 16 * HEAD])) is not None


def is_text(data: bytes) -> bool:
    """Tell text of any encoding: no zero bytes (but in UTF-16 with its mark) and hardly a control character."""
    if data.startswith(WIDE):
        return True
    head = data[: 16 * HEAD]
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)
    return b"\0" not in head and odd <= len(head) // 200


def is_plain(data: bytes) -> bool:
    """Tell text that is meant to be read, not XML, a mail or a source of its own kind."""
    return is_text(data) and not XML.match(data) and described(data) == UNKNOWN


# RFC 5652: what a signed or encrypted mail is sent as (smime.p7m), by the last numbers of its content's type
SEALED = re.compile(
    rb"\x30(?:[\x00-\x80]|\x81.|\x82..|\x83...|\x84....)"
    rb"\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01)(.)",
    re.DOTALL,
)
ARMOUR = re.compile(rb"^-----BEGIN (PGP MESSAGE|PKCS7|CMS)-----\s*$", re.MULTILINE)  # RFC 9580, 7468
SIGNED: Words = (
    "S/MIME 签名邮件，内容封装在签名里；请对方用明文签名或不签名重发",
    "a mail wrapped in its S/MIME signature; ask for it again in clear text or unsigned",
)
SECRET: Words = (
    "加密的邮件 (S/MIME 或 PGP)；请对方不加密重发",
    "an encrypted mail (S/MIME or PGP); ask for it again without encryption",
)
UNKNOWN: Words = (
    "内容不是已知的类型；请发送 PDF、Excel 或图片",
    "its content is of no kind that is known here; ask for PDF, Excel or a picture",
)


def described(data: bytes) -> Words:
    """Say in 中文 and English what an unreadable file is and what may help."""
    if data.startswith(b"PK\x03\x04"):
        return _zip(_members(data) or [])
    if data.startswith(OLE):
        return _ole(data)
    if (sealed := _sealed(data)) is not None:
        return sealed
    if XML.match(data):
        return "XML 文件；请发送 PDF 或 Excel", "an XML file; ask for PDF or Excel"
    return next((words for mark, words in KNOWN if data.startswith(mark)), UNKNOWN)


def _sealed(data: bytes) -> Words | None:
    """Say what a signed or encrypted mail is, in bytes or as text, perhaps with a greeting above."""
    if found := SEALED.match(data):
        return SIGNED if found[1] == b"\x02" else SECRET
    return SECRET if is_text(data) and ARMOUR.search(data[: 16 * HEAD]) else None


def _zip(names: list[str]) -> Words:
    if any(name.startswith("ppt/") for name in names):
        return "PowerPoint 文件；请另存为 PDF", "a PowerPoint file; save it as PDF"
    if "xl/workbook.bin" in names:
        return "Excel 二进制工作簿 (.xlsb)；请另存为 .xlsx", "a binary Excel workbook (.xlsb); save it as .xlsx"
    if "OFD.xml" in names:  # GB/T 33190
        return "OFD 版式文件；请另存为 PDF", "an OFD document; save it as PDF"
    if "mimetype" in names and "content.xml" in names:
        return "OpenDocument 文件；请另存为 .xlsx、.docx 或 PDF", "an OpenDocument file; save it as .xlsx, .docx or PDF"
    return "zip 压缩包；请解压后发送其中的文件", "a zip archive; unpack it and send its files"


def _ole(data: bytes) -> Words:
    if "__properties_version1.0".encode("utf-16-le") in data:
        return "Outlook 邮件 (.msg)；请另存为 .eml", "an Outlook message (.msg); save it as .eml"
    if "WordDocument".encode("utf-16-le") in data:
        return "旧版 Word 文档；请另存为 .docx 或 PDF", "an old Word document; save it as .docx or PDF"
    return "旧版 Office 文件；请另存为 PDF 或 .xlsx", "an old Office file; save it as PDF or .xlsx"


def _members(data: bytes) -> list[str] | None:
    if data.count(b"PK\x01\x02") > MOST_MEMBERS:  # its listing alone would fill the memory
        return []
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist()
    except Exception:  # a cut-off or hostile zip raises many kinds of errors
        return None
