"""What an unreadable file becomes: a document without pages and one finding that says why."""

from __future__ import annotations

from typing import Self

from intake.read.document import Document
from orders.codes import finding

MEBIBYTE = 1 << 20
LARGEST_FILE = 50 * MEBIBYTE
MOST_PAGES = 300
MOST_SCANS = 30
LARGEST_SIDE = 200 * 72.0  # points
CUT_OFF = ("文件不完整，末尾缺失；请对方重发", "the end of the file is missing; ask the sender for it again")
HEADLESS = ("PDF 文件的开头缺失；请对方重发", "the beginning of the PDF file is missing; ask the sender for it again")
TEXT_INSTEAD = (
    "文件名与内容不符，内容只是文字（可能是下载失败的网页）；请重新下载或请对方重发",
    "its content is mere text, not what its name says (perhaps a failed download); fetch it again or ask for it",
)
NOTHING_TO_READ = (
    "上面没有可读的文字：空白、太淡或图像打不开；请人工查看",
    "there is nothing to read on it: blank, too faint, or its picture cannot be opened; look at it",
)
HIDDEN_LAYER = ("文字所在的图层有的不显示", "it has layers of text that are not shown")
XFA = (
    "文件含 XFA 表单，其他程序显示的内容可能与页面不同；请打印成 PDF 再发",
    "it holds a form of XFA, which other programs show instead of its pages; ask for a print of it as PDF",
)
BREAKS_OFF = (
    "文件中有一部分损坏，页面上可能缺少内容；请对方重发",
    "a part of it is damaged, its pages may lack something; ask the sender for it again",
)
NO_WORKBOOK = ("无法作为工作簿打开", "it cannot be opened as a workbook")


def encrypted() -> Document:
    """Return the document of a file that needs a password."""
    return Document(findings=(finding("document-encrypted"),))


def damaged(chinese: str, english: str) -> Document:
    """Return the document of a file that is cut off, empty or broken; the reason in both languages."""
    return Document(findings=(finding("document-damaged", reason=english, reason_zh=chinese),))


def over_limit(chinese: str, english: str) -> Document:
    """Return the document of a file that is too large to be read safely."""
    return Document(findings=(finding("document-over-limit", reason=english, reason_zh=chinese),))


def unsupported(chinese: str, english: str) -> Document:
    """Return the document of a kind of file that has no reader."""
    return Document(findings=(finding("document-unsupported", reason=english, reason_zh=chinese),))


class Refused(bytes):
    """What is handed on in place of bytes that were not taken in: no bytes, and the `document` that says why."""

    document: Document = Document()

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return empty bytes that are read as `document`."""
        refused = cls()
        refused.document = document
        return refused
