"""The shared suite of cases gives the same answers through Python."""

import pickle

import pytest
from conftest import ROOT, read_toml

import kfrules

CASES = ROOT / "tests" / "cases"
FILES = sorted(CASES.glob("*.toml"))
DIALOGUES = sorted((CASES / "dialogues").glob("*.toml"))


def ruleset(path, suite):
    packs = [(path.name, suite["pack"])] if "pack" in suite else []
    return kfrules.Ruleset(*packs, platform=suite.get("platform"))


def test_the_suite_is_all_there():
    assert sum(len(read_toml(path)["case"]) for path in FILES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_is_answered_as_it_says(path):
    suite = read_toml(path)
    rules = ruleset(path, suite)
    for case in suite["case"]:
        text = case["text"]
        violations = rules.check(text, sender=case.get("from", "agent"))
        if "rules" in case:
            violations = [v for v in violations if v.rule.split("/")[1] in case["rules"]]
        found = [
            {
                "rule": violation.rule,
                "text": violation.text,
                "chars": [violation.start, violation.end],
                "via": violation.via,
                "severity": violation.severity,
            }
            for violation in violations
        ]
        expected = [
            {**row, "severity": row.get("severity", got["severity"])}
            for row, got in zip(case["found"], found)
        ]
        assert len(found) == len(case["found"]), text
        assert found == expected, text
        for violation in violations:
            assert text[violation.start : violation.end] == violation.text, text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_many_at_once_are_answered_as_one_by_one(path):
    suite = read_toml(path)
    rules = ruleset(path, suite)
    texts = [case["text"] for case in suite["case"]]
    assert rules.check_many(texts) == [rules.check(text) for text in texts]


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_every_dialogue_is_answered_as_it_says(path):
    suite = read_toml(path)
    rules = ruleset(path, suite)
    for dialogue in suite["dialogue"]:
        chat = kfrules.Conversation(rules)
        found = []
        for sender, text, *seconds in dialogue["messages"]:
            at = seconds[0] * 1_000_000 if seconds else None
            said = chat.check(text, sender=sender, at=at)
            assert all(text[v.start : v.end] == v.text for v in said)
            found += said
            # A conversation that is made anew goes on as if it had stayed.
            chat = kfrules.Conversation.of(rules, chat.messages)
        found += chat.finish()
        assert len(found) == len(dialogue["found"]), dialogue["name"]
        for expected, violation in zip(dialogue["found"], found):
            assert {
                "rule": violation.rule,
                "lines": list(violation.lines),
                "text": violation.text,
                "chars": [violation.start, violation.end],
                "via": violation.via,
                "severity": violation.severity,
            } == {"severity": violation.severity, **expected}, dialogue["name"]


def test_a_conversation_is_pickled_as_what_was_said(pdd):
    chat = kfrules.Conversation(pdd)
    chat.check("能开发票吗", sender="customer", at="2024-05-01 09:00:00", line=70)
    again = pickle.loads(pickle.dumps(chat))
    assert again.rules == pdd
    assert again.messages == chat.messages == (("customer", "能开发票吗", 1714525200000000, 70),)
    assert repr(again) == repr(chat) == "Conversation(pdd, 1 messages)"
    assert len(again) == 1
    refusal, = again.check("这个开不了的", line=75)
    assert refusal.lines == (70, 75)
    assert pickle.loads(pickle.dumps(refusal)) == refusal


def test_the_dialogues_are_all_there():
    assert sum(len(read_toml(path)["dialogue"]) for path in DIALOGUES) >= 25


@pytest.mark.parametrize("name", ["contacts", "innocent"])
def test_every_number_is_told_as_it_says(name):
    for case in read_toml(CASES / "numbers" / f"{name}.toml")["case"]:
        text = case["text"]
        numbers = kfrules.numbers(text)
        found = [[number.kind, number.via, number.text, number.plain] for number in numbers]
        assert found == case["found"], text
        for number in numbers:
            assert text[number.start : number.end] == number.text, text


def test_every_mistake_in_a_pack_has_its_message():
    suite = read_toml(CASES / "packs" / "errors.toml")
    for case in suite["case"]:
        pack = case.get("pack") or suite["sound"] + case.get("after", "")
        try:
            said = kfrules.Ruleset(("shop.toml", pack)).verify()[0]
        except kfrules.Error as error:
            said = str(error)
            assert error.origin == "shop.toml", case["name"]
        assert said == case["error"], case["name"]
