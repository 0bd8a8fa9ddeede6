"""Generated training pairs: statements by templates, with the label their slots imply."""

from .cases import Pair
from .generator import generate

__all__ = ["Pair", "generate"]
