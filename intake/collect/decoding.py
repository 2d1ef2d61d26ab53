"""Header words, file names and bodies as mail programs really write them: RFC 2047, RFC 2231, raw 8-bit, GBK."""

from __future__ import annotations

from email.header import decode_header
from email.message import Message as Mail
from typing import Any

# a label names the set its text is said to be of; the text is often of the larger set
LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "hz-gb-2312": "hz", "x-gbk": "gb18030"}
LARGER |= {"cp936": "gb18030", "ms936": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "ks_c_5601-1987": "cp949"}
LARGER |= {"iso-8859-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8", "x-unknown": "utf-8", "unknown-8bit": "utf-8"}

# Latin, Greek, Cyrillic, Hebrew and Arabic letters: of other characters UTF-8 has longer or hardly any
SCRIPTS = (range(0xA0, 0x250), range(0x386, 0x3CF), range(0x400, 0x460), range(0x5D0, 0x5EB), range(0x621, 0x64B))

# codecs of Python that no mail is written in; some take hours for a long text
NO_CHARSET = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"))
LONGEST_HEADER = 20_000  # characters: the library takes a minute for 200,000 encoded words


def decoded(data: bytes, label: str | None) -> str:
    """Decode bytes by their label's larger set; where that fails or none is given, UTF-8, then GB 18030."""
    label = (label or "").strip("\"' ").lower()
    named = LARGER.get(label, label)
    named = "" if named.replace("-", "_") in NO_CHARSET else named
    likely = ("gb18030", "utf-8") if not named and _by_chance(data) else ("utf-8", "gb18030")
    for encoding in (named, *likely) if named else likely:
        try:
            return data.decode(encoding)
        except (ValueError, LookupError):  # a label with a zero byte is a ValueError
            continue
    return data.decode("cp1252", "replace")


def _by_chance(data: bytes) -> bool:
    """Tell GBK that is UTF-8 by chance: a few characters of two bytes each, from scripts that never stand together."""
    try:
        foreign = [ord(char) for char in data.decode("utf-8") if char > "\x7f"]
    except UnicodeDecodeError:
        return False
    if not foreign or max(foreign) >= 0x800:
        return False
    return not any(all(number in script for number in foreign) for script in SCRIPTS)


def header(mail: Mail, name: str) -> str | None:
    """Return a header's text with encoded words and raw bytes decoded, None if it is absent."""
    raw = _raw(mail, name)
    if raw is None:
        return None
    raw = raw[:LONGEST_HEADER]
    try:
        parts = decode_header(raw)
    except Exception:  # a broken base64 word
        return " ".join(raw.split())
    text = "".join(part if isinstance(part, str) else decoded(part, label) for part, label in parts)
    return " ".join(text.split())


def _raw(mail: Mail, name: str) -> str | None:
    """Return a header as written, 8-bit bytes decoded; the library itself would replace them."""
    for key, value in mail.raw_items():
        if key.lower() == name.lower():
            text = str(value)
            return decoded(text.encode("utf-8", "surrogateescape"), None) if not text.isascii() else text
    return None


def file_name(mail: Mail) -> str | None:
    """Return the name a part gives its file, None if it gives none."""
    for key, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        value = _parameter(mail, key, parameter)
        if value:
            return value
    return None


def _parameter(mail: Mail, key: str, parameter: str) -> str | None:
    raw = _raw(mail, key)
    if raw is None:
        return None
    alone = Mail()
    alone[key] = raw.replace("\r", " ").replace("\n", " ")
    given = [value for name, value in alone.get_params([], key) if name.lower() == parameter]
    given.sort(key=lambda value: isinstance(value, str))  # beside RFC 2231 a plain one is for old programs
    value: Any = given[0] if given else None
    if isinstance(value, tuple):  # RFC 2231: charset, language, text whose characters are bytes
        return decoded(value[2].encode("latin-1", "replace"), value[0])
    if not isinstance(value, str):
        return None
    if "=?" not in value:
        return value
    alone["X"] = value
    return header(alone, "X")
