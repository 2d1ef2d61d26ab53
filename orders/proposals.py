"""Proposed mappings, and what they would make of the archive: which records change, in which fields and states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One record before and after: its states, and the values that differ as (path, before, after).

    `of_accepted`: it was accepted before, or a value differs from that of the order the ledger has accepted.
    """

    file: str
    order_id: str | None
    before: str
    after: str
    fields: tuple[tuple[str, str, str], ...] = ()
    of_accepted: bool = False


@dataclass(frozen=True)
class Replayed:
    """What changes in how many documents; `missing` files of the ledger are not there any more."""

    changes: tuple[Change, ...]
    documents: int
    missing: tuple[str, ...] = ()

    @property
    def accepted_changed(self) -> bool:
        """Say whether something that was accepted alters."""
        return any(change.of_accepted for change in self.changes)


@dataclass(frozen=True)
class Suggested:
    """A draft (or a diff of a mapping that is there), what is still read otherwise with it, and what taught nothing."""

    text: str
    still_wrong: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """A patch of the site's mappings, why each line is in it, and what it would change in the archive."""

    patch: str
    reasons: tuple[str, ...]
    replayed: Replayed
