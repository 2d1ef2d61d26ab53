"""Files that a mail does not carry but links to: each is held as an attachment that is a link."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from intake.extract.words.lexicon import Lexicon, lexicon
from intake.letter.quoted import MOST_CHARACTERS, own_text
from intake.letter.secrets import HIDDEN, masked, secrets
from intake.read.document import Document
from intake.read.refusal import Refused
from orders.codes import finding
from orders.mapping import mappings
from orders.records import Source
from orders.values import normal

if TYPE_CHECKING:
    from intake.collect.message import Attachment, Message

MOST_LINKS = 20
LONGEST_SHOWN = 300  # characters
_URL = re.compile(r"\bhttps?://[^\s<>\"'（）()，。；、]{3,2000}", re.IGNORECASE)
_SECRET = re.compile(r"(?<=[?&])((?:pwd|password|passcode|pass|code)=)[^&#\s]+", re.IGNORECASE)
_NAMED = re.compile(r"([^\s<>|:：，,*?\"/\\][^<>|:：，,*?\"/\\\n]{0,120}?\.[A-Za-z0-9]{2,8})(?![A-Za-z0-9])")
_NAME, _HASH = attrgetter("name"), attrgetter("source.sha256")
_NEAR = 2  # lines above or below a link that may announce it or name its file


@dataclass(frozen=True)
class Known:
    """The site's and the built-in vocabulary of links: (host, how the path begins), announcing words, ends of names."""

    hosts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    suffixes: frozenset[str]

    def is_store(self, url: str) -> bool:
        """Say whether a link leads to a place that files are fetched from, and not to its home page."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:  # a broken IPv6 address
            return False
        path = parts.path.lower()
        if not path.strip("/") and not parts.query:
            return False
        return any(_is_host(host, known) and path.startswith(begin) for known, begin in self.hosts)

    def is_file(self, url: str) -> bool:
        """Say whether the path of a link ends as the name of a document, drawing or archive does."""
        path = url.partition("?")[0].partition("#")[0].rstrip("/")
        return path.count("/") > 2 and path.rpartition(".")[2].lower() in self.suffixes

    def announces(self, text: str) -> bool:
        """Say whether a line speaks of a file that must be fetched."""
        said = normal(text).casefold()
        return any(word in said for word in self.words)


def with_links(message: Message, site: tuple[str, ...] = ()) -> Message:
    """Add to a mail's attachments one for each file that its own text links to; it is held, with the link shown.

    The texts of mails attached to it count, too. Twice is the same as once. A word that announces such a file counts
    without a link; links of quoted mails, signatures and home pages are none.
    """
    written = [letter for letter in message.letters if letter.text]
    if not written:
        return message
    words, known = lexicon(site), _known(site)
    texts = (own_text(letter.text or "", letter.subject or "", words).split("\n") for letter in written)
    found = list(dict.fromkeys(link for lines in texts for link in _links(lines, known)))[:MOST_LINKS]
    names, hashes = ({get(item) for item in message.attachments} for get in (_NAME, _HASH))
    made = [_held(at, name, shown, message, words) for at, (name, shown) in enumerate(found, 1)]
    new = [item for item in made if item.source.sha256 not in hashes]
    return replace(message, attachments=(*message.attachments, *_distinct(new, names))) if new else message


def linked(text: str | None, html: str | None) -> str | None:
    """Return a mail's text with the links to files that only its HTML has: as lines of their own at the end."""
    if not html or "href" not in html.lower():
        return text
    parser, known = _Anchors(), _known(())
    parser.feed(html[:4_000_000])
    lost = [(shown, url) for url, shown in parser.found.items() if url not in (text or "")]
    fetched = [(s, url) for s, url in lost if known.is_store(url) or known.is_file(url) or known.announces(s)]
    return (
        "\n".join([text or "", *(f"{shown} {url}".strip() for shown, url in fetched[:MOST_LINKS])]) if fetched else text
    )


