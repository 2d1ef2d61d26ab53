"""Passwords that a mail tells: found to open its files with, and hidden from everything that is shown or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.words.lexicon import Lexicon

MOST_FOUND = 6
HIDDEN = "•••"
_LONGEST = 64
_BETWEEN = re.compile(r"[\s:：=＝\-–—>→“”\"'「『【\[(（]*")
_TOKEN = re.compile(r"[!-~]{3,64}")
_CLOSING = "\"'”’」』】])）>,，;；。.!！"


def secrets(text: str, words: Lexicon) -> tuple[str, ...]:
    """Return what stands behind a word for a password ("密码：", "the password is"), the surest first.

    A sign that may end the sentence is tried both ways: "abc123." may be the password with its full stop.
    """
    found = (secret for start, end in _places(text, words) for secret in _readings(text[start:end]))
    return tuple(dict.fromkeys(found))[:MOST_FOUND]


def masked(shown: str, told: str, words: Lexicon) -> str:
    """Hide in a text to be shown every password that it or the mail tells."""
    hidden = shown
    for start, end in reversed(list(_places(shown, words))):
        hidden = f"{hidden[:start]}{HIDDEN}{hidden[end:]}"
    for secret in sorted(secrets(told, words), key=len, reverse=True):
        hidden = re.sub(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", HIDDEN, hidden)
    return hidden


def _places(text: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where passwords stand: the first Latin word behind one for a password, "is" and signs apart."""
    at = 0
    while at < len(text):
        begins = at == 0 or not (_latin(text[at - 1]) and _latin(text[at]))
        found = words.prefix("mail_frame", text[at : at + 40]) if begins and not text[at].isspace() else None
        if found is None or found[0] != "password":
            at += 1
            continue
        start = _skip(text, at + found[1], words)
        token = _TOKEN.match(text, start)
        if token and text[at + found[1] : start].count("\n") <= 2:
            yield token.span()
            at = token.end()
        else:
            at += found[1]


def _skip(text: str, at: int, words: Lexicon) -> int:
    while True:
        at += len((_BETWEEN.match(text, at) or [""])[0])
        found = words.prefix("mail_frame", text[at : at + 40])
        if found is None or found[0] not in ("is", "password"):
            return at
        at += found[1]


def _readings(token: str) -> Iterator[str]:
    bare = token.strip(_CLOSING) or token
    yield bare
    yield token


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
