"""The sample mails' papers, taken out by the standard library alone."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path


def attachments(mail: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield subject, name and bytes of a mail's attachments."""
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    for part in message.iter_attachments():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        yield str(message["subject"]), str(part.get_filename()), payload
