"""What the rules and a verification model say of a fact, made one: probabilities and a stance.

A logistic model over the features of a match, fitted by ``training/fit_combiner.py`` and kept as
``combiner.json``: one set of coefficients for the rules alone and one for rules and model. Around
it stand limits that nothing learned may cross.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from factcheck.model import (
    MAGNITUDE,
    TRANSLATED,
    TURNED,
    ClaimKind,
    Comparison,
    Match,
    Mend,
    Part,
    Probabilities,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
)
from factcheck.policies.features import (
    MODEL_FEATURES,
    RULE_FEATURES,
    model_features,
    rule_features,
)

_STATED = frozenset({Role.ASSERTION, Role.REPORTED})
"""Parts a model may settle: who says it and in what office is a matter of names."""
_VIEWS = frozenset({ClaimKind.OPINION, ClaimKind.QUESTION})
_TO_COME = frozenset({ClaimKind.PREDICTION, ClaimKind.PROMISE})
"""What is to come may be borne out by a fact that tells of it too. No model contradicts it: plans
and estimates change, and each was right in its day."""
_OPEN_KINDS = _VIEWS | _TO_COME
_BINDING = frozenset(
    {
        Reason.AMBIGUOUS,
        Reason.UNDATED,
        Reason.OUTDATED,
        Reason.QUOTE,
        Reason.ROLE,
        Reason.PLACE,
        Reason.QUANTIFIER,
    }
)
"""What a comparator leaves open for a cause no reading of the words removes: who is meant, when a
state held, whose words they are, which country a figure is of, whether all or some are meant."""
_CONTRARY = frozenset({Reason.DIRECTION, Reason.NEGATION})
"""What only one side denies, or tells the other way, if perhaps not of the same thing."""
MENDED = "mended"
"""Detail of a clash that the model finds by putting the fact's words in the part's place."""
_OPEN = Stance.NEUTRAL
_ALL = 0.99
_MIN_COVERAGE = 0.5
"""Share of a part without names that a fact must say for the model to bear the part out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds against neutral: an intercept and one coefficient per feature, for each stance.

    ``supports_from`` and ``refutes_from`` are the least probabilities that settle what rules leave
    open, ``keep_from`` the least at which a support of the rules stands, ``drop_from`` the model's
    own least probability of the contrary that takes back a support of the rules, ``clear_from`` the
    one that takes back a clash of theirs, ``about_supports`` and
    ``about_refutes`` the least similarity of a fact that the model alone lets settle something.
    ``clash`` is the probability that a clash the rules find is one. ``doubted_from`` is the least
    probability of the contrary, and ``mended_from`` that of support with the fact's words in the
    place of the part's, at which one thing in another's place is a clash. ``slip_from`` is the
    least log-odds of a slip at which what a sentence may have mixed up is one, ``mend_slip_from``
    the least at which one thing in another's place is a clash, where the model has a slip head.
    """

    supports: tuple[float, ...]
    refutes: tuple[float, ...]
    supports_from: float = 1.0
    refutes_from: float = 1.0
    keep_from: float = 0.0
    drop_from: float = 1.0
    clear_from: float = 1.0
    about_supports: float = 0.0
    about_refutes: float = 0.0
    clash: float = 0.8
    doubted_from: float = 1.0
    mended_from: float = 1.0
    slip_from: float = math.inf
    mend_slip_from: float = -math.inf

    def probabilities(self, features: Sequence[float]) -> Probabilities:
        """Return the probability of each stance."""
        supports, refutes = (
            row[0] + math.fsum(w * x for w, x in zip(row[1:], features, strict=True))
            for row in (self.supports, self.refutes)
        )
        top = max(supports, refutes, 0.0)
        weights = [math.exp(score - top) for score in (supports, refutes, 0.0)]
        total = math.fsum(weights)
        return Probabilities(
            supports=weights[0] / total, refutes=weights[1] / total, neutral=weights[2] / total
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Combiner:
    """Both sets of coefficients; a match is combined by the one for what is known of it."""

    rules: Weights
    model: Weights

    def __call__(self, part: Part, match: Match) -> Match:
        """Return ``match`` with its combined probabilities, and the stance that follows."""
        chances = self.probabilities(match)
        slip = self._slip(part, match)
        if slip is not None:
            return self._clashing(part, match, slip, chances)
        if match.probabilities is None:
            return replace(match, combined=chances)
        if match.stance is Stance.SUPPORTS:
            contrary = match.probabilities.refutes
            # a model mixes up who does what where a passive turns it: rules that found both tell
            kept = _has_same_roles(match) or (
                contrary < self.model.drop_from
                and (_says_the_same(match) or chances.supports >= self.model.keep_from)
            )
            sure = chances
            if kept and match.fact.rating is Rating.FALSE:
                # no public set has statements rated false: as of a clash, the surer of both tells
                sure = max(self._by_rules(match), chances, key=lambda c: c.supports)
            return replace(match, combined=sure, stance=match.stance if kept else _OPEN)
        if match.stance is Stance.REFUTES:
            return self._doubted(match, chances, match.probabilities.supports)
        return self._settled(part, replace(match, combined=chances), chances)

    def probabilities(self, match: Match) -> Probabilities:
        """Return the probability of each stance, by the coefficients for what is known of it."""
        if match.probabilities is None:
            return self._by_rules(match)
        return self.model.probabilities(model_features(match))

    def _doubted(self, match: Match, chances: Probabilities, contrary: float) -> Match:
        """Return a clash of the rules: open if uncertain and surely read as the contrary.

        Public sets hold too few clashes to fit how much, so the surer of both tells how likely.
        """
        is_certain = match.ground is not None and match.ground.is_certain
        # who reads words sees the digits of a million and of a billion agree, or of metres and
        # feet: no model is asked
        is_certain = is_certain or any(
            c.detail == MAGNITUDE or (c.name is Reason.UNIT and c.stance is Stance.REFUTES)
            for c in match.comparisons
        )
        if not is_certain and contrary >= self.model.clear_from:
            return replace(match, combined=chances, stance=_OPEN)
        return replace(match, combined=max(self._by_rules(match), chances, key=lambda c: c.refutes))

    def _by_rules(self, match: Match) -> Probabilities:
        """Return what the rules alone make of it; clashes are too rare in public sets to fit."""
        if match.stance is not Stance.REFUTES:
            return self.rules.probabilities(rule_features(match))
        rest = (1.0 - self.rules.clash) / 2
        return Probabilities(supports=rest, refutes=self.rules.clash, neutral=rest)

    def _settled(self, part: Part, match: Match, chances: Probabilities) -> Match:
        """Return a match that rules leave open, settled by the model where it may.

        To agree with a statement rated false is to be refuted: it takes what a refutation takes.
        """
        if self._is_put_right(part, match) and match.mend is not None:
            return self._clashing(part, match, match.mend, chances)
        limits, accused = self.model, match.fact.rating is Rating.FALSE
        supports_from = limits.refutes_from if accused else limits.supports_from
        if chances.supports >= supports_from and may_support(part, match):
            stance = Stance.SUPPORTS
        elif chances.refutes >= limits.refutes_from and may_refute(part, match):
            stance = Stance.REFUTES
        else:
            return match
        accuses = accused == (stance is Stance.SUPPORTS)
        about = limits.about_refutes if accuses else limits.about_supports
        if match.similarity < about and (accuses or match.coverage < _MIN_COVERAGE):
            return match
        if accuses and not may_refute(part, match):
            return match
        read = Comparison(
            name=Reason.MODEL,
            stance=stance,
            fact_text=match.evidence if match.together else "",
            detail=f"{_of(chances, stance):.2f}",
        )
        return replace(match, stance=stance, comparisons=(*match.comparisons, read))

    def _is_put_right(self, part: Part, match: Match) -> bool:
        """Tell whether the model refutes the part, and bears it out with one thing changed."""
        read, mended = match.probabilities, match.mended
        return (
            read is not None
            and mended is not None
            and match.fact.rating is Rating.TRUE
            and match.ground is not None
            and not match.ground.has_others
            and not _tells_the_contrary(match)
            and read.refutes >= self.model.doubted_from
            and mended.supports >= self.model.mended_from
            and (match.mend_slip is None or match.mend_slip >= self.model.mend_slip_from)
            and part.kind not in _TO_COME
            and _is_stated(part, match)
        )

    def _slip(self, part: Part, match: Match) -> Mend | None:
        """Return the surest of what is mixed up in the part, if the model is sure enough of it."""
        if match.stance is not Stance.NEUTRAL or part.kind in _OPEN_KINDS:
            return None
        read = match.probabilities
        if read is not None and read.supports >= self.model.clear_from:
            return None
        found = [(one.slip, one.mend) for one in match.suspicions if one.slip is not None]
        surest, mend = max(found, key=lambda one: one[0], default=(-math.inf, None))
        return mend if surest >= self.model.slip_from else None

    def _clashing(self, part: Part, match: Match, mend: Mend, chances: Probabilities) -> Match:
        clash = Comparison(
            name=mend.kind,
            stance=Stance.REFUTES,
            claim_text=mend.claim_text,
            fact_text=mend.fact_text,
            detail=MENDED,
            claim_span=_place(mend.claim_text, part.text, mend.claim_span),
            fact_span=_place(mend.fact_text, match.fact.statement, mend.fact_span),
        )
        others = [c for c in match.comparisons if c.name is not mend.kind]
        found = replace(match, stance=Stance.REFUTES, comparisons=(*others, clash))
        surest = max(self._by_rules(found), chances, key=lambda c: c.refutes)
        return replace(found, combined=surest)


def _place(words: str, text: str, span: Span) -> Span | None:
    """Return where ``words`` stand in ``text``: at ``span``, else their only place, or nowhere."""
    if span.slice(text) == words:
        return span
    start = text.find(words)
    is_only = start >= 0 and text.find(words, start + 1) < 0
    return Span(start=start, end=start + len(words)) if is_only else None


def _has_same_roles(match: Match) -> bool:
    return match.ground is not None and match.ground.same_roles


def _says_the_same(match: Match) -> bool:
    """Tell whether neither side says anything of weight that the other does not."""
    ground = match.ground
    return ground is not None and min(match.coverage, ground.fact_coverage) >= _ALL


def _of(chances: Probabilities, stance: Stance) -> float:
    return chances.supports if stance is Stance.SUPPORTS else chances.refutes


def _is_open(part: Part, match: Match) -> bool:
    """Tell whether a model may settle it at all: a statement, of one mood, time and country."""
    ground = match.ground
    return ground is not None and ground.same_occasion and _is_stated(part, match)


def _is_stated(part: Part, match: Match) -> bool:
    """Tell of a statement that the fact takes as such, and of nothing that must stay open."""
    ground = match.ground
    return (
        part.role in _STATED
        and part.kind not in _VIEWS
        and ground is not None
        and ground.same_mood
        and not any(map(_binds, match.comparisons))
    )


def _binds(comparison: Comparison) -> bool:
    return (
        comparison.stance is Stance.NEUTRAL
        and (comparison.name in _BINDING or comparison.detail == TURNED)
        and comparison.detail != TRANSLATED
    )


def _tells_the_contrary(match: Match) -> bool:
    """Tell whether one side has the opposite or the denial of a word: no day, no name mends it."""
    return any(c.name in _CONTRARY and c.stance is _OPEN for c in match.comparisons)


def may_support(part: Part, match: Match) -> bool:
    """Tell whether the model alone may bear a part out: the fact has every name, figure, date.

    A part without names may be said of anybody: the fact must say much of it, and of nobody else.
    """
    ground = match.ground
    if ground is None or ground.gaps or ground.is_told_otherwise or not _is_open(part, match):
        return False
    if _tells_the_contrary(match):
        return False
    return ground.names > 0 or (match.coverage >= _MIN_COVERAGE and not ground.has_others)


def may_refute(part: Part, match: Match) -> bool:
    """Tell whether the model alone may contradict a part: the same actors, of whom it is said."""
    ground = match.ground
    is_told = part.kind not in _TO_COME and _is_open(part, match)
    return ground is not None and ground.same_actors and is_told


@lru_cache(maxsize=1)
def load_combiner() -> Combiner:
    """Return the coefficients that ship with the package."""
    text = files("factcheck.policies").joinpath("combiner.json").read_text("utf-8")
    return combiner_from(json.loads(text))


def combiner_from(content: Mapping[str, Any]) -> Combiner:
    """Return the combiner in the object that ``training/fit_combiner.py`` writes."""
    return Combiner(
        rules=_weights(content["rules"], RULE_FEATURES),
        model=_weights(content["model"], MODEL_FEATURES),
    )


def _weights(content: Mapping[str, Any], names: Sequence[str]) -> Weights:
    supports, refutes = (
        (content[stance]["intercept"], *(content[stance]["features"][name] for name in names))
        for stance in ("supports", "refutes")
    )
    return Weights(supports=supports, refutes=refutes, **content.get("limits", {}))
