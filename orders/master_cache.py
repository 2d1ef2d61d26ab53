"""Large masters are read once and kept beside the runs, by the hash of everything they were read from."""

from __future__ import annotations

import gc
import io
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Any

from orders.master_files import DEFAULT_ZONE, load_masters
from orders.masters import Masters
from orders.tables import SUFFIXES

SMALL = 4 * 1024**2  # bytes of master files that are read anew faster than anyone would notice
KEPT = "masters-{digest}.pickle"
FORMAT = "1"  # another one when the records change
_RECORDS = "orders.masters"
_OTHERS = frozenset(
    {
        ("decimal", "Decimal"),
        *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
        ("zoneinfo", "ZoneInfo._unpickle"),
    }
)
_DAMAGED = (
    *(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError),
    *(TypeError, ValueError, MemoryError, UnicodeDecodeError),
)


def cached_masters(
    folder: Path, mappings: Path | None = None, zone: tzinfo = DEFAULT_ZONE, *, cache: Path, lenient: bool = False
) -> Masters:
    """Load the masters of `folder` as `load_masters` does; large ones are kept in `cache` until a file changes.

    What is kept holds values only: nothing in it is executed. A cache that is damaged or cannot be written is left out.
    """
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES] if folder.is_dir() else []
    if sum(path.stat().st_size for path in files) < SMALL:
        return load_masters(folder, mappings, zone, lenient=lenient)
    found = _large(files, folder, mappings, zone, cache=cache, lenient=lenient)
    gc.freeze()  # they stay as long as the process: the collector need not look through millions of records again
    return found


def _large(
    files: list[Path], folder: Path, mappings: Path | None, zone: tzinfo, *, cache: Path, lenient: bool
) -> Masters:
    place = cache / KEPT.format(digest=_digest(files, mappings, zone))
    found = _kept(place)
    if found is None:
        with _no_collection():
            found = load_masters(folder, mappings, zone, lenient=lenient)
        if not found.shut_out:
            _keep(found, place)
    return found


def _digest(files: list[Path], mappings: Path | None, zone: tzinfo) -> str:
    """Hash the files, the site's mappings and this program's own words and readers."""
    home = Path(__file__).parent
    ours = [*sorted(home.glob("master*.py")), home / "tables.py", home / "values.py", home / "problems.py"]
    words = sorted((home.parent / "mappings").rglob("*.yaml"))
    site = sorted(mappings.rglob("*.yaml")) if mappings and mappings.is_dir() else []
    found = sha256(f"{FORMAT} {zone}".encode())
    for path in (*files, *site, *words, *ours):
        with path.open("rb") as stream:
            while block := stream.read(1024**2):
                found.update(block)
        found.update(f"\n{path.name}\n".encode())
    return found.hexdigest()[:32]


def _kept(place: Path) -> Masters | None:
    """Return what is kept; None if there is nothing, or nothing that is ours."""
    try:
        with place.open("rb") as stream, _no_collection():
            found = _Values(stream).load()
    except _DAMAGED:
        return None
    return found if isinstance(found, Masters) else None


def _keep(masters: Masters, place: Path) -> None:
    """Write under a temporary name and rename; older masters are taken away."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream, _no_collection():
            pickle.dump(masters, stream, protocol=5)
        draft.chmod(0o600)
        draft.replace(place)
        for old in place.parent.glob(KEPT.format(digest="*")):
            if old != place:
                old.unlink()
    except OSError:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def _no_collection() -> Iterator[None]:
    """A million new records make the garbage collector look through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Values(pickle.Unpickler):
    """Reads records of the masters and plain values, nothing else: a pickle may otherwise name any function."""

    def __init__(self, stream: io.BufferedReader) -> None:
        super().__init__(stream)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module == _RECORDS and "." not in name else None
        if isinstance(found, type) and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the masters")
