"""What must hold for any text."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kfrules

RULES = kfrules.Ruleset.platform("pdd")

# Any text, often with words that rules look for and disguises of them.
PARTS = [
    "微信",
    "加我",
    "薇",
    "\u2764\ufe0f",
    "v\u200bx",
    " * ",
    "好评",
    "返现",
    "宝贝",
    "138 0000 0000",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001d430\U0001d431",
    "e\u0301",
    "信\u0301\u20e3",
    "\U00020000",
    "。",
]
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


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_numbers_are_of_the_text(text):
    last = 0
    for number in kfrules.numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end
        assert text[number.start : number.end] == number.text
        assert pickle.loads(pickle.dumps(number)) == number


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_pickling_gives_an_equal(text):
    for thing in [*RULES.check(text), *RULES.explain(text), RULES.highlight(text)]:
        again = pickle.loads(pickle.dumps(thing))
        assert again == thing
        assert hash(again) == hash(thing)


SENDERS = st.sampled_from(["agent", "customer", "robot", "auto"])


@given(st.lists(st.tuples(SENDERS, TEXTS, st.integers(0, 400)), max_size=8), st.integers(0, 8))
@settings(max_examples=200, deadline=None)
def test_a_conversation_goes_on_wherever_it_is_made_anew(talk, at):
    stayed, moved, now_us = kfrules.Conversation(RULES), kfrules.Conversation(RULES), 0
    for number, (sender, text, seconds) in enumerate(talk):
        now_us += seconds * 1_000_000
        if number == at:
            moved = kfrules.Conversation.of(RULES, moved.messages)
        tried = copy.copy(stayed).check(text, sender=sender, at=now_us)
        found = stayed.check(text, sender=sender, at=now_us)
        assert found == tried == moved.check(text, sender=sender, at=now_us)
        assert set(RULES.check(text, sender=sender)) <= {v for v in found if not v.lines}
        for violation in found:
            assert text[violation.start : violation.end] == violation.text
    assert stayed.messages == moved.messages
    assert stayed.finish() == moved.finish()
    assert stayed.messages == ()


@given(st.lists(st.none() | TEXTS, max_size=6), st.integers(0, 6), st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_a_column_is_checked_as_one_by_one(texts, start, end):
    pyarrow = pytest.importorskip("pyarrow")
    expected = [
        (row, v.rule, v.start, v.end, v.via, v.severity, v.text, v.replacement)
        for row, text in enumerate(texts[start:end])
        if text is not None
        for v in RULES.check(text)
    ]
    names = ["row", "rule", "start", "end", "via", "severity", "text", "replacement"]
    for kind in [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()]:
        column = pyarrow.array(texts, kind)[start:end]
        found = pyarrow.table(RULES.check_column(column)).select(names).to_pylist()
        assert [tuple(row.values()) for row in found] == expected
