//! The JSON Schema of packs: what is sound passes, and what it can see to be wrong does not.
//!
//! The validator knows the few keywords that the schema uses, and stops at any other.

use regex_automata::meta::Regex;
use serde::Deserialize;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/pack.schema.json")).expect("JSON")
}

/// What is wrong with a value, if anything is.
fn fault(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let schema = schema.as_object().expect("a schema is an object");
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    let child = |name: &str| schema.get("properties").and_then(|known| known.get(name));
    for (keyword, asked) in schema {
        let length = || value.as_array().map_or(0, Vec::len) as u64;
        let number = asked.as_u64();
        let is_right = match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "definitions" => true,
            "$ref" => {
                let path = asked.as_str().and_then(|path| path.strip_prefix('#'));
                let target = path.and_then(|path| root.pointer(path)).expect("a definition");
                if let Some(fault) = fault(root, target, value) {
                    return Some(fault);
                }
                true
            }
            "type" => match asked.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "boolean" => value.is_boolean(),
                other => panic!("unknown type {other}"),
            },
            "enum" => list("enum").expect("a list").contains(value),
            "required" => list("required")
                .expect("a list")
                .iter()
                .all(|key| value.get(key.as_str().expect("a key")).is_some()),
            "anyOf" => {
                let branches = list("anyOf").expect("a list");
                branches.iter().any(|branch| fault(root, branch, value).is_none())
            }
            "dependencies" => {
                let known = asked.as_object().expect("an object");
                known.iter().filter(|(key, _)| value.get(key).is_some()).all(|(_, needed)| {
                    let needed = needed.as_array().expect("a list");
                    needed.iter().all(|key| value.get(key.as_str().expect("a key")).is_some())
                })
            }
            "properties" | "additionalProperties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    let found = match (child(name), keyword.as_str(), asked) {
                        (Some(known), "properties", _) => fault(root, known, value),
                        (None, "additionalProperties", Value::Bool(false)) => {
                            Some("unknown".into())
                        }
                        (None, "additionalProperties", other) => fault(root, other, value),
                        _ => None,
                    };
                    if let Some(fault) = found {
                        return Some(format!("{name}: {fault}"));
                    }
                }
                true
            }
            "items" => {
                let found = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .find_map(|item| fault(root, asked, item));
                if found.is_some() {
                    return found;
                }
                true
            }
            "minItems" => length() >= number.expect("a number"),
            "maxItems" => length() <= number.expect("a number"),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= number.expect("a number")),
            "minimum" => value.as_i64().is_none_or(|value| Some(value) >= asked.as_i64()),
            "maximum" => value.as_i64().is_none_or(|value| Some(value) <= asked.as_i64()),
            "pattern" => {
                let regex = Regex::new(asked.as_str().expect("a pattern")).expect("valid");
                value.as_str().is_none_or(|text| regex.is_match(text))
            }
            other => panic!("unknown keyword {other}"),
        };
        if !is_right {
            return Some(format!("{keyword} {asked}"));
        }
    }
    None
}

/// What the schema says is wrong with a pack; `None` too if it is no TOML, which it cannot see.
fn seen(pack: &str) -> Option<String> {
    let value: toml::Value = toml::from_str(pack).ok()?;
    let schema = schema();
    fault(&schema, &schema, &serde_json::to_value(value).expect("TOML is JSON"))
}

#[test]
fn bundled_packs_are_valid() {
    for (id, source) in kfrules_packs::PACKS {
        assert!(source.contains("title"), "{id}");
        assert_eq!(seen(source), None, "{id}");
    }
}

#[derive(Deserialize)]
struct Suite {
    sound: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    pack: Option<String>,
    after: Option<String>,
    /// What the schema cannot see, though the reader does.
    #[serde(default)]
    unseen: bool,
}

#[test]
fn mistakes_that_can_be_seen_are() {
    let suite: Suite = toml::from_str(include_str!("cases/packs/errors.toml")).expect("readable");
    let (mut refused, mut differing) = (0, Vec::new());
    for Case { name, pack, after, unseen } in suite.case {
        let pack = pack.unwrap_or_else(|| suite.sound.clone() + &after.unwrap_or_default());
        // A file that is no TOML has no shape.
        let is_toml = toml::from_str::<toml::Value>(&pack).is_ok();
        refused += usize::from(seen(&pack).is_some());
        if is_toml && seen(&pack).is_some() == unseen {
            differing.push(name);
        }
    }
    assert!(differing.is_empty(), "`unseen` is not as it says:\n{}", differing.join("\n"));
    assert!(refused >= 40, "only {refused} were refused");
}

#[test]
fn the_packs_of_the_documentation_are_valid() {
    let mut count = 0;
    for block in include_str!("../docs/pack-format.md").split("```toml\n").skip(1) {
        let pack = block.split("```").next().expect("a block");
        if pack.contains("title =") {
            assert_eq!(seen(pack), None, "{pack}");
            count += 1;
        }
    }
    assert!(count > 0);
}
