"""Many threads may share everything; the answers are those of one."""

import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import kfrules

TEXTS = ["加我薇\u2764 abc12345", "在的亲", "亲\U0001f600，加我微 信，好评返现", "这款宝贝有现货", ""]


@pytest.fixture(autouse=True)
def switch_often():
    """Threads take turns a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


def in_threads(count, work):
    """Runs `work` in so many threads that start at once."""
    start = threading.Barrier(count)

    def run(number):
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def everything(rules):
    return [
        (
            rules.check(text),
            rules.check_many(TEXTS),
            rules.mask(text),
            rules.rewrite(text),
            rules.explain(text),
            rules.highlight(text).html,
        )
        for text in TEXTS
    ]


def test_a_ruleset(pdd):
    expected = everything(pdd)
    for found in in_threads(16, lambda _: [everything(pdd) for _ in range(20)]):
        assert found == [expected] * 20


def test_rulesets_made_and_shipped_meanwhile(pdd):
    expected = pdd.check(TEXTS[0])

    def work(number):
        if number % 2:
            return kfrules.Ruleset.platform("pdd").check(TEXTS[0])
        return pickle.loads(pickle.dumps(pdd)).check(TEXTS[0])

    assert in_threads(8, work) == [expected] * 8


def test_a_clock():
    profile = kfrules.Profile.bundled("taobao@2025")
    clock, alone = kfrules.ReplyClock(profile), kfrules.ReplyClock(profile)
    start = kfrules.instant_us("2024-05-01 09:00:00")

    def talk(clock, number):
        for turn in range(50):
            at = start + turn * 60_000_000
            clock.record(f"c{number}", at, "customer")
            clock.waiting(at)
            clock.record(f"c{number}", at + number * 20_000_000 // 16, "agent", agent=f"kf{number % 3}")
            clock.report()

    in_threads(16, lambda number: talk(clock, number))
    for number in range(16):
        talk(alone, number)
    assert clock.report() == alone.report()
    assert clock.report().total == 800


def test_a_conversation(pdd):
    chat = kfrules.Conversation(pdd)

    def work(number):
        found = []
        for turn in range(100):
            line = number * 100 + turn
            found += [v for v in chat.check(f"加我微信{line}", line=line) if not v.lines]
            pickle.loads(pickle.dumps(chat)) if turn == 50 else repr(chat)
        return found

    found = in_threads(8, work)
    assert [len(one) for one in found] == [100] * 8
    assert sorted(line for *_, line in chat.messages) == list(range(800))


def test_columns(pdd):
    pyarrow = pytest.importorskip("pyarrow")
    column = pyarrow.array(TEXTS * 5_000)
    expected = pyarrow.table(pdd.check_column(column))

    def work(number):
        return pyarrow.table(pdd.check_column(column, threads=1 + number % 3))

    assert all(found.equals(expected) for found in in_threads(6, work))