@cache
def _known(site: tuple[str, ...]) -> Known:
    loaded = [mapping.data for mapping in mappings("links", *map(Path, site))]
    hosts = (host.partition("/") for data in loaded for host in data.get("hosts", ()))
    words = (normal(word).casefold() for data in loaded for word in data.get("words", ()))
    ends = frozenset(end for data in loaded for end in data.get("suffixes", ()))
    return Known(tuple((host, slash + path) for host, slash, path in hosts), tuple(dict.fromkeys(words)), ends)


def _is_host(host: str, known: str) -> bool:
    bare = known.removeprefix("*.")
    return host == bare or (known.startswith("*.") and host.endswith(f".{bare}"))


def _links(lines: Sequence[str], known: Known) -> Iterator[tuple[str, str]]:
    """Yield (name of the file or host, text to show) of each link to a file; without one, of words that announce it."""
    found_any = False
    for at, line in enumerate(lines):
        for url in (found[0].rstrip(".,;!?") for found in _URL.finditer(line)):
            near = [lines[n] for n in range(max(0, at - _NEAR), min(len(lines), at + _NEAR + 1))]
            announced = any(map(known.announces, near))
            if known.is_store(url) or known.is_file(url) or (announced and urlsplit(url).path.strip("/")):
                found_any = True
                yield _name(url, [*reversed(near[:_NEAR]), *near], known), f"{_told(near, known)} {url}".strip()
    if not found_any:
        yield from ((line.strip()[:60], line.strip()) for line in lines if known.announces(line))


def _name(url: str, near: Sequence[str], known: Known) -> str:
    """Name the file: as a line near the link does, as the link does, else by its host."""
    for line in near:
        for found in _NAMED.finditer(_URL.sub(" ", line)):
            if found[1].rpartition(".")[2].lower() in known.suffixes:
                return found[1].strip()
    path = url.partition("?")[0].rpartition("/")[2]
    return path if known.is_file(url) else (urlsplit(url).hostname or "link")


def _told(near: Sequence[str], known: Known) -> str:
    """Return the line that announces the link or names its file, without links."""
    bare = [_URL.sub(" ", line).strip() for line in near]
    return next((line for line in bare if _NAMED.search(line) or known.announces(line)), "")


def _held(number: int, name: str, shown: str, message: Message, words: Lexicon) -> Attachment:
    from intake.collect.message import Attachment, safe_name

    texts = (letter.text or "" for letter in message.letters)
    told = tuple(secret for text in texts for secret in secrets(text[:MOST_CHARACTERS], words))
    seen = _SECRET.sub(rf"\1{HIDDEN}", masked(shown, told, words))[:LONGEST_SHOWN]
    name = safe_name(masked(name, told, words))
    sha256 = hashlib.sha256(f"{message.sha256}/{number}/{shown}".encode()).hexdigest()
    source = Source(
        f"{message.file}/{name}",
        sha256,
        "text/uri-list",
        message_id=message.message_id,
        sender=message.sender,
        received_at=message.received_at,
    )
    return Attachment(name, source, Refused.of(Document(findings=(finding("attachment-is-link", seen=seen),))))


def _distinct(made: Sequence[Attachment], names: set[str]) -> Iterator[Attachment]:
    """Give links that are called like another file of the mail a number behind their name."""
    for item in made:
        name, number = item.name, 1
        while name in names:
            number += 1
            name = f"{item.name} ({number})"
        names.add(name)
        file = item.source.file[: len(item.source.file) - len(item.name)] + name
        yield replace(item, name=name, source=replace(item.source, file=file))


class _Anchors(HTMLParser):
    """The links of a page, each with the text that it shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = next((value for name, value in attrs if name == "href" and value), None)
        if tag == "a" and href and href.lower().startswith(("http://", "https://")):
            self._open = href.strip()
            self.found.setdefault(self._open, "")

    def handle_endtag(self, tag: str) -> None:
        self._open = None if tag == "a" else self._open

    def handle_data(self, data: str) -> None:
        if self._open is not None and len(self.found[self._open]) < 200:
            self.found[self._open] = f"{self.found[self._open]} {data.strip()}".strip()
