//! A ruleset with room to work in.

use std::borrow::Cow;
use std::fmt;

use crate::error::Error;
use crate::judge::{self, Finding, Heard, Judge, Message, Note};
use crate::limits;
use crate::number;
use crate::rule::{Sender, Severity};
use crate::ruleset::Ruleset;
use crate::scan::{Awake, PatternsCache, Rings, Sifted, Suspects, Watch, WordHit};
use crate::search::Seen;
use crate::span::Span;
use crate::text::View;
use crate::violation::{Violation, Violations};

/// Checks many messages with one ruleset; one a thread. Once warm it does not allocate on a message
/// that mentions nothing.
///
/// ```
/// use kfrules::{Checker, Ruleset, Sender};
///
/// let mut checker = Checker::new(&Ruleset::platform("pdd")?);
/// assert_eq!(checker.check("今天就给您发货哦").len(), 0);
/// assert_eq!(checker.check("加我微信").len(), 1);
/// // What the customer writes is not the shop's fault.
/// assert_eq!(checker.check_from(Sender::Customer, "加我微信").len(), 0);
/// # Ok::<(), kfrules::Error>(())
/// ```
pub struct Checker {
    rules: Ruleset,
    sifted: Sifted,
    suspects: Suspects,
    awake: Awake,
    /// The terms that were met.
    seen: Seen,
    /// The rules that have something to be excused.
    excusable: Seen,
    view: View,
    judge: Judge,
    patterns: PatternsCache,
    numbers: number::Room,
    findings: Vec<Finding>,
    /// The lines that findings in a dialogue speak of.
    lines: Vec<u64>,
}

/// What a message is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What breaks the rules that read single messages.
    Findings,
    /// Also what dialogue rules hear, and the spelled text.
    All,
}

/// What a message that something was sifted from is still to be looked at for.
#[derive(Clone, Copy)]
struct Looks {
    is_judged: bool,
    may_hold_number: bool,
}

impl Checker {
    /// A checker of its own room; the ruleset is shared.
    #[must_use]
    pub fn new(rules: &Ruleset) -> Checker {
        Checker {
            rules: rules.clone(),
            sifted: Sifted::default(),
            suspects: Suspects::default(),
            awake: rules.search().alarms.asleep(),
            seen: rules.search().unseen(),
            excusable: Seen::new(rules.rules().len()),
            view: View::default(),
            judge: Judge::default(),
            patterns: rules.search().patterns.cache(),
            numbers: number::Room::default(),
            findings: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// The ruleset it checks by.
    #[must_use]
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// Checks a message of a human agent.
    pub fn check<'a>(&'a mut self, text: &'a str) -> Violations<'a> {
        self.check_from(Sender::Agent, text)
    }

    /// Checks a message of any sender.
    pub fn check_from<'a>(&'a mut self, sender: Sender, text: &'a str) -> Violations<'a> {
        self.find(sender, text.as_bytes(), Depth::Findings).expect("a str is UTF-8");
        self.violations(text.as_bytes())
    }

    /// Checks a message whose encoding is not known to be right; it is validated in the same pass.
    ///
    /// # Errors
    ///
    /// If the bytes are not UTF-8; [`Error::offset`] tells where. If there are more than
    /// [`LONGEST_MESSAGE`](crate::limits::LONGEST_MESSAGE).
    ///
    /// ```
    /// use kfrules::{Ruleset, Sender};
    ///
    /// let mut checker = Ruleset::platform("pdd")?.checker();
    /// let error = checker.check_bytes(Sender::Agent, b"ok \xFF").unwrap_err();
    /// assert_eq!(error.offset(), Some(3));
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    pub fn check_bytes<'a>(
        &'a mut self,
        sender: Sender,
        text: &'a [u8],
    ) -> Result<Violations<'a>, Error> {
        limits::at_most(limits::LONGEST_MESSAGE, text.len(), "bytes in a message")?;
        self.find(sender, text, Depth::Findings).map_err(Error::utf8)?;
        Ok(self.violations(text))
    }

