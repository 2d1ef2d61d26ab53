"""The sentences of a letter, without its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.words.lexicon import Lexicon, compared
from intake.letter.addresses import ADDRESS
from intake.letter.facts import speaks_of_goods

_END = re.compile(r"(?<=[。；;！!？?])\s*|(?<=[.])\s+(?=[^a-z\s])")
_PHONE = re.compile(r"[+(（]?\d[\d\s()（）./+-]{6,}\d")
_ENUMERATED = re.compile(r"^\s*(?:[(（]?\d{1,2}[.)）、](?!\d)|[(（]?[一二三四五六七八九十][)）、.]|[-*•·●])\s*")
_LONG = 55  # characters of a line that may have been wrapped
_LONGEST = 400  # characters of a sentence
_SHORT = 90  # a line of a signature is no longer
_RULE = re.compile(r"^\s*(?:--|—|–|_{3,})\s*$")


def sentences(text: str, words: Lexicon) -> tuple[str, ...]:
    """Part a letter into sentences; lines that an editor has wrapped are joined, lines of the signature left out."""
    lines = text.split("\n")
    start = _signature(lines, words)
    signed = [line for line in lines[start:] if line.strip() and not _signs(line, words)]
    found = (piece for whole in (*_joined(lines[:start]), *signed) for piece in _END.split(whole))
    pieces = (_ENUMERATED.sub("", piece).strip() for whole in found for piece in _cut(whole))
    return tuple(piece for piece in pieces if re.search(r"\w", piece))


def _cut(sentence: str) -> Iterator[str]:
    """Cut a sentence that is longer than any: nothing may take time by its length."""
    return (sentence[at : at + _LONGEST] for at in range(0, max(1, len(sentence)), _LONGEST))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Put a line behind the one before that it goes on from: that one is long and ends no sentence."""
    whole = ""
    for line in lines:
        before = whole.rsplit("\n", 1)[-1]
        if before.strip() and line.strip() and _goes_on(before, line):
            glue = "" if ord(before[-1]) > 0x2E80 and ord(line.strip()[0]) > 0x2E80 else " "
            whole = f"{whole.rstrip()}{glue}{line.strip()}"
        else:
            yield whole
            whole = line
    yield whole


def _goes_on(before: str, line: str) -> bool:
    open_end = not re.search(r"[。；;！!？?:：.]\s*$", before)
    begins = line.strip()[0]
    return open_end and not _ENUMERATED.match(line) and (begins.islower() or len(before) >= _LONG)


def _signature(lines: Sequence[str], words: Lexicon) -> int:
    """Return the line from which the signature goes: closing words, a rule, or last lines with a company or phone."""
    for at, line in enumerate(lines):
        if _RULE.match(line) or _closes(line, words):
            return at
    at, start = len(lines), len(lines)
    while at > 0:
        end = at
        while end > 0 and not lines[end - 1].strip():
            end -= 1
        at = end
        while at > 0 and lines[at - 1].strip():
            at -= 1
        block = lines[at:end]
        if not block or not all(map(_may_sign, block)) or not any(_marks(line, words) for line in block):
            break
        start = at
    return start


def _closes(line: str, words: Lexicon) -> bool:
    """Say whether a line is nothing but closing words, or those and a name."""
    text = line.strip(" \t,，.。!！~～-")
    if not text or len(text) > 60:
        return False
    whole = compared(text)
    if (
        words.groups["mail_frame"].get(whole.strip(",，")) == "closing"
        or words.groups["sentences"].get(whole) == "closing"
    ):
        return True
    found = words.prefix("sentences", text)
    return found is not None and found[0] == "closing" and not any(char.isdigit() for char in text)


def _may_sign(line: str) -> bool:
    return len(line) <= _SHORT and not re.search(r"[。！？!?；;]\s*$", line)


def _marks(line: str, words: Lexicon) -> bool:
    """Say whether a line is one that only signatures have: a company, a phone, an address in the net."""
    text = line.strip()
    if words.organisation(text.rstrip(",，")) or ADDRESS.fullmatch(text) or _PHONE.fullmatch(text):
        return True
    found = words.prefix("mail_frame", text)
    behind = text[found[1] :].lstrip() if found else ""
    return found is not None and found[0] == "signing" and behind[:1] in (":", "：", "|", "+", "(", *"0123456789")


def _signs(line: str, words: Lexicon) -> bool:
    """Say whether a line below the closing words is part of the signature: it says nothing about goods and days."""
    return len(line) <= 3 * _SHORT and not speaks_of_goods(line, words)
