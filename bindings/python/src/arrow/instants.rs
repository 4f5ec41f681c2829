//! A chunk of a column of instants.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowTimestampType, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, Int64Array};
use arrow_schema::{DataType, TimeUnit};
use kfrules::{Error, Zone};

use super::texts::Texts;

/// Instants as a log has them.
pub(crate) enum Instants {
    /// Microseconds since 1970-01-01 00:00 UTC.
    Known(Int64Array),
    /// To be read.
    Written(Texts),
}

impl Instants {
    /// The instants of a column: integers are microseconds since 1970-01-01 00:00 UTC, timestamps
    /// without a zone are on the shop's wall clock. `None` if they are no instants.
    pub(crate) fn new(array: &ArrayRef, zone: Zone) -> Option<Instants> {
        let known = match array.data_type() {
            DataType::Int64 => array.as_primitive::<Int64Type>().clone(),
            DataType::Timestamp(unit, name) => {
                // What the shop's wall clock calls 1970-01-01 00:00.
                let origin_us = match name {
                    Some(_) => 0,
                    None => zone.parse_us("1970-01-01 00:00:00").ok()?,
                };
                match unit {
                    TimeUnit::Second => scale::<TimestampSecondType>(array, 1_000_000, 1),
                    TimeUnit::Millisecond => scale::<TimestampMillisecondType>(array, 1_000, 1),
                    TimeUnit::Microsecond => scale::<TimestampMicrosecondType>(array, 1, 1),
                    TimeUnit::Nanosecond => scale::<TimestampNanosecondType>(array, 1, 1_000),
                }
                .unary(|us: i64| us.saturating_add(origin_us))
            }
            _ => return Texts::new(array).map(Instants::Written),
        };
        Some(Instants::Known(known))
    }

    /// The instant of a row, in microseconds since 1970-01-01 00:00 UTC, if it has one.
    pub(crate) fn get_us(&self, row: usize, zone: Zone) -> Option<Result<i64, Error>> {
        match self {
            Instants::Known(array) => array.is_valid(row).then(|| Ok(array.value(row))),
            Instants::Written(texts) => {
                texts.get(row).map(|text| zone.parse_us(&String::from_utf8_lossy(text)))
            }
        }
    }
}

fn scale<T: ArrowTimestampType>(array: &ArrayRef, times: i64, by: i64) -> Int64Array {
    array.as_primitive::<T>().unary(|at| at.saturating_mul(times).div_euclid(by))
}
