"""The reply clock: the shared scenarios, pickling, merging, and what is refused."""

import json
import pickle
from datetime import datetime, timedelta, timezone

import pytest
from conftest import ROOT, read_toml

import kfrules

CLOCK = ROOT / "tests" / "cases" / "clock"
SCENARIOS = [
    scenario for path in sorted(CLOCK.glob("*.toml")) for scenario in read_toml(path)["scenario"]
]


def rows(log):
    """Events of the first of May 2024, or of the day in May before a slash: `2/09:00:00`."""
    for index, line in enumerate(line for line in log.splitlines() if line.strip()):
        time, conversation, customer, sender, *kind = line.split()
        day, _, time = time.rpartition("/")
        sender, _, agent = sender.partition(":")
        yield {
            "conversation": conversation,
            "customer": customer,
            "at": f"2024-5-{day or 1} {time}",
            "from": sender,
            "agent": agent or None,
            "kind": kind[0] if kind else None,
            "text": str(index),
        }


def report(profile, log):
    clock = kfrules.ReplyClock(kfrules.Profile.bundled(profile))
    clock.record_log(log)
    return clock.report()


def in_words(report):
    words = f"{report.good}/{report.total}"
    if report.profile.limit_us is None:
        mean = report.mean_seconds or 0.0
        words += f" {int(round(mean * report.total * 1e6) / 1e6)}"
    return words


@pytest.mark.parametrize("profile", kfrules.Profile.ids())
def test_every_scenario_is_counted_as_it_says(profile):
    count = 0
    for scenario in SCENARIOS:
        if profile in scenario["expected"]:
            found = in_words(report(profile, rows(scenario["log"])))
            assert found == scenario["expected"][profile], scenario["name"]
            count += 1
    assert count >= 9


def by_agent(report):
    for day in report.summary()["days"]:
        for row in day["agents"]:
            words = f"{day['day'][-2:].lstrip('0')} {row['agent'] or '-'} {row['good']}/{row['total']}"
            if report.profile.limit_us is None:
                words += f" {round((row['mean_seconds'] or 0) * row['total'], 6):g}"
            yield words


@pytest.mark.parametrize("profile", kfrules.Profile.ids())
def test_every_scenario_of_a_profile_is_counted_as_it_says(profile):
    for scenario in read_toml(CLOCK / "profiles" / f"{profile}.toml")["scenario"]:
        found = sorted(by_agent(report(profile, rows(scenario["log"]))))
        assert found == sorted(scenario["expected"]), scenario["why"]


