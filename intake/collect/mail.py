"""A mail of any kind becomes a message: its body, and every document that it wraps."""

from __future__ import annotations

from collections.abc import Iterator

from intake.collect.apart import BROKEN, Opener
from intake.collect.archive import Member
from intake.collect.letter import Letter
from intake.collect.mailbox import is_mail, is_mailbox, unmarked
from intake.collect.message import BODY, Attachment, Message, joined
from intake.collect.parts import Part, Unwrapping, letter_of, members_of, safe_names, sha256_of
from intake.letter.links import linked
from intake.letter.passwords import listed_for
from intake.letter.secrets import told_in
from intake.read.document import Document
from intake.read.refusal import Refused, damaged
from intake.read.registry import media_type
from orders.records import Source

Site = tuple[str, ...]  # folders with mappings
__all__ = ["is_mail", "read_file", "read_letter", "read_mail", "whole_mail"]


def read_mail(data: bytes, file: str, opener: Opener | None = None, site: Site = ()) -> Message:
    """Read the bytes of a mail (.eml, .msg, winmail.dat) as a message shown as `file`.

    One without attachments has its body as its only one. Archives and foreign mails in it are taken apart in the
    child of `opener`; without one in a child of its own. The passwords of the customers in the folders `site` are tried
    on locked members.
    """
    if opener is None:
        with Opener() as own:
            return read_mail(data, file, own, site)
    if isinstance(data, Refused):
        return whole_mail(data, file, data.document)
    letter = letter_of(data, opener)
    if isinstance(letter, Letter):
        return read_letter(letter, sha256_of(unmarked(data)), file, opener, site)
    return whole_mail(data, file, letter.document if letter is not None else damaged(*BROKEN))


def read_file(data: bytes, sha256: str, file: str, opener: Opener, site: Site = ()) -> tuple[Message, ...]:
    """Read a file of any kind: a mail is a message, each mail of an archive too, its other files together are one."""
    name = file.rpartition("/")[2]
    members = members_of(data, name, opener, listed_for(None, site))
    if isinstance(members, tuple):
        return tuple(_read_members(members, sha256, file, opener, site))
    letter = letter_of(data, opener) if members is None else None
    if isinstance(letter, Letter):
        return (read_letter(letter, sha256_of(unmarked(data)), file, opener, site),)
    if letter is not None:
        return (whole_mail(data, file, letter.document),)
    source = Source(file, sha256, media_type(data))
    return (Message(file, sha256, attachments=(Attachment(name, source, data if members is None else members),)),)


def read_letter(letter: Letter, sha256: str, file: str, opener: Opener, site: Site = ()) -> Message:
    """Make the message of a letter; `sha256` is that of the mail's bytes."""
    unwrapping = Unwrapping(opener, (*told_in(letter.subject, letter.text, site), *listed_for(letter.sender, site)))
    parts = unwrapping.of_letter(letter) or [Part("", BODY, letter.seen)]
    attachments = tuple(_attachment(part, sha256, file, letter) for part in parts)
    heading = (letter.message_id, letter.sender, letter.received_at, letter.subject)
    text = linked(letter.text, letter.html)
    return Message(file, sha256, *heading, text, attachments, unwrapping.enclosed, letter.seen)


def whole_mail(data: bytes, file: str, document: Document) -> Message:
    """Return a mail that is not taken apart as a message of one attachment that says why."""
    sha256 = sha256_of(data)
    source = Source(file, sha256, "message/rfc822")
    return Message(file, sha256, attachments=(Attachment(file.rpartition("/")[2], source, Refused.of(document)),))


def _read_members(members: tuple[Member, ...], sha256: str, file: str, opener: Opener, site: Site) -> Iterator[Message]:
    """Make the messages of an archive or mailbox, the last of them of the files that are no mails."""
    rest: list[Member] = []
    for member in members:
        where = joined(file, *safe_names(member.name))
        inner = members_of(member.data, where, opener) if is_mailbox(member.data) else None
        if isinstance(inner, tuple):
            yield from _read_members(inner, sha256_of(member.data), where, opener, site)
        elif (letter := letter_of(member.data, opener)) is None:
            rest.append(member)
        elif isinstance(letter, Letter):
            yield read_letter(letter, sha256_of(unmarked(member.data)), where, opener, site)
        else:
            yield whole_mail(member.data, where, letter.document)
    if rest:
        unwrapping = Unwrapping(opener, listed_for(None, site))
        parts = unwrapping.of_members(tuple(rest))
        attachments = tuple(_attachment(part, sha256, file, Letter()) for part in parts)
        yield Message(file, sha256, attachments=attachments, enclosed=unwrapping.enclosed)


def _attachment(part: Part, sha256: str, file: str, letter: Letter) -> Attachment:
    """Make a document of a part of `file`, whose own hash is `sha256`; it came when and from whom the letter did."""
    kind = media_type(part.data)
    kind = "text/plain" if part.name == BODY and kind != "text/html" else kind
    where = joined(part.folder, part.name)
    refused = part.sha256 or sha256_of(f"{sha256}/{where}".encode())  # two files without bytes are not the same
    own = refused if isinstance(part.data, Refused) else sha256_of(part.data)
    source = Source(joined(file, where), own, kind, (), (), letter.message_id, letter.sender, letter.received_at)
    return Attachment(part.name, source, part.data, part.inline)
