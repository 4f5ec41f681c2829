//! Hits to mentions: which rules a hit concerns, how it was written, and whether a disguise is
//! believed.

use super::ordinary::{self, Suspect, Weighed};
use super::{At, Judge, Mention, Message};
use crate::fate::{Belief, Fate};
use crate::number::Found;
use crate::plan::{Compiled, Guard, NumberUse, Role, Use, Written};
use crate::rule::Via;
use crate::scan::{DisguisedHit, PatternHit, WordHit};
use crate::text::View;

impl Judge {
    /// Takes a word hit for every rule that looks for the word.
    pub(crate) fn take_word(&mut self, rules: &Compiled, message: Message<'_>, hit: WordHit) {
        for usage in &rules.uses[hit.term] {
            if self.is_excused_already(usage, hit) {
                continue;
            }
            let at = At::symbols(message.view, hit.start, hit.end);
            let gap = message.view.widest_gap(hit.start..hit.end);
            let via = via_of_word(message, hit, usage.written.as_deref(), &rules.terms[hit.term]);
            if self.is_within_reach(rules, message, usage, at, via, gap) {
                let Use { rule, role, .. } = *usage;
                if role == Role::Except {
                    self.last_exception = Some((rule, at));
                }
                self.mentions.push(Mention::new(rule, role, at, via, Belief::Written));
            }
        }
    }

    /// Whether it is an exception within the one before: where many end at one place, the longest
    /// comes first.
    fn is_excused_already(&self, usage: &Use, hit: WordHit) -> bool {
        usage.role == Role::Except
            && self.last_exception.is_some_and(|(rule, longer)| {
                rule == usage.rule && longer.end == hit.end && longer.start <= hit.start
            })
    }

    /// Takes a word in disguise for every rule that looks for it, unless these are ordinary words.
    pub(crate) fn take_disguised(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        hit: &DisguisedHit,
    ) {
        let at = At::drawn(message.view, hit);
        for usage in &rules.disguised_uses[hit.word] {
            let via = hit.via();
            if !self.is_within_reach(rules, message, usage, at, via, hit.tally.gap) {
                continue;
            }
            let guard = rules.plans[usage.rule].guard;
            let word = &rules.terms[rules.disguised[hit.word].term];
            match self.believe(message.view, hit, word, usage.role, guard) {
                Ok(belief) => {
                    let Use { rule, role, .. } = *usage;
                    self.mentions.push(Mention::new(rule, role, at, via, belief));
                }
                Err(weighed) if self.notes.is_some() => {
                    let reading = self.reader.ordinary(message.view, hit.start, hit.end);
                    let fate = Fate::Ordinary { reading, gain: weighed.gain };
                    self.note(usage.rule, at, via, || fate);
                }
                Err(_) => {}
            }
        }
    }

    /// Whether the rule looks at this sender's messages and as far as this.
    fn is_within_reach(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        usage: &Use,
        at: At,
        via: Via,
        gap: usize,
    ) -> bool {
        if !rules.reads(usage.rule, usage.role, message.sender) {
            return false;
        }
        let most = rules.plans[usage.rule].gap;
        let fate = if gap > most {
            Fate::TooWide { gap, most }
        } else if via > usage.reach {
            Fate::OutOfReach { reach: usage.reach }
        } else {
            return true;
        };
        if usage.role.is_reported() {
            self.note(usage.rule, at, via, || fate);
        }
        false
    }

    /// Why a disguise is believed, or why not.
    fn believe(
        &mut self,
        view: &View,
        hit: &DisguisedHit,
        word: &str,
        role: Role,
        guard: Guard,
    ) -> Result<Belief, Weighed> {
        let tally = hit.tally;
        let is_part = matches!(role, Role::Near { .. });
        // A heart is a heart, unless it stands in a place where something is to be added, or near the
        // other parts of what is looked for.
        let is_drawn_alone = tally.is_drawn_alone() && !is_part;
        if guard == Guard::Off || tally.replaced() == 0 && !is_drawn_alone {
            return Ok(Belief::Disguised);
        }
        let suspect = Suspect { start: hit.start, end: hit.end, word };
        let weighed = self.reader.weigh(view, suspect, tally.replaced());
        let gain = weighed.gain;
        let is_half_drawn = tally.pictured > 0 && !is_drawn_alone;
        if !weighed.is_crossed
            && (tally.typed > 0 || (is_half_drawn || is_part) && weighed.is_rare())
        {
            return Ok(Belief::Disguised);
        }
        if tally.pictured == 0 && weighed.is_gain() {
            return Ok(Belief::Gain(gain));
        }
        let is_shown = tally.literal > 0 || tally.pictured > 0;
        if guard == Guard::Normal
            && !weighed.is_crossed
            && is_shown
            && ordinary::has_cue(view, hit.start, hit.end)
        {
            return Ok(Belief::Cue(gain));
        }
        Err(weighed)
    }

    /// Takes a number, `plain` without its dress, for every rule that looks for its kind.
    pub(crate) fn take_number(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        hit: Found,
        plain: &str,
    ) {
        let Found { kind, start, end, via, .. } = hit;
        let at = At::symbols(message.view, start, end);
        for usage in rules.number_uses.iter().filter(|usage| usage.wants(kind, plain)) {
            let &NumberUse { rule, role, .. } = usage;
            if rules.reads(rule, role, message.sender) {
                self.mentions.push(Mention::new(rule, role, at, via, Belief::Number(kind)));
            }
        }
    }

    pub(crate) fn take_pattern(&mut self, rules: &Compiled, message: Message<'_>, hit: PatternHit) {
        let (rule, role) = rules.pattern_uses[hit.pattern];
        let via = via_of_symbols(message.view, hit.start, hit.end);
        if !rules.reads(rule, role, message.sender) {
            return;
        }
        let at = At::symbols(message.view, hit.start, hit.end);
        let reach = rules.rules[rule].reach;
        if via <= reach {
            self.mentions.push(Mention::new(rule, role, at, via, Belief::Pattern));
        } else {
            self.note(rule, at, via, || Fate::OutOfReach { reach });
        }
    }
}

fn via_of_word(
    message: Message<'_>,
    hit: WordHit,
    written: Option<&Written>,
    spelled: &str,
) -> Via {
    let symbols = hit.start..hit.end;
    let text = written.map_or(spelled, |written| &written.text);
    if &message.original[message.view.origin(symbols.clone()).range()] == text.as_bytes() {
        return Via::Exact;
    }
    let spread = match written.and_then(|written| written.gaps.as_ref()) {
        Some(gaps) => {
            message.view.inner_gaps(symbols).zip(gaps).any(|(gap, &own)| gap != 0 && gap != own)
        }
        None => message.view.widest_gap(symbols) > 0,
    };
    if spread { Via::Spread } else { Via::Folded }
}

fn via_of_symbols(view: &View, start: usize, end: usize) -> Via {
    if view.widest_gap(start..end) > 0 {
        Via::Spread
    } else if view.changed(start..end) {
        Via::Folded
    } else {
        Via::Exact
    }
}
