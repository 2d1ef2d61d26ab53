"""Who sent a mail and when it arrived, by its headers."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message as Mail
from email.utils import parseaddr, parsedate_to_datetime

from intake.collect.decoding import header
from intake.collect.limits import YEARS


def mail_received(mail: Mail) -> datetime | None:
    """Return when the last server took the mail, else when it says it was written; None if neither can be read."""
    last = (header(mail, "Received") or "").rpartition(";")[2].strip()
    for text in (last, header(mail, "Date") or ""):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.year not in YEARS:
            continue
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


def mail_address(mail: Mail) -> str | None:
    """Return the address a mail says it is from."""
    return parseaddr(header(mail, "From") or "")[1] or None
