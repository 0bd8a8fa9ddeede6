"""What a store needs as time goes by: verdicts judged anew when facts change, traces removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.derived import derived_folder
from factcheck.errors import ConfigError
from factcheck.model import Recheck
from factcheck.models.catalogue import DEFAULT, choose
from factcheck.registry import build_verifier
from factcheck.verifier import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.store import Removed, Store


def recheck(
    store: Store,
    *,
    since: int | None = None,
    every: bool = False,
    save: bool = True,
    model: str = DEFAULT,
    progress: Progress | None = None,
    notice: Callable[[str], None] | None = None,
) -> Recheck:
    """Return what changed facts make of the verdicts in ``store``.

    Only the claims that a fact changed since their last judgement can touch are judged anew, each
    as part of its text as stored; with ``since`` the facts changed after that revision count, with
    ``every`` all claims are judged. Texts judged against other facts are left alone. With ``save``
    the new judgements are kept as runs.
    """
    from factcheck.policies import by_claim
    from factcheck.rechecking.judging import Asked, Rechecker
    from factcheck.retrievers.index import IndexRetriever

    if since is not None and not 0 <= since <= store.revision:
        raise ConfigError(f"revision {since}: the facts are at revision {store.revision}")
    choice = choose(model)
    folder = derived_folder(store.location)
    retriever = IndexRetriever(store, folder=folder, notice=notice or _nobody)
    judge = Rechecker(
        store=store,
        verifier=build_verifier(retriever, choice.model),
        scorer=retriever,
        choice=choice,
        version=__version__,
        reviews=by_claim(store.reviews()),
    )
    return judge(Asked(since=since, every=every, save=save), progress)


def forget_addresses(removed: Removed) -> int:
    """Delete what the user's cache keeps of the addresses among deleted texts; return how much."""
    from factcheck.loaders import is_address

    addresses = {text.source for text in removed.texts if is_address(text.source)}
    if not addresses:
        return 0
    from factcheck.net import Cache

    return sum(map(Cache.of_user().forget_address, sorted(addresses)))


def _nobody(_: str) -> None:
    """Take a notice that nobody wants."""
