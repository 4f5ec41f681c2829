"""The shared suite of cases gives the same answers through Python."""

import pytest
from conftest import ROOT, read_toml

import kfrules

FILES = sorted((ROOT / "tests" / "cases").glob("*.toml"))


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