    /// Sifts, and where that leaves anything spells, scans and judges; on `Err`, the offset of the first
    /// byte that is not UTF-8.
    pub(crate) fn find(&mut self, sender: Sender, text: &[u8], depth: Depth) -> Result<(), usize> {
        self.findings.clear();
        self.lines.clear();
        self.judge.clear();
        self.suspects.clear();
        self.awake.clear();
        self.seen.clear();
        self.excusable.clear();
        self.patterns.clear();
        let search = self.rules.search();
        search.terms.sift(text, &mut self.sifted)?;
        let mut is_judged = depth == Depth::All || self.sifted.has_crowd;
        let (reading, suspects) = (&self.sifted.reading, &mut self.suspects);
        let terms = &self.rules.compiled().terms;
        let mut watch = Watch { terms, reading, awake: &mut self.awake };
        let mut woken = |rings| match rings {
            Rings::Rules => is_judged = true,
            Rings::Pattern(pattern) => self.patterns.wake(pattern),
        };
        for hit in search.terms.of_sifted(&self.sifted) {
            if search.take_parts(reading, &hit, suspects) || !self.seen.is_new(hit.term) {
                continue;
            }
            search.alarms.meet(hit.term, &mut watch, &mut woken);
        }
        search.alarms.meet_sleepless(&mut watch, &mut woken);
        search.disguised.suspect(&self.sifted, suspects);
        let may_hold_number = match depth {
            Depth::Findings => {
                search.numbers.may_count_in(&self.sifted, &search.alarms, &mut watch)
            }
            Depth::All => search.numbers.may_be_in(&self.sifted),
        };
        if is_judged || may_hold_number || !suspects.is_empty() || self.patterns.is_awake() {
            self.view.spell(text).expect("what was read is UTF-8");
            let looks = Looks { is_judged, may_hold_number };
            self.look(sender, text, looks);
        }
        Ok(())
    }

    /// Looks closely at a message that was spelled.
    fn look(&mut self, sender: Sender, text: &[u8], looks: Looks) {
        let Checker {
            rules,
            sifted,
            suspects,
            awake,
            seen,
            excusable,
            view,
            judge,
            patterns,
            numbers,
            findings,
            ..
        } = self;
        let (rules, search) = (rules.compiled(), rules.search());
        let message = Message { original: text, view, sender };
        let mut watch = Watch { terms: &rules.terms, reading: &sifted.reading, awake };
        let wake = |rings, patterns: &mut PatternsCache| match rings {
            // Whether they are judged is told before.
            Rings::Rules => {}
            Rings::Pattern(pattern) => patterns.wake(pattern),
        };
        let mut take_words = |judge: &mut Judge, patterns: &mut PatternsCache| {
            // What hanzi may be split into is numbered after the rules' own words.
            let own = |hit: &WordHit| hit.term < rules.terms.len();
            for hit in search.terms.of_sifted_alone(rules, sifted).filter(own) {
                let spelled = rules.terms.bytes(hit.term);
                if !rules.uses[hit.term].is_empty() && view.has(spelled, hit.start) {
                    judge.take_word(rules, message, hit);
                }
            }
            search.terms.scan_rest(rules, view, |hit| {
                let is_taken = judge.take_word(rules, message, hit);
                if !seen.is_new(hit.term) {
                    return is_taken;
                }
                search.alarms.meet(hit.term, &mut watch, |rings| wake(rings, patterns));
                is_taken
            });
        };
        if looks.is_judged {
            take_words(judge, patterns);
        }
        let is_read = |pattern: usize| {
            let (rule, role) = rules.pattern_uses[pattern];
            rules.reads(rule, role, sender)
        };
        let scan_patterns = |judge: &mut Judge, patterns: &mut PatternsCache| {
            search.patterns.scan(&rules.patterns, view, patterns, is_read, |hit| {
                judge.take_pattern(rules, message, hit)
            });
        };
        scan_patterns(judge, patterns);
        if !suspects.is_empty() {
            search.scan_disguised(view, text, suspects, |hit| {
                judge.take_disguised(rules, message, &hit);
            });
        }
        if looks.may_hold_number {
            number::scan(view, text, numbers, |hit, plain| {
                judge.take_number(rules, message, hit, plain);
            });
        }
        // Words that excuse a hit, or stand beside it, matter where there is one.
        if !looks.is_judged && !judge.is_empty() {
            take_words(judge, patterns);
        }
        for rule in judge.excusable_rules().filter(|&rule| excusable.is_new(rule)) {
            search.alarms.excuse(rule, &mut watch, |rings| wake(rings, patterns));
        }
        scan_patterns(judge, patterns);
        let mut again =
            judge::Search { terms: &search.terms, patterns: &search.patterns, cache: patterns };
        judge.judge(rules, message, &mut again, findings);
    }

