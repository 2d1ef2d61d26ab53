"""Order numbers as people and spreadsheets spoil them: a function of the key and a seed for each way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reconcile.keys import letters_and_digits

SHORTEST = 4  # of a number that can be cut
LONGEST_SHOWN = 11  # digits; Excel shows longer numbers with an exponent
Spoil = Callable[[str, int], str]


def cut(key: str, seed: int) -> str:
    """Lose one to three signs, mostly at the end, and never more than half of the number."""
    lost = min(1 + seed % 3, len(key) // 2)
    return key[lost:] if seed // 3 % 4 == 0 else key[:-lost]


def mistyped(key: str, seed: int) -> str:
    """Swap two neighbours, or put one sign wrong, among the digits if there are any."""
    places = [at for at, sign in enumerate(key) if sign.isdigit()] or list(range(len(key)))
    at = places[seed // 2 % len(places)]
    if seed % 2 and at and at - 1 in places and key[at - 1] != key[at]:
        return key[: at - 1] + key[at] + key[at - 1] + key[at + 1 :]
    other = str((int(key[at]) + 1 + seed // 7 % 9) % 10) if key[at].isdecimal() else "X" if key[at] != "X" else "Y"
    return key[:at] + other + key[at + 1 :]


def destroyed(key: str, seed: int) -> str:
    """Write a long number as Excel shows it; "" if it would show it whole."""
    digits = key.lstrip("0")
    if not (key.isascii() and key.isdigit() and len(digits) > LONGEST_SHOWN):
        return ""
    return f"{digits[0]}.{digits[1:6]}E+{len(digits) - 1:02d}"


def respelled(key: str, seed: int) -> str:
    """Write the number without dashes, zeros or prefix; "" if there is no other spelling."""
    others = [other for other in dict.fromkeys(_spellings(key)) if other not in ("", key)]
    return others[seed % len(others)] if others else ""


def _spellings(key: str) -> Iterator[str]:
    yield letters_and_digits(key)
    yield "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in key.split("-"))
    yield key.partition("-")[2] if key.partition("-")[0].isalpha() else ""


def blank(key: str, seed: int) -> str:
    """Leave the cell empty."""
    return ""


# damage: how, and whether a key can be damaged so
SPOILT: Mapping[str, tuple[Spoil, Callable[[str], bool]]] = {
    "destroyed": (destroyed, lambda key: bool(destroyed(key, 0))),
    "respelled": (respelled, lambda key: bool(respelled(key, 0))),
    "cut": (cut, lambda key: len(key) >= SHORTEST),
    "mistyped": (mistyped, bool),
    "blank": (blank, bool),
}
UNREAD = ("blank", "cut", "mistyped")  # of rows that have no home any more


def unread(key: str, seed: int) -> str:
    """Spoil a number in one of the ways that leave nobody's number."""
    return SPOILT[UNREAD[seed % len(UNREAD)]][0](key, seed // len(UNREAD))
