"""Which language a text is in: a vote of function words, and a model where the vote is close."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from factcheck.errors import UnknownComponentError
from factcheck.languages.data import supported_languages

_SAMPLE: Final = 20_000
"""Code points looked at: the language of a longer text shows by then."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LEAD: Final = 2
"""Votes by which the first language must lead; below, the model decides."""


def identify(text: str) -> str:
    """Return the code of the supported language ``text`` is most likely in."""
    sample = text[:_SAMPLE]
    votes = _votes(sample)
    if votes:
        (lang, most), *rest = votes.most_common(2)
        second = rest[0][1] if rest else 0
        if most >= _LEAD and most >= _LEAD * second:
            return lang
    return _by_model(sample)


def known_language(lang: str) -> str:
    """Return the supported language ``lang`` names ("it-IT" is "it").

    Raises ``UnknownComponentError`` when no language has that code.
    """
    code = re.split("[-_]", lang.strip().lower(), maxsplit=1)[0]
    if code not in supported_languages():
        raise UnknownComponentError("language", lang, supported_languages())
    return code


def _votes(text: str) -> Counter[str]:
    telling = _telling_words()
    votes: Counter[str] = Counter()
    for word in _LETTERS.findall(text.lower()):
        lang = telling.get(word)
        if lang:
            votes[lang] += 1
    return votes


@lru_cache(maxsize=1)
def _telling_words() -> dict[str, str]:
    """Return the function words that only one supported language has, with that language."""
    owners: dict[str, list[str]] = {}
    for lang in supported_languages():
        for word in _function_words(lang):
            owners.setdefault(word, []).append(lang)
    return {word: langs[0] for word, langs in owners.items() if len(langs) == 1}


def _function_words(lang: str) -> frozenset[str]:
    path = files("factcheck.languages").joinpath(lang, "stopwords.txt")
    if not path.is_file():
        return frozenset()
    lines = path.read_text("utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word for word in words if len(word) > 1)


def _by_model(text: str) -> str:
    """Return the model's choice; the alphabetically first language when it sees nothing."""
    ranking = _model().rank(text)
    return str(min(ranking, key=lambda entry: (-entry[1], entry[0]))[0])


@lru_cache(maxsize=1)
def _model() -> Any:
    # Imported here: the model takes 0.7 s to load and clear texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(supported_languages())
    return model
