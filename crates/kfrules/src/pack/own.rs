//! A shop's own pack without TOML: for programs that keep its words in a table or a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Allow, GAP, Guard, Override, Pack, RuleText, Word, read};
use crate::error::Error;
use crate::rule::{Confidence, Sender, Severity, Source, Via};

/// What a program adds comes from no file.
const NOWHERE: usize = 0;
/// The document that stands in for a source.
const OWN: &str = "店铺自定义";

impl Pack {
    /// An empty pack, to which words are added by a program rather than read from TOML.
    ///
    /// ```
    /// use kfrules::{Pack, Ruleset, Severity};
    ///
    /// let shop = Pack::new("shop")?
    ///     .forbid("wording.gift", Severity::Warning, ["送小样"], "赠品已经送完。", "可以介绍优惠券。")?
    ///     .allow(["contact.wechat"], ["微信表情包"])
    ///     .set_severity("review.ask", Severity::Warning)
    ///     .disable("wording.baobei");
    /// let rules = Ruleset::builder().platform("pdd").pack(shop.extend("pdd")).compile()?;
    /// assert_eq!(rules.check("下单送小样哦")[0].rule.name(), "shop/wording.gift");
    /// assert!(rules.check("送您一套微信表情包").is_empty());
    /// assert!(rules.check("这款宝贝有现货").is_empty());
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the id is not made of a-z, 0-9, `_` and `-`.
    pub fn new(id: &str) -> Result<Pack, Error> {
        read::check_pack_id(id).map_err(Error::new)?;
        Ok(Pack {
            origin: None,
            id: id.to_owned(),
            title: id.to_owned(),
            extends: Vec::new(),
            disable: Vec::new(),
            lists: BTreeMap::new(),
            overrides: Vec::new(),
            allows: Vec::new(),
            rules: Vec::new(),
        })
    }

    /// Takes over the rules of another pack, as `extends` does.
    #[must_use]
    pub fn extend(mut self, id: &str) -> Pack {
        self.extends.push(word(id));
        self
    }

    /// Adds a rule that finds these words, spread and in other characters too. Its examples are the
    /// words themselves.
    ///
    /// # Errors
    ///
    /// If the id is no category and name joined by a dot, or the pack has it already.
    pub fn forbid(
        mut self,
        id: &str,
        severity: Severity,
        words: impl IntoIterator<Item = impl Into<String>>,
        message: &str,
        suggestion: &str,
    ) -> Result<Pack, Error> {
        read::check_id(id).map_err(|cause| Error::new(cause).in_rule(id))?;
        if self.rules.iter().any(|rule| rule.id.text == id) {
            return Err(Error::new("this id was used before").in_rule(id));
        }
        let words = own_words(words);
        if words.is_empty() {
            return Err(Error::new("looks for nothing: give it words").in_rule(id));
        }
        let source = Source {
            document: OWN.to_owned(),
            date: None,
            quote: None,
            facts: Vec::new(),
            confidence: Confidence::Low,
            sanction: None,
            url: None,
        };
        self.rules.push(Arc::new(RuleText {
            id: word(id),
            severity,
            message: message.to_owned(),
            suggestion: suggestion.to_owned(),
            sources: vec![source],
            since: None,
            until: None,
            senders: Sender::SHOP.to_vec(),
            reach: Via::Spread,
            guard: Guard::Normal,
            near_sounds: false,
            readings: BTreeMap::new(),
            gap: GAP,
            hits: words.iter().map(|word| word.text.trim_start_matches('~').to_owned()).collect(),
            words,
            codes: Vec::new(),
            clauses: Vec::new(),
            patterns: Vec::new(),
            cued: Vec::new(),
            numbers: Vec::new(),
            near: Vec::new(),
            unless: None,
            split: false,
            dialogue: None,
            except: Vec::new(),
            except_patterns: Vec::new(),
            replace: BTreeMap::new(),
            quiet: Vec::new(),
            passes: Vec::new(),
            denied: Vec::new(),
        }));
        Ok(self)
    }

    /// Excuses words in rules given by id or category, in all rules if none are given, as `[[allow]]`
    /// does.
    #[must_use]
    pub fn allow(
        mut self,
        rules: impl IntoIterator<Item = impl Into<String>>,
        words: impl IntoIterator<Item = impl Into<String>>,
    ) -> Pack {
        self.allows.push(Allow { rules: own_words(rules), words: Arc::new(own_words(words)) });
        self
    }

    /// Changes the severity of an inherited rule, as `[[override]]` does.
    #[must_use]
    pub fn set_severity(mut self, rule: &str, severity: Severity) -> Pack {
        self.overrides.push(Override {
            rule: word(rule),
            severity: Some(severity),
            message: None,
            suggestion: None,
            sources: None,
        });
        self
    }

    /// Leaves out an inherited rule by its id, or all of a category, as `disable` does.
    #[must_use]
    pub fn disable(mut self, rule: &str) -> Pack {
        self.disable.push(word(rule));
        self
    }
}

fn word(text: &str) -> Word {
    Word { text: text.to_owned(), line: NOWHERE, column: NOWHERE }
}

fn own_words(texts: impl IntoIterator<Item = impl Into<String>>) -> Vec<Word> {
    texts.into_iter().map(|text| word(&text.into())).collect()
}
