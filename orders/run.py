"""Runs: what each step of a run works with, and its folder, which appears at once under its name."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from orders.codes import Language, record_json
from orders.records import OrderRecord

if TYPE_CHECKING:
    from orders.ledger import Held, Ledger
    from orders.masters import Masters
    from orders.workspace import Workspace

PARTIAL = re.compile(r"^\.(?P<name>.+)\.(?P<pid>\d+)\.partial$")


@dataclass(frozen=True)
class Setting:
    """A workspace that has been opened, and how a run is wanted: when "now" is, in which language, where to."""

    workspace: Workspace
    as_of: datetime
    language: Language
    jobs: int = 1
    out: Path | None = None
    changed: bool = False  # exports that shrank or lost a column since last time are right
    lenient: bool = False  # items whose master data has faults are shut out, instead of stopping
    papers: tuple[Held, ...] | None = None  # orders in force that the exports are compared with, if that is wanted

    @property
    def today(self) -> date:
        """The day of `as_of` where the company is."""
        return self.as_of.astimezone(self.workspace.timezone).date()

    @property
    def site(self) -> tuple[str, ...]:
        """The site's own mapping folders."""
        return tuple(map(str, self.workspace.mapping_folders))

    @property
    def present(self) -> tuple[Path, ...]:
        """The workspace's sources that are there."""
        from orders.inputs import present

        return present(self.workspace)

    def masters(self, *, sources: bool = False, exports: bool = False) -> Masters:
        """Check all inputs and return the masters, as `orders.inputs.inputs` does; raises UnusableError."""
        from orders.inputs import inputs

        return inputs(self.workspace, sources=sources, exports=exports, lenient=self.lenient)

    def sources(self, given: tuple[Path, ...] = ()) -> tuple[Path, ...]:
        """Return the paths given, else the workspace's sources; UnusableError if there is nothing to read."""
        from orders.inputs import sources_of

        return sources_of(self.workspace, given)


@dataclass(frozen=True)
class Work(Setting):
    """A run in progress: its ledger, name, temporary folder and later place, and the interrupted runs it carries on."""

    ledger: Ledger = field(kw_only=True)
    run_id: str = field(kw_only=True)
    command: str = field(kw_only=True)
    version: str = field(kw_only=True)
    carried: tuple[str, ...] = field(kw_only=True)
    folder: Path = field(kw_only=True)
    place: Path = field(kw_only=True)

    @property
    def run_ids(self) -> tuple[str, ...]:
        """This run and those it carries on."""
        return (*self.carried, self.run_id)

    @property
    def apply_command(self) -> str:
        """The command that takes this run's review sheet back, as it works where the run was started."""
        return f"orderloom review apply {quote(str(self.place / 'review.xlsx'))} -w {quote(str(self.workspace.root))}"

    @property
    def tasks_command(self) -> str:
        """The command that takes this run's tasks.xlsx back."""
        file, root = quote(str(self.place / "tasks.xlsx")), quote(str(self.workspace.root))
        return f"orderloom tasks apply {file} -w {root}"

    @property
    def decide_command(self) -> str:
        """The command that takes this run's exceptions.xlsx back."""
        file, root = quote(str(self.place / "exceptions.xlsx")), quote(str(self.workspace.root))
        return f"orderloom exceptions apply {file} -w {root}"


@contextmanager
def begin_work(setting: Setting, ledger: Ledger, command: str) -> Iterator[Work]:
    """Begin a run; its folder takes its place when the body ends well, and nothing stands there otherwise."""
    carried, version = ledger.unfinished_runs(), program_version()
    run_id = ledger.begin_run(run_stem(setting.as_of), command, version=version, as_of=setting.as_of)
    place = run_place(setting.workspace.out, setting.out, run_id)
    with run_folder(place) as folder:
        yield Work(
            *(getattr(setting, item.name) for item in fields(setting)),
            ledger=ledger,
            run_id=run_id,
            command=command,
            version=version,
            carried=carried,
            folder=folder,
            place=place,
        )
    if setting.out is None:
        point_latest(place)


def program_version() -> str:
    """Return the version of orderloom that runs."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("orderloom")
    except PackageNotFoundError:
        return "0+checkout"


def run_stem(as_of: datetime) -> str:
    """Name the runs of a moment."""
    return as_of.strftime("%Y%m%d-%H%M%S")


def run_place(out: Path, chosen: Path | None, name: str) -> Path:
    """Return the folder of a run: the one asked for, else a free one of this name under `out`."""
    if chosen is not None:
        return chosen
    number, place = 1, out / name
    while place.exists():
        number += 1
        place = out / f"{name}-{number}"
    return place


def place_taken(chosen: Path | None) -> bool:
    """Say whether the folder asked for holds something that is no run: it would be replaced."""
    if chosen is None or not chosen.exists() or (chosen / "summary.json").exists():
        return False
    return not chosen.is_dir() or any(chosen.iterdir())


@contextmanager
def run_folder(place: Path) -> Iterator[Path]:
    """Give a temporary folder that becomes `place` at the end; after a crash nothing half-written stands there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place.parent)
    work = place.parent / f".{place.name}.{os.getpid()}.partial"
    work.mkdir()
    try:
        yield work
        _take_place(work, place)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def point_latest(place: Path) -> None:
    """Let the link `latest` beside the run folder point to it; a real folder of that name is left alone."""
    link, fresh = place.parent / "latest", place.parent / f".latest.{os.getpid()}"
    if link.exists() and not link.is_symlink():
        return
    with suppress(OSError):
        fresh.symlink_to(place.name, target_is_directory=True)
        fresh.replace(link)


def write_records(records: Sequence[OrderRecord], path: Path, language: Language) -> None:
    """Write order records as JSON lines (CONTRACT section 3)."""
    write_text(path, "".join(record_line(record, language) + "\n" for record in records))


def record_line(record: OrderRecord, language: Language) -> str:
    """Write one order record as a line of JSON."""
    return json.dumps(record_json(record, language), ensure_ascii=False)


def write_summary(summary: Mapping[str, Any], path: Path) -> None:
    """Write summary.json."""
    write_text(path, json.dumps(summary, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a file under a temporary name and rename it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _take_place(work: Path, place: Path) -> None:
    old = place.parent / f".{place.name}.{os.getpid()}.old"
    if place.exists():
        place.replace(old)
    work.replace(place)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what killed runs have left."""
    for path in folder.glob(".*.partial"):
        found = PARTIAL.match(path.name)
        if found and not _alive(int(found["pid"])):
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
