"""rar and 7z, opened by libarchive's bsdtar as a program of its own. Runs in a child process.

bsdtar writes what it finds as one tar stream to a pipe, so no member's name is ever a path.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from intake.collect.archive import Member, tar_members
from intake.collect.limits import MOST_UNPACKED, TOO_MUCH
from intake.read.refusal import Refused, damaged, encrypted, over_limit, unsupported

MARKS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
SECONDS = 25
LOCKED = re.compile(rb"encrypt|passphrase|password", re.IGNORECASE)
ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
MISSING = (
    "RAR 或 7z 压缩包，本机没有 bsdtar（apt-get install libarchive-tools）；请解压后发送其中的文件",
    "a RAR or 7z archive, and bsdtar is not on this machine (apt-get install libarchive-tools); ask for its files",
)
NOT_OPENED = (
    "RAR 或 7z 压缩包打不开：损坏、分卷或太新；请解压后发送其中的文件",
    "a RAR or 7z archive that cannot be opened: damaged, one of several volumes or too new; ask for its files",
)


def bsdtar_members(data: bytes) -> tuple[Member, ...] | Refused:
    """Return the files in a rar or 7z, `Refused` bytes that say why there are none."""
    program = shutil.which("bsdtar")
    if program is None:
        return Refused.of(unsupported(*MISSING))
    with tempfile.TemporaryDirectory(prefix="orderloom-") as scratch:
        archive = Path(scratch, "archive")
        archive.write_bytes(data)
        found, errors, whole = _said(program, "--format=pax", "-cf", "-", f"@{archive}")
        errors = b"" if whole else errors + _said(program, "-xOf", str(archive))[1]
    if LOCKED.search(errors):  # of a 7z it is said only when its files are taken out
        return Refused.of(encrypted())
    members = tar_members(found)
    if whole:
        return members
    rest = Refused.of(over_limit(*TOO_MUCH) if len(found) > MOST_UNPACKED else damaged(*NOT_OPENED))
    found_whole = [] if isinstance(members, Refused) else [m for m in members if not isinstance(m.data, Refused)]
    return (*found_whole, Member("…", rest)) if found_whole else rest


def _said(program: str, *arguments: str) -> tuple[bytes, bytes, bool]:
    """Run bsdtar; return what it wrote, its complaints, and whether it did all within the limits on size and time."""
    with tempfile.TemporaryFile() as errors:
        running = subprocess.Popen(
            (program, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=ENVIRONMENT
        )
        _bound(running.pid)
        clock = threading.Timer(SECONDS, running.kill)
        clock.start()
        assert running.stdout is not None
        with running.stdout as pipe:
            found = pipe.read(MOST_UNPACKED + 1)
            if len(found) > MOST_UNPACKED:
                running.kill()
        code = running.wait()
        clock.cancel()
        errors.seek(0)
        return found, errors.read(65536), code == 0


def _bound(process: int) -> None:
    """Give bsdtar its own limit of processor time: it may outlive the child that started it."""
    if hasattr(resource, "prlimit"):
        resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS, SECONDS))
