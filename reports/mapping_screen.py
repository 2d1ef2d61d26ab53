"""What `mapping suggest` and `mapping test` say: lines of text about drafts, patches and records that change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from orders.codes import Language
from orders.proposals import Change, Proposed, Replayed, Suggested
from orders.records import plain
from reports.screen import say, state_word

MOST_FIELDS = 12  # of one record; --json has all of them


def replayed_lines(replayed: Replayed, language: Language) -> tuple[str, ...]:
    """Say every record that changes with its fields, then how many of how many."""
    told = [line for change in replayed.changes for line in _change(change, language)]
    counted = {
        "count": len(replayed.changes),
        "documents": replayed.documents,
        "accepted": sum(change.of_accepted for change in replayed.changes),
    }
    gone = [say("replay-missing", language, count=len(replayed.missing))] if replayed.missing else []
    return (*told, say("replayed", language, **counted), *gone)


def _change(change: Change, language: Language) -> Iterator[str]:
    states = dict.fromkeys(state_word(state, language) for state in (change.before, change.after))
    yield f"{change.file} {change.order_id or '—'}: {' → '.join(states)}"
    for path, before, after in change.fields[:MOST_FIELDS]:
        yield f"  {path}: {before} → {after}"
    if len(change.fields) > MOST_FIELDS:
        yield say("more-fields", language, count=len(change.fields) - MOST_FIELDS)


def replayed_text(replayed: Replayed, language: Language) -> str:
    """Return the lines of `replayed_lines` as a text."""
    return "\n".join(replayed_lines(replayed, language))


def replayed_json(replayed: Replayed) -> str:
    """Return what changes as JSON."""
    told: Mapping[str, Any] = plain(replayed)
    return json.dumps({**told, "accepted_changed": replayed.accepted_changed}, ensure_ascii=False)


def suggestion(found: Suggested | Proposed | None, language: Language) -> tuple[str, tuple[str, ...]]:
    """Return the text of a draft or patch, and the lines to say about it."""
    if found is None:
        return "", (say("nothing-decided", language),)
    if isinstance(found, Proposed):
        return _patch(found, language), ()
    return found.text, tuple(_of_draft(found, language))


def _of_draft(found: Suggested, language: Language) -> Iterator[str]:
    """Say of each document whether it is read as confirmed with the draft, and what taught nothing."""
    for file, paths in found.still_wrong.items():
        yield say("draft-wrong" if paths else "draft-right", language, file=file, paths=", ".join(paths[:MOST_FIELDS]))
    yield from (say("no-values", language, file=file) for file in found.without)
    yield say("next-draft" if found.text else "nothing-new", language)


def _patch(found: Proposed, language: Language) -> str:
    """Write a patch for a person: first, as lines `patch` and `git apply` skip, why, and what it would change."""
    head = [say("patch-head", language), *found.reasons, *replayed_lines(found.replayed, language)]
    return "".join(f"# {line}\n" for line in head) + found.patch
