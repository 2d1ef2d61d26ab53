"""The archive read again with other mappings: which records change, in which fields, and which states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from intake.pipeline import Progress, Site, read_all
from orders.proposals import Change
from orders.records import OrderRecord, plain

if TYPE_CHECKING:
    from intake.collect import Message

Judge = Callable[[OrderRecord], OrderRecord]
Records = Mapping[str, Sequence[OrderRecord]]  # by the hash of the document's bytes
ABSENT = "—"


def read_with(
    messages: Iterable[Message], site: Site, judge: Judge, *, jobs: int = 1, progress: Progress = lambda _: None
) -> Records:
    """Read documents with the mappings of a site and judge what they say; `progress` is told each file."""
    found: dict[str, list[OrderRecord]] = {}
    for _, attachment, records in read_all(messages, jobs=jobs, site=site):
        progress(attachment.source.file)
        for record in records:
            found.setdefault(record.source.sha256, []).append(judge(record))
    return found


def changes(before: Records, after: Records, accepted: Records | None = None) -> Iterator[Change]:
    """Yield every record that is not the same before and after; `accepted` are the orders the ledger has accepted."""
    for sha256 in dict.fromkeys((*before, *after)):
        known = (accepted or {}).get(sha256, ())
        for at, (old, new) in enumerate(zip_longest(before.get(sha256, ()), after.get(sha256, ()))):
            if change := _change(old, new, known[at] if at < len(known) else None):
                yield change


def _change(old: OrderRecord | None, new: OrderRecord | None, known: OrderRecord | None) -> Change | None:
    fields = tuple(_fields(old, new))
    one = old if old is not None and old.order else new or old
    states = [record.status if record else ABSENT for record in (old, new)]
    if one is None or (not fields and states[0] == states[1]):
        return None
    right = dict(_leaves(plain(known.order), "/order")) if known else {}
    lost = any(after != right.get(path, ABSENT) for path, _, after in fields) if known else False
    number = one.order.order_id if one.order else None
    return Change(one.source.file, number, states[0], states[1], fields, lost or states[0] == "accepted")


def _fields(old: OrderRecord | None, new: OrderRecord | None) -> Iterator[tuple[str, str, str]]:
    first, second = (dict(_leaves(plain(record.order), "/order")) if record else {} for record in (old, new))
    for path in dict.fromkeys((*first, *second)):
        left, right = first.get(path, ABSENT), second.get(path, ABSENT)
        if left != right:
            yield path, left, right
    kinds = [record.document_type if record else ABSENT for record in (old, new)]
    if kinds[0] != kinds[1]:
        yield "/document_type", kinds[0], kinds[1]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield every value of an order that is there with its path."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, f"{path}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}/{index}")
    elif value is not None:
        yield path, str(value)


@contextmanager
def site_with(folders: Sequence[Path], put: Mapping[str, str], leave: Collection[Path] = ()) -> Iterator[Path]:
    """Give a folder with the mapping files of a site, some left out and others put in by name."""
    left = {path.resolve() for path in leave}
    with TemporaryDirectory() as made:
        for folder in folders:
            for path in folder.rglob("*.y*ml"):
                if path.resolve() not in left and not path.name.startswith("."):
                    place = Path(made, path.relative_to(folder))
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(path.read_bytes())
        for name, text in put.items():
            Path(made, name).write_text(text, encoding="utf-8")
        yield Path(made)
