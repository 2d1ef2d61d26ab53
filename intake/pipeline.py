"""From messages to recorded orders: read in worker processes that may die, check and record one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from signal import Signals
from typing import TYPE_CHECKING, Any

from intake.letter.links import with_links
from intake.letter.settle import settled
from intake.letter.written import with_written
from intake.read.effort import OUTWORN
from intake.together import process_together, put_together
from intake.worker import Promise, promised
from orders.child import begin_child
from orders.codes import finding
from orders.problems import UnusableError
from orders.records import OrderRecord
from orders.run import record_line

if TYPE_CHECKING:
    from intake.check import Context, Seen
    from intake.collect import Attachment, Message
    from orders.codes import Language
    from orders.ledger import Ledger, Paper

DOCUMENT_SECONDS = 60.0
WORKER_BYTES = 4 * 1024**3  # address space; OCR of a page takes 1.6 GB of it, most of it libraries
WORKER_DATA = 1280 * 1024**2  # of its own memory; a page of 450 dpi takes half of it, and libraries come on top
TOO_LATE = ("读取时间超过限制", "reading it takes longer than a document may take")
TOO_GREEDY = ("读取时内存超过限制", "reading it takes more memory than a document may have")
MOST_WAITING = 64 * 1024**2  # bytes of documents that are kept for the workers, so that the main process stays small
Site = tuple[str, ...]
Reader = Callable[["Attachment", "Message", Site], tuple[OrderRecord, ...]]
Progress = Callable[[str], None]
Promised = tuple["Attachment", Promise]


@dataclass(frozen=True)
class Ended:
    """How one document ended: what it said, how it is judged, whether an earlier run had done it."""

    message_key: str
    records: tuple[OrderRecord, ...]
    done: bool = False


def process(attachment: Attachment, message: Message, site: Site = ()) -> tuple[OrderRecord, ...]:
    """Read one document and extract its records; `site` are folders with label mappings that come first.

    Pure and picklable. A crash of ours gives one record in state failed, never an exception.
    """

    def work() -> tuple[OrderRecord, ...]:
        from intake.letter.paper import said_by

        return said_by(attachment, message, site)

    return guarded(attachment, work)


def guarded(attachment: Attachment, work: Callable[[], tuple[OrderRecord, ...]]) -> tuple[OrderRecord, ...]:
    """Do the work on one document; whatever goes wrong with it becomes its record and stops nothing else."""
    try:
        return work()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, UnusableError):
        raise
    except BaseException as error:  # a panic of a Rust reader is no Exception
        return (failed(attachment, error),)


def failed(attachment: Attachment, error: BaseException) -> OrderRecord:
    """Make the record of a document that took more than it may, which is held, or that our own program failed on."""
    late = isinstance(error, TimeoutError) or getattr(error, "exitcode", None) == OUTWORN
    said = TOO_LATE if late else TOO_GREEDY if isinstance(error, MemoryError) else None
    if said:
        limit = finding("document-over-limit", reason=said[1], reason_zh=said[0])
        return OrderRecord(attachment.source, "other", "review", findings=(limit,))
    return OrderRecord(attachment.source, "other", "failed", findings=(finding("reader-crashed", reason=_why(error)),))


def read_all(
    messages: Iterable[Message], *, jobs: int = 1, site: Site = (), reader: Reader = process
) -> Iterator[tuple[Message, Attachment, tuple[OrderRecord, ...]]]:
    """Read every document of the messages in worker processes and yield the records in the messages' order.

    A worker that dies or takes longer than DOCUMENT_SECONDS costs only its own document. Files of one message that
    prove to be pages of one order are one document; its source names them all. Files that a mail only links to, and
    its own text where that changes an order which is not there, are documents too.
    """
    pool = workers(jobs)
    waiting: deque[tuple[Message, list[Promised]]] = deque()
    try:
        for message in messages:
            bare = message.bare  # a worker gets its own attachment only
            files = with_links(message, site).attachments
            begun = [(a, _promise(pool, reader, a, bare, site)) for a in files]
            waiting.append((message, begun))
            while _enough([attachment for _, begun in waiting for attachment, _ in begun], jobs):
                yield from _results(pool, *waiting.popleft(), site)
        while waiting:
            yield from _results(pool, *waiting.popleft(), site)
        pool.close()
    finally:
        pool.stop()
        pool.join()


def said(
    messages: Iterable[Message], language: Language, *, jobs: int = 1, site: Site = ()
) -> Iterator[tuple[str, int]]:
    """Yield for each document its records as JSON lines, and the exit code they call for."""
    for _, _, found in read_all(messages, jobs=jobs, site=site):
        code = max({"failed": 4, "review": 1}.get(record.status, 0) for record in found)
        yield "".join(f"{record_line(record, language)}\n" for record in found), code


def each_apart(work: Callable[..., Any], calls: Iterable[tuple[object, ...]], *, jobs: int = 1) -> Iterator[Any]:
    """Do the same work on many documents, each in a worker that may die; yield the results in the order of the calls.

    What a document's worker did not live to say is the exception it ended with.
    """
    pool = workers(jobs)
    try:
        begun = [_promise(pool, work, *arguments) for arguments in calls]
        for future in begun:
            yield _ended(future)
        pool.close()
    finally:
        pool.stop()
        pool.join()


def _ended(future: Promise) -> Any:
    try:
        return future.result()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of a Rust reader is no Exception
        return error


def run(
    messages: Iterable[Message],
    ledger: Ledger,
    run_id: str,
    *,
    context: Context,
    at: datetime,
    jobs: int = 1,
    site: Site = (),
    reader: Reader = process,
    progress: Progress = lambda _: None,
) -> tuple[Ended, ...]:
    """Read, check and record every document once, in the order given; the result does not depend on `jobs`."""
    done: list[Ended] = []
    context = replace(context, history=LedgerHistory(ledger))
    fresh = _fresh((with_links(message, site) for message in messages), ledger, done)
    for message, attachment, said in read_all(fresh, jobs=jobs, site=site, reader=reader):
        judged = guarded(attachment, partial(_checked, said, context))
        said = said if len(said) == len(judged) else judged
        recorded = ledger.record_document(run_id, paper_of(message, attachment), said=said, judged=judged, at=at)
        done.append(Ended(message_key(message), judged, done=not recorded))
        progress(attachment.source.file)
    return tuple(done)


@dataclass(frozen=True)
class LedgerHistory:
    """What came before a document, as the checks ask for it; `before` is its row when it is checked again.

    `late` is of one whose order is another than it seemed to be: orders that came since are before it, too.
    """

    ledger: Ledger
    before: int | None = None
    late: bool = False

    def same_bytes(self, sha256: str) -> str | None:
        """Return the file of an earlier document with the same bytes."""
        return self.ledger.same_bytes(sha256, before=self.before)

    def orders(self, order_key: str) -> tuple[Seen, ...]:
        """Return the earlier orders of the key, oldest first."""
        from intake.check import Seen

        found = self.ledger.orders(order_key, before=None if self.late else self.before)
        return tuple(Seen(item.record, item.file, item.order_revision, item.state, item.said) for item in found)

    def open_amounts(self, customer_id: str, *, besides: str | None) -> Mapping[str | None, Decimal]:
        """Return what the customer's other open orders are worth, by currency."""
        return self.ledger.open_amounts(customer_id, besides=besides)


