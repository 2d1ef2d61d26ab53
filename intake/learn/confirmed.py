"""Documents whose values are confirmed: by a file beside them, or by what the ledger has accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.verify import SUFFIX
from orders.problems import Problem, UnusableError
from orders.records import Order, Source, build

if TYPE_CHECKING:
    from intake.collect import Attachment
    from orders.ledger import Archived

_FORM = 'write {"records": [{"order": {…}}]}, or a record as `orderloom extract` prints it'


@dataclass(frozen=True)
class Confirmed:
    """A document with the order it is confirmed to say."""

    name: str
    source: Source
    data: bytes
    order: Order


def confirmed(
    paths: Sequence[Path], root: Path, archived: Iterable[Archived] = ()
) -> tuple[tuple[Confirmed, ...], tuple[str, ...]]:
    """Return the documents under `paths` with their confirmed orders, and the files of those without one.

    FILE.expected.json or FILE.json beside a file goes before the ledger. A file of several orders has none.
    Raises UnusableError if a file beside a document cannot be read.
    """
    from intake.collect import collect

    known = _accepted(archived)
    found: list[Confirmed] = []
    without: list[str] = []
    for path in [one for given in paths for one in _documents(given)]:
        beside = _beside(path)
        for attachment in (item for message in collect([path], root) for item in message.attachments):
            orders = _of(attachment, beside) if beside is not None else known.get(attachment.source.sha256, ())
            if len(orders) == 1 and orders[0].lines:
                found.append(Confirmed(attachment.name, attachment.source, attachment.data, orders[0]))
            else:
                without.append(attachment.source.file)
    return tuple(found), tuple(without)


def of_archive(archived: Sequence[Archived], paths: Sequence[Path], root: Path) -> tuple[Confirmed, ...]:
    """Return those documents of the ledger that are accepted and still lie under `paths`."""
    from intake.collect import collect

    known = _accepted(archived)
    attachments = (item for message in collect(paths, root) for item in message.attachments) if known else ()
    return tuple(
        Confirmed(item.name, item.source, item.data, known[item.source.sha256][0])
        for item in attachments
        if len(known.get(item.source.sha256, ())) == 1
    )


def _documents(given: Path) -> list[Path]:
    """Return a file, or those of a folder that are no values of others."""
    if not given.is_dir():
        return [given]
    files = sorted(path for path in given.rglob("*") if path.is_file() and not path.name.startswith("."))
    beside = {path.with_name(f"{path.name}{suffix}") for path in files for suffix in (SUFFIX, ".json")}
    return [path for path in files if path not in beside]


def _accepted(archived: Iterable[Archived]) -> dict[str, tuple[Order, ...]]:
    found: dict[str, tuple[Order, ...]] = {}
    for item in archived:
        if item.record.status == "accepted" and item.record.order is not None:
            found[item.paper.sha256] = (*found.get(item.paper.sha256, ()), item.record.order)
    return found


def _beside(path: Path) -> Sequence[Mapping[str, Any]] | None:
    """Return the records that stand in a file beside a document; None if there is no such file."""
    for suffix in (SUFFIX, ".json"):
        place = path.with_name(f"{path.name}{suffix}")
        if place.exists():
            return _records(place)
    return None


def _records(path: Path) -> list[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        try:
            value: Any = json.loads(text)
        except json.JSONDecodeError:
            value = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        problem = Problem(str(path), error.lineno, error.colno, "no-json", error.msg, "write valid JSON")
        raise UnusableError([problem]) from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableError([Problem(str(path), None, None, "no-json", str(error), _FORM)]) from error
    if isinstance(value, dict):
        value = value.get("records", [value])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UnusableError([Problem(str(path), None, None, "no-records", "there is no record in it", _FORM)])
    try:
        for item in value:
            _order(item)
    except (TypeError, ValueError, ArithmeticError, AttributeError, KeyError) as error:
        raise UnusableError([Problem(str(path), None, None, "no-records", f"{error}", _FORM)]) from error
    return value


def _of(attachment: Attachment, records: Sequence[Mapping[str, Any]]) -> tuple[Order, ...]:
    """Return the orders of the records that are about this attachment; one without a name is about any."""
    mine = (item for item in records if _is_of(item, attachment))
    return tuple(order for item in mine if (order := _order(item)) is not None)


def _is_of(record: Mapping[str, Any], attachment: Attachment) -> bool:
    name = record.get("file") or (record.get("source") or {}).get("file")
    return name is None or attachment.name == str(name).rpartition("/")[2]


def _order(record: Mapping[str, Any]) -> Order | None:
    return build(Order, record["order"]) if record.get("order") else None


def several_buyers(found: Iterable[Confirmed]) -> Iterator[str]:
    """Yield a line for each buyer if the documents are of several: a mapping is of one."""
    buyers: dict[str, list[str]] = {}
    for item in found:
        buyers.setdefault(item.order.buyer.party_id or item.order.buyer.name or "—", []).append(item.source.file)
    if len(buyers) > 1:
        yield from (f"{buyer}: {', '.join(files)}" for buyer, files in buyers.items())
