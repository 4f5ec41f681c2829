"""Columns: what comes in by Arrow's interface is checked as message by message, and goes out by it."""

import multiprocessing
import pickle
import threading

import pytest

pyarrow = pytest.importorskip("pyarrow")

import kfrules  # noqa: E402

TEXTS = [
    "在的亲",
    "加我薇\u2764 lanhua7725",
    None,
    "",
    "\U0001f600微 信，好评返现",
    "这款宝贝有现货",
    "一句比十二个字节长得多的没有问题的话",
] * 3


def rows(findings):
    return pyarrow.table(findings).to_pylist()


def one_by_one(rules, texts, senders=None):
    return [
        {
            "row": row,
            "rule": violation.rule,
            "category": violation.category,
            "severity": violation.severity,
            "via": violation.via,
            "start": violation.start,
            "end": violation.end,
            "text": violation.text,
            "message": violation.message,
            "suggestion": violation.suggestion,
            "replacement": violation.replacement,
        }
        for row, text in enumerate(texts)
        if text is not None
        for violation in rules.check(text, sender=senders[row] if senders else "agent")
    ]


def columns():
    for name in ["string", "large_string", "string_view"]:
        array = pyarrow.array(TEXTS, getattr(pyarrow, name)())
        yield name, TEXTS, array
        yield f"slice of {name}", TEXTS[3:18], array[3:18]
        yield f"chunks of {name}", TEXTS + TEXTS[1:], pyarrow.chunked_array([array, array[:0], array[1:]])
        yield f"table of {name}", TEXTS, pyarrow.table({"text": array})
        yield f"slice of a batch of {name}", TEXTS[5:], pyarrow.record_batch({"text": array})[5:]
        if name != "string_view":
            yield f"dictionary of {name}", TEXTS, array.dictionary_encode()
            yield f"slice of a dictionary of {name}", TEXTS[4:9], array.dictionary_encode()[4:9]
    yield "nulls", [None, None], pyarrow.nulls(2)
    yield "no rows", [], pyarrow.array([], pyarrow.string())
    yield "no chunks", [], pyarrow.chunked_array([], pyarrow.string())
    yield "an empty dictionary", [None], pyarrow.array([None], pyarrow.dictionary(pyarrow.int8(), pyarrow.string()))


@pytest.mark.parametrize("texts, column", [c[1:] for c in columns()], ids=[c[0] for c in columns()])
def test_a_column_is_checked_as_one_by_one(pdd, texts, column):
    findings = pdd.check_column(column)
    assert rows(findings) == one_by_one(pdd, texts)
    assert findings.rows == len(texts)
    assert len(findings) == len(rows(findings))
    assert repr(findings) == f"Findings({len(findings)} in {len(texts)} rows)"


def test_what_comes_out_has_the_types_that_engines_take(pdd):
    findings = pdd.check_column(pyarrow.array(TEXTS))
    schema = pyarrow.schema(findings)
    types = {field.name: str(field.type) for field in schema}
    assert set(types.values()) == {"int64", "int32", "string"}
    assert [name for name, kind in types.items() if kind == "int32"] == ["start", "end"]
    assert [field.name for field in schema if field.nullable] == ["replacement"]
    # As a stream, as one batch, and of nothing.
    assert pyarrow.table(findings).to_batches()[0] == pyarrow.record_batch(findings)
    assert pyarrow.table(findings).schema == schema
    nothing = pdd.check_column(pyarrow.array(["在的亲"]))
    assert pyarrow.record_batch(nothing).num_rows == pyarrow.table(nothing).num_rows == 0
    assert pyarrow.table(nothing).schema == schema


def test_findings_are_equal_if_they_say_the_same(pdd):
    column = pyarrow.array(TEXTS)
    findings = pdd.check_column(column)
    assert findings == pdd.check_column(pyarrow.chunked_array([column[:2], column[2:]]))
    assert findings != pdd.check_column(column[:-1])
    assert findings != pdd.check_column(pyarrow.array(TEXTS[1:] + TEXTS[:1]))
    for some in [findings, pdd.check_column(column[:1])]:
        again = pickle.loads(pickle.dumps(some))
        assert again == some
        assert hash(again) == hash(some)
        assert rows(again) == rows(some)
        assert pyarrow.schema(again) == pyarrow.schema(some)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(pdd.check_column, [column, column[:2]]) == [findings, pdd.check_column(column[:2])]


@pytest.mark.parametrize("threads", [None, 1, 2, 7])
def test_threads_change_nothing(pdd, threads):
    texts = [f"{text}{number}" for number in range(4_000) for text in ["今天发货", "加我微 信", "在的"]]
    parts = [texts[:1], texts[1:5000], texts[5000:]]
    findings = pdd.check_column(pyarrow.chunked_array([pyarrow.array(part) for part in parts]), threads=threads)
    assert findings.rows == len(texts)
    found = rows(findings)
    assert found == one_by_one(pdd, texts)
    assert pyarrow.record_batch(findings).to_pylist() == found


def test_senders_may_be_a_column(pdd):
    texts = ["加我微信"] * 4
    senders = ["customer", "agent", None, "robot"]
    column = pyarrow.array(texts)
    for given in [pyarrow.array(senders), pyarrow.array(senders).dictionary_encode()]:
        found = rows(pdd.check_column(column, sender=given))
        assert found == one_by_one(pdd, texts, [sender or "agent" for sender in senders])
    assert rows(pdd.check_column(column, sender="customer")) == []
    with pytest.raises(kfrules.Error, match="row 1 of the senders: `boss` is not one of"):
        pdd.check_column(column, sender=pyarrow.array(["agent", "boss", "agent", "agent"]))
    with pytest.raises(kfrules.Error, match="row 2: there are only 2 senders"):
        pdd.check_column(column, sender=pyarrow.array(["agent", "agent"]))
    with pytest.raises(kfrules.Error, match="`boss` is not one of"):
        pdd.check_column(column, sender="boss")


