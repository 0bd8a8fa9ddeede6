"""Retrievers: queries -> the facts that may speak about them.

``index`` asks an inverted index for a few hundred candidates, ``scan`` looks at every fact and is
the oracle of tests and benchmarks; both order what they find by the same ranker (``ranking``).
"""
