//! What is found in a column: a table, a row for each violation.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use arrow_array::builder::{Int32Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use kfrules::Violation;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arrow::{Exported, export_array, export_schema, export_stream, fault};

/// Signed integers and plain texts alone: some engines refuse unsigned ones and dictionaries.
static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let text = |name| Field::new(name, DataType::Utf8, false);
    Arc::new(Schema::new(vec![
        Field::new("row", DataType::Int64, false),
        text("rule"),
        text("category"),
        text("severity"),
        text("via"),
        Field::new("start", DataType::Int32, false),
        Field::new("end", DataType::Int32, false),
        text("text"),
        text("message"),
        text("suggestion"),
        Field::new("replacement", DataType::Utf8, true),
    ]))
});

/// What `Ruleset.check_column` finds: a table with a row for each violation, in the order of the
/// column, then of the text.
///
/// Its columns are `row` (the index in the column, from 0), `rule`, `category`, `severity`, `via`,
/// `start` and `end` (in characters), `text`, `message`, `suggestion`, and `replacement` (null if
/// there is none). `pyarrow.table(findings)`, `polars.DataFrame(findings)`,
/// `pandas.DataFrame.from_arrow(findings)` and DuckDB's `select * from findings` read it without a
/// copy.
///
/// >>> import pyarrow
/// >>> rules = kfrules.Ruleset.platform("pdd")
/// >>> findings = rules.check_column(pyarrow.array(["在的亲", None, "加我微 信"]))
/// >>> findings
/// Findings(1 in 3 rows)
/// >>> pyarrow.table(findings).select(["row", "rule", "start", "end"]).to_pylist()
/// [{'row': 2, 'rule': 'pdd/contact.wechat', 'start': 2, 'end': 5}]
#[pyclass(frozen, eq, hash, module = "kfrules")]
pub(crate) struct Findings {
    batches: Vec<RecordBatch>,
    rows: usize,
}

/// A row of the table, in the order of its columns.
type Fields<'a> =
    (i64, &'a str, &'a str, &'a str, &'a str, i32, i32, &'a str, &'a str, &'a str, Option<&'a str>);

/// The same, on its way out of a pickle.
type OwnFields =
    (i64, String, String, String, String, i32, i32, String, String, String, Option<String>);

/// The rows of one piece of the table.
fn fields(batch: &RecordBatch) -> impl Iterator<Item = Fields<'_>> {
    let text = |column: usize| batch.column(column).as_string::<i32>();
    let place = |column: usize| batch.column(column).as_primitive::<Int32Type>();
    let index = batch.column(0).as_primitive::<Int64Type>();
    (0..batch.num_rows()).map(move |row| {
        (
            index.value(row),
            text(1).value(row),
            text(2).value(row),
            text(3).value(row),
            text(4).value(row),
            place(5).value(row),
            place(6).value(row),
            text(7).value(row),
            text(8).value(row),
            text(9).value(row),
            text(10).is_valid(row).then(|| text(10).value(row)),
        )
    })
}

impl Findings {
    /// The findings of so many rows.
    pub(crate) fn new(batches: Vec<RecordBatch>, rows: usize) -> Findings {
        Findings { batches, rows }
    }

    fn count(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn fields(&self) -> impl Iterator<Item = Fields<'_>> {
        self.batches.iter().flat_map(fields)
    }
}

impl PartialEq for Findings {
    fn eq(&self, other: &Findings) -> bool {
        self.rows == other.rows && self.fields().eq(other.fields())
    }
}

impl Hash for Findings {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rows.hash(state);
        self.fields().for_each(|fields| fields.hash(state));
    }
}

#[pymethods]
impl Findings {
    #[new]
    fn restore(rows: usize, fields: Vec<OwnFields>) -> PyResult<Findings> {
        let mut table = Rows::default();
        for (
            row,
            rule,
            category,
            severity,
            via,
            start,
            end,
            text,
            message,
            suggestion,
            replacement,
        ) in &fields
        {
            let replacement = replacement.as_deref();
            table.push((
                *row,
                rule,
                category,
                severity,
                via,
                *start,
                *end,
                text,
                message,
                suggestion,
                replacement,
            ));
        }
        Ok(Findings::new(vec![table.finish().map_err(fault)?], rows))
    }

    fn __getnewargs__(&self) -> (usize, Vec<Fields<'_>>) {
        (self.rows, self.fields().collect())
    }

    /// How many rows were checked.
    #[getter]
    fn rows(&self) -> usize {
        self.rows
    }

    fn __len__(&self) -> usize {
        self.count()
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> Exported<'py> {
        // What is asked for is a wish, which the interface lets a producer leave unheard.
        let _ = requested_schema;
        export_stream(py, &SCHEMA, self.batches.clone())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        let pieces = self.batches.iter().cloned().map(|batch| StructArray::from(batch).into_data());
        let pieces: Vec<_> = match self.batches.is_empty() {
            true => vec![StructArray::from(RecordBatch::new_empty(SCHEMA.clone())).into_data()],
            false => pieces.collect(),
        };
        let mut joined = MutableArrayData::new(pieces.iter().collect(), false, self.count());
        for (index, piece) in pieces.iter().enumerate() {
            joined.try_extend(index, 0, piece.len()).map_err(fault)?;
        }
        export_array(py, &joined.freeze())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> Exported<'py> {
        export_schema(py, &SCHEMA)
    }

    fn __repr__(&self) -> String {
        format!("Findings({} in {} rows)", self.count(), self.rows)
    }
}

/// Findings on their way into a table.
#[derive(Default)]
pub(crate) struct Rows {
    row: Int64Builder,
    rule: StringBuilder,
    category: StringBuilder,
    severity: StringBuilder,
    via: StringBuilder,
    start: Int32Builder,
    end: Int32Builder,
    text: StringBuilder,
    message: StringBuilder,
    suggestion: StringBuilder,
    replacement: StringBuilder,
}

impl Rows {
    /// Adds a violation in a row of the column. `None` if the table cannot count so far.
    pub(crate) fn add(&mut self, row: usize, violation: &Violation<'_>) -> Option<()> {
        let rule = violation.rule;
        self.push((
            i64::try_from(row).ok()?,
            rule.name(),
            rule.category(),
            violation.severity.as_str(),
            violation.via.as_str(),
            i32::try_from(violation.chars.start).ok()?,
            i32::try_from(violation.chars.end).ok()?,
            violation.text,
            rule.message(),
            rule.suggestion(),
            violation.replacement(),
        ));
        Some(())
    }

    fn push(&mut self, fields: Fields<'_>) {
        let (row, rule, category, severity, via, start, end, text, message, suggestion, other) =
            fields;
        self.row.append_value(row);
        self.rule.append_value(rule);
        self.category.append_value(category);
        self.severity.append_value(severity);
        self.via.append_value(via);
        self.start.append_value(start);
        self.end.append_value(end);
        self.text.append_value(text);
        self.message.append_value(message);
        self.suggestion.append_value(suggestion);
        self.replacement.append_option(other);
    }

    pub(crate) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(
            SCHEMA.clone(),
            vec![
                Arc::new(self.row.finish()),
                Arc::new(self.rule.finish()),
                Arc::new(self.category.finish()),
                Arc::new(self.severity.finish()),
                Arc::new(self.via.finish()),
                Arc::new(self.start.finish()),
                Arc::new(self.end.finish()),
                Arc::new(self.text.finish()),
                Arc::new(self.message.finish()),
                Arc::new(self.suggestion.finish()),
                Arc::new(self.replacement.finish()),
            ],
        )
    }
}
