"""Work spread over processes: answers in the order of the questions, none lost with its worker.

A worker gets the task once and then one item at a time over a pipe of its own, so it is known what
a worker that dies had in hand, and one whose parent dies reads the end of its pipe and leaves.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

AHEAD = 4
"""Items in flight per worker, so that a slow one does not leave the others idle."""
_ATTEMPTS = 2
"""Workers an item may cost: the second one is new and has never seen another item."""


def ordered(
    task: Callable[[Item], Answer],
    items: Iterable[Item],
    *,
    jobs: int,
    lost: Callable[[Item], Answer],
) -> Generator[Answer, None, None]:
    """Yield the task's answer to each of ``items``, in their order, from ``jobs`` processes.

    ``task``, items and answers must pickle; ``items`` is read in a thread, never more than
    ``jobs`` times ``AHEAD`` before the answer that is waited for. An item whose worker dies is
    given to a new one, and to ``lost`` when that dies too. Whatever ends the iteration ends the
    workers.
    """
    crew = _Crew(task, lost)
    answers: SimpleQueue[Future[Answer] | BaseException | None] = SimpleQueue()
    room = Semaphore(jobs * AHEAD)
    hands = ThreadPoolExecutor(jobs)

    def read() -> None:
        try:
            room.acquire()
            for item in items:
                if crew.closing.is_set():
                    return
                answers.put(hands.submit(crew.ask, item))
                room.acquire()
            answers.put(None)
        except BaseException as error:  # raised again where the answers are taken
            answers.put(error)

    Thread(target=read, daemon=True).start()
    try:
        while (answer := answers.get()) is not None:
            if isinstance(answer, BaseException):
                raise answer
            yield answer.result()
            room.release()
    finally:
        crew.dismiss()
        hands.shutdown(wait=False, cancel_futures=True)


class _Crew(Generic[Item, Answer]):
    """The workers; each is hired when an item finds none idle."""

    def __init__(self, task: Callable[[Item], Answer], lost: Callable[[Item], Answer]) -> None:
        self.closing = Event()
        self._task = task
        self._lost = lost
        self._lock = Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    def ask(self, item: Item) -> Answer:
        """Return the answer of some worker, or that of ``lost``."""
        for _ in range(_ATTEMPTS):
            worker = self._taken()
            try:
                answer: Answer = worker.ask(item)
            except (EOFError, OSError):  # the worker is gone
                self._drop(worker)
                continue
            with self._lock:
                self._idle.append(worker)
            return answer
        return self._lost(item)

    def _taken(self) -> _Worker:
        """Return an idle worker that lives, else a new one."""
        with self._lock:
            if self.closing.is_set():
                raise CancelledError
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self._task)
            self._all.add(worker)
            return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.dismiss()

    def dismiss(self) -> None:
        """End every worker, whatever it is doing: none of them writes."""
        self.closing.set()
        with self._lock:
            for worker in self._all:
                worker.dismiss()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, task: Callable[[Any], Any]) -> None:
        context = get_context("spawn")  # a fork would copy threads' locks as they happen to be
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, task), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()

    def ask(self, item: Any) -> Any:
        """Return the answer; raise ``EOFError`` or ``OSError`` when the process is gone."""
        self._connection.send(item)
        return self._connection.recv()

    def dismiss(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, task: Callable[[Any], Any]) -> None:
    """Answer until nobody asks any more; an interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(task(connection.recv()))


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a process that is being started: it inherits what this thread blocks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
