"""Walk folders and files in the order in which things arrived."""

from __future__ import annotations

import email.parser
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath

from intake.collect.apart import Opener
from intake.collect.decoding import decoded
from intake.collect.headings import mail_received
from intake.collect.mail import Site, read_file, read_mail, whole_mail
from intake.collect.mailbox import MAILDIR, Span, is_mail, is_mailbox, is_maildir, listed_once, moved
from intake.collect.message import Message, joined, printable
from intake.collect.opening import content, head, mails_in, piece
from intake.collect.outlook import outlook_arrival
from intake.collect.parts import is_archive, is_outlook
from intake.read.kinds import OLE
from intake.read.refusal import damaged

EXPECTED = ".expected.json"  # what must come out of the file beside it, no input
PASSING = (".tmp", ".part", ".crdownload", ".lock")
SYSTEM = ("thumbs.db", "desktop.ini")
EARLIEST = datetime.min.replace(tzinfo=UTC)
HEAD = 65536
CHANGED = ("文件在读取时被改动，请重新运行", "the file was changed while it was read; run again")
Reading = Callable[[Path], tuple[Message, ...]]


@dataclass(frozen=True, order=True)
class Waiting:
    """A message to come: when it arrived, its display path, which mail of the file it is (0: the file itself)."""

    arrived: datetime
    file: str
    number: int
    path: Path = field(compare=False)
    span: Span | None = field(compare=False, default=None)  # where a mailbox file has it


def collect(
    paths: Sequence[Path], root: Path, site: Site = (), *, holding: Iterable[str] | None = None
) -> Iterator[Message]:
    """Yield a message for every mail and plain file under `paths`, sorted by time of arrival, then by path.

    Mails of a mailbox file and of an archive are messages of their own, shown as `box.mbox/N` and `a.zip/name`.
    Hidden, temporary and `*.expected.json` files are left out, of a Maildir all but `cur` and `new`. Files are named
    relative to `root` where they lie under it. What cannot be opened, folders too, is a message whose bytes are
    `Refused`. `site` are folders with mappings, whose customers' passwords are tried on locked archives. A path that
    is not there raises FileNotFoundError before anything is yielded. Given display paths of documents in `holding`,
    only the files they are or lie in are opened.
    """
    found = sorted({path for given in paths for path in _files(given)})
    if holding is not None:
        around = {str(place) for file in holding for place in (PurePosixPath(file), *PurePosixPath(file).parents)}
        found = [path for path in found if _shown(path, root) in around]
    return _messages(found, root, site)


def _messages(found: Sequence[Path], root: Path, site: Site) -> Iterator[Message]:
    with Opener() as opener:

        @lru_cache(maxsize=1)  # an archive's messages mostly come one after the other
        def read(path: Path) -> tuple[Message, ...]:
            return read_file(*content(moved(path)), _shown(path, root), opener, site)

        waiting = sorted(one for path in found for one in _waiting(path, _shown(path, root), read, opener))
        for one in waiting:
            yield _message(one, read, opener, site)


def _files(given: Path) -> Iterator[Path]:
    if not os.path.lexists(given):
        raise FileNotFoundError(f"{given}: no such file or folder")
    if not os.path.isdir(given):
        yield given
        return
    maildirs: set[Path] = set()
    for path in listed_once(list(_walked(given, maildirs)), maildirs):
        if not _passing(path.relative_to(given)):
            yield path


def _walked(given: Path, maildirs: set[Path]) -> Iterator[Path]:
    """Walk a folder, note the Maildirs in it, and yield the folders that cannot be opened after all files."""
    closed: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for folder in (given.absolute(), *given.absolute().parents):  # a link back up would bring in everything beside it
        _unseen(folder, seen)
    walk = os.walk(given, onerror=lambda error: closed.append(Path(error.filename)), followlinks=True)
    for place, below, names in walk:
        below[:] = [name for name in below if _unseen(Path(place, name), seen)]
        if is_maildir(below):
            maildirs.add(Path(place))
            below[:] = [*MAILDIR, *(name for name in below if name not in (*MAILDIR, "tmp"))]
            continue  # what lies beside its folders is the mail program's own
        yield from (Path(place, name) for name in names)
    yield from closed


def _unseen(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Tell a folder that is met for the first time: links may lead round in a circle."""
    try:
        found = folder.stat()
    except OSError:  # it is walked into, and named there as one that cannot be opened
        return True
    place = (found.st_dev, found.st_ino)
    fresh = place not in seen
    seen.add(place)
    return fresh


def _passing(path: Path) -> bool:
    name = path.name.lower()
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or name in SYSTEM or name.endswith((EXPECTED, *PASSING))


def _shown(path: Path, root: Path) -> str:
    """Name a file relative to `root` where it lies there, by its own name and not that of what it links to."""
    shown, top = Path(os.path.abspath(path)), Path(os.path.abspath(root))
    if not shown.is_relative_to(top):
        try:
            shown, top = shown.parent.resolve() / shown.name, top.resolve()
        except (OSError, RuntimeError):  # a circle of links
            top = root
    shown = shown.relative_to(top) if shown.is_relative_to(top) else path
    return printable(decoded(os.fsencode(shown.as_posix()), None))


def _waiting(path: Path, file: str, read: Reading, opener: Opener) -> Iterator[Waiting]:
    """Say which messages a file holds and when each arrived."""
    begun = head(path, HEAD)
    mails = mails_in(path) if is_mailbox(begun) else []
    if len(mails) > 1:
        for number, (begin, size) in enumerate(mails, 1):
            top = head(path, min(size, HEAD), begin)
            yield Waiting(_arrival(top), joined(file, str(number)), number, path, (begin, size))
    elif is_archive(begun):
        for number, message in enumerate(read(path)):
            yield Waiting(message.received_at or EARLIEST, message.file, number, path)
    elif begun.startswith(OLE):
        data = content(path)[0]
        arrived = opener(outlook_arrival, data) if is_outlook(data) else None
        yield Waiting(arrived if isinstance(arrived, datetime) else EARLIEST, file, 0, path)
    else:
        yield Waiting(_arrival(begun), file, 0, path)


def _message(one: Waiting, read: Reading, opener: Opener, site: Site) -> Message:
    if one.span is not None:
        return read_mail(piece(one.path, one.span), one.file, opener, site)
    messages = read(one.path)
    if one.number < len(messages):
        return messages[one.number]
    return whole_mail(b"", one.file, damaged(*CHANGED))  # an archive that was written over in the meantime


def _arrival(begun: bytes) -> datetime:
    if not is_mail(begun):
        return EARLIEST
    try:
        return mail_received(email.parser.BytesHeaderParser().parsebytes(begun)) or EARLIEST
    except Exception:  # a foreign mail's headers; read_mail will say what is wrong with it
        return EARLIEST
