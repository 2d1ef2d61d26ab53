"""Scanned pages: the whole `read` and `extract`, and the reading of a picture alone, beside the bare OCR engine.

The engine has its defaults and one thread; rows are right if their code, quantity, price and amount are, to the sign.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from bench.drawn import DPI, Cell, Picture, pictures
from bench.papers import papers
from intake.extract import extract
from intake.read import read
from intake.read.geometry import point
from intake.read.scan import read_picture
from orders.records import Source

PAPERS = ("10", "11", "12")
SEEDS = range(40, 44)
Seen = list[tuple[str, tuple[float, float, float, float]]]  # a run without blanks and its box in pixels


def run(rounds: int = 3) -> None:
    """Print seconds of processor time a page, children's included, and exact rows; medians of rounds in turn."""
    engine = _engine()
    _whole(engine, rounds)
    _rows(engine)


def _whole(engine: Any, rounds: int) -> None:
    documents = list(papers(*PAPERS))
    shown = [_picture(data) for _, data in documents]
    pairs = []
    for _ in range(rounds + 1):
        for (name, data), picture in zip(documents, shown, strict=True):
            ours = _seconds(partial(_ours, name, data))[0]
            pairs.append((ours, _seconds(partial(engine, picture))[0]))
    pairs = pairs[len(documents) :]
    print(f"{len(documents)} scanned pages at {DPI} dpi, {rounds} rounds in turn, processor time, one thread")
    print(f"orderloom read + extract  {median(a for a, _ in pairs):6.2f} s a page")
    print(f"rapidocr alone            {median(b for _, b in pairs):6.2f} s a page")
    print(f"ratio {median(a / b for a, b in pairs):.2f}")


def _rows(engine: Any) -> None:
    """Read drawn pages by both: what the reading of a picture alone costs, and how many rows come out right."""
    pairs, right, count = [], [0, 0], 0
    for page in pictures(SEEDS):
        ours, mine = _seconds(partial(_by_us, page))
        theirs, other = _seconds(partial(_by_engine, engine, page))
        pairs.append((ours, theirs))
        count += len(page.rows)
        for place, found in enumerate((mine, other)):
            right[place] += sum(all(_stands(cell, found) for cell in row) for row in page.rows)
    print(f"{len(pairs)} drawn pages: clean, noise and JPEG 40, skew, fax; {count} rows")
    print(f"orderloom, picture to words {median(a for a, _ in pairs):6.2f} s a page, {right[0]} rows right")
    print(f"rapidocr alone              {median(b for _, b in pairs):6.2f} s a page, {right[1]} rows right")
    print(f"ratio {median(a / b for a, b in pairs):.2f}")


def _seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    start = sum(os.times()[:4])
    result = call()
    return sum(os.times()[:4]) - start, result


def _ours(name: str, data: bytes) -> None:
    extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/pdf"))


def _by_us(drawn: Picture) -> Seen:
    page = read_picture(drawn.grey, DPI, 1).page
    scale, found = DPI / 72, []
    for word in page.words:
        x, y = word.center, word.middle
        x, y = point(page.to_display, x, y) if page.to_display else (x, y)
        wide, tall = (word.x1 - word.x0) / 2, word.height / 2
        found.append((word.text, ((x - wide) * scale, (y - tall) * scale, (x + wide) * scale, (y + tall) * scale)))
    return found


def _by_engine(engine: Any, drawn: Picture) -> Seen:
    import cv2

    result = engine(cv2.cvtColor(drawn.grey, cv2.COLOR_GRAY2BGR))
    return [part for box, text in zip(result.boxes, result.txts, strict=True) for part in _parts(box, text)]


def _parts(box: Any, text: str) -> Seen:
    """Part a line at its blanks, every character as wide as the other."""
    (left, top), (right, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
    step, found, start = (right - left) / len(text), [], 0
    for word in text.split():
        start = text.index(word, start)
        found.append((word, (left + step * start, top, left + step * (start + len(word)), bottom)))
        start += len(word)
    return found


def _stands(cell: Cell, found: Seen) -> bool:
    """Say whether a run at the cell's height reads as the cell; where along the line is not asked of the engine."""
    texts = (text for text, (_, top, _, bottom) in found if top <= cell.y <= bottom)
    return any(unicodedata.normalize("NFKC", text) == cell.text for text in texts)


def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return RapidOCR(params={**threads, "Global.log_level": "error"})


def _picture(data: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72).to_numpy()
