"""`python -m kfrules` is the command."""

import json
import subprocess
import sys

import kfrules


def run(*args, text=""):
    return subprocess.run(
        [sys.executable, "-m", "kfrules", *args], input=text, capture_output=True, encoding="utf-8"
    )


def test_rows_are_as_in_python(pdd):
    texts = ["在的亲", "加我薇\u2764", "加我微 信，好评返现"]
    done = run("check", "--platform", "pdd", "--format", "jsonl", text="\n".join(texts))
    assert (done.returncode, done.stderr) == (1, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    expected = [
        {"line": line, **json.loads(json.dumps(violation.to_dict()))}
        for line, text in enumerate(texts, 1)
        for violation in pdd.check(text)
    ]
    assert rows == expected


def test_statuses():
    assert run("check", text="在的亲").returncode == 0
    assert run("--version").stdout == f"kfrules {kfrules.__version__}\n"
    missing = run("check", "--rules", "none.toml")
    assert missing.returncode == 2
    assert "none.toml" in missing.stderr
    assert run("no-such-thing").returncode == 2
