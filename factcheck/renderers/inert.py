"""Hostile text made inert: nothing from an article, a fact or a file name steers a terminal."""

from __future__ import annotations

import re

_SPACES = re.compile("[\t\n\v\f\r\x85\u2028\u2029 ]+")
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
# Every character of category Cf (bidi marks, joiners, tags), as ranges.
_FORMATS = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# Letters, selectors and specials that show nothing and have been used to smuggle text.
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufff0-\uffff\U000e0100-\U000e01ef"
_SUSPECT = re.compile(f"[{_CONTROLS}{_FORMATS}{_UNSEEN}]")
_SUSPECT_IN_LINES = re.compile(f"(?![\t\n])[{_CONTROLS}{_FORMATS}{_UNSEEN}]")
_LINE_END = re.compile("\r\n?")
_ESCAPED_IN_JSON = re.compile(f"(?!\n)[{_CONTROLS}{_FORMATS}{_UNSEEN}]")

_CONTROL_PICTURES = 0x2400
_SOFT_HYPHEN = "\u00ad"  # a place where a word may break: it says nothing, so it goes


def inert(text: str) -> str:
    """Return ``text`` on one line, every control, format or unseen character shown by name."""
    return _SUSPECT.sub(_shown, _SPACES.sub(" ", text))


def inert_lines(text: str) -> str:
    """Return ``text`` as ``inert`` does, its lines and spaces kept; every line ends in a newline.

    Doing it again changes nothing, and doing it piece by piece gives what the whole gives, unless a
    piece ends between the two characters of one line end.
    """
    return _SUSPECT_IN_LINES.sub(_shown, _LINE_END.sub("\n", text))


def escape_json(document: str) -> str:
    r"""Return a JSON ``document`` with what could steer a terminal written as ``\uXXXX``."""
    return _ESCAPED_IN_JSON.sub(_escaped, document)


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character == _SOFT_HYPHEN:
        return ""
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    return f"<U+{ord(character):04X}>"


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
