"""How much memory the processes of a session have taken at most."""

from __future__ import annotations

from pathlib import Path

GIBIBYTE = 1 << 20  # in kB, as the system counts memory


def largest(session: int) -> float:
    """Return the highest peak so far, in GB, of the processes that belong to a session."""
    peaks = [0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                peaks += [int(line.split()[1]) for line in (folder / "status").open() if line.startswith("VmHWM")]
        except OSError:
            continue  # it has ended meanwhile
    return max(peaks) / GIBIBYTE