    /// As `find`, and tells of every place what became of it.
    pub(crate) fn find_with_notes(&mut self, sender: Sender, text: &[u8]) -> Vec<Note> {
        self.judge.take_notes();
        self.find(sender, text, Depth::All).expect("a str is UTF-8");
        self.judge.notes()
    }

    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What dialogue rules heard in the message found in last.
    pub(crate) fn heard(&self) -> &[Heard] {
        self.judge.heard()
    }

    /// The message found in last, spelled.
    pub(crate) fn plain(&self) -> &str {
        self.view.plain()
    }

    /// How many symbols it has.
    pub(crate) fn symbols(&self) -> usize {
        self.view.len()
    }

    /// Forgets the message found in last, to report of a dialogue alone.
    pub(crate) fn clear_findings(&mut self) {
        self.findings.clear();
        self.lines.clear();
    }

    /// Adds a finding that took several lines to see.
    pub(crate) fn add_finding(&mut self, finding: Finding, lines: &[u64]) {
        let start = self.lines.len();
        self.lines.extend_from_slice(lines);
        self.findings.push(Finding { lines: Span { start, end: self.lines.len() }, ..finding });
        judge::sort(&mut self.findings);
    }

    pub(crate) fn violations<'a>(&'a self, text: &'a [u8]) -> Violations<'a> {
        Violations::new(self.rules.rules(), text, &self.findings, &self.lines)
    }
}

impl Ruleset {
    /// Room to check many messages in, for one thread.
    #[must_use]
    pub fn checker(&self) -> Checker {
        Checker::new(self)
    }

    /// Checks one message of a human agent. Never fails and never panics.
    #[must_use]
    pub fn check<'a>(&'a self, text: &'a str) -> Vec<Violation<'a>> {
        let mut checker = Checker::new(self);
        let found = checker.check(text);
        // The findings outlive the checker: point them at this ruleset's rules.
        found.map(|violation| self.owned(violation, text)).collect()
    }

    /// The same violation, borrowed from this ruleset and `text` alone.
    fn owned<'a>(&'a self, violation: Violation<'_>, text: &'a str) -> Violation<'a> {
        let rule = &self.rules()[violation.rule.index];
        // One message alone has no lines.
        Violation { rule, text: &text[violation.bytes.range()], lines: &[], ..violation }
    }

    /// The message with every character of its errors and warnings covered.
    ///
    /// ```
    /// let rules = kfrules::Ruleset::platform("pdd")?;
    /// assert_eq!(rules.mask("加我微 信哦", '*'), "加我***哦");
    /// assert_eq!(rules.mask("今天发货", '*'), "今天发货");
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn mask<'a>(&self, text: &'a str, cover: char) -> Cow<'a, str> {
        let mut masked = String::new();
        let mut copied = 0;
        for violation in self.check(text) {
            let span = violation.bytes;
            if violation.severity < Severity::Warning || span.end <= copied {
                continue;
            }
            let start = span.start.max(copied);
            masked.push_str(&text[copied..start]);
            masked.extend(text[start..span.end].chars().map(|_| cover));
            copied = span.end;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[copied..]);
        Cow::Owned(masked)
    }

    /// The message with each violation that has a [replacement](Violation::replacement) rewritten;
    /// `None` if there is nothing to replace. What has no replacement stays as it is, so check the
    /// new text before it is sent.
    ///
    /// ```
    /// let rules = kfrules::Ruleset::platform("pdd")?;
    /// assert_eq!(rules.rewrite("这款宝贝有现货").as_deref(), Some("这款商品有现货"));
    /// assert_eq!(rules.rewrite("加我微信"), None);
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn rewrite(&self, text: &str) -> Option<String> {
        let mut rewritten = String::new();
        let mut copied = 0;
        for violation in self.check(text) {
            let span = violation.bytes;
            let Some(replacement) = violation.replacement() else { continue };
            // Of two rules that replace the same words, the first has its way.
            if span.start < copied {
                continue;
            }
            rewritten.push_str(&text[copied..span.start]);
            rewritten.push_str(replacement);
            copied = span.end;
        }
        if copied == 0 {
            return None;
        }
        rewritten.push_str(&text[copied..]);
        Some(rewritten)
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("rules", &self.rules).finish_non_exhaustive()
    }
}
