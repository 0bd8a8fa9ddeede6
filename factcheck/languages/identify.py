"""Which language a text is in: a vote of function words, and a model where the vote is close."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, Final

from factcheck.errors import UnknownComponentError
from factcheck.languages.data import function_words, supported_languages

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
_LONG_ENOUGH: Final = 60
"""Letters below which nothing is said about a language that is not supported."""
_NATIVE: Final = 0.25
"""Share of function words from which a text is in the language that has them; news of ours has .3
to .5 of its own, Dutch and Romanian have about .15 of the nearest supported language."""
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


def unsupported_language(text: str, lang: str) -> str:
    """Return the code of the language without data that ``text``, read as ``lang``, seems to be in.

    ``""`` for a short text in letters of ``lang`` and for one in a supported language.
    """
    sample = text[:_SAMPLE]
    words = _LETTERS.findall(sample.lower())
    if sum(map(len, words)) < _LONG_ENOUGH and not _is_foreign("".join(words), lang):
        return ""
    own = sum(lang in _telling_words().get(word, ()) for word in words)
    if own >= _NATIVE * len(words):
        return ""  # the model is seldom needed
    code, share = _every_language().classify(sample)
    return str(code) if share >= _SURE and code not in supported_languages() else ""


def _is_foreign(letters: str, lang: str) -> bool:
    """Tell whether most letters are of another script: no function word of ``lang`` has them."""
    own = {letter for word in function_words(lang) for letter in word}
    return 2 * sum(letter in own for letter in letters) < len(letters)


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
        for word in {word for word in function_words(lang) if len(word) > 1}:
            owners[word] = (*owners.get(word, ()), lang)
    return owners


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

    try:
        return sum(is_known(word, lang=lang) for word in words)
    except ValueError:  # no dictionary for this language
        return 0


@lru_cache(maxsize=1)
def _model() -> Any:
    model = _loaded()
    model.set_languages(set(supported_languages()).intersection(model.labels))
    return model


@lru_cache(maxsize=1)
def _every_language() -> Any:
    return _loaded()


def _loaded() -> Any:
    # Imported here: the model takes 0.7 s to load and clear texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