def sample_log():
    lines = (ROOT / "examples" / "day.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_parts_by_customer_add_up():
    log = sample_log()
    customers = sorted({row["customer"] for row in log})
    for profile in kfrules.Profile.ids():
        whole = report(profile, log)
        of = lambda part: [row for row in log if row["customer"] in part]  # noqa: E731
        numbered = sum(report(profile, of(customers[start::3])) for start in range(3))
        # Lines are counted within each part.
        for summary in (a := whole.summary(), b := numbered.summary()):
            for missed in summary["missed"]:
                del missed["opened_line"], missed["replied_line"]
        assert a == b, profile


def ways_to_write(log):
    """A log as tables that say the same."""
    import pyarrow

    names = ["conversation", "customer", "at", "from", "agent", "kind", "text"]
    table = pyarrow.table({name: [row.get(name) for row in log] for name in names})
    yield table
    yield pyarrow.table({name: table[name].combine_chunks().dictionary_encode() for name in names})
    at_us = [kfrules.instant_us(row["at"]) for row in log]
    local = [datetime.fromisoformat(row["at"]) for row in log]
    for at in [
        pyarrow.array(at_us),
        pyarrow.array(at_us, pyarrow.timestamp("us", "UTC")),
        pyarrow.array(at_us, pyarrow.timestamp("us", "Asia/Shanghai")),
        pyarrow.array(local, pyarrow.timestamp("s")),
        pyarrow.array(local, pyarrow.timestamp("ns")),
    ]:
        rest = [name for name in names if name != "at"]
        yield table.select(rest).append_column("at", at).append_column("other", table["text"])
    numbered = table.append_column("line", pyarrow.array(range(1, len(log) + 1), pyarrow.int32()))
    # Out of order, in chunks, and one at a time.
    yield pyarrow.concat_tables([numbered[30:], numbered[:30]])
    yield numbered.combine_chunks().to_batches()[0]


@pytest.mark.parametrize("profile", ["pdd@2020-3min-human", "taobao@2025", "tmall@2022-avg", "jd@2021-first30"])
def test_a_table_is_counted_as_its_rows(profile):
    pytest.importorskip("pyarrow")
    expected = report(profile, sample_log())
    for table in ways_to_write(sample_log()):
        clock = kfrules.ReplyClock(kfrules.Profile.bundled(profile))
        clock.record_table(table)
        assert clock.report() == expected


def test_what_is_no_log_is_refused():
    pyarrow = pytest.importorskip("pyarrow")
    good = {"conversation": ["a", "a"], "at": [1, 2], "from": ["customer", "agent"]}
    for change, cause in [
        ({"conversation": None}, "the table has no column `conversation`"),
        ({"at": None}, "the table has no column `at`"),
        ({"at": [1.5, 2.5]}, "the column `at` holds Float64, not instants"),
        ({"at": ["2024-05-01 09:00:00", "soon"]}, "event 2: `soon` is not a time"),
        ({"from": ["customer", None]}, "event 2: has no `from`"),
        ({"from": ["boss", "agent"]}, "event 1: `boss` is not one of"),
        ({"kind": ["message", "call"]}, "event 2: `call` is not one of"),
        ({"customer": [1, 2]}, "the column `customer` holds Int64, not texts"),
        ({"line": ["1", "2"]}, "the column `line` holds Utf8, not signed integers"),
        ({"line": [1, -1]}, "event 2: has a negative `line`"),
    ]:
        columns = {name: values for name, values in {**good, **change}.items() if values}
        clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
        with pytest.raises(kfrules.Error, match=cause):
            clock.record_table(pyarrow.table(columns))
        assert clock.report().total == 0
    clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
    with pytest.raises(TypeError, match="a table is needed"):
        clock.record_table(pyarrow.array(["a"]))
    with pytest.raises(TypeError, match="a table is needed from pyarrow.* not `list`"):
        clock.record_table([])


@pytest.mark.parametrize("profile", kfrules.Profile.ids())
def test_pickling_gives_an_equal(profile):
    clock = kfrules.ReplyClock(kfrules.Profile.bundled(profile))
    clock.record_log(sample_log())
    for thing in [clock.profile, clock.report()]:
        again = pickle.loads(pickle.dumps(thing))
        assert again == thing
        assert hash(again) == hash(thing)
        assert repr(again) == repr(thing)
    assert pickle.loads(pickle.dumps(clock)).report() == clock.report()
    waiting = clock.waiting("2024-05-03 00:00:00")
    assert pickle.loads(pickle.dumps(waiting)) == waiting


def test_a_restored_clock_goes_on_in_its_zone():
    profile = kfrules.Profile.bundled("pdd@2020-3min-human")
    clock = kfrules.ReplyClock(profile, utc_offset_seconds=0)
    clock.record("c1", "2024-05-01 09:00:00", "customer", customer="小荷")
    again = kfrules.ReplyClock.from_json(clock.to_json())
    waiting, = again.waiting("2024-05-01 09:04:00")
    assert waiting.customer == "小荷"
    assert waiting.waited_us == 240_000_000
    assert waiting.is_late and waiting.is_warned
    assert waiting.due_us == again.next_due_us("2024-05-01 09:00:00")
    assert again.next_warning_us("2024-05-01 09:00:00") == waiting.warn_us
    again.forget("2024-05-03 00:00:00")
    assert again.waiting("2024-05-03 00:00:00") == []


def test_what_comes_too_late_is_refused():
    clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
    clock.record("c1", "2024-05-01 09:00:00", "customer")
    with pytest.raises(kfrules.Error, match="`c1`.*too late"):
        clock.record("c1", "2024-05-01 08:00:00", "agent")
    with pytest.raises(kfrules.Error, match="event 2: has no `from`"):
        clock.record_log([{"conversation": "a", "at": 1, "from": "agent"}, {"conversation": "a", "at": 2}])
    with pytest.raises(kfrules.Error, match="pdd@2020-3min-human"):
        clock.report() + report("pdd@2019-5min", [])
    with pytest.raises(kfrules.Error, match="own.toml:2: unknown field `colour`"):
        kfrules.Profile(("own.toml", 'id = "shop@1"\ncolour = 3'))


def test_instants_may_be_written_in_many_ways():
    expected = 1714521792000000
    beijing = timezone(timedelta(hours=8))
    for at in [
        expected,
        "2024-05-01 08:03:12",
        "2024-05-01T00:03:12Z",
        datetime(2024, 5, 1, 8, 3, 12),
        datetime(2024, 5, 1, 8, 3, 12, tzinfo=beijing),
        datetime(2024, 5, 1, 0, 3, 12, tzinfo=timezone.utc),
    ]:
        assert kfrules.instant_us(at) == expected
    assert kfrules.instant_us("2024-05-01 08:03:12", utc_offset_seconds=0) == expected + 28_800_000_000
    assert kfrules.wall_clock(expected) == "2024-05-01 08:03:12"
    with pytest.raises(kfrules.Error):
        kfrules.instant_us("soon")
    with pytest.raises(TypeError):
        kfrules.instant_us(None)


def test_deadlines():
    assert len(kfrules.DEADLINES) == 17
    for deadline in kfrules.DEADLINES:
        assert pickle.loads(pickle.dumps(deadline)) == deadline
        assert deadline.due_us(0) > 0
    with pytest.raises(kfrules.Error, match="no deadline `none`"):
        kfrules.Deadline("none")


def test_a_report_is_shown_in_notebooks():
    html = report("taobao@2025", sample_log())._repr_html_()
    assert "<td>13</td><td>18</td><td>72.2%</td>" in html
