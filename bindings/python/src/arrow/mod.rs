//! Columns and tables by Arrow's C interface, which pyarrow, polars, DuckDB and pandas speak.

mod capsule;
mod instants;
mod texts;

pub(crate) use capsule::{Chunks, Exported, export_array, export_schema, export_stream, fault};
pub(crate) use instants::Instants;
pub(crate) use texts::Texts;
