"""Contrast sets: minimal pairs of a true fact and a claim with one error, or none, in it.

Gardner et al. 2020, "Evaluating Models' Local Decision Boundaries via Contrast Sets".
"""

from factcheck.contrast.generate import KINDS, contrast_pairs
from factcheck.contrast.records import ContrastPair, Label

__all__ = ["KINDS", "ContrastPair", "Label", "contrast_pairs"]
