"""Chats and logs on many machines, by PySpark 4 or newer (``pip install 'kfrules[spark]'``).

Every function takes a DataFrame; the work is done where its rows are, a core for each partition. The
package must be installed on the workers too. What is found and counted is the same as in one process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import kfrules

if TYPE_CHECKING:
    # Private, as they are no names of this module where it runs.
    from pyarrow import RecordBatch as _RecordBatch
    from pyarrow import Table as _Table
    from pyspark.sql import DataFrame as _DataFrame
    from pyspark.sql.types import StructType as _StructType

__all__ = ["check", "check_conversations", "report"]

_FOUND = (
    "rule string, category string, severity string, via string, start int, end int, "
    "text string, message string, suggestion string, replacement string"
)
_EVENT = ("conversation", "at", "from", "kind", "customer", "agent", "text", "id", "line")


def check(
    chat: _DataFrame,
    rules: kfrules.Ruleset,
    *,
    text: str = "text",
    sender: str = "agent",
    sender_column: str | None = None,
    keep: Sequence[str] = (),
) -> _DataFrame:
    """Checks every message of a chat: a row for each violation.

    ``text`` names the column of messages. All are the ``sender``'s, unless ``sender_column`` names
    the column that tells. A row of the result holds the columns of the message that ``keep`` names,
    then ``rule``, ``category``, ``severity``, ``via``, ``start``, ``end``, ``text``, ``message``,
    ``suggestion`` and ``replacement``. Rows without text are passed over.
    """

    def find(batches: Iterator[_RecordBatch]) -> Iterator[_RecordBatch]:
        import pyarrow

        for batch in batches:
            senders: Any = batch.column(sender_column) if sender_column else sender
            # Spark runs a task on every core already.
            findings = rules.check_column(batch.column(text), sender=senders, threads=1)
            found = pyarrow.record_batch(findings)
            kept = batch.select(list(keep)).take(found.column("row"))
            yield pyarrow.RecordBatch.from_arrays(
                [*kept.columns, *found.columns[1:]], [*keep, *found.schema.names[1:]]
            )

    wanted = {text, *([sender_column] if sender_column else []), *keep}
    needed = chat.select([name for name in chat.columns if name in wanted])
    return needed.mapInArrow(find, _schema(chat, keep, _FOUND))


def check_conversations(
    chat: _DataFrame, rules: kfrules.Ruleset, *, keep: Sequence[str] = ()
) -> _DataFrame:
    """Checks every conversation of a chat, by the rules that read dialogues too.

    The columns are those of the command's logs: ``conversation``, ``text``, ``from``, and ``at`` or
    ``line``, by which the messages of a conversation are put in order. The result is as that of
    ``check``, with a column ``lines``: the lines (without them, the messages counted from 1) that it
    took to see a violation of a dialogue rule.
    """

    def find(messages: _Table) -> _Table:
        import pyarrow

        talk = kfrules.Conversation(rules)
        found: list[dict[str, Any]] = []
        row: dict[str, Any] = {}
        for row in _in_order(messages.to_pylist()):
            said = talk.check(
                row["text"] or "",
                sender=row["from"] or "agent",
                at=row.get("at"),
                line=row.get("line"),
            )
            found += [_row(violation, row, keep) for violation in said]
        found += [_row(violation, row, keep) for violation in talk.finish()]
        return pyarrow.Table.from_pylist(found, schema)

    from pyspark.sql.pandas.types import to_arrow_schema

    result = _schema(chat, keep, f"{_FOUND}, lines array<bigint>")
    schema = to_arrow_schema(result)
    return chat.groupBy("conversation").applyInArrow(find, result)


def report(
    log: _DataFrame,
    profile: kfrules.Profile,
    *,
    parts: int | None = None,
    utc_offset_seconds: int = 28800,
) -> kfrules.Report:
    """What a platform would count of a shop's log: the same report as ``ReplyClock`` makes of it.

    The columns are the fields that ``ReplyClock.record_table`` reads. Rows of one customer are
    brought together, counted in ``parts`` partitions, and the reports added up. Events of one instant
    keep the order of ``line``; without it, that of the DataFrame, by whose
    ``monotonically_increasing_id`` the report then names them.
    """
    from pyspark.sql import Window, functions

    def count(batches: Iterator[_RecordBatch]) -> Iterator[_RecordBatch]:
        import pyarrow

        events = list(batches)
        if events:
            clock = kfrules.ReplyClock(profile, utc_offset_seconds=utc_offset_seconds)
            # What was brought together came in any order.
            clock.record_table(pyarrow.Table.from_batches(events).sort_by("line"))
            yield pyarrow.RecordBatch.from_pydict({"report": [clock.report().to_json()]})

    log = log.select([name for name in log.columns if name in _EVENT])
    if "line" not in log.columns:
        log = log.withColumn("line", functions.monotonically_increasing_id() + 1)
    owner = functions.col("conversation")
    if "customer" in log.columns:
        # Not every event names the customer; a conversation has one, whose name is told once.
        named = functions.max("customer").over(Window.partitionBy("conversation"))
        owner = functions.when(named != "", named).otherwise(owner)
    log = log.withColumn("_owner", owner)
    together = log.repartition(parts, "_owner") if parts else log.repartition("_owner")
    rows = together.drop("_owner").mapInArrow(count, "report string").collect()
    reports = [kfrules.Report.from_json(row["report"]) for row in rows]
    nothing = kfrules.ReplyClock(profile, utc_offset_seconds=utc_offset_seconds).report()
    return sum(reports, nothing)


def _schema(chat: _DataFrame, keep: Sequence[str], found: str) -> _StructType:
    from pyspark.sql.types import StructType

    kept = StructType([chat.schema[name] for name in keep])
    return StructType([*kept.fields, *StructType.fromDDL(found).fields])


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages of a conversation as they were written."""

    def when(row: dict[str, Any]) -> tuple[int, int]:
        at, line = row.get("at"), row.get("line")
        return 0 if at is None else kfrules.instant_us(at), line or 0

    return sorted(rows, key=when)


def _row(
    violation: kfrules.Violation, message: dict[str, Any], keep: Sequence[str]
) -> dict[str, Any]:
    return {
        **{name: message[name] for name in keep},
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
        "lines": list(violation.lines),
    }
