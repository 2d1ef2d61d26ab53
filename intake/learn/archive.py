"""The documents of a workspace that are still there, read again with its mappings as they are and as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake.learn.replay import Judge, Records, changes, read_with, site_with
from intake.pipeline import Progress
from orders.customers import refuse_customers, units_by_customer, with_mappings
from orders.inputs import check_site_mappings, masters_of, present, refuse
from orders.mapping import load_mapping, mappings
from orders.problems import Problem, UnusableError
from orders.proposals import Change, Replayed
from orders.records import OrderRecord
from orders.rules.load import is_book
from orders.units import unit_words

if TYPE_CHECKING:
    from intake.collect import Message
    from orders.ledger import Archived
    from orders.masters import Masters
    from orders.run import Setting
    from orders.workspace import Workspace

# a paper's dates are of its time: judged by today's they would hold every old order, before and after
_OF_ITS_TIME = ("date-in-past", "lead-time-short", "date-not-working", "bom-missing", "bom-version-outdated")


def archive_of(workspace: Workspace) -> tuple[Archived, ...]:
    """Return what the ledger of a workspace has; () where there is none yet."""
    from orders.ledger import open_ledger, sqlite_file

    file = sqlite_file(workspace.database)
    return () if file is not None and not file.exists() else open_ledger(workspace.database).archive()


def replay_files(
    setting: Setting, files: Sequence[Path], folder: Path | None = None, progress: Progress = lambda _: None
) -> Replayed:
    """Read the archive (or the documents of `folder`) without and with mapping files and say what alters.

    A file of the site's own is left out for "without"; another one takes the place of the file with its name or
    customer. Without files the ledger's own readings are compared with what the site's mappings make of them today.
    """
    workspace = setting.workspace
    refuse(_no_mapping(path) for path in files if is_book(path) or load_mapping(path).kind == "rules")
    check_site_mappings(workspace)
    archived = archive_of(workspace)
    messages, missing = _documents(workspace, archived, folder)
    count, accepted = sum(len(message.attachments) for message in messages), _accepted(archived)
    if files:
        own = [path for path in files if _is_of(path, workspace)]
        put = {path.name: path.read_text("utf-8-sig") for path in files if path not in own}
        change = (put, _replaced(put, files, workspace), own)
        return Replayed(_with_and_without(setting, messages, change, accepted, progress), count, missing)
    if folder is not None or not archived:
        what, help_text = "there is no ledger to compare with", "name the mapping FILE whose change you want to see"
        refuse([Problem(str(folder or workspace.root), None, None, "ledger-missing", what, help_text)])
    judge, there = judge_of(setting, *workspace.mapping_folders), _hashes(messages)
    before = _by_hash(judge(item.said) for item in archived if _bytes_of(item) <= there)
    now = read_with(messages, setting.site, judge, jobs=setting.jobs, progress=progress)
    now = {sha256: found for sha256, found in now.items() if sha256 in before}
    return Replayed(tuple(changes(before, now, accepted)), count, missing)


def _no_mapping(path: Path) -> Problem:
    what, help_text = (
        "rules take no part in reading, so nothing would change",
        f"try them with: orderloom rules test {path}",
    )
    return Problem(str(path), None, None, "rules-not-read", what, help_text)


def replay_texts(setting: Setting, put: Mapping[str, str], archived: Sequence[Archived]) -> Replayed:
    """Read the archive with the site's mappings as they are and with `put` (texts by file name) in their place."""
    messages, missing = _documents(setting.workspace, archived, None)
    count = sum(len(message.attachments) for message in messages)
    return Replayed(_with_and_without(setting, messages, (put, (), ()), _accepted(archived)), count, missing)


def _with_and_without(
    setting: Setting,
    messages: Sequence[Message],
    change: tuple[Mapping[str, str], Sequence[Path], Sequence[Path]],
    accepted: Records,
    progress: Progress = lambda _: None,
) -> tuple[Change, ...]:
    """Compare readings without the files `own` and with `put` (texts by name) in the place of `gone`."""
    folders, (put, gone, own) = setting.workspace.mapping_folders, change
    found: list[Records] = []
    for more, leave in (({}, own), (put, gone)):
        with site_with(folders, more, leave) as site, _named():
            refuse_customers(site)
            judge = judge_of(setting, site)
            found.append(read_with(messages, (str(site),), judge, jobs=setting.jobs, progress=progress))
    return tuple(changes(found[0], found[1], accepted))


