"""Comparators: each looks at one dimension of an aligned pair and says agree, clash or nothing.

``None`` means the part says nothing in this dimension; ``NEUTRAL`` that it does and the fact does
not settle it, so the fact cannot support the part.
"""
