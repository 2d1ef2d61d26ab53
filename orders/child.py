"""What every child process that reads foreign files begins with."""

from __future__ import annotations

import signal


def begin_child(most_bytes: int, most_data: int | None = None) -> None:
    """Leave Ctrl-C to the main process, and let a file that wants more memory than this fail alone.

    `most_bytes` is address space, libraries and all, `most_data` what the process may write to.
    """
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for kind, wanted in ((resource.RLIMIT_AS, most_bytes), (resource.RLIMIT_DATA, most_data)):
        _, most = resource.getrlimit(kind)
        if wanted is not None:
            resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
