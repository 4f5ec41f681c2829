//! The shape of a pack file, as TOML has it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::from_toml::Text;
use crate::number::NumberKind;
use crate::plan::{Guard, Side};
use crate::rule::{Sender, Severity, Source, Via};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    pub(super) id: Text,
    pub(super) title: String,
    #[serde(default)]
    pub(super) extends: Vec<Text>,
    #[serde(default)]
    pub(super) disable: Vec<Text>,
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Vec<Text>>,
    #[serde(default, rename = "override")]
    pub(super) overrides: Vec<OverrideTable>,
    #[serde(default)]
    pub(super) allow: Vec<AllowTable>,
    #[serde(default, rename = "rule")]
    pub(super) rules: Vec<RuleTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideTable {
    pub(super) rule: Text,
    pub(super) severity: Option<Severity>,
    pub(super) message: Option<String>,
    pub(super) suggestion: Option<String>,
    pub(super) sources: Option<Vec<Source>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowTable {
    #[serde(default)]
    pub(super) rules: Vec<Text>,
    pub(super) words: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTable {
    pub(super) id: Text,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) suggestion: String,
    #[serde(default)]
    pub(super) sources: Vec<Source>,
    pub(super) since: Option<Text>,
    pub(super) until: Option<Text>,
    pub(super) from: Option<Vec<Sender>>,
    pub(super) reach: Option<Via>,
    #[serde(default)]
    pub(super) guard: Guard,
    #[serde(default)]
    pub(super) near_sounds: bool,
    #[serde(default)]
    pub(super) readings: BTreeMap<String, Text>,
    pub(super) gap: Option<usize>,
    #[serde(default)]
    pub(super) words: Vec<Text>,
    #[serde(default)]
    pub(super) codes: Vec<Text>,
    #[serde(default)]
    pub(super) clauses: Vec<Text>,
    #[serde(default)]
    pub(super) patterns: Vec<Text>,
    #[serde(default)]
    pub(super) cued: Vec<CuedTable>,
    #[serde(default)]
    pub(super) number: Vec<NumberTable>,
    #[serde(default)]
    pub(super) near: Vec<NearTable>,
    pub(super) unless: Option<UnlessTable>,
    #[serde(default)]
    pub(super) split: bool,
    pub(super) dialogue: Option<DialogueTable>,
    #[serde(default)]
    pub(super) except: Vec<Text>,
    #[serde(default)]
    pub(super) except_patterns: Vec<Text>,
    #[serde(default)]
    pub(super) replace: BTreeMap<String, Text>,
    #[serde(default)]
    pub(super) quiet: Vec<Text>,
    #[serde(default)]
    pub(super) hits: Vec<String>,
    #[serde(default)]
    pub(super) passes: Vec<String>,
    #[serde(default)]
    pub(super) denied: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CuedTable {
    #[serde(default)]
    pub(super) words: Vec<Text>,
    #[serde(default)]
    pub(super) codes: Vec<Text>,
    pub(super) cues: Vec<Text>,
    #[serde(default)]
    pub(super) side: Side,
    pub(super) within: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberTable {
    pub(super) kinds: Vec<NumberKind>,
    #[serde(default)]
    pub(super) least: usize,
    #[serde(default)]
    pub(super) home: Vec<Text>,
    #[serde(default)]
    pub(super) cues: Vec<Text>,
    #[serde(default)]
    pub(super) side: Side,
    pub(super) within: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NearTable {
    pub(super) all: Vec<Vec<Text>>,
    pub(super) within: Option<usize>,
    #[serde(default)]
    pub(super) ordered: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnlessTable {
    #[serde(default)]
    pub(super) words: Vec<Text>,
    #[serde(default)]
    pub(super) after: Vec<Text>,
    pub(super) within: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DialogueTable {
    #[serde(default)]
    pub(super) asked: Vec<Text>,
    #[serde(default)]
    pub(super) said: Vec<Text>,
    #[serde(default)]
    pub(super) said_last: Vec<Text>,
    pub(super) waited_seconds: Option<u32>,
    pub(super) repeated: Option<usize>,
    #[serde(default)]
    pub(super) to_other_questions: bool,
    pub(super) least: Option<usize>,
    #[serde(default)]
    pub(super) no_last_word: bool,
    #[serde(default)]
    pub(super) answered: Vec<Text>,
    #[serde(default)]
    pub(super) answered_clauses: Vec<Text>,
    #[serde(default)]
    pub(super) missing: Vec<Text>,
    #[serde(default)]
    pub(super) silent: bool,
    pub(super) within: Option<usize>,
    pub(super) within_seconds: Option<u32>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;
    use crate::concern::Concern;
    use crate::from_toml::read;
    use crate::rule::CATEGORIES;

    /// The names that the reader lists when it meets one that it does not know.
    fn names(message: &str) -> BTreeSet<String> {
        let (_, list) = message.split_once("expected ").expect("a list of names");
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn keys<T: DeserializeOwned>() -> BTreeSet<String> {
        names(read::<T>("no-such-key = 1").err().expect("refused").message())
    }

    fn values<T: DeserializeOwned>() -> BTreeSet<String> {
        #[derive(Deserialize)]
        struct Holder<T> {
            #[serde(rename = "value")]
            _value: T,
        }
        let read = read::<Holder<T>>("value = \"no-such-value\"");
        names(read.err().expect("refused").message())
    }

    fn schema() -> Value {
        let source = include_str!("../../../../docs/pack.schema.json");
        serde_json::from_str(source).expect("JSON")
    }

    fn strings<'a>(list: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
        list.into_iter().map(|value| value.as_str().expect("a string").to_owned()).collect()
    }

    #[test]
    fn the_schema_knows_the_keys_that_the_reader_knows() {
        let schema = schema();
        let rule = "/definitions/rule";
        for (path, keys) in [
            ("", keys::<PackFile>()),
            ("/properties/override/items", keys::<OverrideTable>()),
            ("/properties/allow/items", keys::<AllowTable>()),
            (rule, keys::<RuleTable>()),
            ("/definitions/sources/items", keys::<Source>()),
            ("/definitions/rule/properties/cued/items", keys::<CuedTable>()),
            ("/definitions/rule/properties/number/items", keys::<NumberTable>()),
            ("/definitions/rule/properties/near/items", keys::<NearTable>()),
            ("/definitions/rule/properties/unless", keys::<UnlessTable>()),
            ("/definitions/rule/properties/dialogue", keys::<DialogueTable>()),
        ] {
            let table = schema.pointer(path).expect(path);
            let known = table["properties"].as_object().expect(path);
            assert_eq!(known.keys().cloned().collect::<BTreeSet<_>>(), keys, "{path}");
            assert_eq!(table["additionalProperties"], Value::Bool(false), "{path}");
        }
    }

    #[test]
    fn the_schema_knows_the_values_that_the_reader_knows() {
        let schema = schema();
        for (path, values) in [
            ("/definitions/severity", values::<Severity>()),
            ("/definitions/side", values::<Side>()),
            ("/definitions/sources/items/properties/confidence", values::<crate::Confidence>()),
            ("/definitions/rule/properties/from/items", values::<Sender>()),
            ("/definitions/rule/properties/reach", values::<Via>()),
            ("/definitions/rule/properties/guard", values::<Guard>()),
            (
                "/definitions/rule/properties/number/items/properties/kinds/items",
                values::<NumberKind>(),
            ),
        ] {
            let known = schema.pointer(path).expect(path)["enum"].as_array().expect(path);
            assert_eq!(strings(known), values, "{path}");
        }
        let pattern = |path: &str| {
            let property = schema.pointer(path).expect(path);
            property["pattern"].as_str().expect(path).to_owned()
        };
        let categories = pattern("/definitions/rule/properties/id");
        assert_eq!(categories, format!("^({})\\..+$", CATEGORIES.join("|")));
        let quiet = pattern("/definitions/rule/properties/quiet/items");
        assert_eq!(quiet, format!("^({})(:.+)?$", Concern::ALL.map(Concern::as_str).join("|")));
    }
}
