"""Passwords that a mail tells: found to open its files with, and hidden from everything that is shown or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.words.lexicon import Lexicon, lexicon
from intake.letter.quoted import MOST_CHARACTERS
from intake.letter.words import every

MOST_FOUND = 6
HIDDEN = "•••"
_MOST_BETWEEN = 4  # words between that for a password and the password: "password for the file is"
_BETWEEN = re.compile(r"[\s:：=＝\-–—>→“”\"'「『【\[(（]{0,40}")
_TOKEN = re.compile(r"[!-~]{3,64}")
_CLOSING = "\"'”’」』】])）>,，;；。.!！"


def secrets(text: str, words: Lexicon) -> tuple[str, ...]:
    """Return what stands behind a word for a password ("密码：", "the password is"), the surest first.

    A sign that may end the sentence is tried both ways: "abc123." may be the password with its full stop.
    """
    found = (secret for start, end in _places(text, words) for secret in _readings(text[start:end]))
    return tuple(dict.fromkeys(found))[:MOST_FOUND]


def told_in(subject: str | None, text: str | None, site: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the passwords that a mail tells in its subject or text."""
    return secrets(f"{subject or ''}\n{(text or '')[:MOST_CHARACTERS]}", lexicon(site))


def masked(shown: str, told: Sequence[str], words: Lexicon) -> str:
    """Hide in a text to be shown every password that it tells itself, and those that the mail has `told`."""
    hidden = shown
    for start, end in reversed(list(_places(shown, words))):
        last = start + len(hidden[start:end].rstrip(_CLOSING))  # what ends the sentence stays
        hidden = f"{hidden[:start]}{HIDDEN}{hidden[last:]}"
    for secret in sorted(told, key=len, reverse=True):
        hidden = re.sub(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", HIDDEN, hidden)
    return hidden


def _places(text: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where passwords stand: the first Latin word behind one for a password, "is" and signs apart."""
    done = 0
    for name, start, end in every(words, "mail_frame", text):
        if name != "password" or start < done:
            continue
        begin = _skip(text, end, words)
        token = _TOKEN.match(text, begin)
        if token and text[end:begin].count("\n") <= 2:
            yield token.span()
            done = token.end()


def _skip(text: str, at: int, words: Lexicon) -> int:
    for _ in range(_MOST_BETWEEN):
        at += len((_BETWEEN.match(text, at) or [""])[0])
        found = words.prefix("mail_frame", text[at : at + 40])
        if found is None or found[0] not in ("is", "password"):
            break
        at += found[1]
    return at


def _readings(token: str) -> Iterator[str]:
    bare = token.strip(_CLOSING) or token
    yield bare
    yield token
