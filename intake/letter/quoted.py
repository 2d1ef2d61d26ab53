"""The text of a mail's own writer: older mails quoted below it are left out, a forwarded one is what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.extract.words.lexicon import Lexicon, compared

MOST_CHARACTERS = 20_000  # of a body; what is longer is no letter, see `is_cut`
LONGEST_LINE = 2_000
MOST_DEPTH = 5  # mails forwarded in one another
_RULE = " \t-_=*~—–─>《》【】[]|:："
_QUOTE = re.compile(r"\s*(?:>|\|\s)")
_HEAD = 6  # lines in which the head of a quoted mail has its From, Date and Subject
_PREFIX = re.compile(r"\s*([^\W\d_]{1,8})\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*")


@dataclass(frozen=True)
class _Mark:
    """Where another mail begins: its first line, the first line of its text, and how it is introduced."""

    start: int
    text: int
    kind: str  # quoted, forwarded, header, wrote


def own_text(body: str, subject: str, words: Lexicon) -> str:
    """Return what the sender says in this mail: his own lines, and the text of a mail he forwards.

    A quoted mail is an older one where the subject answers ("Re:", "回复：") or the text says who wrote it; else it is
    taken for a forwarded one. Lines marked with ">" are quoted wherever they stand.
    """
    lines = _lines(body)
    answers, said = kind_of_subject(subject, words) == "reply", list[str]()
    for depth in range(MOST_DEPTH):
        mark = _mark(lines, words)
        own = lines if mark is None else lines[: mark.start]
        unmarked = [line for line in own if not _QUOTE.match(line)]
        forwards = not answers and depth == 0 and not any(line.strip() for line in unmarked)
        said += [_QUOTE.sub("", line) for line in own] if forwards else unmarked
        if mark is None or not _is_forwarded(mark, answers=answers, depth=depth):
            break
        said.append("")
        lines = lines[mark.text :]
    return "\n".join(said)


def is_cut(body: str, words: Lexicon) -> bool:
    """Say whether a body is longer than what is read of it, and goes on with its own text."""
    return len(body) > MOST_CHARACTERS and _mark(_lines(body), words) is None


def _lines(body: str) -> list[str]:
    """Return the lines of a body; one that is longer than any letter's is cut into pieces, for patterns' sake."""
    lines = body[:MOST_CHARACTERS].replace("\r\n", "\n").split("\n")
    return [line[at : at + LONGEST_LINE] for line in lines for at in range(0, max(1, len(line)), LONGEST_LINE)]


def kind_of_subject(subject: str, words: Lexicon) -> str | None:
    """Say whether a subject's first prefix answers or forwards: "reply", "forward" or None."""
    found = _PREFIX.match(subject)
    name = words.groups["mail_frame"].get(compared(found[1])) if found else None
    return name if name in ("reply", "forward") else None


def bare_subject(subject: str, words: Lexicon) -> str:
    """Take the prefixes off a subject: "Re: Fwd: PO 4711" → "PO 4711"."""
    while kind_of_subject(subject, words):
        subject = _PREFIX.sub("", subject, count=1)
    return subject.strip()


def _is_forwarded(mark: _Mark, *, answers: bool, depth: int) -> bool:
    if mark.kind == "forwarded":
        return True
    return depth == 0 and not answers and mark.kind != "wrote"


def _mark(lines: Sequence[str], words: Lexicon) -> _Mark | None:
    """Find the first line that introduces another mail."""
    for at, line in enumerate(lines):
        stripped = line.strip(_RULE)
        name = words.groups["mail_frame"].get(compared(stripped)) if stripped and len(stripped) < 40 else None
        if name in ("quoted", "forwarded") and stripped != line.strip():
            return _Mark(at, _behind_head(lines, at + 1, words), name)
        if _wrote(line, words):
            return _Mark(_paragraph(lines, at), at + 1, "wrote")
        if _is_head(lines, at, words):
            return _Mark(at, _behind_head(lines, at, words), "header")
    return None


def _wrote(line: str, words: Lexicon) -> bool:
    """Say whether a line ends as those that name the writer of what follows: "On 3 March 2026 Tom Hale wrote:"."""
    text = line.rstrip()
    if not text.endswith((":", "：")):
        return False
    return compared(text).endswith(words.named("mail_frame", "wrote"))


def _paragraph(lines: Sequence[str], at: int) -> int:
    """Go up to where the few lines that name the writer begin."""
    first = at
    while (
        first > max(0, at - 2) and lines[first - 1].strip() and any(c.isdigit() or c == "@" for c in lines[first - 1])
    ):
        first -= 1
    return first


def _is_head(lines: Sequence[str], at: int, words: Lexicon) -> bool:
    """Say whether three words of a mail's head stand here one below the other, the first of them in this line."""
    if not _head_word(lines[at], words):
        return False
    near = [line for line in lines[at : at + _HEAD] if line.strip()]
    return len({_head_word(line, words) for line in near} - {None}) >= 3


def _head_word(line: str, words: Lexicon) -> str | None:
    name, colon, _ = line.replace("：", ":").partition(":")
    said = compared(name.strip(" \t*_>"))
    return said if colon and words.groups["mail_frame"].get(said) == "header" else None


def _behind_head(lines: Sequence[str], at: int, words: Lexicon) -> int:
    """Skip the head of a quoted mail: its words, what they wrap onto, and blank lines before them."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    if at >= len(lines) or not _head_word(lines[at], words):
        return at
    while at < len(lines) and lines[at].strip():
        at += 1
    return at
