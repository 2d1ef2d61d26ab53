"""The workspace: orderloom.yaml and the folders beside it, as frozen settings; and how a new one is made."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, cast, get_args
from zoneinfo import ZoneInfo, available_timezones

from orders.codes import Language
from orders.documents import PlanType
from orders.located import Keys, Located, load_yaml
from orders.mapping import SETTINGS, SETTINGS_FILE, check_located
from orders.new_workspace import init_workspace
from orders.problems import Problem, UnusableError, nearest
from orders.records import Severity

DEFAULT_ZONE = "Asia/Shanghai"
DEFAULT_TARGET = "delivered"
PLAN_TYPES: tuple[PlanType, ...] = get_args(PlanType)
__all__ = ["Company", "Tolerance", "Workspace", "init_workspace", "missing_inputs", "open_workspace", "parse_as_of"]
Policy = Mapping[str, Severity | Literal["off"]]


@dataclass(frozen=True)
class Company:
    """Who "we" are; without names and tax ids the seller of an order is not checked."""

    names: tuple[str, ...] = ()
    tax_ids: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    bank_accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tolerance:
    """How far a price may lie from the list: what any of the four permits is permitted, edges inside.

    `percent` 0.5 is 0.5 % of the list's price; `upper` is how far a price may lie above it, `lower` how far below.
    """

    absolute: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    upper: Decimal = Decimal(0)
    lower: Decimal = Decimal(0)

    def permits(self, listed: Decimal, printed: Decimal) -> bool:
        """Say whether a printed price may stand beside the list's."""
        apart = printed - listed
        room = max(self.absolute, abs(listed) * self.percent / 100, self.upper if apart > 0 else self.lower)
        return abs(apart) <= room


@dataclass(frozen=True)
class Workspace:
    """The settings of one workspace; every path is under `root` unless the settings name an absolute one."""

    root: Path
    settings: Path | None
    sources: tuple[Path, ...]
    master: Path
    mappings: Path
    out: Path
    database: str
    targets: Mapping[PlanType, Path]
    timezone: ZoneInfo
    company: Company = Company()
    exports: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    policy: Policy = field(default_factory=dict)
    price_tolerance: Tolerance = Tolerance()
    language: Language = "zh"
    as_of: datetime | None = None

    @property
    def mapping_folders(self) -> tuple[Path, ...]:
        """Return the site's mapping folder for `orders.mapping.mappings`, () if there is none."""
        return (self.mappings,) if self.mappings.is_dir() else ()


def open_workspace(root: Path) -> Workspace:
    """Read the settings of the workspace at `root`; a folder without orderloom.yaml has the defaults.

    Raises UnusableError: no such folder, unusable settings, a named master or mappings folder that is not there.
    """
    if not root.is_dir():
        what, help_text = "there is no such folder", f"make a workspace: orderloom init {root}"
        raise UnusableError([Problem(str(root), None, None, "workspace-missing", what, help_text)])
    path = root / SETTINGS_FILE
    if not path.exists():
        return _workspace(root, None, {}, ZoneInfo(DEFAULT_ZONE), None)
    located = load_yaml(path)
    check_located(located, SETTINGS)
    problems: list[Problem] = []
    zone = _zone(located, problems)
    moment = _as_of(located, zone, problems)
    problems += _missing_folders(located, root)
    if problems:
        raise UnusableError(problems)
    return _workspace(root, path, located.value, zone, moment)


def parse_as_of(text: str, zone: ZoneInfo) -> datetime:
    """Read an ISO 8601 time or date (then its midnight); one without a zone is in `zone`. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def missing_inputs(workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem for every source and export the settings name that is not there."""
    if workspace.settings is None:
        return ()
    located = load_yaml(workspace.settings)
    sources = workspace.sources if "sources" in located.value else ()
    named: list[tuple[Keys, Path]] = [(("sources", n), path) for n, path in enumerate(sources)]
    for system, paths in workspace.exports.items():
        one = isinstance(located.value["exports"][system], str)
        named += [(("exports", system) if one else ("exports", system, n), path) for n, path in enumerate(paths)]
    return tuple(
        located.problem(keys, "input-missing", f"{path} is not there", "check the path, or remove the entry")
        for keys, path in named
        if "://" not in str(path) and not path.exists()
    )


