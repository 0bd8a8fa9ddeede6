"""Names and offices where somebody may be meant, as whole phrases: "portavoce di X", "X"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.analysis.lexicon import relations
from factcheck.analysis.speech import SpeechWords, gap, is_dated, is_joined
from factcheck.model import Analysis, Name, Token

_LABEL = 8
"""Words an office's label may have before it ("chief") or after it ("of the ministry")."""
_SPACES = re.compile(r"[\s'’]+")
_ADJECTIVES = 3
_NEW_SENTENCE = frozenset(".!?:»”\"«“„‘'…")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or office in token positions.

    ``oblique`` stands behind a preposition, or names an owner; ``torn`` follows "and" after such
    a one, so that nobody knows which of the two it goes on with.
    """

    start: int
    stop: int
    text: str
    is_name: bool
    oblique: bool
    torn: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """A stretch being read, in token positions, with the names that stand in it."""

    analysis: Analysis
    words: SpeechWords
    names: Mapping[int, Name]
    start: int
    stop: int

    @property
    def tokens(self) -> Sequence[Token]:
        return self.analysis.tokens

    def low(self, position: int) -> str:
        return self.tokens[position].text.casefold()

    def label(self, start: int, stop: int) -> str:
        first, last = self.tokens[start].span.start, self.tokens[stop - 1].span.end
        return self.analysis.text[first:last]


def mentions(
    analysis: Analysis, words: SpeechWords, bounds: tuple[int, int]
) -> tuple[Mention, ...]:
    """Return whom the tokens within ``bounds`` name, in order, each person or body once.

    A name beside its office is one mention; what stands in parentheses is left out.
    """
    scene = _Scene(analysis, words, _name_positions(analysis, *bounds), *bounds)
    found: list[Mention] = []
    position = scene.start
    while position < scene.stop:
        mention = _name_from(scene, position) or _office_from(scene, position)
        if mention is None:
            position += 1
            continue
        while found and found[-1].start >= mention.start:
            found.pop()  # whose spokesman it is
        if "(" not in gap(analysis, mention.start - 1):
            torn = bool(found) and found[-1].oblique and _is_second(scene, found[-1], mention)
            found.append(replace(mention, torn=torn))
        position = mention.stop
    return _merged(scene, found)


def _is_second(scene: _Scene, left: Mention, right: Mention) -> bool:
    """Tell whether only "and" stands between two mentions."""
    between = [scene.low(position) for position in range(left.stop, right.start)]
    return len(between) == 1 and between[0] in scene.words.coordinators


def preposition(analysis: Analysis, words: SpeechWords, start: int, low: int) -> str:
    """Return the preposition before the phrase at ``start``, an article skipped, or ``""``."""
    for position in range(start - 1, max(low, start - 2) - 1, -1):
        if not is_joined(analysis, position):
            return ""
        word = analysis.tokens[position].text.casefold()
        if word in words.prepositions:
            return word
        if word not in words.rules.articles:
            return ""
    return ""


def _name_positions(analysis: Analysis, start: int, stop: int) -> Mapping[int, Name]:
    """Return the name of each token from a little before ``start`` to a little after ``stop``."""
    found: dict[int, Name] = {}
    names = iter(analysis.names)
    name = next(names, None)
    for position in range(max(0, start - 1), min(len(analysis.tokens), stop + 1)):
        at = analysis.tokens[position].span.start
        while name is not None and name.span.end <= at:
            name = next(names, None)
        if name is not None and name.span.start <= at:
            found[position] = name
    return found


# --- names -------------------------------------------------------------------------------------


def _name_from(scene: _Scene, position: int) -> Mention | None:
    """Return the name that begins here: a run of capitals, adjectives after it included."""
    if not _begins_name(scene, position):
        return None
    stop = position + 1
    while stop < scene.stop and _continues_name(scene, stop):
        stop += 1
    after = _common_words(scene, stop)
    if any(is_office(scene.tokens[p], scene.words) for p in range(stop, after)):
        return None  # "White House official"
    position = _particles_before(scene, position)
    before = scene.low(position - 1) if position > 0 else ""
    has_article = before in scene.words.rules.articles
    owns = (
        after < len(scene.tokens) and scene.tokens[after].norm == "s" and _apostrophe(scene, after)
    )
    doubtful = after > stop and not has_article
    return Mention(
        start=position,
        stop=after if has_article else stop,
        text=scene.label(position, after if has_article else stop),
        is_name=True,
        oblique=doubtful
        or owns
        or bool(preposition(scene.analysis, scene.words, position, scene.start)),
    )


def _particles_before(scene: _Scene, position: int) -> int:
    """Return where a name begins with the particles before it: "von der Leyen"."""
    rules = scene.words.rules
    while position > scene.start and is_joined(scene.analysis, position - 1):
        low = scene.low(position - 1)
        if low not in rules.name_particles or low in rules.function_words:
            break
        position -= 1
    return position


def _begins_name(scene: _Scene, position: int) -> bool:
    token = scene.tokens[position]
    if not token.text[0].isupper() or _is_no_name(scene, position):
        return False
    if position in scene.names:
        return not scene.names[position].adjective
    return not _starts_sentence(scene, position)


def _is_no_name(scene: _Scene, position: int) -> bool:
    token = scene.tokens[position]
    return (
        token.is_stop
        or token.text.casefold() in scene.words.titles
        or (position not in scene.names and is_office(token, scene.words) and token.concept != "")
        or is_dated(scene.analysis, position)
    )


def _continues_name(scene: _Scene, position: int) -> bool:
    known, before = scene.names.get(position), scene.names.get(position - 1)
    if known is not None and known is before:
        return True
    if not scene.tokens[position].text[0].isupper() or _is_no_name(scene, position):
        return False
    if known is not None and before is not None:
        return False  # two names side by side
    return is_joined(scene.analysis, position - 1) and not (known and known.adjective)


def _common_words(scene: _Scene, position: int) -> int:
    """Return the position after the plain words that follow directly on a name."""
    stop = position
    while (
        stop < min(scene.stop, position + _ADJECTIVES)
        and is_joined(scene.analysis, stop - 1)
        and not _apostrophe(scene, stop)
        and _is_plain(scene, stop)
        and not scene.tokens[stop].text[0].isupper()
    ):
        stop += 1
    return stop


def _is_plain(scene: _Scene, position: int) -> bool:
    """Tell whether a word is a noun or adjective: no function word, verb, adverb or date."""
    token = scene.tokens[position]
    low = token.text.casefold()
    return not (
        token.is_stop
        or token.is_verb
        or low in scene.words.adverbs
        or scene.words.adverb_form.search(low)
        or is_dated(scene.analysis, position)
    )


def _apostrophe(scene: _Scene, position: int) -> bool:
    return gap(scene.analysis, position - 1) in ("'", "’")


def _starts_sentence(scene: _Scene, position: int) -> bool:
    return position == 0 or bool(set(gap(scene.analysis, position - 1)) & _NEW_SENTENCE)


# --- offices -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    known = relations().office_broader
    return frozenset(known) | frozenset(known.values())


def is_office(token: Token, words: SpeechWords) -> bool:
    """Tell whether the word is an office, or a body or office holder that speaks."""
    if token.concept in _offices():
        return True
    low = token.text.casefold()
    if token.concept and not low.isalpha():  # "ministero dell'Economia", "economy ministry"
        parts = _SPACES.split(low)
        return parts[0] in words.speakers or parts[-1] in words.speakers
    return low in words.speakers


def _office_from(scene: _Scene, position: int) -> Mention | None:
    """Return the office that stands here with what belongs to it: "ministro della Difesa"."""
    if not is_office(scene.tokens[position], scene.words):
        return None
    start = position
    while start > max(scene.start, position - _LABEL) and _belongs_before(scene, start - 1):
        start -= 1
    stop = _office_end(scene, position + 1)
    return Mention(
        start=start,
        stop=stop,
        text=scene.label(start, stop),
        is_name=False,
        oblique=bool(preposition(scene.analysis, scene.words, start, scene.start)),
    )


def _belongs_before(scene: _Scene, position: int) -> bool:
    if not is_joined(scene.analysis, position):
        return False
    token = scene.tokens[position]
    if token.norm == "s" and _apostrophe(scene, position):
        return True
    if token.text.casefold() in scene.words.rules.former:
        return True
    return position in scene.names or _is_plain(scene, position)


def _office_end(scene: _Scene, position: int) -> int:
    stop, linked = position, False
    for following in range(position, min(scene.stop, position + _LABEL)):
        if not is_joined(scene.analysis, following - 1):
            break
        low = scene.low(following)
        if low in scene.words.links:
            linked = True
        elif not (linked and low in scene.words.rules.articles):
            if not (linked or _is_plain(scene, following)) or _is_stop(scene, following):
                break
            if not linked and _begins_name(scene, following):
                break  # whoever holds it
            stop = following + 1
            linked = linked and _goes_on(scene, following + 1)
    return stop


def _goes_on(scene: _Scene, position: int) -> bool:
    """Tell whether a capital follows that belongs to the name before it."""
    return (
        position < scene.stop
        and scene.tokens[position].text[0].isupper()
        and scene.tokens[position - 1].text[0].isupper()
        and is_joined(scene.analysis, position - 1)
    )


def _is_stop(scene: _Scene, position: int) -> bool:
    return scene.tokens[position].is_stop or is_dated(scene.analysis, position)


# --- names beside offices ----------------------------------------------------------------------


def _merged(scene: _Scene, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with an office and its holder, or two offices of one, made one."""
    kept: list[Mention] = []
    for mention in found:
        joined = _joined_mention(scene, kept[-1], mention) if kept else None
        if joined is not None:
            kept[-1] = joined
        else:
            kept.append(mention)
    return tuple(kept)


def _joined_mention(scene: _Scene, left: Mention, right: Mention) -> Mention | None:
    between = [scene.low(p) for p in range(left.stop, right.start)]
    mark = gap(scene.analysis, left.stop - 1).strip()
    articles = scene.words.rules.articles
    is_apposed = mark == "," and all(
        word in articles or word in scene.words.rules.former for word in between
    )
    if left.is_name and right.is_name:  # "C. Shannon Bacon, a Democrat, said"
        return replace(left, stop=right.stop) if is_apposed and between else None
    if not left.is_name and not right.is_name:
        paired = len(between) == 1 and between[0] in scene.words.coordinators and not mark
        return replace(left, stop=right.stop) if paired else None
    if left.is_name:
        return replace(left, stop=right.stop) if is_apposed else None
    is_titled = mark == "," and all(word in scene.words.titles for word in between)
    if (not between and not mark) or ((is_apposed or is_titled) and _is_closed(scene, right)):
        return replace(right, start=left.start, oblique=left.oblique)
    return None


def _is_closed(scene: _Scene, mention: Mention) -> bool:
    """Tell whether an apposition ends with its name: a comma or the end follows."""
    return mention.stop >= len(scene.tokens) or "," in gap(scene.analysis, mention.stop - 1)