def _accepted(archived: Iterable[Archived]) -> Records:
    """Return the documents whose orders the ledger has all accepted, by itself or after a person's decisions."""
    found = _by_hash(item.record for item in archived)
    return {sha256: kept for sha256, kept in found.items() if all(one.status == "accepted" for one in kept)}


@contextmanager
def _named() -> Iterator[None]:
    """Let problems of files in a folder made for the moment name the file only."""
    try:
        yield
    except UnusableError as error:
        raise UnusableError(replace(item, file=Path(item.file).name) for item in error.problems) from None


def _replaced(put: Mapping[str, str], files: Sequence[Path], workspace: Workspace) -> list[Path]:
    """Return the site's files whose customer one of the new files is about. Raises UnusableError for a broken one."""
    new = [loaded.data.get("customer_id") for path in files if path.name in put for loaded in [load_mapping(path)]]
    known = mappings("customer", *workspace.mapping_folders)
    return [one.path for one in known if one.data["customer_id"] in new]


def _is_of(path: Path, workspace: Workspace) -> bool:
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in workspace.mapping_folders)


def _documents(
    workspace: Workspace, archived: Iterable[Archived], folder: Path | None
) -> tuple[tuple[Message, ...], tuple[str, ...]]:
    """Return the messages with the documents to read, and the files of the ledger that are not there any more."""
    from intake.collect import collect

    site = tuple(map(str, workspace.mapping_folders))
    if folder is not None:
        return tuple(collect([folder], folder, site)), ()
    wanted = {sha256: item.paper.message_file for item in archived for sha256 in _bytes_of(item)}
    files = (workspace.root / item.paper.message_file for item in archived)
    paths = dict.fromkeys((*present(workspace), *(path for path in files if path.is_file())))
    found = [_only(message, wanted) for message in collect(list(paths), workspace.root, site)]
    there = _hashes(found)
    missing = dict.fromkeys(file for sha256, file in wanted.items() if sha256 not in there)
    return tuple(message for message in found if message.attachments), tuple(missing)


def _only(message: Message, wanted: Mapping[str, str]) -> Message:
    return replace(message, attachments=tuple(a for a in message.attachments if a.source.sha256 in wanted))


def _hashes(messages: Iterable[Message]) -> set[str]:
    from intake.letter.written import documents_of

    return {item.source.sha256 for message in messages for item in documents_of(message)}


def _bytes_of(item: Archived) -> set[str]:
    """Return the hashes of the files of a document."""
    return {part.sha256 for part in item.said.source.parts} or {item.paper.sha256}


def _by_hash(records: Iterable[OrderRecord]) -> Records:
    found: dict[str, list[OrderRecord]] = {}
    for record in records:
        found.setdefault(record.source.sha256, []).append(record)
    return found


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────


def judge_of(setting: Setting, *folders: Path) -> Judge:
    """Return what judges a record as `intake` does, without history and dates; without customers nothing is judged.

    Raises UnusableError if a mapping names a customer or item that no master has.
    """
    masters = masters_of(setting.workspace)
    if not masters.customers:
        return lambda record: record
    refuse_customers(*folders, masters=masters)
    return partial(_judged, setting, with_mappings(masters, *folders), folders)


def _judged(setting: Setting, masters: Masters, folders: tuple[Path, ...], record: OrderRecord) -> OrderRecord:
    from intake.check import Context, check

    workspace, words = setting.workspace, unit_words(*folders)
    context = Context(
        masters,
        workspace.company,
        setting.today,
        policy={**workspace.policy, **dict.fromkeys(_OF_ITS_TIME, "off")},
        price_tolerance=workspace.price_tolerance,
        unit_words=words,
        customer_units=units_by_customer(words, *folders),
    )
    return check(record, context)
