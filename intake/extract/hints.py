"""What stands around a document and may confirm what it says."""

from __future__ import annotations

from dataclasses import dataclass

from orders.values import key


@dataclass(frozen=True)
class Hints:
    """What stands around a document: its file name, the mail's subject and body; they confirm, they never supply."""

    file: str = ""
    subject: str = ""
    body: str = ""

    def say(self, text: str) -> bool:
        wanted = key(text)
        return len(wanted) >= 5 and any(wanted in key(place) for place in (self.file, self.subject, self.body))
