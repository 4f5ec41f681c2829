"""What must hold for any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

import kfrules

RULES = kfrules.Ruleset.platform("pdd")

# Any text, often with words that rules look for and disguises of them.
PARTS = ["微信", "加我", "薇", "\u2764", "v\u200bx", " * ", "好评", "返现", "138 0000 0000", "\U0001f600", "e\u0301", "。"]
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_spans_are_of_the_text(text):
    data, units = text.encode(), text.encode("utf-16-le")
    last = 0
    for violation in RULES.check(text):
        assert 0 <= violation.start < violation.end <= len(text)
        assert violation.start >= last
        last = violation.start
        assert text[violation.start : violation.end] == violation.text
        assert violation.chars == (violation.start, violation.end)
        start, end = violation.bytes
        assert data[start:end].decode() == violation.text
        start, end = violation.utf16
        assert units[2 * start : 2 * end].decode("utf-16-le") == violation.text


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_ways_of_asking_agree(text):
    found = RULES.check(text)
    assert RULES.check_many([text]) == [found]
    assert RULES.highlight(text).violations == found
    places = [(place.rule, place.text, place.start) for place in RULES.explain(text) if place.is_found]
    assert {(v.rule, v.text, v.start) for v in found} == set(places)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_masking_covers_errors_and_warnings_alone(text):
    covered = {
        index
        for violation in RULES.check(text)
        if violation.severity != "info"
        for index in range(violation.start, violation.end)
    }
    expected = "".join("\u2588" if index in covered else c for index, c in enumerate(text))
    assert RULES.mask(text, cover="\u2588") == expected
