//! What crosses the border to Python: Arrow's structures in capsules.
//!
//! See "The Arrow PyCapsule Interface" in the documentation of Apache Arrow.

#![expect(unsafe_code, reason = "Arrow's C interface hands over pointers")]

use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{ArrayReader, ArrayRef, RecordBatch, RecordBatchIterator, make_array};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::error::complain;

/// A column or a table as it comes, chunk by chunk.
pub(crate) enum Chunks {
    One(Option<ArrayRef>),
    Many(ArrayStreamReader),
}

impl Chunks {
    /// Takes the data of any object that gives it by `__arrow_c_stream__` or `__arrow_c_array__`.
    pub(crate) fn take(object: &Bound<'_, PyAny>, what: &str) -> PyResult<Chunks> {
        if object.hasattr("__arrow_c_stream__")? {
            let capsule = object.call_method0("__arrow_c_stream__")?;
            let stream = pointer::<FFI_ArrowArrayStream>(&capsule, c"arrow_array_stream")?;
            // SAFETY: a capsule of this name holds such a structure; an empty one in its place
            // tells the producer that it was taken.
            let stream = unsafe { stream.replace(FFI_ArrowArrayStream::empty()) };
            return ArrayStreamReader::try_new(stream).map(Chunks::Many).map_err(fault);
        }
        if object.hasattr("__arrow_c_array__")? {
            let pair = object.call_method0("__arrow_c_array__")?;
            let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
            let schema = pointer::<FFI_ArrowSchema>(&schema, c"arrow_schema")?;
            let array = pointer::<FFI_ArrowArray>(&array, c"arrow_array")?;
            // SAFETY: as above, and the schema, which stays the capsule's, describes the array.
            let data = unsafe {
                let array = array.replace(FFI_ArrowArray::empty());
                from_ffi(array, schema.as_ref())
            };
            return Ok(Chunks::One(Some(make_array(data.map_err(fault)?))));
        }
        let given = object.get_type().qualname()?;
        Err(PyTypeError::new_err(format!(
            "{what} is needed from pyarrow, polars, DuckDB, pandas 3 or whatever else has \
             `__arrow_c_stream__` or `__arrow_c_array__`, not `{given}`"
        )))
    }

    /// What the data is.
    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Chunks::One(array) => array.as_ref().map_or(DataType::Null, |a| a.data_type().clone()),
            Chunks::Many(reader) => reader.field().data_type().clone(),
        }
    }
}

impl Iterator for Chunks {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Chunks::One(array) => array.take().map(Ok),
            Chunks::Many(reader) => reader.next(),
        }
    }
}

/// The structure that a capsule of this name holds.
fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &'static std::ffi::CStr) -> PyResult<NonNull<T>> {
    Ok(capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))?.cast())
}

/// What Arrow says is wrong.
pub(crate) fn fault(error: ArrowError) -> PyErr {
    complain(error.to_string())
}

pub(crate) type Exported<'py> = PyResult<Bound<'py, PyCapsule>>;

/// `__arrow_c_schema__` of a table.
pub(crate) fn export_schema<'py>(py: Python<'py>, schema: &SchemaRef) -> Exported<'py> {
    let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(fault)?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

/// `__arrow_c_array__` of a table in one piece.
pub(crate) fn export_array<'py>(
    py: Python<'py>,
    data: &ArrayData,
) -> PyResult<Bound<'py, PyTuple>> {
    let (array, schema) = to_ffi(data).map_err(fault)?;
    let schema = PyCapsule::new_with_value(py, schema, c"arrow_schema")?;
    let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
    PyTuple::new(py, [schema, array])
}

/// `__arrow_c_stream__` of a table in pieces.
pub(crate) fn export_stream<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: Vec<RecordBatch>,
) -> Exported<'py> {
    let batches = batches.into_iter().map(Ok);
    let reader = RecordBatchIterator::new(batches, schema.clone());
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}