def test_what_is_no_column_of_texts_is_refused(pdd):
    with pytest.raises(TypeError, match="a column of texts is needed .* not Int64"):
        pdd.check_column(pyarrow.array([1, 2]))
    with pytest.raises(TypeError, match="a column of texts is needed .* not Struct"):
        pdd.check_column(pyarrow.table({"a": ["在"], "b": ["在"]}))
    with pytest.raises(TypeError, match="a column of texts is needed from pyarrow.* not `list`"):
        pdd.check_column(["在"])
    with pytest.raises(TypeError, match="a sender or a column of senders"):
        pdd.check_column(pyarrow.array(["在"]), sender=["agent"])
    with pytest.raises(ValueError):
        pdd.check_column(pyarrow.array(["在"]), threads=0)


def broken(bytes_of_texts):
    """A column whose producer did not look at what it keeps."""
    return pyarrow.array(bytes_of_texts, pyarrow.binary()).view(pyarrow.string())


def test_bytes_that_are_no_text_are_named(pdd):
    with pytest.raises(kfrules.Error, match="row 1: not UTF-8 at byte 2"):
        pdd.check_column(broken([b"ok", b"ok\xff", b"\xff"]))
    # Of several, the first, however many threads there are.
    many = [b"ok"] * 20_000
    many[9_000] = many[15_000] = b"\xff"
    for threads in [1, 4]:
        with pytest.raises(kfrules.Error, match="row 9000: "):
            pdd.check_column(broken(many), threads=threads)


def test_an_error_of_the_producer_is_told(pdd):
    def batches():
        yield pyarrow.record_batch({"text": ["加我微信"]})
        raise RuntimeError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema({"text": pyarrow.string()}), batches())
    with pytest.raises(kfrules.Error, match="the disk is gone"):
        pdd.check_column(reader)


def test_a_stream_is_read_as_it_comes(pdd):
    """A producer written in Python may be called from any thread."""
    seen = set()

    def batches():
        for _ in range(50):
            seen.add(threading.get_ident())
            yield pyarrow.record_batch({"text": ["加我微信", "在的"] * 100})

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema({"text": pyarrow.string()}), batches())
    findings = pdd.check_column(reader, threads=4)
    assert (len(findings), findings.rows) == (5_000, 10_000)
    assert [row["row"] for row in rows(findings)] == list(range(0, 10_000, 2))
    assert seen


def test_polars_gives_and_takes(pdd):
    polars = pytest.importorskip("polars")
    expected = one_by_one(pdd, TEXTS)
    series = polars.Series("text", TEXTS)
    for column in [series, series.to_frame(), series.cast(polars.Categorical)]:
        assert polars.DataFrame(pdd.check_column(column)).to_dicts() == expected
    chat = polars.DataFrame({"text": TEXTS}).with_row_index("row").cast({"row": polars.Int64})
    joined = chat.join(polars.DataFrame(pdd.check_column(chat["text"])), on="row", suffix="_found")
    assert joined.height == len(expected)
    for row in joined.iter_rows(named=True):
        assert row["text"][row["start"] : row["end"]] == row["text_found"]


def test_duckdb_gives_and_takes(pdd):
    duckdb = pytest.importorskip("duckdb")
    chat = pyarrow.table({"text": TEXTS})  # noqa: F841
    with duckdb.connect() as db:
        findings = pdd.check_column(db.sql("select text from chat"))
        assert rows(findings) == one_by_one(pdd, TEXTS)
        counted = db.sql("select rule, count(*) from findings group by rule order by rule").fetchall()
        assert sum(count for _, count in counted) == len(findings)
        found = db.sql("""select bool_and(substring(chat.text, "start" + 1, "end" - "start") = f.text)
            from (select row_number() over () - 1 as row, text from chat) chat
            join findings f using (row)""").fetchall()
        assert found == [(True,)]


def test_pandas_gives_and_takes(pdd):
    pandas = pytest.importorskip("pandas")
    expected = one_by_one(pdd, TEXTS)
    frame = pandas.DataFrame({"text": pandas.array(TEXTS, dtype="string")})
    # A column of pandas 2 goes by pyarrow; of pandas 3, as it is.
    given = [frame, pyarrow.array(frame["text"])]
    if hasattr(frame["text"], "__arrow_c_stream__"):
        given += [frame["text"], frame["text"].astype("category")]
    for column in given:
        assert rows(pdd.check_column(column)) == expected
    findings = pdd.check_column(frame)
    taken = [pyarrow.table(findings).to_pandas()]
    if hasattr(pandas.DataFrame, "from_arrow"):
        taken.append(pandas.DataFrame.from_arrow(findings))
    for table in taken:
        assert list(table.columns) == list(expected[0])
        assert table["row"].tolist() == [row["row"] for row in expected]
        assert table["text"].tolist() == [row["text"] for row in expected]


def test_other_threads_go_on_meanwhile(pdd):
    column = pyarrow.array(["亲，这款宝贝今天就能发货哦"] * 400_000)
    beats, done = 0, threading.Event()

    def check():
        pdd.check_column(column, threads=1)
        done.set()

    checking = threading.Thread(target=check)
    checking.start()
    while not done.wait(0.001):
        beats += 1
    checking.join()
    # Held, the lock would let this thread run before and after, but not in between.
    assert beats >= 10
