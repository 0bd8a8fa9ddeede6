"""What the combiner looks at in a match, as numbers; fitting and running share this file."""

from __future__ import annotations

import math

from factcheck.model import Ground, Match, Reason, Stance

RULE_FEATURES = (
    "supports",
    "refutes",
    "supports_coverage",
    "coverage",
    "fact_coverage",
    "name_gaps",
    "figure_gaps",
    "date_gaps",
    "unmet",
    "names",
    "other_occasion",
    "other_mood",
    "turned",
    "same_actors",
    "words",
    "fact_words",
)
MODEL_FEATURES = (
    *RULE_FEATURES,
    "model_supports",
    "model_refutes",
    "model_supports_without_gaps",
    "model_refutes_same_actors",
)
_TURNED = frozenset({Reason.NEGATION, Reason.DIRECTION, Reason.UNDECIDED})
_LEAST = 1e-3
"""Floor of the model's probabilities: a log-odds beyond it says no more."""
_FEW = 3
_NOTHING = Ground()


def rule_features(match: Match) -> tuple[float, ...]:
    """Return the numbers of ``RULE_FEATURES``, each about in [0, 4]."""
    ground = match.ground or _NOTHING
    supports = float(match.stance is Stance.SUPPORTS)
    turned = any(c.stance is Stance.NEUTRAL and c.name in _TURNED for c in match.comparisons)
    return (
        supports,
        float(match.stance is Stance.REFUTES),
        supports * match.coverage,
        match.coverage,
        ground.fact_coverage,
        *(_has_gap(ground, kind) for kind in (Reason.ENTITY, Reason.QUANTITY, Reason.DATE)),
        min(len(ground.unmet), _FEW) / _FEW,
        min(ground.names, _FEW) / _FEW,
        float(not ground.same_occasion),
        float(not ground.same_mood),
        float(turned),
        float(ground.same_actors),
        math.log1p(ground.words) / 2,
        math.log1p(ground.fact_words) / 2,
    )


def model_features(match: Match) -> tuple[float, ...]:
    """Return the numbers of ``MODEL_FEATURES``: the model's as log-odds against neutral."""
    chances = match.probabilities
    if chances is None:
        raise ValueError("no model read this match")
    ground = match.ground or _NOTHING
    supports = _log_odds(chances.supports, chances.neutral)
    refutes = _log_odds(chances.refutes, chances.neutral)
    return (
        *rule_features(match),
        supports,
        refutes,
        supports * (not ground.gaps),
        refutes * ground.same_actors,
    )


def _has_gap(ground: Ground, kind: Reason) -> float:
    return float(any(gap.kind is kind for gap in ground.gaps))


def _log_odds(chance: float, other: float) -> float:
    return math.log(max(chance, _LEAST) / max(other, _LEAST))
