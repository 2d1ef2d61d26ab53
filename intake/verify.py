"""Sample documents with what they must say beside them: does today's program still say the same?"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.pipeline import Reader, Site, process, read_all
from orders.problems import Problem, UnusableError
from orders.records import OrderRecord, plain

if TYPE_CHECKING:
    from intake.collect import Message

SUFFIX = ".expected.json"


@dataclass(frozen=True)
class Verified:
    """One sample; `difference` is a unified diff, empty if all is as expected."""

    file: str
    difference: str


def samples_of(folder: Path) -> tuple[Path, ...]:
    """Return every file under `folder` that has its expectation beside it."""
    return tuple(sorted(path.with_name(path.name.removesuffix(SUFFIX)) for path in folder.rglob(f"*{SUFFIX}")))


def verify(folder: Path, *, jobs: int = 1, site: Site = (), reader: Reader = process) -> Iterator[Verified]:
    """Extract every sample of the folder, without masters, and compare with what must come out.

    Raises UnusableError before the first sample if an expectation cannot be read or its file is missing.
    """
    expected = {path: _expectation(path) for path in samples_of(folder)}
    owners: list[tuple[Message, Path]] = []
    actual: dict[Path, list[OrderRecord]] = {path: [] for path in expected}
    for message, _, records in read_all(_messages(expected, owners, site), jobs=jobs, site=site, reader=reader):
        actual[next(path for owned, path in owners if owned is message)] += records
    for path, wanted in expected.items():
        name = path.relative_to(folder).as_posix()
        yield Verified(name, compare(wanted, actual[path], name))


def _messages(paths: Iterable[Path], owners: list[tuple[Message, Path]], site: tuple[str, ...]) -> Iterator[Message]:
    from intake.collect import collect

    for path in paths:
        for message in collect([path], path.parent, site):
            owners.append((message, path))
            yield message


def compare(expected: Sequence[Mapping[str, Any]], actual: Sequence[OrderRecord], name: str) -> str:
    """Return a unified diff of what is expected and what was said, as far as the expectation goes; "" if they agree."""
    before, after = [], []
    for wanted, record in _paired(expected, actual):
        if wanted is None:
            after.append(_brief(record))
        elif record is None:
            before.append({"file": wanted.get("file"), **_pruned(wanted)})
        else:
            left, right = _both(wanted, record)
            before.append(left)
            after.append(right)
    return "" if before == after else _diff(before, after, name)


def _expectation(path: Path) -> list[Mapping[str, Any]]:
    beside = path.with_name(path.name + SUFFIX)
    if not path.exists():
        raise UnusableError([Problem(str(beside), None, None, "sample-missing", f"{path.name} is not there", "add it")])
    try:
        records = json.loads(beside.read_text(encoding="utf-8"))["records"]
    except json.JSONDecodeError as error:
        problem = Problem(str(beside), error.lineno, error.colno, "no-json", error.msg, "write valid JSON")
        raise UnusableError([problem]) from error
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        help_text = 'write {"records": [{"file": …, "status": …, "order": {…}}]}'
        raise UnusableError([Problem(str(beside), None, None, "no-records", str(error), help_text)]) from error
    return list(records)


def _paired(
    expected: Sequence[Mapping[str, Any]], actual: Sequence[OrderRecord]
) -> Iterator[tuple[Mapping[str, Any] | None, OrderRecord | None]]:
    """Pair by attachment and order number, what is left by attachment and order of appearance."""
    left = list(actual)
    pairs: list[tuple[Mapping[str, Any] | None, OrderRecord | None]] = []
    alone: list[Mapping[str, Any]] = []
    for wanted in expected:
        found = next((record for record in left if _same_number(wanted, record)), None)
        pairs += [(wanted, found)] if found else []
        alone += [] if found else [wanted]
        left = [record for record in left if record is not found]
    for wanted in alone:
        found = next((record for record in left if _same_file(wanted, record)), None)
        pairs.append((wanted, found))
        left = [record for record in left if record is not found]
    return iter([*pairs, *((None, record) for record in left)])


def _same_number(wanted: Mapping[str, Any], record: OrderRecord) -> bool:
    number = (wanted.get("order") or {}).get("order_id")
    return (
        number is not None
        and _same_file(wanted, record)
        and record.order is not None
        and record.order.order_id == number
    )


def _same_file(wanted: Mapping[str, Any], record: OrderRecord) -> bool:
    """Say whether the record comes from the file named; no name means any, a mail's body above all."""
    name = wanted.get("file")
    return name is None or record.source.file == name or record.source.file.endswith(f"/{name}")


def _both(wanted: Mapping[str, Any], record: OrderRecord) -> tuple[Any, Any]:
    """Return the expectation and the record cut down to what it speaks of."""
    said = plain(record)
    status = wanted.get("status")
    allowed = status if isinstance(status, list) else [status]
    left = _pruned(wanted)
    right: dict[str, Any] = {key: said.get(key) for key in left if key not in ("status", "order", "findings")}
    if "status" in left:
        left["status"] = right["status"] = said["status"]
        if said["status"] not in allowed:
            left["status"] = allowed[0] if len(allowed) == 1 else allowed
    if "order" in left:
        unbound = wanted.get("never_wrong") and said["status"] != "accepted"
        right["order"] = left["order"] if unbound else _cut(said["order"], left["order"])
        left["order"] = left["order"] if unbound else _text(left["order"])
    if "findings" in left:
        codes = {item["code"] for item in said["findings"]}
        right["findings"] = [code for code in left["findings"] if code in codes]
        if left["status"] != right["status"] or left["findings"] != right["findings"]:
            right["findings"] = sorted(codes)
    return left, right


def _pruned(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in wanted.items() if key not in ("file", "intake", "never_wrong", "about")}


def _cut(said: Any, wanted: Any) -> Any:
    """Keep of what was said the keys the expectation has; lists keep all their elements."""
    if isinstance(wanted, Mapping) and isinstance(said, Mapping):
        return {key: _cut(said.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(said, list):
        pairs = zip_longest(said, wanted[: len(said)], fillvalue=None)
        return [_cut(one, other) if other is not None else one for one, other in pairs]
    return said


def _text(value: Any) -> Any:
    """Write the expectation's numbers as `plain` does: text with the digits as printed."""
    if isinstance(value, Mapping):
        return {key: _text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _brief(record: OrderRecord | None) -> dict[str, Any]:
    assert record is not None
    number = record.order.order_id if record.order else None
    return {
        "file": record.source.file,
        "document_type": record.document_type,
        "status": record.status,
        "order_id": number,
    }


def _diff(before: Sequence[Any], after: Sequence[Any], name: str) -> str:
    old, new = (json.dumps(side, ensure_ascii=False, indent=1, sort_keys=True).splitlines() for side in (before, after))
    return "\n".join(difflib.unified_diff(old, new, f"{name}{SUFFIX}", f"{name} (today)", lineterm="", n=4))
