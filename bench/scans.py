"""Scanned pages: the whole `read` and `extract` beside the bare OCR engine with its defaults on the same pictures."""

from __future__ import annotations

import hashlib
import time
from statistics import median
from typing import Any

from bench.papers import papers
from intake.extract import extract
from intake.read import read
from orders.records import Source

PAPERS = ("10", "11", "12")
DPI = 200


def run(rounds: int = 3) -> None:
    """Print seconds a page by the clock (the second reading is a program of its own), medians of rounds in turn."""
    documents = list(papers(*PAPERS))
    engine = _engine()
    pictures = [_picture(data) for _, data in documents]
    pairs = []
    for _ in range(rounds + 1):
        for (name, data), picture in zip(documents, pictures, strict=True):
            pairs.append((_clock(lambda n=name, d=data: _ours(n, d)), _clock(lambda p=picture: engine(p))))
    pairs = pairs[len(documents) :]
    print(f"{len(documents)} scanned pages at {DPI} dpi, {rounds} rounds in turn, wall clock, one thread")
    print(f"orderloom read + extract  {median(a for a, _ in pairs):6.2f} s a page")
    print(f"rapidocr alone            {median(b for _, b in pairs):6.2f} s a page")
    print(f"ratio {median(a / b for a, b in pairs):.2f}")


def _clock(call: Any) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _ours(name: str, data: bytes) -> None:
    extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/pdf"))


def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return RapidOCR(params={**threads, "Global.log_level": "error"})


def _picture(data: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72).to_numpy()
