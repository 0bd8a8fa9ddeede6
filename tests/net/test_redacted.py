"""No password and no key is shown."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.net import redacted


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?id=7&page=2", "https://example.org/a?id=7&page=2"),
        ("https://example.org/a?q=keyword&keywords=x", "https://example.org/a?q=keyword&keywords=x"),
        ("https://example.org/@me/story?author=a", "https://example.org/@me/story?author=a"),
        ("https://example.org/a#access_token=x", "https://example.org/a"),
        ("https://me:word@example.org/a", "https://example.org/a"),
        ("https://me:w@rd@example.org/a", "https://example.org/a"),
        ("https://me:wo/rd@example.org/a", "https://***"),
        ("https:me:word@example.org/a", "https:example.org/a"),
        ("ftp://me:word@example.org/a", "ftp://example.org/a"),
        ("https://example.org/?key=abc&x=1", "https://example.org/?key=***&x=1"),
        ("https://example.org/?x=1;api_key=abc", "https://example.org/?x=1;api_key=***"),
        ("https://example.org/?X-Amz-Signature=ab", "https://example.org/?X-Amz-Signature=***"),
        ("https://example.org/?%6bey=abc", "https://example.org/?%6bey=***"),
        ("https://example.org/a;jsessionid=1?b=2", "https://example.org/a;jsessionid=***?b=2"),
        ("https://example.org/?AIzaSyD4kQ9x8yZ1w2v3u4t5s6r7q8p", "https://example.org/?***"),
        ("https://example.org/?v=AIzaSyD4kQ9x8yZ1w2v3u4t5s6r7q8p", "https://example.org/?v=***"),
        ("http://a\nb/", "http://a\\x0ab/"),
        ("data:" + "x" * 500, "data:" + "x" * 195 + "..."),
    ],
)  # fmt: skip
def test_secrets_are_taken_out(url: str, shown: str) -> None:
    assert redacted(url) == shown


@given(st.text(), st.text(alphabet="abcdefgh", min_size=8, max_size=12))
def test_a_key_is_never_shown_whatever_stands_around_it(around: str, secret: str) -> None:
    if secret not in around:
        assert secret not in redacted(f"https://example.org/p?key={secret}&x={around}")


@given(st.text())
def test_what_is_shown_is_one_line_and_shown_the_same_again(url: str) -> None:
    shown = redacted(url)
    assert shown.isprintable()
    assert redacted(shown) == shown


def test_what_the_library_below_logs_is_redacted(caplog: pytest.LogCaptureFixture) -> None:
    from factcheck.net.wire import _keep_logs_clean

    _keep_logs_clean()
    with caplog.at_level(logging.DEBUG, logger="urllib3.connection"):
        logging.getLogger("urllib3.connection").warning(
            "Failed to parse headers (url=%s): %s", "http://h/?key=abcdef", "x"
        )
    assert "abcdef" not in caplog.text
    assert "http://h/?key=***" in caplog.text
