"""What stands around a document and may confirm what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orders.values import key


@dataclass(frozen=True)
class Hints:
    """What stands around a document: its file name, the mail's subject and body; they confirm, they never supply.

    `inline` says that it is a small picture in the mail's text.
    """

    file: str = ""
    subject: str = ""
    body: str = ""
    inline: bool = False

    def say(self, text: str) -> bool:
        """Say whether one of the places has the text as a whole, not as a part of a longer code."""
        wanted = key(text)
        whole = re.compile(rf"(?<![A-Z0-9]){re.escape(wanted)}(?![A-Z0-9])", re.ASCII)
        return len(wanted) >= 5 and any(whole.search(key(place)) for place in (self.file, self.subject, self.body))
