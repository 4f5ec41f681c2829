"""The programs in `examples` do what they say."""

import asyncio
import importlib.util
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT

import kfrules

EXAMPLES = ROOT / "bindings" / "python" / "examples"


def load(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bot_sends_what_may_be_sent():
    done = subprocess.run([sys.executable, EXAMPLES / "bot.py"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    for customer in ["小荷", "木子"]:
        # 宝贝 has a safe replacement.
        assert f"-> {customer}: 亲，这款商品有现货的\n" in done.stdout
        assert f"-> {customer}: 今天下单今天就发\n" in done.stdout
        assert f"!! {customer}: 薇\u2764: " in done.stdout
    assert "lanhua7725，给您便宜" not in done.stdout
    assert done.stdout.endswith(".. 小满 has waited 120 s\n")


def test_a_thousand_chats_of_the_bot_do_not_mix():
    sent = {}

    async def send(customer, text):
        await asyncio.sleep(0)
        sent.setdefault(customer, []).append(text)

    async def talk(bot, number):
        customer = f"u{number}"
        bot.hear(customer, "在吗", number)
        assert await bot.say(customer, f"在的，{number}", number + 1) == ()
        assert [v.via for v in await bot.say(customer, "您加我微", number + 2)] == []
        # The word is split over two messages of one chat.
        split = await bot.say(customer, "信聊", number + 3)
        assert [violation.lines for violation in split] == [(3, 4)]

    async def all_of_them(bot):
        await asyncio.gather(*[talk(bot, number) for number in range(1000)])

    bot = load("bot").Bot("taobao", "taobao@2025", send)
    asyncio.run(all_of_them(bot))
    assert sent == {f"u{number}": [f"在的，{number}", "您加我微"] for number in range(1000)}
    report = bot.clock.report()
    assert report.total == report.good


def test_the_service_answers():
    pytest.importorskip("fastapi", reason="fastapi is not installed: pip install './bindings/python[service]'")
    testclient = pytest.importorskip("fastapi.testclient")
    client = testclient.TestClient(load("service").app)
    answer = client.post("/check", json={"platform": "pdd", "text": "加我微 信哦"}).json()
    violation, = kfrules.Ruleset.platform("pdd").check("加我微 信哦")
    assert (answer["ok"], answer["masked"]) == (False, "加我***哦")
    assert answer["violations"][0]["rule"] == violation.rule
    assert answer["violations"][0]["chars"] == list(violation.chars)
    clean = client.post("/check", json={"text": "在的亲"}).json()
    assert clean == {"ok": True, "masked": "在的亲", "violations": []}
    unknown = client.post("/check", json={"platform": "amazon", "text": "在"})
    assert unknown.status_code == 404
    assert "no platform `amazon`" in unknown.json()["detail"]
    assert client.post("/check", json={"text": "在", "sender": "boss"}).status_code == 422
    many = [{"platform": "pdd", "text": text} for text in ["加我微信", "在的亲"]]
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: client.post("/check-many", json=many).json(), range(32))
        assert list(answers) == [[1, 0]] * 32
