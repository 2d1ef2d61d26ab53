"""Papers made from HTML: the producers (WeasyPrint, a headless Chromium), the page around a body and its tables."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = """
* { box-sizing: border-box } body { margin: 0; line-height: 1.35 }
h1 { text-align: center; font-size: 1.7em; margin: 0.2em 0 }
h2 { text-align: center; font-size: 1.35em; margin: 0.2em 0 0.6em }
p { margin: 0.25em 0 } table { border-collapse: collapse; width: 100% }
td, th { padding: 2px 4px; vertical-align: middle }
th { font-weight: bold } tr { break-inside: avoid } .small { font-size: 0.85em } .center { text-align: center }
.right { text-align: right } .left { text-align: left } .tight { white-space: nowrap } .goods { margin: 6px 0 }
.ruled td, .ruled th { border: 0.7pt solid #000 }
.ruled th { text-align: center } .half td, .half th, .zebra td, .zebra th, .bare td, .bare th { padding: 3px 6px }
.half th { border-top: 1pt solid #000; border-bottom: 1pt solid #000 } .half td { border-bottom: 0.4pt solid #777 }
.zebra tbody tr:nth-child(even) { background: #e6ebf0 } .zebra th { background: #c5d0dc }
.bare th { padding-bottom: 6px } .bare td { padding-top: 4px }
.cols { display: flex; justify-content: space-between; gap: 8mm } .cols > div { flex: 1 } .break { break-before: page }
"""


@dataclass(frozen=True)
class Column:
    """A column of a table: its printed head, alignment (left, center, right), CSS width, and whether cells may wrap."""

    key: str
    head: str
    align: str = "left"
    width: str = ""
    wraps: bool = False


def weasyprint_pdf(html: str) -> bytes:
    """Print HTML by WeasyPrint."""
    import weasyprint

    made = weasyprint.HTML(string=html).write_pdf()
    assert isinstance(made, bytes)
    return made


def chromium_pdf(html: str) -> bytes:
    """Print HTML by a headless Chromium with a profile of its own; raise CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        places = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()]
        subprocess.run(["chromium", *options, *places], check=True, capture_output=True, timeout=120)
        return re.sub(rb"\(D:\d{14}", b"(D:20260101000000", out.read_bytes())  # same seed, same bytes


def page(
    body: str,
    *,
    font: str = "Noto Sans CJK SC",
    size: float = 9.5,
    paper: str = "A4",
    margin: str = "13mm",
    css: str = "",
    foot: str = "",
) -> str:
    """Put a body into a whole document; `size` in points, `foot` is CSS content for the bottom of every page."""
    bottom = f"@bottom-center {{ content: {foot}; font-size: 8pt }}" if foot else ""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>"
        f"@page {{ size: {paper}; margin: {margin}; {bottom} }}"
        f"html {{ font-family: '{font}', sans-serif; font-size: {size}pt }}"
        f"{STYLE}{css}</style></head><body>{body}</body></html>"
    )


def head_row(columns: Sequence[Column]) -> str:
    """Make the row of heads."""
    cells = "".join(
        f"<th class='{column.align}' style='width:{column.width or 'auto'}'>{_lines(column.head)}</th>"
        for column in columns
    )
    return f"<tr>{cells}</tr>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    """Make one row of escaped or ready-made cells."""
    made = (
        f"<td class='{column.align}{'' if column.wraps else ' tight'}'>{cell}</td>"
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def span_row(count: int, *parts: tuple[int, str, str]) -> str:
    """Make a row of joined cells (columns joined, alignment, text); the last takes what is left of `count`."""
    cells, used = [], 0
    for at, (width, align, text) in enumerate(parts):
        width = count - used if at == len(parts) - 1 else width
        used += width
        cells.append(f"<td colspan='{width}' class='{align}'>{text}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def table(kind: str, heads: str, rows: Iterable[str], after: Iterable[str] = ()) -> str:
    """Make a table (ruled, half, zebra, bare) whose heads repeat on every page."""
    return f"<table class='goods {kind}'><thead>{heads}</thead><tbody>{''.join(rows)}{''.join(after)}</tbody></table>"


def pairs(fields: Iterable[tuple[str, str]], colon: str = "：") -> str:
    """Print fields as paragraphs, label and value on one line."""
    return "".join(f"<p>{label}{colon}{value}</p>" for label, value in fields)


def labelled(fields: Iterable[tuple[str, str]], colon: str = "：") -> str:
    """Print fields as a table without lines: labels left, values beside them."""
    rows = (
        f"<tr><td class='tight' style='width:1%'>{label}{colon}</td><td>{value}</td></tr>" for label, value in fields
    )
    return f"<table>{''.join(rows)}</table>"


def grid(fields: Sequence[tuple[str, str]], across: int = 2, shade: str = "#f0f0f0") -> str:
    """Print fields in a ruled grid of label cell and value cell, `across` pairs in a row."""
    cells = [f"<td style='background:{shade};width:13%'>{label}</td><td>{value}</td>" for label, value in fields]
    cells += ["<td></td><td></td>"] * (-len(cells) % across)
    rows = ("".join(cells[at : at + across]) for at in range(0, len(cells), across))
    return f"<table class='ruled'>{''.join(f'<tr>{cell}</tr>' for cell in rows)}</table>"


def boxes(fields: Sequence[tuple[str, str]], across: int = 3) -> str:
    """Print fields in ruled boxes, the label small above its value."""
    cells = [
        f"<td style='width:{100 // across}%'><div class='small'>{label}</div><div>{value}</div></td>"
        for label, value in fields
    ]
    cells += ["<td></td>"] * (-len(cells) % across)
    rows = ("".join(cells[at : at + across]) for at in range(0, len(cells), across))
    return f"<table class='ruled'>{''.join(f'<tr>{cell}</tr>' for cell in rows)}</table>"
