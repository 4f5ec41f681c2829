"""Checks and counts a log of many rows by PySpark in local mode and in one process: the answers must be equal.

    pip install './bindings/python[spark]'
    python benches/python/spark.py [--rows 1000000] [--cores 2]
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import recipe
from pyspark.sql import SparkSession

import kfrules
from kfrules import spark

FORBIDDEN = ["加我薇\u2764", "微 * 信", "好评返现", "这款宝贝", "全网第一", "私下转賬", "ＶＸ qiutian88"]
PROFILES = ["pdd@2020-3min-human", "taobao@2025", "tmall@2022-avg", "douyin@2023-first"]


def rows(customers: int) -> Iterator[tuple[Any, ...]]:
    """An invented log without end: customers come back, several chats at a time, some agents are slow."""
    random = recipe.Random(7)
    messages = recipe.plant(recipe.messages(20_000), 50, FORBIDDEN)
    start_us = kfrules.instant_us("2024-05-01 00:00:00")
    for number in itertools.count():
        chat, customer = f"c{number}", f"u{random.below(customers)}"
        at_us = start_us + random.below(30 * 86_400) * 1_000_000
        agent = f"kf{random.below(40):02}"
        for _ in range(1 + random.below(8)):
            yield chat, customer, at_us, "customer", None, random.pick(messages)
            if random.percent(20):
                yield chat, None, at_us, "auto", None, "您好，请稍等"
            at_us += (5 + random.below(100)) * 1_000_000 * (10 if random.percent(5) else 1)
            if random.percent(95):
                yield chat, None, at_us, "agent", agent, random.pick(messages)
            at_us += random.below(240) * 1_000_000


def make(count: int) -> pyarrow.Table:
    """The log in the order of time, as a helpdesk writes it."""
    made = sorted(itertools.islice(rows(1 + count // 20), count), key=lambda row: row[2])
    columns = list(zip(*made))
    return pyarrow.table(
        {
            "line": pyarrow.array(range(1, count + 1), pyarrow.int64()),
            "conversation": columns[0],
            "customer": pyarrow.array(columns[1], pyarrow.string()),
            "at": pyarrow.array(columns[2], pyarrow.timestamp("us", "UTC")),
            "from": columns[3],
            "agent": pyarrow.array(columns[4], pyarrow.string()),
            "text": columns[5],
        }
    )


def timed(what: str, run: Any) -> Any:
    start = time.perf_counter()
    result = run()
    print(f"{what}: {time.perf_counter() - start:.1f} s", flush=True)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, default=2)
    args = parser.parse_args()
    rules = kfrules.Ruleset.platform("pdd")
    log = timed("the log is made", lambda: make(args.rows))
    customers = len(set(log["customer"].to_pylist()))
    print(f"{log.num_rows} rows, {len(log['conversation'].unique())} conversations, {customers} customers")

    def found_here() -> pyarrow.Table:
        findings = pyarrow.table(rules.check_column(log["text"], sender=log["from"]))
        kept = log.select(["line"]).take(findings["row"])
        return pyarrow.table([*kept.columns, *findings.columns[1:]], ["line", *findings.column_names[1:]])

    def report_here(profile: kfrules.Profile) -> kfrules.Report:
        clock = kfrules.ReplyClock(profile)
        clock.record_table(log)
        return clock.report()

    here = timed("one process: checked", found_here)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{args.cores}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "8")
    session = timed("Spark is started", builder.getOrCreate)
    session.sparkContext.setLogLevel("ERROR")
    equal = True
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "log.parquet")
        pyarrow.parquet.write_table(log, file, row_group_size=100_000)
        chat = session.read.parquet(file).repartition(8)

        def found_there() -> pyarrow.Table:
            return spark.check(chat, rules, sender_column="from", keep=["line"]).toArrow()

        for turn in ["first", "again"]:
            there = timed(f"Spark: checked, {turn}", found_there)
        order = [("line", "ascending"), ("start", "ascending"), ("rule", "ascending"), ("end", "ascending")]
        there = there.sort_by(order).cast(here.schema)
        same = there.equals(here.sort_by(order))
        equal &= same
        print(f"{here.num_rows} findings here, {there.num_rows} there: {'equal' if same else 'NOT EQUAL'}")
        for name in PROFILES:
            profile = kfrules.Profile.bundled(name)
            one = timed(f"one process: {name}", lambda: report_here(profile))
            many = timed(f"Spark: {name}", lambda: spark.report(chat, profile, parts=8))
            same = one == many and one.to_json() == many.to_json()
            equal &= same
            print(f"{one}, {many}: {'equal' if same else 'NOT EQUAL'}")
    session.stop()
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
