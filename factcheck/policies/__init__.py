"""Matches to verdicts: what rules and model say of each fact combined, then the policy's tables.

What people decided comes last and is obeyed.
"""

from factcheck.policies.combining import Combiner, load_combiner
from factcheck.policies.reviews import Reviews, by_claim, reviewed
from factcheck.policies.rules import NEAR, RulePolicy, duplicate_of

__all__ = [
    "NEAR",
    "Combiner",
    "Reviews",
    "RulePolicy",
    "by_claim",
    "duplicate_of",
    "load_combiner",
    "reviewed",
]