def message_key(message: Message) -> str:
    """Name a message: a mail by its bytes, wherever its file lies; a plain file by its place."""
    return message.sha256 if message.received_at or message.message_id else f"file:{message.file}"


def paper_of(message: Message, attachment: Attachment) -> Paper:
    """Name a document of a message for the ledger."""
    from orders.ledger import Paper

    mail = message.received_at or message.message_id
    file = attachment.name if mail else attachment.source.file
    return Paper(message_key(message), message.file, file, attachment.source.sha256)


def _fresh(messages: Iterable[Message], ledger: Ledger, done: list[Ended]) -> Iterator[Message]:
    """Pass on the messages that are not in the ledger yet and note the rest as done.

    One of which a killed run has recorded only some files is read whole: what a file says may depend on the others.
    """
    for message in messages:
        known = [ledger.known(paper_of(message, item)) for item in message.attachments]
        if all(known):
            done.extend(Ended(message_key(message), (), done=True) for _ in known)
        else:
            yield message


def _checked(said: tuple[OrderRecord, ...], context: Context) -> tuple[OrderRecord, ...]:
    from intake.check import check

    return tuple(check(record, context) for record in said)


def workers(jobs: int) -> Any:
    """Return workers with limits on memory, each of which may die of its document alone."""
    from multiprocessing import get_context

    from pebble import ProcessPool

    context = get_context("forkserver")
    return ProcessPool(max(1, jobs), context=context, initializer=begin_child, initargs=(WORKER_BYTES, WORKER_DATA))


def _enough(waiting: Sequence[Attachment], jobs: int) -> bool:
    return len(waiting) > 4 * jobs or sum(len(attachment.data) for attachment in waiting) > MOST_WAITING


def _promise(pool: Any, work: Callable[..., Any], *arguments: object, files: int = 1) -> Promise:
    return promised(pool, work, arguments, DOCUMENT_SECONDS * files)


def _results(
    pool: Any, message: Message, begun: Sequence[Promised], site: Site
) -> Iterator[tuple[Message, Attachment, tuple[OrderRecord, ...]]]:
    """Wait for the files of a message, and put together those that are pages of one order."""
    bare = message.bare

    def joiner(attachments: Sequence[Attachment]) -> Any:
        return _promise(pool, process_together, tuple(attachments), bare, site, files=len(attachments)).result()

    def reader(letter: Attachment) -> tuple[OrderRecord, ...]:
        return guarded(letter, _promise(pool, process, letter, bare, site).result)

    read = [(attachment, guarded(attachment, future.result)) for attachment, future in begun]
    for attachment, records in settled(with_written(put_together(read, joiner), message, reader), message):
        yield message, attachment, records


def _why(error: BaseException) -> str:
    code = getattr(error, "exitcode", None)
    if isinstance(code, int):
        return (
            f"its process ended by {Signals(-code).name}" if -code in set(Signals) else f"its process ended with {code}"
        )
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
