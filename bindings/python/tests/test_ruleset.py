"""Rulesets and what they give: identity, pickling, errors, threads."""

import copy
import multiprocessing
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

import kfrules

SHOP = """
id = "shop"
title = "小店"

[[rule]]
id = "wording.gift"
severity = "warning"
message = "赠品已经送完，请不要再承诺"
suggestion = "可以介绍店铺优惠券"
sources = [{ document = "店长通知", date = "2024-05-01" }]
words = ["送小样"]
hits = ["下单送小样哦"]
passes = ["小样已经没有了"]
"""

TEXTS = ["加我薇\u2764 abc12345", "亲\U0001f600，加我微 信，好评返现", "下单送 小 样"]


def rulesets():
    return [
        kfrules.Ruleset.platform("pdd"),
        kfrules.Ruleset(SHOP),
        kfrules.Ruleset(("shop.toml", SHOP), platform="jd", disable=["contact.qq"], as_of="2024-05-01"),
    ]


@pytest.mark.parametrize("platform", kfrules.PLATFORMS)
def test_every_platform_passes_its_own_examples(platform):
    rules = kfrules.Ruleset.platform(platform)
    assert rules.id == platform
    assert rules.verify() == []


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_gives_an_equal(protocol):
    for rules in rulesets():
        things = [rules, *rules.rules, rules.highlight(TEXTS[0])]
        for text in TEXTS:
            things += rules.check(text)
            things += rules.explain(text)
        things.append(rules.rules[-1])
        # Together, as the rules of one ruleset are made anew once.
        again = pickle.loads(pickle.dumps(things, protocol))
        assert again == things
        assert list(map(hash, again)) == list(map(hash, things))
        assert list(map(repr, again)) == list(map(repr, things))
        assert copy.deepcopy(things) == things
        assert pickle.loads(pickle.dumps(rules.rules[0], protocol)) == rules.rules[0]
        # What cannot change need not be copied.
        assert copy.copy(rules) is copy.deepcopy(rules) is rules


def test_different_rulesets_are_not_equal():
    pdd, shop, both = rulesets()
    assert len({pdd, shop, both, kfrules.Ruleset.platform("pdd")}) == 3
    assert pdd.rules[0] != pdd.rules[1]
    assert pdd.rules[0] != both.rules[0]
    assert pdd.check(TEXTS[0])[0] != pdd.check(TEXTS[0])[1]
    assert pdd != "pdd"


def test_nothing_can_be_changed(pdd):
    violation = pdd.check(TEXTS[0])[0]
    for thing, name in [(pdd, "id"), (violation, "start"), (pdd.rules[0], "name")]:
        with pytest.raises(AttributeError):
            setattr(thing, name, "other")


def test_other_processes_find_the_same(pdd):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(pdd.check, TEXTS) == [pdd.check(text) for text in TEXTS]


def test_threads_share_a_ruleset(pdd):
    expected = [pdd.check(text) for text in TEXTS] * 200
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(pdd.check, TEXTS * 200)) == expected
        assert list(pool.map(pdd.check_many, [TEXTS] * 20)) == [expected[: len(TEXTS)]] * 20


def test_a_pack_may_be_a_file(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_text(SHOP, encoding="utf-8")
    rules = kfrules.Ruleset(path)
    again = pickle.loads(pickle.dumps(rules))
    path.unlink()
    assert again == rules
    assert [violation.rule for violation in again.check(TEXTS[2])] == ["shop/wording.gift"]


def test_saved_rulesets_answer_the_same():
    for rules in rulesets():
        saved = rules.to_bytes()
        loaded = kfrules.Ruleset.from_bytes(saved)
        assert (loaded.id, len(loaded), loaded.to_bytes()) == (rules.id, len(rules), saved)
        for again in (loaded, pickle.loads(pickle.dumps(loaded)), copy.copy(loaded)):
            assert again == loaded and hash(again) == hash(loaded)
            assert [again.check(text) for text in TEXTS] == [rules.check(text) for text in TEXTS]


def test_what_is_no_saved_ruleset_is_refused():
    saved = kfrules.Ruleset.platform("pdd").to_bytes()
    flipped = saved[:999] + bytes([saved[999] ^ 1]) + saved[1000:]
    for wrong in (b"", b"id = 'shop'", saved[:-1], saved + b"x", flipped):
        with pytest.raises(kfrules.Error, match="saved ruleset"):
            kfrules.Ruleset.from_bytes(wrong)
    with pytest.raises(kfrules.Error, match="format"):
        kfrules.Ruleset.from_bytes(saved[:8] + bytes([saved[8] + 1]) + saved[9:])


ERRORS = [
    (lambda: kfrules.Ruleset.platform("amazon"), (None, None, None), "no platform `amazon`"),
    (lambda: kfrules.Ruleset("id = "), (None, 1, None), "line 1, column 6: "),
    (
        lambda: kfrules.Ruleset(("shop.toml", SHOP.replace('["送小样"]', '["\\u200B"]'))),
        ("shop.toml", 11, "wording.gift"),
        "shop.toml:11:10: rule `wording.gift`: ",
    ),
    (lambda: kfrules.Ruleset(platform="pdd", disable=["no.such"]), (None, None, None), "no.such"),
    (lambda: kfrules.Ruleset.platform("pdd").check("在", sender="boss"), (None, None, None), "`boss`"),
]


@pytest.mark.parametrize("call, place, cause", ERRORS)
def test_errors_name_place_and_cause(call, place, cause):
    with pytest.raises(kfrules.Error) as caught:
        call()
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.origin, error.line, error.rule) == place
    assert cause in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line) == (str(error), error.line)


def test_a_missing_file_is_named(tmp_path):
    path = tmp_path / "none.toml"
    with pytest.raises(kfrules.Error, match="none.toml"):
        kfrules.Ruleset(path)


def test_what_is_no_text_is_refused(pdd):
    with pytest.raises(TypeError):
        pdd.check(b"\xff")
    # A lone surrogate is no character.
    with pytest.raises(UnicodeEncodeError):
        pdd.check("\ud800")
    with pytest.raises(TypeError):
        pdd.check_many(["在", None])
    with pytest.raises(KeyError):
        pdd.rule("no.such")


def test_highlighting_escapes_what_is_not_its_own(pdd):
    shown = pdd.highlight('<b>"加我微 信"</b>\n好评返现')
    assert shown._repr_html_() == shown.html
    assert shown.html.count("<mark ") == len(shown.violations) == 2
    assert "<b>" not in shown.html
    assert "&lt;b&gt;&quot;加我<mark" in shown.html
    assert ">微 信</mark>" in shown.html
    assert "pdd/contact.wechat：" in shown.html
    assert pdd.highlight("在的").html == '<p class="kfrules">在的</p>'


def test_the_fields_of_the_command(pdd):
    violation = pdd.check("\U0001f600加我薇\u2764")[0]
    assert violation.to_dict() == {
        "rule": "pdd/contact.wechat",
        "category": "contact",
        "severity": "error",
        "via": "sound",
        "text": "薇\u2764",
        "bytes": (10, 16),
        "chars": (3, 5),
        "utf16": (4, 6),
        "message": violation.message,
        "suggestion": violation.suggestion,
    }
    assert violation.message == pdd.rule(violation.rule).message
