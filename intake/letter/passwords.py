"""Which passwords may open a file: those its mail tells, and those the site has for its sender."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from intake.letter.secrets import told_in
from intake.read.registry import read
from intake.read.unlocked import MOST_TRIES, unlocked
from orders.mapping import mappings

if TYPE_CHECKING:
    from intake.collect import Attachment, Message
    from intake.read.document import Document

_ENCRYPTED = "document-encrypted"


def passwords_for(message: Message, file: str, site: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most MOST_TRIES passwords to try on a file of a mail, those that the mails around it tell first.

    A customer mapping's `passwords` count for its `senders`, of a mapping without senders for all; a plain file has no
    sender and may be anybody's. They are secrets: nobody may show or keep them.
    """
    letters = (letter for letter in message.letters if message.is_in(file, letter))
    told = (word for letter in letters for word in told_in(letter.subject, letter.text, site))
    return tuple(dict.fromkeys((*told, *listed_for(message.sender, site))))[:MOST_TRIES]


def listed_for(sender: str | None, site: tuple[str, ...]) -> tuple[str, ...]:
    """Return the passwords that the site's customer mappings list for a sender; without one, those of all."""
    return tuple(word for senders, listed in _lists(site) if _is_from(sender, senders) for word in listed)


def read_with(attachment: Attachment, message: Message, site: tuple[str, ...]) -> Document:
    """Read a file of a mail; one that needs a password is tried with those there are for it."""
    document = read(attachment.data, attachment.name, inline=attachment.inline)
    if document.pages or not any(item.code == _ENCRYPTED for item in document.findings):
        return document
    plain = unlocked(attachment.data, passwords_for(message, attachment.source.file, site))
    return document if plain is None else read(plain, attachment.name)


@cache
def _lists(site: tuple[str, ...]) -> tuple[tuple[Sequence[str], Sequence[str]], ...]:
    found = (mapping.data for mapping in mappings("customer", *map(Path, site))) if site else iter(())
    return tuple((data.get("senders", ()), data["passwords"]) for data in found if "passwords" in data)


def _is_from(sender: str | None, senders: Sequence[str]) -> bool:
    """Say whether the mail is from one of the senders: whole addresses, or domains with what is below them."""
    address = (sender or "").strip("<> ").lower()
    return not senders or not address or any(_matches(address, sender) for sender in senders)


def _matches(address: str, sender: str) -> bool:
    known = sender.strip().lower()
    if "@" in known.lstrip("@"):
        return address == known
    domain = address.rpartition("@")[2]
    return domain == known.lstrip("@") or domain.endswith(f".{known.lstrip('@')}")
