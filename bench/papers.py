"""The sample factory's papers, taken out of their mails by the standard library alone."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

INBOX = Path(__file__).parent.parent / "samples" / "factory" / "inbox"


def papers(*prefixes: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the first attachment of the mails whose names begin with the prefixes."""
    for prefix in prefixes:
        message = email.message_from_bytes(
            next(INBOX.glob(f"{prefix}-*.eml")).read_bytes(), policy=email.policy.default
        )
        part = next(message.iter_attachments())
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        yield str(part.get_filename()), payload
