"""Text of unknown encoding, tables of separated values as sheets, and the text that HTML shows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from intake.read.cell_witness import CellWitness
from intake.read.document import COLUMN, ROW, Document, Word
from intake.read.refusal import LARGEST_FILE, over_limit
from intake.read.sheet_cells import letters, sheet_page

MOST_LINES = 20_000
LONGEST = 3_000_000  # characters, of 20,000 lines 150 each
TOO_WIDE = (f"超过 {LONGEST} 个字符", f"more than {LONGEST} characters")
TOO_LONG = (f"超过 {MOST_LINES} 行", f"more than {MOST_LINES} lines")
INLINE = re.compile(r"data:[^\"'>\s]{1000,}")  # a picture written into the page
MOST_HTML = 4_000_000  # characters
MOST_OPEN = 1_000  # tags that are never closed
BLOCKS = frozenset(
    ("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "section")
)
BLOCKS |= frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "ul"))
CELLS = frozenset(("td", "th"))
SILENT = frozenset(("script", "style", "head", "title", "template"))
BEYOND = re.compile(rb"([\x80-\xff]+)")
BESIDE = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]+|(?<![A-Za-z\x80-\xff])[\x80-\xff]+(?=[A-Za-z])")
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")


def decoded(data: bytes) -> str:
    """Decode text of unknown encoding: a byte-order mark, else UTF-8, else GB 18030, else Latin.

    What reads as GB 18030 is Latin all the same where its letters beyond ASCII stand alone in words ("Währung").
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS if not _accented(data) else (ENCODINGS[0], "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _accented(data: bytes) -> bool:
    """Say whether bytes beyond ASCII are letters of Latin words: one by one, most with an ASCII letter beside them.

    Hanzi are two bytes each, both beyond ASCII in nearly all, and stand in runs.
    """
    runs = [len(found[1]) for found in BEYOND.finditer(data)]
    beside = sum(1 for _ in BESIDE.finditer(data))
    return bool(runs) and max(runs) <= 2 and 3 * runs.count(1) > 2 * len(runs) and 3 * beside > 2 * len(runs)


def read_csv(data: bytes) -> Document:
    """Read a table of separated values as a sheet."""
    text = decoded(data)
    if len(text) > LONGEST:
        return over_limit(*TOO_WIDE)
    if text.count("\n") >= MOST_LINES:
        return over_limit(*TOO_LONG)
    delimiter = delimiter_of(text) or ","
    words = []
    for row, values in enumerate(rows_of(text.splitlines(), delimiter), 1):
        for column, value in enumerate(values, 1):
            if value.strip():
                box = ((column - 1) * COLUMN, (row - 1) * ROW, column * COLUMN, row * ROW)
                words.append(Word(value.strip(), *box, cell=f"{letters(column)}{row}"))
    return Document((sheet_page(1, "csv", words),), CsvWitness(text, delimiter))


class CsvWitness(CellWitness):
    """Ask the parser of pandas for a cell that the standard library read."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text, self._delimiter = text, delimiter

    def read_again(self) -> dict[str, str]:
        """Return what pandas reads, by cell."""
        import pandas

        widest = max((line.count(self._delimiter) for line in self._text.splitlines()), default=0) + 1
        frame = pandas.read_csv(
            io.StringIO(self._text),
            sep=self._delimiter,
            header=None,
            names=range(widest),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
        rows = enumerate(frame.itertuples(index=False), 1)
        cells = {f"{letters(c)}{r}": str(v).strip() for r, row in rows for c, v in enumerate(row, 1)}
        return {name: value for name, value in cells.items() if value and value != "nan"}


def delimiter_of(text: str) -> str | None:
    """Return the delimiter by which the first lines fall into equally many (three or more) fields, None without.

    Commas and semicolons may also part lines into fewer: titles, labels and sums around the table. Of several the one
    counts that parts all lines alike, then the one that makes most of the table: the other groups digits.
    """
    lines = [line for line in text.splitlines()[:50] if line.strip()][:20]
    found: dict[str, tuple[bool, int]] = {}
    for delimiter in ",;\t|":
        counts = Counter(len(row) for row in rows_of(lines, delimiter))
        fields = max(counts, default=0)
        if len(lines) < 2 or fields < 3:
            continue
        if len(counts) == 1 or (delimiter in ",;" and counts[fields] > 1 and _parts_most(lines, delimiter)):
            found[delimiter] = (len(counts) == 1, fields * counts[fields])
    return max(found, key=lambda delimiter: found[delimiter], default=None)


def _parts_most(lines: list[str], delimiter: str) -> bool:
    """Say whether a sign parts most lines and is mostly none of prose ("first, second") nor of figures (1,234.50)."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    signs = sum(line.count(delimiter) for line in bare)
    spoken = sum(len(re.findall(rf"{delimiter}[ \t]", line)) for line in bare)
    grouping = sum(len(re.findall(r"\d,\d{3}(?!\d)", line)) for line in bare) if delimiter == "," else 0
    return 2 * sum(delimiter in line for line in bare) > len(lines) and 5 * spoken < signs and 2 * grouping < signs


def rows_of(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Part lines into fields, however long one is."""
    csv.field_size_limit(LARGEST_FILE)
    return csv.reader(lines, delimiter=delimiter)


def html_text(html: str) -> str:
    """Return the text that HTML shows: blocks on lines of their own, cells apart, no scripts and styles."""
    html = INLINE.sub("", html)[:MOST_HTML]
    if html.count("<") > html.count(">") + MOST_OPEN:  # the library goes through the rest anew for each
        html = html.replace("<", " ")
    parser = _Shown()
    parser.feed(html)
    parser.close()
    lines = (" ".join(part for part in line.split(" ") if part) for line in "".join(parser.out).splitlines())
    return "\n".join(line.removeprefix("\t").rstrip() for line in lines if line.strip())  # a tab before every cell


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self._break(tag)
        if tag in CELLS:
            self.out.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag not in CELLS:
            self._break(tag)

    def _break(self, tag: str) -> None:
        if tag == "body":
            self.silent = 0  # a head that was never closed
        if tag in BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(re.sub(r"\s+", " ", data))
