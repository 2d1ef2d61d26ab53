"""The company that writes a paper: its foot names it with its registration, its bank or its tax number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page

_FOOT = 0.8  # of a page's height: what stands lower is its foot
_NUMBER = re.compile(r"(?:\d[\s.-]?){6,}")


def registered(page: Page, words: Lexicon) -> frozenset[str]:
    """Return the companies, as compared, that a page's foot names in a line that begins with them and registers them.

    A line of the seller's bank begins with a label: "Beneficiary: …".
    """
    return frozenset(name for line in _foot(page) for name in _named(line, words))


def _foot(page: Page) -> Iterator[str]:
    for line in page_lines(page):
        if line[0].top > _FOOT * page.height:
            yield "  ".join(phrase.text for phrase in phrases(line, page))


def _named(line: str, words: Lexicon) -> Iterator[str]:
    """Yield the company that a line begins with and registers; a name ends before a sign, or behind "Co., Ltd."."""
    cuts = [cut.start() for cut in re.finditer(r"\s{2,}|\s*[,·•|–—]\s+|\s+-\s+", line)]
    firms = [line[:cut] for cut in cuts if words.organisation(line[:cut])][:1]
    firms += [line[:cut] for cut in cuts if firms and words.suffix(line[len(firms[0]) : cut].strip(" ,"))][:1]
    name = firms[-1] if firms else _leading(line, words)
    rest = line[len(name) :] if name else ""
    if name and _NUMBER.search(rest) and _registers(rest, words):
        yield compared(name)


def _leading(line: str, words: Lexicon) -> str | None:
    """Return the company a line begins with where nothing but a blank parts it from a word of registration."""
    for gap in reversed(list(re.finditer(r"\s+", line))):
        if words.organisation(line[: gap.start()]) and _registers(line[gap.end() :][:12], words):
            return line[: gap.start()]
    return None


def _registers(text: str, words: Lexicon) -> bool:
    """Say whether one of a text's words is a register, a bank or a tax that has numbers for companies."""
    return any(compared(part) in words.groups["registers"] for part in re.findall(r"[^\W\d_][^\s:]*", text))
