"""Redirects, retries, politeness and the cache around single requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from urllib3.exceptions import InvalidHeader, MaxRetryError
from urllib3.util.retry import Retry

from factcheck.errors import FetchError
from factcheck.net.addresses import checked_addresses
from factcheck.net.cache import Cache, Entry
from factcheck.net.settings import Fetched, Settings
from factcheck.net.urls import Location, parse, redacted, redirected
from factcheck.net.wire import OK, Answer, Question, ask

AGENT: Final = "factcheck-verifier (claim verification; Python, urllib3)"

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_PASSING: Final = frozenset({429, 500, 502, 503, 504})
"""What a server says that may answer later."""
_BACK_OFF: Final = 0.5
"""Seconds before the second retry, doubled for each one after it."""
_UNCHANGED: Final = 304
_DEFAULTS: Final = Settings()


def fetch(
    url: str,
    *,
    accept: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
    settings: Settings = _DEFAULTS,
) -> Fetched:
    """Return what stands at ``url``, read over http or https.

    ``accept`` are the content types that may come back, any when empty. ``headers`` may hold a key:
    they are sent to the host of ``url`` alone, which a redirect may leave. Raises ``FetchError``.
    """
    return _Fetching(
        start=parse(url),
        accept=accept,
        headers=dict(headers or {}),
        settings=settings,
        deadline=settings.world.clock() + settings.limits.seconds,
    ).result()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fetching:
    """One address on its way."""

    start: Location
    accept: tuple[str, ...]
    headers: Mapping[str, str] = field(repr=False)
    settings: Settings
    deadline: float

    def result(self) -> Fetched:
        """Return what stands at the end of the redirects."""
        if self.settings.offline:
            return self._offline()
        location, seen = self.start, {self.start.url}
        for _ in range(self.settings.limits.redirects + 1):
            answer = self._answered(location)
            if answer.status not in _MOVED:
                return self._read(location, answer)
            location = redirected(location, _target(location, answer))
            if location.url in seen:
                raise self.start.failure("redirects in a circle", status=answer.status)
            seen.add(location.url)
        raise self.start.failure(
            f"redirects more than {self.settings.limits.redirects} times", status=answer.status
        )

    # -- one place -------------------------------------------------------------------------------

    def _answered(self, location: Location) -> Answer:
        """Return the answer of ``location``, asked again while it may pass."""
        retry = Retry(total=self.settings.limits.retries, backoff_factor=_BACK_OFF)
        while True:
            self._pause(self.settings.pace.take(location.host, self._now()), location)
            asked_to_wait = 0.0
            try:
                answer = self._asked(location)
                if answer.status not in _PASSING:
                    return answer
                problem = _refusal(location, answer)
                asked_to_wait = _retry_after(retry, answer)
            except FetchError as error:
                if not error.is_passing:
                    raise
                problem = error
            try:
                retry = retry.increment(method="GET", error=problem)
            except MaxRetryError:
                raise problem from problem.__cause__
            self._pause(max(asked_to_wait, retry.get_backoff_time()), location, problem)

    def _asked(self, location: Location) -> Answer:
        settings = self.settings
        addresses = checked_addresses(
            location, settings.world.resolve, allow_private=settings.allow_private
        )
        question = Question(
            location=location,
            addresses=addresses,
            headers=self._sent(location),
            accept=self.accept,
            deadline=self.deadline,
        )
        return ask(question, settings.limits, settings.world)

    def _sent(self, location: Location) -> Mapping[str, str]:
        own = self.headers if location.origin == self.start.origin else {}
        kept = self._kept(location)
        validators = (
            {"If-None-Match": kept[0].etag, "If-Modified-Since": kept[0].modified} if kept else {}
        )
        return {
            **{name: value for name, value in validators.items() if value},
            **own,
            "User-Agent": AGENT,
            "Accept": ", ".join(self.accept) or "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }

    def _pause(self, seconds: float, location: Location, problem: FetchError | None = None) -> None:
        """Wait, unless that would take longer than there is time."""
        if seconds <= 0:
            return
        if self._now() + seconds >= self.deadline:
            told = f"{problem.problem}; " if problem else ""
            raise location.failure(
                f"{told}asked to wait {seconds:.0f} seconds, longer than there is time",
                status=problem.status if problem else 0,
                is_passing=True,
            )
        self.settings.world.sleep(seconds)

    def _now(self) -> float:
        return self.settings.world.clock()

    # -- what is kept ----------------------------------------------------------------------------

    def _read(self, location: Location, answer: Answer) -> Fetched:
        """Return the page that ``answer`` holds, or the kept one that it says is unchanged."""
        if answer.status == _UNCHANGED:
            kept = self._kept(location)
            if kept is not None:
                return _fetched(*kept, is_cached=True)
        if answer.status != OK:
            raise _refusal(location, answer)
        entry = Entry(
            url=redacted(location.url),
            media_type=answer.media_type,
            charset=answer.charset,
            etag=answer.headers.get("etag", ""),
            modified=answer.headers.get("last-modified", ""),
        )
        self._keep(location, entry, answer)
        return _fetched(entry, answer.content)

    def _keep(self, location: Location, entry: Entry, answer: Answer) -> None:
        cache = self.settings.cache
        if cache is None:
            return
        here, first = self._name(location), self._name(self.start)
        if "no-store" in answer.headers.get("cache-control", "").lower():
            cache.forget(here)
            cache.forget(first)
            return
        cache.write(here, entry, answer.content)
        if first != here:
            cache.write(first, Entry(moved=here))

    def _kept(self, location: Location) -> tuple[Entry, bytes] | None:
        cache = self.settings.cache
        kept = cache.read(self._name(location)) if cache else None
        return None if kept is None or kept[0].moved else kept

    def _offline(self) -> Fetched:
        cache = self.settings.cache
        kept = cache.followed(self._name(self.start)) if cache else None
        if kept is None:
            raise self.start.failure("was not read before, and this is offline")
        return _fetched(*kept, is_cached=True)

    def _name(self, location: Location) -> str:
        return Cache.name(location.url, self.accept)


def _fetched(entry: Entry, content: bytes, *, is_cached: bool = False) -> Fetched:
    return Fetched(
        url=entry.url,
        content=content,
        media_type=entry.media_type,
        charset=entry.charset,
        is_cached=is_cached,
    )


def _target(location: Location, answer: Answer) -> str:
    try:
        return answer.headers["location"]
    except KeyError:
        raise location.failure("redirects to nowhere", status=answer.status) from None


def _refusal(location: Location, answer: Answer) -> FetchError:
    """Return the error for a status; its words are ours, the server's may be anything."""
    try:
        phrase = f" ({HTTPStatus(answer.status).phrase})"
    except ValueError:
        phrase = ""
    return location.failure(
        f"the server answers {answer.status}{phrase}",
        status=answer.status,
        is_passing=answer.status in _PASSING,
    )


def _retry_after(retry: Retry, answer: Answer) -> float:
    """Return the seconds that the server asks to wait, 0 when it says nothing that can be read."""
    try:
        return retry.parse_retry_after(answer.headers.get("retry-after", "0"))
    except (InvalidHeader, ValueError, OverflowError):
        return 0.0
