"""A query's names in the spellings of the table: what is written otherwise there is asked for too.

Only names, and only so many of a query. A name in other letters (romanised, translated, in two
words or one) is asked for beside its own; wrong letters and derived words are looked into only
where the table hardly knows the word as it stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.analysis.respelling import (
    DERIVED,
    SAME,
    are_one_root,
    asked_keys,
    closeness,
    root_key,
    roots,
    sound_keys,
    without_particle,
)
from factcheck.analysis.spellings import listed_spellings, translations
from factcheck.analysis.terms import (
    KEY_LENGTH,
    NAME,
    Word,
    clean,
    spelling,
    word_terms,
    words,
)
from factcheck.model import Query
from factcheck.retrievers.lexicon import NameLexicon
from factcheck.retrievers.matrix import (
    CAPITAL,
    MAX_CHARACTERS,
    SHARED,
    WORD,
    TermMatrix,
    code_of,
)

MAX_WORDS = 200
"""Words of a query that are looked at: more is no claim."""
MAX_RESPELLED = 12
"""Words of a query that are asked for in other spellings, the first ones."""
MAX_SPELLINGS = 4
"""Other spellings of one word that are asked for, the nearest ones."""
RARE = 2
"""Facts up to which a word counts as hardly known: a misspelling may be in the table as well."""
_PIECE = 3
"""Letters of the shortest of two names that are written as one ("Kim Jongun")."""
_STUB = 2
_LONG_REST = 5
"""A stub of two letters before so many that are a name counts as a name too short to be known."""
_JOINTS = frozenset(" -.’'\u2010\u2011")

Spellings = dict[str, float]
"""Names of the table with how sure it is that they are the one asked for."""


@dataclass(frozen=True, slots=True)
class Respelled:
    """The codes and kinds of a query's terms, and the share of its weight each is given."""

    kinds: Mapping[int, int]
    shares: Mapping[int, float]


def respelled(query: Query, kinds: Mapping[int, int], matrix: TermMatrix) -> Respelled:
    """Return the terms of a query with those of its names as the table spells them.

    A word that the table does not know gives way to its other spellings. No spelling tells more
    than the word it stands for: that of a common name is no rare find.
    """
    found, shares = dict(kinds), dict.fromkeys(kinds, SAME)
    if not len(matrix.names):
        return Respelled(found, shares)
    counts = _frequencies(kinds, matrix)
    for word, spellings in _wanted(query, matrix.names, counts):
        own = tuple(map(code_of, word_terms(word.token, query.lang)))
        most = matrix.weight(max((counts.get(code, 0) for code in own[:1]), default=0))
        others = tuple(_known_terms(spellings, most, matrix))
        for code, kind, share in others:
            found[code] = found.get(code, 0) | kind
            shares[code] = max(share, shares.get(code, 0.0))
        for code in own if others else ():
            if not counts.get(code):
                found.pop(code, None)
    return Respelled(found, shares)


def _frequencies(codes: Iterable[int], matrix: TermMatrix) -> dict[int, int]:
    """Return the number of facts with each of the codes that the table has."""
    asked = tuple(codes)
    numbers = matrix.find(asked)
    there = numbers >= 0
    counts = matrix.frequencies[numbers[there]].tolist()
    return dict(zip(itertools.compress(asked, there.tolist()), counts, strict=True))


def _known_terms(
    spellings: Spellings, most: float, matrix: TermMatrix
) -> Iterator[tuple[int, int, float]]:
    """Yield code, kind and share of weight of the terms that ``spellings`` have in the table."""
    terms: dict[int, tuple[int, float]] = {}
    for name, share in sorted(spellings.items(), key=lambda item: item[1]):
        terms |= dict.fromkeys(matrix.names.stems_of(name), (WORD, share))
        terms[code_of(NAME + spelling(name)[:KEY_LENGTH])] = SHARED | CAPITAL, share
    counts = _frequencies(terms, matrix)
    for code, (kind, share) in terms.items():
        if frequency := counts.get(code):
            yield code, kind, share * min(1.0, most / matrix.weight(frequency))


