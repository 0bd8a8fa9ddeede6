"""Sentences to claims: parts, kind, speaker, check-worthiness."""

from factcheck.detectors.rules import RuleDetector

__all__ = ["RuleDetector"]
