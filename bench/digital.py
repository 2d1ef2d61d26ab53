"""Digital pages: the whole `read` and `extract` beside pdfplumber's `extract_words` on the same pages."""

from __future__ import annotations

import hashlib
import io

from bench.papers import papers
from bench.timing import in_turn
from intake.extract import extract
from intake.read import read
from orders.records import Source

PAPERS = ("01", "02", "03", "04", "06", "23", "24")  # 05 has fonts without a map: it is proved by OCR


def run(rounds: int = 7) -> None:
    """Print milliseconds and pages a second for both, and the ratio."""
    documents = list(papers(*PAPERS))
    pages = sum(len(read(data, name).pages) for name, data in documents)
    ours, theirs, ratio = in_turn(lambda: _ours(documents), lambda: _plumbed(documents), rounds)
    print(f"{pages} pages of {len(documents)} orders, medians of {rounds} rounds in turn, processor time")
    print(f"orderloom read + extract  {1000 * ours / pages:7.1f} ms a page {pages / ours:8.1f} pages a second")
    print(f"pdfplumber extract_words  {1000 * theirs / pages:7.1f} ms a page {pages / theirs:8.1f} pages a second")
    print(f"ratio {ratio:.2f}")


def _ours(documents: list[tuple[str, bytes]]) -> None:
    for name, data in documents:
        extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/pdf"))


def _plumbed(documents: list[tuple[str, bytes]]) -> None:
    import pdfplumber

    for _, data in documents:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                page.extract_words()
