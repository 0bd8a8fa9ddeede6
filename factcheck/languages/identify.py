"""Which language a text is in: a vote of function words, and a model where the vote is close."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from factcheck.errors import UnknownComponentError
from factcheck.languages.data import supported_languages

_SAMPLE: Final = 20_000
"""Code points looked at: the language of a longer text shows by then."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 2
"""Votes the first language must have; below, the model decides between all."""
_SURE: Final = 0.9
"""Probability from which the model is believed alone: it takes "vaccines" for French."""
_POSSIBLE: Final = 0.05
"""Probability below which a language is no rival."""
_WORDS: Final = 200
"""Words looked up where the model is unsure."""
_LEAD: Final = 2
"""How many times as many votes as the next it must have; below, the model decides between both."""


def identify(text: str) -> str:
    """Return the code of the supported language ``text`` is most likely in."""
    sample = text[:_SAMPLE]
    votes = sorted(_votes(sample).items(), key=lambda vote: (-vote[1], vote[0]))
    if not votes:
        return _by_model(sample, supported_languages())
    (lang, most), *rest = votes
    rivals = [other for other, count in rest if most < _LEAD * count]
    if most >= _ENOUGH and not rivals:
        return lang
    return _by_model(sample, (lang, *rivals) if most >= _ENOUGH else supported_languages())


def known_language(lang: str) -> str:
    """Return the supported language ``lang`` names ("it-IT" is "it").

    Raises ``UnknownComponentError`` when no language has that code.
    """
    code = re.split("[-_]", lang.strip().lower(), maxsplit=1)[0]
    if code not in supported_languages():
        raise UnknownComponentError("language", lang, supported_languages())
    return code


def _votes(text: str) -> dict[str, float]:
    """Return what the function words say: each has one vote, shared by its languages."""
    telling = _telling_words()
    votes: dict[str, float] = {}
    for word in _LETTERS.findall(text.lower()):
        langs = telling.get(word, ())
        for lang in langs:
            votes[lang] = votes.get(lang, 0.0) + 1 / len(langs)
    return votes


@lru_cache(maxsize=1)
def _telling_words() -> dict[str, tuple[str, ...]]:
    """Return the function words with the supported languages that have them."""
    owners: dict[str, tuple[str, ...]] = {}
    for lang in supported_languages():
        for word in _function_words(lang):
            owners[word] = (*owners.get(word, ()), lang)
    return owners


def _function_words(lang: str) -> frozenset[str]:
    path = files("factcheck.languages").joinpath(lang, "stopwords.txt")
    if not path.is_file():
        return frozenset()
    lines = path.read_text("utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word for word in words if len(word) > 1)


def _by_model(text: str, candidates: Collection[str]) -> str:
    """Return the model's choice, where it is unsure the language whose dictionary knows more.

    The alphabetically first language when neither sees anything.
    """
    ranking: list[tuple[str, float]] = [
        (str(lang), float(share)) for lang, share in _model().rank(text) if lang in candidates
    ]
    ranking.sort(key=lambda entry: (-entry[1], entry[0]))
    if ranking[0][1] >= _SURE:
        return ranking[0][0]
    words = _LETTERS.findall(text.lower())[:_WORDS]
    close = [entry for entry in ranking if entry[1] >= _POSSIBLE] or ranking[:1]
    return max(close, key=lambda entry: (_known(words, entry[0]), entry[1]))[0]


def _known(words: Sequence[str], lang: str) -> int:
    """Return how many of the words the dictionary of ``lang`` has."""
    from simplemma import is_known  # loads a dictionary: for short, doubtful texts only

    return sum(is_known(word, lang=lang) for word in words)


@lru_cache(maxsize=1)
def _model() -> Any:
    # Imported here: the model takes 0.7 s to load and clear texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(supported_languages())
    return model
