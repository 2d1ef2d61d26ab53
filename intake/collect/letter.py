"""What a mail holds, whatever program wrote it: its heading, its text, the files and mails attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.collect.decoding import decoded
from intake.read.plain import TABLED
from intake.read.text import html_text

# Windows code pages under the names of Python's larger sets
CODE_PAGES = {20127: "us-ascii", 28591: "iso-8859-1", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 51932: "euc-jp"}
CODE_PAGES |= {51936: "gb18030", 51949: "euc-kr", 52936: "hz", 54936: "gb18030", 65000: "utf-7", 65001: "utf-8"}
CODE_PAGES |= {936: "gb18030", 20866: "koi8-r"}


@dataclass(frozen=True)
class Attached:
    """A file attached to a letter or shown in it, or a whole `letter` attached to it (then `data` are not used).

    `name` is what the letter calls it, `place` the Content-ID or Content-Location under which its HTML shows it.
    """

    name: str
    data: bytes = b""
    place: str = ""
    letter: Letter | None = None


@dataclass(frozen=True)
class Letter:
    """A mail taken apart one level; `body` is plain text, `html` the page a reader sees instead of it."""

    message_id: str | None = None
    sender: str | None = None
    received_at: datetime | None = None
    subject: str | None = None
    body: str | None = None
    html: str | None = None
    files: tuple[Attached, ...] = ()

    @property
    def text(self) -> str | None:
        """Return what a reader reads: the plain text, that of the HTML where there is none."""
        if (self.body or "").strip() or not self.html:
            return self.body
        return html_text(self.html)

    @property
    def seen(self) -> bytes:
        """Return what a reader sees, as a document: the HTML if it has tables, else the text."""
        page = self.html if self.html and TABLED.search(self.html) else self.text
        return (page or "").encode("utf-8", "replace")


def of_code_page(data: bytes, page: int | None) -> str:
    """Decode bytes by the number of a Windows code page, by what they look like where it is unknown or wrong."""
    return decoded(data, CODE_PAGES.get(page, f"cp{page}") if page else None)
