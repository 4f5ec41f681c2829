//! A chunk of a column of texts, however its producer keeps them.

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, GenericByteArray, LargeBinaryArray, StructArray,
};
use arrow_schema::DataType;

/// Texts as bytes: that they are UTF-8 is a promise of the producer, and is checked where they are
/// read.
pub(crate) enum Texts {
    Short(BinaryArray),
    Long(LargeBinaryArray),
    View(BinaryViewArray),
    /// Every row is one of the values.
    Dictionary {
        keys: Vec<usize>,
        rows: ArrayRef,
        values: Box<Texts>,
    },
    /// None of so many rows has a text.
    Missing(usize),
}

impl Texts {
    /// Whether data of this kind is texts, or a table of one column of them.
    pub(crate) fn are(data_type: &DataType) -> bool {
        match data_type {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Dictionary(_, values) => Texts::are(values),
            DataType::Struct(fields) => fields.len() == 1 && Texts::are(fields[0].data_type()),
            _ => false,
        }
    }

    /// The texts of a column, or of a table of one column. `None` if they are no texts.
    pub(crate) fn new(array: &ArrayRef) -> Option<Texts> {
        Some(match array.data_type() {
            DataType::Utf8 => Texts::Short(array.as_string::<i32>().clone().into()),
            DataType::LargeUtf8 => Texts::Long(array.as_string::<i64>().clone().into()),
            DataType::Utf8View => Texts::View(array.as_string_view().clone().to_binary_view()),
            DataType::Null => Texts::Missing(array.len()),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary();
                let values = Texts::new(dictionary.values())?;
                if values.len() == 0 {
                    return Some(Texts::Missing(array.len()));
                }
                let (keys, rows) = (dictionary.normalized_keys(), array.clone());
                Texts::Dictionary { keys, rows, values: Box::new(values) }
            }
            DataType::Struct(fields) if fields.len() == 1 => {
                let table: &StructArray = array.as_struct();
                Texts::new(table.column(0))?
            }
            _ => return None,
        })
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Texts::Short(array) => array.len(),
            Texts::Long(array) => array.len(),
            Texts::View(array) => array.len(),
            Texts::Dictionary { keys, .. } => keys.len(),
            Texts::Missing(rows) => *rows,
        }
    }

    /// The text of a row, if it has one.
    pub(crate) fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Texts::Short(array) => value(array, row),
            Texts::Long(array) => value(array, row),
            Texts::View(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Dictionary { keys, rows, values } => {
                rows.is_valid(row).then(|| values.get(keys[row])).flatten()
            }
            Texts::Missing(_) => None,
        }
    }
}

fn value<T>(array: &GenericByteArray<T>, row: usize) -> Option<&[u8]>
where
    T: arrow_array::types::ByteArrayType<Native = [u8]>,
{
    array.is_valid(row).then(|| array.value(row))
}