# ── settings → workspace ─────────────────────────────────────────────────────────────────────────────────────────


def _workspace(
    root: Path, path: Path | None, given: Mapping[str, Any], zone: ZoneInfo, moment: datetime | None
) -> Workspace:
    return Workspace(
        root=root,
        settings=path,
        sources=tuple(root / source for source in given.get("sources", ["inbox"])),
        master=root / given.get("master", "master"),
        mappings=root / given.get("mappings", "mappings"),
        out=root / given.get("out", "out"),
        database=_database(root, given.get("database", "sqlite:///orderloom.db")),
        targets=_targets(root, given.get("targets", {})),
        timezone=zone,
        company=Company(**{name: tuple(words) for name, words in given.get("company", {}).items()}),
        exports={system: _paths(root, files) for system, files in given.get("exports", {}).items()},
        policy=dict(given.get("policy", {})),
        price_tolerance=_tolerance(given.get("price_tolerance", 0)),
        language=cast(Language, given.get("language", "zh")),
        as_of=moment,
    )


def _paths(root: Path, files: str | list[str]) -> tuple[Path, ...]:
    return tuple(root / name for name in ([files] if isinstance(files, str) else files))


def _database(root: Path, url: str) -> str:
    """A relative SQLite path lies in the workspace, wherever the command was called."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url.startswith(f"{prefix}/") or url == f"{prefix}:memory:":
        return url
    return prefix + str((root / url.removeprefix(prefix)).absolute())


def _targets(root: Path, given: Mapping[str, str]) -> dict[PlanType, Path]:
    default = given.get("default", DEFAULT_TARGET)
    return {name: root / given.get(name, default) for name in PLAN_TYPES}


def _tolerance(given: Any) -> Tolerance:
    if not isinstance(given, dict):
        return Tolerance(absolute=Decimal(str(given)))
    return Tolerance(**{name: Decimal(str(value)) for name, value in given.items()})


def _zone(located: Located, problems: list[Problem]) -> ZoneInfo:
    name = located.value.get("timezone", DEFAULT_ZONE)
    zones = available_timezones()
    if name in zones:
        return ZoneInfo(name)
    what = f"there is no time zone `{name}`"
    problems.append(located.problem(("timezone",), "timezone-unknown", what, _near_zones(name, zones)))
    return ZoneInfo(DEFAULT_ZONE)


def _near_zones(name: str, zones: set[str]) -> str:
    """There are some six hundred time zones: show the few that look like `name`, and how they are written."""
    close = nearest(name, zones)
    if close:
        return f"did you mean `{close}`?"
    near = difflib.get_close_matches(name, sorted(zones), 3, 0.4)
    return f"write one like {DEFAULT_ZONE}" + (f"; the nearest are {', '.join(near)}" if near else "")


def _as_of(located: Located, zone: ZoneInfo, problems: list[Problem]) -> datetime | None:
    text = located.value.get("as_of")
    if text is None:
        return None
    try:
        return parse_as_of(text, zone)
    except ValueError:
        what, help_text = f"“{text}” is no time", 'write "2026-03-04T20:00:00"'
        problems.append(located.problem(("as_of",), "time-unreadable", what, help_text))
        return None


def _missing_folders(located: Located, root: Path) -> list[Problem]:
    return [
        located.problem((name,), "folder-missing", f"there is no folder {root / located.value[name]}", "check the path")
        for name in ("master", "mappings")
        if name in located.value and not (root / located.value[name]).is_dir()
    ]
