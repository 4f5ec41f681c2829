//! Hits to mentions: which rules a hit concerns, how it was written, and whether a disguise is
//! believed.

use super::behind::Behind;
use super::ordinary::{Suspect, Weighed};
use super::{At, Judge, Mention, Message};
use crate::fate::{Belief, Fate};
use crate::number::Found;
use crate::plan::{Compiled, Guard, NumberUse, Role, Use, Written};
use crate::rule::Via;
use crate::scan::{DisguisedHit, PatternHit, WordHit};
use crate::text::View;

impl Judge {
    /// Takes a word hit for every rule that looks for the word; false if one that reads the message
    /// did not take it, or if every hit is asked for.
    pub(crate) fn take_word(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        hit: WordHit,
    ) -> bool {
        let mut is_taken = self.notes.is_none();
        for usage in &rules.uses[hit.term] {
            let Use { rule, role, .. } = *usage;
            if !rules.reads(rule, role, message.sender) {
                continue;
            }
            let (at, via, gap) = place_of_word(rules, message, usage, hit);
            if self.is_within_reach(rules, usage, at, via, gap) {
                let behind = match hit.passes_over {
                    Some(number) if role == Role::Word => Behind::Words(number),
                    _ => Behind::Nothing,
                };
                let mention = Mention::new(rule, role, at, via, Belief::Written);
                self.mentions.push(Mention { behind, ..mention });
            } else {
                is_taken = false;
            }
        }
        is_taken
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
            if !rules.reads(usage.rule, usage.role, message.sender)
                || !self.is_within_reach(rules, usage, at, via, hit.tally.gap)
            {
                continue;
            }
            // Words that sound alike are one to whoever reads them, and it takes long to weigh one.
            if self.is_told_already(usage, at, via) {
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

    /// Whether the mention taken last is of the same place, for the same.
    fn is_told_already(&self, usage: &Use, at: At, via: Via) -> bool {
        self.notes.is_none()
            && self.mentions.last().is_some_and(|last| {
                (last.rule, last.role, last.via) == (usage.rule, usage.role, via) && last.at == at
            })
    }

    /// Whether the rule looks as far as this.
    fn is_within_reach(
        &mut self,
        rules: &Compiled,
        usage: &Use,
        at: At,
        via: Via,
        gap: usize,
    ) -> bool {
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
            && self.cues.stand_beside(view, hit.start..hit.end)
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

    /// Takes a match of a pattern; true if the matches that begin within it matter only where it does
    /// not count.
    pub(crate) fn take_pattern(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        hit: PatternHit,
    ) -> bool {
        let (rule, role) = rules.pattern_uses[hit.pattern];
        let (at, via) = place_of_match(message.view, hit);
        let reach = rules.rules[rule].reach;
        if via > reach {
            self.note(rule, at, via, || Fate::OutOfReach { reach });
            return false;
        }
        // What excuses does so from wherever it begins.
        let passes_over = role == Role::Word && self.notes.is_none();
        let mut mention = Mention::new(rule, role, at, via, Belief::Pattern);
        if passes_over {
            let pattern = u32::try_from(hit.pattern).expect("fewer patterns than words");
            mention.behind = Behind::Matches(pattern);
        }
        self.mentions.push(mention);
        passes_over
    }
}

/// Where a word stands for a rule that looks for it, how it is written, and the widest gap in it.
pub(super) fn place_of_word(
    rules: &Compiled,
    message: Message<'_>,
    usage: &Use,
    hit: WordHit,
) -> (At, Via, usize) {
    let at = At::symbols(message.view, hit.start, hit.end);
    let gap = message.view.widest_gap(hit.start..hit.end);
    let written = usage.written.as_deref();
    let via = via_of_word(message, at, gap, written, rules.terms.bytes(hit.term));
    (at, via, gap)
}

/// Where a pattern matches, and how that is written.
pub(super) fn place_of_match(view: &View, hit: PatternHit) -> (At, Via) {
    let PatternHit { start, end, .. } = hit;
    (At::symbols(view, start, end), via_of_symbols(view, start, end))
}

fn via_of_word(
    message: Message<'_>,
    at: At,
    gap: usize,
    written: Option<&Written>,
    spelled: &[u8],
) -> Via {
    let text = written.map_or(spelled, |written| written.text.as_bytes());
    if &message.original[at.from..at.to] == text {
        return Via::Exact;
    }
    let spread = match written.and_then(|written| written.gaps.as_ref()) {
        Some(gaps) => {
            let inner = message.view.inner_gaps(at.start..at.end);
            inner.zip(gaps).any(|(gap, &own)| gap != 0 && gap != own)
        }
        None => gap > 0,
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
