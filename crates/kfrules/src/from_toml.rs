//! TOML into the types of packs and profiles.
//!
//! The parser has a reader of its own, which takes values out of the tree, so that each type that is read
//! brings with it the dropping of what is left of it: as much code as all that is compiled of rules. This
//! one looks at the tree and leaves it as it is.

use std::fmt::Display;
use std::ops::Range;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Reads a file.
pub(crate) fn read<T: DeserializeOwned>(source: &str) -> Result<T, Fault> {
    Tree::parse(source)?.read()
}

/// A file taken apart.
pub(crate) struct Tree<'a>(Spanned<DeValue<'a>>);

impl<'a> Tree<'a> {
    pub(crate) fn parse(source: &'a str) -> Result<Tree<'a>, Fault> {
        let table = DeTable::parse(source).map_err(|error| {
            let fault: Fault = de::Error::custom(error.message());
            error.span().into_iter().fold(fault, Fault::at)
        })?;
        Ok(Tree(Spanned::new(table.span(), DeValue::Table(table.into_inner()))))
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        T::deserialize(Node(&self.0)).map_err(|fault| fault.at(self.0.span()))
    }

    /// Its keys and their values.
    pub(crate) fn table(&self) -> &DeTable<'a> {
        self.0.get_ref().as_table().expect("a file is a table")
    }
}

/// What is wrong with a file.
#[derive(Debug)]
pub(crate) struct Fault(Box<(String, Option<Range<usize>>)>);

impl Fault {
    pub(crate) fn message(&self) -> &str {
        &self.0.0
    }

    /// Where it is, in bytes.
    pub(crate) fn span(&self) -> Option<Range<usize>> {
        self.0.1.clone()
    }

    /// The innermost place counts.
    #[cold]
    fn at(mut self, span: Range<usize>) -> Fault {
        self.0.1.get_or_insert(span);
        self
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cold]
    fn custom<T: Display>(message: T) -> Fault {
        Fault(Box::new((message.to_string(), None)))
    }
}

/// A string with its place in the file.
#[derive(Clone)]
pub(crate) struct Text {
    text: String,
    span: Range<usize>,
}

impl Text {
    pub(crate) fn get_ref(&self) -> &String {
        &self.text
    }

    pub(crate) fn into_inner(self) -> String {
        self.text
    }

    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// By this name a string is asked for with its place: as where it starts, where it ends, and the string.
const TEXT: &str = "text with its place";

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Parts;

        impl<'de> Visitor<'de> for Parts {
            type Value = Text;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Text, A::Error> {
                let missing = || de::Error::invalid_length(0, &self);
                let start = parts.next_element()?.ok_or_else(missing)?;
                let end = parts.next_element()?.ok_or_else(missing)?;
                let text = parts.next_element()?.ok_or_else(missing)?;
                Ok(Text { text, span: start..end })
            }
        }

        deserializer.deserialize_newtype_struct(TEXT, Parts)
    }
}

/// A value of the file.
#[derive(Clone, Copy)]
struct Node<'de>(&'de Spanned<DeValue<'de>>);

impl<'de> Node<'de> {
    #[cold]
    #[inline(never)]
    fn refuse(self, expected: &dyn Expected) -> Fault {
        let (whole, too_large);
        let found = match self.0.get_ref() {
            DeValue::String(text) => Unexpected::Str(text),
            DeValue::Boolean(is) => Unexpected::Bool(*is),
            DeValue::Float(number) => {
                Unexpected::Float(number.as_str().parse().unwrap_or(f64::NAN))
            }
            DeValue::Array(_) => Unexpected::Seq,
            // The parser has none for dates.
            DeValue::Table(_) | DeValue::Datetime(_) => Unexpected::Map,
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => Unexpected::Signed(number),
                    Err(_) => {
                        whole = number.as_str();
                        too_large = format!("integer `{whole}`");
                        Unexpected::Other(&too_large)
                    }
                }
            }
        };
        de::Error::invalid_type(found, expected)
    }

    #[inline(never)]
    fn text(self, expected: &dyn Expected) -> Result<&'de str, Fault> {
        self.0.get_ref().as_str().ok_or_else(|| self.refuse(expected))
    }

    #[inline(never)]
    fn items(self, expected: &dyn Expected) -> Result<Items<'de>, Fault> {
        let array = self.0.get_ref().as_array().ok_or_else(|| self.refuse(expected))?;
        Ok(Items(array.iter()))
    }

    #[inline(never)]
    fn entries(self, expected: &dyn Expected) -> Result<Entries<'de>, Fault> {
        let table = self.0.get_ref().as_table().ok_or_else(|| self.refuse(expected))?;
        Ok(Entries { entries: table.iter(), value: None })
    }

    #[inline(never)]
    fn integer(self, expected: &dyn Expected) -> Result<i64, Fault> {
        let number = self.0.get_ref().as_integer();
        let number = number.and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        number.ok_or_else(|| self.refuse(expected))
    }
}

/// Asks visitors for whole numbers.
macro_rules! integers {
    ($($name:ident),*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let number = self.integer(&visitor)?;
            visitor.visit_i64(number)
        }
    )*};
}

/// The same of texts.
macro_rules! texts {
    ($($name:ident),*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let text = self.text(&visitor)?;
            visitor.visit_str(text)
        }
    )*};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    /// No type that is read takes what it gets.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        Err(self.refuse(&visitor))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.get_ref().as_bool() {
            Some(is) => visitor.visit_bool(is),
            None => Err(self.refuse(&visitor)),
        }
    }

    integers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64
    );

    texts!(deserialize_str, deserialize_string, deserialize_identifier);

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == TEXT {
            visitor.visit_seq(Parts { node: self, taken: 0 })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let items = self.items(&visitor)?;
        visitor.visit_seq(items)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let entries = self.entries(&visitor)?;
        visitor.visit_map(entries)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let name: StrDeserializer<'_, Fault> = self.text(&"a string")?.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct ignored_any
    }
}

/// The items of a list.
struct Items<'de>(std::slice::Iter<'de, Spanned<DeValue<'de>>>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.0.next() else { return Ok(None) };
        seed.deserialize(Node(item)).map(Some).map_err(|fault| fault.at(item.span()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The keys of a table and their values.
struct Entries<'de> {
    entries: toml::map::Iter<'de, Spanned<DeString<'de>>, Spanned<DeValue<'de>>>,
    /// That of the last key.
    value: Option<Node<'de>>,
}

impl<'de> Entries<'de> {
    #[inline(never)]
    fn next(&mut self) -> Option<&'de Spanned<DeString<'de>>> {
        let (key, value) = self.entries.next()?;
        self.value = Some(Node(value));
        Some(key)
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some(key) = self.next() else { return Ok(None) };
        let name: StrDeserializer<'_, Fault> = key.get_ref().as_ref().into_deserializer();
        seed.deserialize(name).map(Some).map_err(|fault| fault.at(key.span()))
    }

    /// Once for each type, and not once for each key.
    #[inline(never)]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let node = self.value.take().expect("a value is asked for after its key");
        seed.deserialize(node).map_err(|fault| fault.at(node.0.span()))
    }
}

/// A text with its place, as [`Text`] takes it.
struct Parts<'de> {
    node: Node<'de>,
    taken: u8,
}

impl<'de> SeqAccess<'de> for Parts<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let span = self.node.0.span();
        self.taken += 1;
        match self.taken {
            1 => seed.deserialize(span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(span.end.into_deserializer()).map(Some),
            _ => seed.deserialize(self.node).map(Some),
        }
    }
}

#[cfg(test)]
mod tests;