def _wanted(
    query: Query, lexicon: NameLexicon, counts: Mapping[int, int]
) -> Iterator[tuple[Word, Spellings]]:
    """Yield the words of a query that are asked for in other spellings, with these."""
    text = clean(query.text[:MAX_CHARACTERS])
    said = list(itertools.islice(words(text, query.lang), MAX_WORDS))
    left = MAX_RESPELLED
    for place, word in enumerate(said):
        run = _run(text, said, place)
        spellings = _together(run, lexicon)
        if not word.is_stop:
            spellings |= _translated(run, lexicon)
            own = map(code_of, word_terms(word.token, query.lang)[:1])
            is_rare = max((counts.get(code, 0) for code in own), default=0) <= RARE
            spellings |= _alike(word, query.lang, lexicon, is_rare=is_rare and not spellings)
        if spellings:
            best = sorted(spellings.items(), key=lambda item: (-item[1], item[0]))
            yield word, dict(best[:MAX_SPELLINGS])
            left -= 1
        if not left:
            return


def _run(text: str, said: Sequence[Word], place: int) -> Sequence[Word]:
    """Return the word at ``place`` and at most two more that are written on as one name."""
    end = place + 1
    while end < min(len(said), place + 3):
        between = text[said[end - 1].span.end : said[end].span.start]
        is_hyphen = between == "-" and said[place].is_capital  # "Jin-ping"
        goes_on = said[end].is_capital and between and _JOINTS.issuperset(between)
        if not (goes_on or is_hyphen):
            break
        end += 1
    return said[place:end]


def _together(run: Sequence[Word], lexicon: NameLexicon) -> Spellings:
    """Return the names that the words of ``run`` make when they are written as one."""
    joined = ["".join(word.text for word in run[:end]) for end in range(2, len(run) + 1)]
    found = dict.fromkeys(lexicon.known(joined), SAME)
    for other in itertools.chain.from_iterable(map(listed_spellings, joined)):
        found |= dict.fromkeys(_apart(other, lexicon), SAME)
    return found


def _translated(run: Sequence[Word], lexicon: NameLexicon) -> Spellings:
    """Return what a given name is called elsewhere, when it stands without a surname."""
    if not run[0].is_capital:
        return {}
    others = translations(run[0].text)
    if len(run) > 1 and not translations(run[1].text) and not _is_numeral(run[1]):
        return {}  # a surname follows
    return dict.fromkeys(lexicon.known(others), DERIVED)


def _is_numeral(word: Word) -> bool:
    return set(word.text) <= set("ivx")


def _alike(word: Word, lang: str, lexicon: NameLexicon, *, is_rare: bool) -> Spellings:
    """Return the names of the table that one word may be meant for."""
    name = word.text
    found: Spellings = {}
    if word.is_capital:
        found |= dict.fromkeys(lexicon.known(listed_spellings(name)), SAME)
        found |= _near(name, sound_keys(name), lexicon, SAME)
    found = found or _derived(name, lang, lexicon)
    if is_rare and word.is_capital and not found:
        found = _near(name, asked_keys(name), lexicon)
        found = found or dict.fromkeys(_apart(name, lexicon), SAME)
    found.pop(name, None)
    return found


def _near(name: str, keys: Iterable[str], lexicon: NameLexicon, least: float = 0.0) -> Spellings:
    """Return the names under ``keys`` that are near enough, only the nearest kind."""
    near = {other: closeness(name, other) for other in lexicon.under(keys) if other != name}
    best = max(near.values(), default=0.0)
    return {other: value for other, value in near.items() if value == best > 0 and value >= least}


def _derived(name: str, lang: str, lexicon: NameLexicon) -> Spellings:
    """Return the names that ``name`` is derived from by an ending of its language."""
    found: Spellings = {}
    for root in roots(name, lang):
        for base in (root, *without_particle(root)):
            under = lexicon.under((root_key(base),))
            found |= {other: DERIVED for other in under if are_one_root(base, other)}
    return found


def _apart(name: str, lexicon: NameLexicon) -> tuple[str, ...]:
    """Return the names of the table that are written as one in ``name``: one of several words."""
    whole = lexicon.known((name,))
    if whole:
        return whole
    rests = lexicon.known(without_particle(name))
    if rests:
        return rests[:1]
    cuts = range(_PIECE, len(name) - _PIECE + 1)
    pieces = set(lexicon.known([*(name[:cut] for cut in cuts), *(name[cut:] for cut in cuts)]))
    for cut in cuts:
        if name[:cut] in pieces and name[cut:] in pieces:
            return name[:cut], name[cut:]
    return lexicon.known((name[_STUB:],)) if len(name) >= _STUB + _LONG_REST else ()
