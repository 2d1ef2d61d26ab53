"""Take foreign files apart in a child process: a crash, a hang or greed for memory costs only the file itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar

from intake.read.document import Document
from intake.read.refusal import Refused, over_limit
from orders.child import begin_child
from orders.codes import finding

OPENING_SECONDS = 15.0
OPENING_BYTES = 1536 * 1024**2  # address space
TOO_SLOW = (
    f"{OPENING_SECONDS:.0f} 秒内拆不开；请单独发送其中的文件",
    f"it is not taken apart within {OPENING_SECONDS:.0f} s; ask for its files by themselves",
)
TOO_GREEDY = (
    "拆开时内存用尽或程序中断；请单独发送其中的文件",
    "taking it apart needs too much memory or ends the program; ask for its files by themselves",
)
BROKEN = ("内容损坏，拆不开；请对方重发", "it is damaged and cannot be taken apart; ask the sender for it again")
Found = TypeVar("Found")


class Opener:
    """Does work on foreign bytes in one child process, which is started at the first and replaced when it dies.

    One piece after the other, whatever `--jobs` says: what is found and in which order never depends on it.
    """

    def __init__(self) -> None:
        self._pool: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def __call__(self, work: Callable[..., Found], *arguments: object) -> Found | Refused:
        """Return what picklable `work` returns in the child, or `Refused` bytes that say why it returned nothing."""
        from pebble import ProcessExpired

        try:
            found: Found = self._started().schedule(work, args=arguments, timeout=OPENING_SECONDS).result()
        except TimeoutError:
            return Refused.of(over_limit(*TOO_SLOW))
        except (MemoryError, ProcessExpired):
            return Refused.of(over_limit(*TOO_GREEDY))
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a foreign file: the libraries raise many kinds of errors
            chinese, english = BROKEN
            why = f"{type(error).__name__}: {error}"[:200]
            said = finding("document-damaged", reason=english, reason_zh=chinese, error=why)
            return Refused.of(Document(findings=(said,)))
        return found

    def _started(self) -> Any:
        if self._pool is None:
            from multiprocessing import get_context

            from pebble import ProcessPool

            begin = (OPENING_BYTES,)
            self._pool = ProcessPool(1, context=get_context("forkserver"), initializer=begin_child, initargs=begin)
        return self._pool
