use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Text, read};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    numbers: Vec<u32>,
    pair: Option<[i64; 2]>,
    #[serde(default)]
    is_open: bool,
    kind: Option<Kind>,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    One,
    Other,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Part {
    length: usize,
}

#[test]
fn reads_as_the_reader_of_the_parser_does() {
    for source in [
        "name = \"\\u4fe1\"",
        "name = 'a'\nnumbers = [1, 0x_f, 2]\npair = [-1, 2]\nis_open = true\nkind = 'other'",
        "name = 'a'\nnames = { b = 'c', d = '''e''' }\n[[parts]]\nlength = 3\n[[parts]]\nlength = 4",
        "name = 'a'\n[names]\n\"x y\" = 'z'",
        "",
        "numbers = [1]",
        "name = 1",
        "name = 1.5",
        "name = true",
        "name = 2024-05-01",
        "name = ['a']",
        "name = { a = 'b' }",
        "name = 'a'\nother = 1",
        "name = 'a'\nname = 'b'",
        "name = 'a",
        "name = 'a'\nnumbers = 1",
        "name = 'a'\nnumbers = [1, 'b']",
        "name = 'a'\nnumbers = [1, -1]",
        "name = 'a'\nnumbers = [1, 4294967296]",
        "name = 'a'\npair = [1]",
        "name = 'a'\npair = [1, 2, 3]",
        "name = 'a'\nis_open = 'yes'",
        "name = 'a'\nkind = 'third'",
        "name = 'a'\nnames = []",
        "name = 'a'\nnames = { b = 1 }",
        "name = 'a'\nparts = { length = 1 }",
        "name = 'a'\n[[parts]]\nlength = 3\n[[parts]]\nlenght = 4",
        "name = 'a'\n[[parts]]\nlength = 3\n[[parts]]",
        "name = 'a'\nparts = ['b']",
    ] {
        let expected = toml::from_str::<File>(source)
            .map_err(|error| (error.message().to_owned(), error.span()));
        let found =
            read::<File>(source).map_err(|fault| (fault.message().to_owned(), fault.span()));
        assert_eq!(found, expected, "{source}");
    }
}

#[test]
fn a_text_knows_its_place() {
    let source = "a = [\n  'b',\n  \"\\u4fe1\",\n]";
    let read: BTreeMap<String, Vec<Text>> = read(source).expect("a list of texts");
    let texts: Vec<_> =
        read["a"].iter().map(|text| (&source[text.span()], text.get_ref())).collect();
    assert_eq!(texts, [("'b'", &"b".to_owned()), ("\"\\u4fe1\"", &"信".to_owned())]);
}

#[test]
fn a_text_is_refused_where_it_stands() {
    let source = "a = [\n  'b',\n  3,\n]";
    let fault = read::<BTreeMap<String, Vec<Text>>>(source).err().expect("a number");
    assert_eq!(fault.message(), "invalid type: integer `3`, expected a string");
    assert_eq!(fault.span().map(|span| &source[span]), Some("3"));
}
