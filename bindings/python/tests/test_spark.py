"""PySpark in local mode finds and counts what one process does."""

import json
import os
import sys

import pytest
from conftest import ROOT

import kfrules

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install './bindings/python[spark]'")
pytest.importorskip("pyarrow")

import pyarrow  # noqa: E402

from kfrules import spark  # noqa: E402


@pytest.fixture(scope="session")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def log():
    lines = (ROOT / "examples" / "day.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [{"line": number, **json.loads(line)} for number, line in enumerate(lines, 1)]
    rows[3]["text"] += "，加我薇\u2764 lanhua7725"
    rows[20]["text"] = None
    names = ["line", "conversation", "customer", "at", "from", "agent", "kind", "text"]
    return pyarrow.table({name: [row.get(name) for row in rows] for name in names})


def chat(session, log):
    """The log in several partitions, of which none holds a conversation whole."""
    return session.createDataFrame(log).repartition(3, "line")


def test_a_chat_is_checked_as_in_one_process(session, log, pdd):
    checked = spark.check(chat(session, log), pdd, sender_column="from", keep=["line", "agent"])
    found = pyarrow.table(pdd.check_column(log["text"], sender=log["from"]))
    expected = [
        {"line": log["line"][row].as_py(), "agent": log["agent"][row].as_py(), **rest}
        for row, rest in ((one.pop("row"), one) for one in found.to_pylist())
    ]
    assert expected
    rows = [row.asDict() for row in checked.orderBy("line", "start").collect()]
    assert rows == expected


def test_conversations_are_checked_as_in_one_process(session, pdd):
    talk = [
        (1, "c1", "customer", "2024-05-01 09:00:00", "能开发票吗"),
        (2, "c2", "agent", "2024-05-01 09:00:01", "您加我微"),
        (3, "c1", "agent", "2024-05-01 09:00:10", "亲，这个开不了的"),
        (4, "c2", "agent", "2024-05-01 09:00:11", "信聊吧"),
    ]
    talk = session.createDataFrame(talk[::-1], ["line", "conversation", "from", "at", "text"])
    found = spark.check_conversations(talk, pdd, keep=["line", "conversation"])
    rows = [(row.line, row.conversation, row.rule, row.lines) for row in found.collect()]
    assert sorted(rows) == [
        (3, "c1", "pdd/invoice.refused-when-asked", [1, 3]),
        (4, "c2", "pdd/contact.wechat", [2, 4]),
    ]


@pytest.mark.parametrize("profile", kfrules.Profile.ids())
def test_reports_are_those_of_one_process(session, log, profile):
    profile = kfrules.Profile.bundled(profile)
    clock = kfrules.ReplyClock(profile)
    clock.record_table(log)
    report = spark.report(chat(session, log), profile, parts=3)
    assert report == clock.report()
    assert report.to_json() == clock.report().to_json()


def test_events_without_lines_keep_their_order(session, log):
    profile = kfrules.Profile.bundled("taobao@2025")
    clock = kfrules.ReplyClock(profile)
    clock.record_table(log)
    report = spark.report(session.createDataFrame(log.drop_columns(["line"])), profile)
    assert (report.good, report.total) == (clock.report().good, clock.report().total)


def test_a_customer_is_named_once(session):
    profile = kfrules.Profile.bundled("pdd@2020-3min-human")
    rows = [("a", "2024-05-01 09:00:00", "customer", "小荷"), ("a", "2024-05-01 09:01:00", "agent", None)]
    rows += [("b", "2024-05-01 10:00:00", "customer", "小荷"), ("b", "2024-05-01 11:00:00", "agent", "")]
    log = session.createDataFrame(rows, ["conversation", "at", "from", "customer"])
    report = spark.report(log, profile)
    assert (report.good, report.total) == (0, 1)
    assert spark.report(log.limit(0), profile) == kfrules.ReplyClock(profile).report()
