"""A name without what stands in one line with it: an address, a telephone, a department, the name in another script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.head.parties.naming import before_comma, ends_name, first_line
from intake.extract.head.parties.same import latin
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_PIECE = re.compile(r"\s+(\S+)")
_CALLED = re.compile(
    r"\s+(?:[\u4e00-\u9fff]{2,4}\s+)?(?:(?:TEL|T|电话|電話)[:：.]?\s*)?\+?\(?\d[\d\s()/-]{6,}$", re.IGNORECASE
)
_PARTED = re.compile(r"\s+[|｜·•∙●♦■]\s*|\s+[–—]\s+")  # "Corvallis Axle Inc. | 1200 Foundry Lane"
_REACHED = re.compile(  # a telephone, an address of mail, an extension, the number of a purchasing group
    r"[\s,;/(]+(?:(?:tel|ph|phone|ext)\b[.:]?\s*)?(?:\+?\(?\d[\d\s()./-]{5,}|\S+@\S+)\)?$"
    r"|[\s,;(]+(?:x|ext[.:]?)\s?\d{2,6}\)?$|\s*/\s*[A-Z]{0,4}\s?\d{1,6}$",
    re.IGNORECASE,
)
_CODED = re.compile(r"[A-Z0-9]{2,10}\s?/\s?(?=[^\W\d_])")  # "AGUILAR/M. Serna": a buyer's code before his name


def first_script(name: Word, words: Lexicon) -> Word:
    """Leave out what stands behind a company's name: the same in another script ("Luen Hing Company 聯興公司"), the
    department that buys or sells (采购课)."""
    for behind in (_department(name.text, words), _CALLED.search(name.text)):
        if behind and words.organisation(name.text[: behind.start()]):
            return name.part(0, behind.start())
    for first, second in two_names(name.text, words):
        pure = not re.search(r"[A-Za-z]", first if latin(second) else second)
        if latin(first) != latin(second) and pure:
            return name.part(0, name.text.index(first) + len(first))
    return name


def _department(text: str, words: Lexicon) -> re.Match[str] | None:
    """Find the first department in a text, with the blank before it: 某某有限公司 采购课 曾小姐."""
    return next((piece for piece in _PIECE.finditer(text) if _is_department(piece[1], words)), None)


def _is_department(text: str, words: Lexicon) -> bool:
    kinds: list[str] = []
    while text and (found := words.prefix("beside_names", text)):
        kinds.append(found[0])
        text = text[found[1] :]
    works = len(kinds) in (2, 3) and kinds[0] in ("work", "both") and set(kinds[1:-1]) <= {"second", "both"}
    return works and not text and kinds[-1] == "called"


def two_names(text: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield a name as two companies' where it reads so: two columns of a page that stand close to each other."""
    parts = text.split()
    for at in range(1, len(parts)):
        first, second = " ".join(parts[:at]), " ".join(parts[at:])
        if words.organisation(first) and words.organisation(second) and not ends_name(parts[at], words):
            yield first, second


def name_before(text: str, words: Lexicon) -> str:
    """Return the company's name before an address in the same line: up to a stroke, or up to the end of its name.

    A name goes on behind its end ("Pty" "Ltd") as far as it still ends like one; an address has a number behind.
    """
    text = first_line(text, words)
    first = before_comma(_PARTED.split(text)[0].strip(), words)
    if first != text or words.organisation(text) or not any(char.isdigit() for char in text):
        return first
    head = re.split(r",\s|\s\d", text)[0]
    ends = [gap.start() for gap in re.finditer(r"\s+|$", head)]
    return next((head[:end] for end in reversed(ends) if words.organisation(head[:end])), text)


def person_in(name: Word, words: Lexicon) -> Word | None:
    """Return the person a party's label names, without his telephone, e-mail or code; None if it is no person."""
    start = found.end() if (found := _CODED.match(name.text)) else 0
    text = reached(name.text[start:])
    known = words.person(text) or (text == name.text and words.given(text))
    return name.part(start, start + len(text)) if known else None


def reached(text: str) -> str:
    """Return a name without the telephone or mail address behind it."""
    return _REACHED.sub("", text).rstrip(" ,;")
