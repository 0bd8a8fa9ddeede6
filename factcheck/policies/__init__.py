"""Matches to verdicts: what rules and model say of each fact combined, then the policy's tables."""

from factcheck.policies.combining import Combiner, load_combiner
from factcheck.policies.rules import NEAR, RulePolicy, duplicate_of

__all__ = ["NEAR", "Combiner", "RulePolicy", "duplicate_of", "load_combiner"]
