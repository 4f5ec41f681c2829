//! Instants as Python writes them.

use kfrules::Zone;
use pyo3::prelude::*;

use crate::error::raise;

/// An instant in microseconds since 1970-01-01 00:00 UTC: an int as it is, a text as the command
/// reads it, and a datetime, which without a zone is on the shop's wall clock.
pub(crate) fn read_us(at: &Bound<'_, PyAny>, zone: Zone) -> PyResult<i64> {
    let parse = |text: &str| zone.parse_us(text).map_err(|error| raise(&error));
    if let Ok(text) = at.extract::<&str>() {
        return parse(text);
    }
    if at.hasattr("isoformat")? {
        return parse(at.call_method0("isoformat")?.extract()?);
    }
    at.extract()
}

/// An instant in microseconds since 1970-01-01 00:00 UTC. Texts and datetimes without an offset
/// are on the shop's wall clock, by default that of Beijing.
///
/// >>> kfrules.instant_us("2024-05-01 08:00:00")
/// 1714521600000000
/// >>> kfrules.instant_us("2024-05-01T00:00:00Z")
/// 1714521600000000
/// >>> import datetime
/// >>> kfrules.instant_us(datetime.datetime(2024, 5, 1, 8))
/// 1714521600000000
#[pyfunction]
#[pyo3(signature = (at, *, utc_offset_seconds = 28800))]
pub(crate) fn instant_us(at: &Bound<'_, PyAny>, utc_offset_seconds: i32) -> PyResult<i64> {
    read_us(at, Zone::east_of_utc(utc_offset_seconds))
}

/// What the shop's wall clock shows at an instant.
///
/// >>> kfrules.wall_clock(1714521600000000)
/// '2024-05-01 08:00:00'
#[pyfunction]
#[pyo3(signature = (at_us, *, utc_offset_seconds = 28800))]
pub(crate) fn wall_clock(at_us: i64, utc_offset_seconds: i32) -> String {
    Zone::east_of_utc(utc_offset_seconds).wall_clock(at_us)
}
